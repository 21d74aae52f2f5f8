"""Bringing in seats from a table: reading it, saying what would happen row by row, and doing that in one act."""
