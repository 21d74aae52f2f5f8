"""Noaber: a content management system for associations of municipalities."""
