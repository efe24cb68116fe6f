"""Commands on what is stored: what was handed in, and removing it."""
