"""Running text (interviews, mails, forms, notes, lists of comments) to the author's own words."""
