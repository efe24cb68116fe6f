"""What became of themes since the run before."""
