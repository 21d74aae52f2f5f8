"""What may be said of a text without asking a database."""
