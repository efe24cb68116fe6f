"""What is held against the themes beside links: in a reader's words, and in the analyst's file."""
