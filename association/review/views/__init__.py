"""Screens of reading along: in the admin, and for who has a link."""
