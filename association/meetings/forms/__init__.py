"""Forms of meetings and events."""

from association.meetings.forms.moments import MomentForm
from association.meetings.forms.pages import EventPageForm, MeetingPageForm

__all__ = ["EventPageForm", "MeetingPageForm", "MomentForm"]
