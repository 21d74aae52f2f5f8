"""Signing up for events: what there is to choose, until when, who gets a place, and how long it is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

# With fewer there is nothing to choose.
CHOICE = 2
# After the last moment of an event, who signed up; the counts stay.
KEPT_AFTER = timedelta(days=60)
# From which place on the internet a form came.
CLIENT_KEPT = timedelta(days=1)
# From one place: so many in an hour are one office that signs up together, more are no people.
CLIENT_AN_HOUR = 40
CLIENT_A_DAY = 99
# How a stored choice calls that somebody is not there in a round; its session is the empty text.
ABSENT = "niet aanwezig"
# One mail of a kind for an address, unless its link was used.
MAIL_AGAIN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Session:
    """One of the sessions of a round; `key` is that of its block, `capacity` None for no limit."""

    key: str
    title: str
    capacity: int | None = None
    room: str = ""


@dataclass(frozen=True)
class Round:
    """A part of the programme in which people choose one session."""

    key: str
    title: str
    hours: str
    sessions: tuple[Session, ...]


def rounds_of(programme: Iterable[Any]) -> list[Round]:
    """The parts of a programme (a stream of RoundBlock) with more than one session, in their order."""
    found = []
    for block in programme:
        sessions = tuple(
            Session(str(one.id), one.value["title"], one.value["capacity"], one.value["room"] or "")
            for one in block.value["sessions"].bound_blocks
        )
        if len(sessions) >= CHOICE:
            found.append(Round(str(block.id), block.value["title"], f"{block.value['start']:%H.%M} uur", sessions))
    return found


@dataclass
class Room:
    """What is free: places at the event (None: no limit), and in the sessions that have one, by key.

    Below zero there are more people than places, as after a capacity that was lowered.
    """

    places: int | None
    sessions: dict[str, int] = field(default_factory=dict)

    def has(self, chosen: Iterable[str]) -> bool:
        """Whether there is a place at the event and in all chosen sessions; one without limit has one."""
        is_open = self.places is None or self.places > 0
        return is_open and all(self.sessions.get(key, 1) > 0 for key in chosen)

    def take(self, chosen: Iterable[str]) -> None:
        """Let somebody have a place, whether there is one or not."""
        if self.places is not None:
            self.places -= 1
        for key in chosen:
            if key in self.sessions:
                self.sessions[key] -= 1


def room_of(capacity: int | None, rounds: Iterable[Round], taken: Iterable[Iterable[str]]) -> Room:
    """What is free when `taken` are the sessions of each who has a place."""
    limits = {one.key: one.capacity for part in rounds for one in part.sessions if one.capacity is not None}
    room = Room(capacity, limits)
    for chosen in taken:
        room.take(chosen)
    return room


def placed_from(waiting: Iterable[tuple[int, Iterable[str]]], room: Room) -> list[int]:
    """Who of a waiting list (number, chosen sessions; first come first) get a place; the room shrinks with each."""
    found = []
    for number, chosen in waiting:
        if room.has(chosen):
            room.take(chosen)
            found.append(number)
    return found


def has_choice(room: Room, part: Round) -> bool:
    """Whether any session of a round has a place."""
    return any(room.has([one.key]) for one in part.sessions)


class Full(Enum):
    """What is full for who signs up now: nothing that all need, every session, or the event."""

    NOTHING = "nothing"
    SESSIONS = "sessions"
    EVENT = "event"


def what_is_full(room: Room, rounds: Sequence[Round]) -> Full:
    """What is full; without a place at the event people wait, without one in a session only for that session."""
    if not room.has([]):
        return Full.EVENT
    return Full.SESSIONS if rounds and not any(has_choice(room, part) for part in rounds) else Full.NOTHING


def sessions_in(choices: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The keys of the sessions in stored choices ({round: {session, title}}); a round without session has none."""
    return [one["session"] for one in choices.values() if one["session"]]


def moved(before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The sessions of stored choices that somebody who changes them comes to."""
    old = set(sessions_in(before))
    return [key for key in sessions_in(after) if key not in old]


def joined(words: Sequence[str]) -> str:
    """Words as a sentence names them: "naam, organisatie en dieetwens"."""
    return " en ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def counted(taken: Iterable[Iterable[str]]) -> Counter[str]:
    """How many chose each session."""
    return Counter(key for chosen in taken for key in chosen)


@dataclass(frozen=True)
class Times:
    """When an event is held: the moments that go on, as (start, end), and whether any was called off."""

    held: tuple[tuple[datetime, datetime], ...]
    is_off: bool = False

    @property
    def start(self) -> datetime | None:
        """When it begins; None when nothing goes on."""
        return min((start for start, _ in self.held), default=None)

    @property
    def end(self) -> datetime | None:
        """When it is over; None when nothing goes on."""
        return max((end for _, end in self.held), default=None)


def why_closed(times: Times, closes_at: datetime | None, now: datetime) -> str:
    """Why nobody can sign up now, in words; empty when people can. At the moment of closing they cannot."""
    if times.start is None or times.end is None:
        return "Deze bijeenkomst gaat niet door." if times.is_off else "Er is nog geen datum bekend."
    if now >= times.end:
        return "Deze bijeenkomst is geweest."
    if closes_at is not None and now >= closes_at:
        return "De aanmelding is gesloten."
    if now >= times.start and closes_at is None:
        return "Deze bijeenkomst is al begonnen."
    return ""
