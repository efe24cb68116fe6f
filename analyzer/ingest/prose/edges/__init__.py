"""What stands above and below the words of a text and is nobody's."""
