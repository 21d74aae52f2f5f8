"""How people sign up for an event, get a place or wait, are told, and are forgotten."""
