"""Deleting to the bin, bringing back, deleting for good, and turning links to another page."""
