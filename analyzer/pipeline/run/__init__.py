"""A run's steps, from stored statements to stored themes and links."""
