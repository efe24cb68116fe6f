"""Read the bytes of one format into rows or text. None of these modules interprets what a row means."""
