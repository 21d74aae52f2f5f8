"""Planning meetings: proposing days, making their pages, and what happens to a moment afterwards."""
