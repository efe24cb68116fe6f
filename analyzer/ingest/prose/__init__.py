"""Running text: whole interviews, documents and pasted words to the leaver's own words."""
