"""Pages for uploads: hand in, preview and correct, store."""
