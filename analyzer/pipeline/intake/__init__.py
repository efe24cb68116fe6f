"""Bytes of an upload to stored records, statements and rows set aside."""
