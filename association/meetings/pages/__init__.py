"""The agenda and what stands on it."""

from association.meetings.pages.event import EventPage
from association.meetings.pages.index import AgendaIndexPage
from association.meetings.pages.meeting import MeetingPage

__all__ = ["AgendaIndexPage", "EventPage", "MeetingPage"]
