"""Makers of content for tests, without surprises: what is not given is the plainest that works."""
