"""Taking away: what it touches, what takes its place, and the recycle bin."""
