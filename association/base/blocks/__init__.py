"""The blocks of pages and of settings."""
