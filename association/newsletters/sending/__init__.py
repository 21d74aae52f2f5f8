"""Sending a mailing: who gets it, freezing it, and bringing each mail to the server once."""
