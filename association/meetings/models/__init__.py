"""When meetings and events are held, what kinds of events there are, who was there or signed up, and holidays."""

from association.meetings.models.attendance import Attendance, Presence
from association.meetings.models.moments import EventKind, Holiday, Moment, MomentStatus
from association.meetings.models.signing import SignUp, SignUpChange, SignUpMail, SignUpNotice

__all__ = [
    "Attendance",
    "EventKind",
    "Holiday",
    "Moment",
    "MomentStatus",
    "Presence",
    "SignUp",
    "SignUpChange",
    "SignUpMail",
    "SignUpNotice",
]
