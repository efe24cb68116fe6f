"""Transcripts and minutes: who speaks each line, and which speaker is the leaver."""
