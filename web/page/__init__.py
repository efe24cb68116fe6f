"""What every page needs: its words, its errors, its headers, what templates draw on, what views answer with."""
