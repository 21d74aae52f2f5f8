"""Screens about who sits where."""
