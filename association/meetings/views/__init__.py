"""Screens and answers of meetings and events."""
