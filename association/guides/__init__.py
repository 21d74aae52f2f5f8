"""Guides for who is new: steps to read on a phone, between two meetings."""
