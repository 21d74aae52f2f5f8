"""What the documentation promises and lists is there, and what is there is described."""
