"""The demonstration: two associations with text and pictures of our own."""
