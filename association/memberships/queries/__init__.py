"""Reads over seats and vacancies: a fixed number of queries, however many seats and years there are."""

from association.memberships.queries.college import Sitting, held_by_municipality, sitting_for
from association.memberships.queries.compositions import Composition, composition, compositions, open_posts
from association.memberships.queries.keeping import known_seats
from association.memberships.queries.seats import (
    ORDER,
    Office,
    SeatRow,
    has_public_office,
    memberships,
    name_in_list,
    offices_on,
    upper_first,
)
from association.memberships.queries.shown import (
    HeldSeats,
    counts_on,
    held_for,
    people_with_page,
    public_people,
    seats_held_on,
    seats_of,
    shown_to,
    vng_seats,
)
from association.memberships.queries.vacancies import open_vacancies, places_to_apply, shown_vacancies
from association.memberships.queries.watch import (
    AHEAD,
    Watched,
    seats_without_office,
    sitting_now,
    waiting_seats,
    watch_counts,
    watch_words,
)

__all__ = [
    "AHEAD",
    "ORDER",
    "Composition",
    "HeldSeats",
    "Office",
    "SeatRow",
    "Sitting",
    "Watched",
    "composition",
    "compositions",
    "counts_on",
    "has_public_office",
    "held_by_municipality",
    "held_for",
    "known_seats",
    "memberships",
    "name_in_list",
    "offices_on",
    "open_posts",
    "open_vacancies",
    "people_with_page",
    "places_to_apply",
    "public_people",
    "seats_held_on",
    "seats_of",
    "seats_without_office",
    "shown_to",
    "shown_vacancies",
    "sitting_for",
    "sitting_now",
    "upper_first",
    "vng_seats",
    "waiting_seats",
    "watch_counts",
    "watch_words",
]
