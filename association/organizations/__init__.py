"""Organizations: the associations, their members and every body inside them."""
