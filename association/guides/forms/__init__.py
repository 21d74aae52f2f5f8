"""What readers and editors of guides fill in."""
