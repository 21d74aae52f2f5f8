"""Calendars to subscribe to (iCalendar)."""
