"""What an association does in a year, what it wanted to reach, and how that goes."""
