"""Actions and what they changed, for readers and for the analyst's file."""
