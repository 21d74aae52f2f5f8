"""What is done to the register. Each act is one transaction and one entry in the log, which can be undone."""

from association.memberships.actions.acts import (
    ChangedSince,
    EndsBeforeStart,
    RegisterRefused,
    SeatTaken,
    TwiceInBody,
    UndoneAlready,
)
from association.memberships.actions.seats import appoint, correct, end, succeed, undo

__all__ = [
    "ChangedSince",
    "EndsBeforeStart",
    "RegisterRefused",
    "SeatTaken",
    "TwiceInBody",
    "UndoneAlready",
    "appoint",
    "correct",
    "end",
    "succeed",
    "undo",
]
