"""Bytes of one format → its rows or its text. No source knows what a row means."""
