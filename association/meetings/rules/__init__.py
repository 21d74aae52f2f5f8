"""Rules of meetings and events that ask nothing of a database."""
