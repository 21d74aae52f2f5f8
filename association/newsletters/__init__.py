"""Newsletters: lists, subscribers, issues composed from the site, and their deliveries."""
