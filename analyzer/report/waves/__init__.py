"""What became of themes since the earlier run."""
