"""Bringing in meetings from a table: reading it, what would happen row by row, and making the pages."""
