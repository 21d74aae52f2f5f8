"""Meetings of bodies and events: when they are held, with which papers, and who signed up."""
