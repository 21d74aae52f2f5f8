"""What quality does in the background: asking addresses outside the site whether they work."""
