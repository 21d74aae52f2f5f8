"""Bringing in subscribers from a table."""
