"""What was tried and what changed: in a reader's words, and in the analyst's file."""
