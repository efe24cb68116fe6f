"""Uploads as people see them: handed in, looked at and corrected, stored."""
