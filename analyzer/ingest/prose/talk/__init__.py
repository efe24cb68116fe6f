"""Transcripts: who speaks each line, and who of them leaves."""
