"""Bringing in terms from a table: reading it, what would happen row by row, storing it and taking it back."""
