"""What a finished run found: reports for readers, and for analysts themes, links and files."""
