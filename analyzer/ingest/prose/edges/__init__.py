"""What stands above, below and between an author's words and is not theirs: heads, footers, titles, buttons."""
