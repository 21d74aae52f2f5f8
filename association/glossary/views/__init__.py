"""Screens of terms beside their list: what is not explained, and terms from a table."""
