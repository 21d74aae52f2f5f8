"""What is done to the register. Each act is one transaction and one entry in the log, which can be undone."""

from association.memberships.actions.acts import (
    CannotBeUndone,
    ChangedSince,
    EndsBeforeStart,
    MergedAway,
    NotNominated,
    NotYetNominated,
    RegisterRefused,
    SeatTaken,
    TwiceInBody,
    UndoneAlready,
)
from association.memberships.actions.persons import anonymise, keep_apart, merge
from association.memberships.actions.seats import appoint, confirm, correct, end, succeed, undo

__all__ = [
    "CannotBeUndone",
    "ChangedSince",
    "EndsBeforeStart",
    "MergedAway",
    "NotNominated",
    "NotYetNominated",
    "RegisterRefused",
    "SeatTaken",
    "TwiceInBody",
    "UndoneAlready",
    "anonymise",
    "appoint",
    "confirm",
    "correct",
    "end",
    "keep_apart",
    "merge",
    "succeed",
    "undo",
]
