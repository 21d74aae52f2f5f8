"""News: items, their index and feeds."""
