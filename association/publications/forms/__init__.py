"""The forms of publications."""
