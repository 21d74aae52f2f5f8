"""What a calendar holds: all of a site, a body, a portfolio, a municipality, the events, or several of these."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from association.base.queries import Viewer
from association.meetings.models import Moment
from association.meetings.queries import between, of_body, of_municipality, of_portfolio, visible_moments
from association.organizations.queries import body_at, member_at
from association.portfolios.models import Portfolio

ALL, EVENTS, CHOICE = "alles", "bijeenkomsten", "keuze"
BODY, PORTFOLIO, MUNICIPALITY = "overleg", "portefeuille", "gemeente"
BETWEEN_PARTS, IN_PART = "_", "-"
# An address may hold the sign itself.
NEXT_PART = re.compile(rf"_(?=(?:{BODY}|{PORTFOLIO}|{MUNICIPALITY})-|{EVENTS}(?:_|$))")
MOST_PARTS = 40
# Beyond it no calendar counts, and Python's days come to an end.
LAST_YEAR = 2999


@dataclass(frozen=True)
class Chosen:
    """A part of the agenda: its words, and the condition for its moments.

    `is_of_a_day`: the condition follows from the seats or portfolios of a day, so that tomorrow it may be another.
    """

    name: str
    condition: Q
    is_of_a_day: bool = False


def parse_calendar(rest: str, association: int, day: date) -> Chosen | None:
    """What is at an address below the agenda, such as "overleg/dagelijks-bestuur"; None for nothing.

    "keuze/overleg-dagelijks-bestuur_portefeuille-economie" is a choice of several; what is no longer there is left out.
    """
    kind, _, slug = rest.partition("/")
    if rest == ALL:
        return Chosen("Agenda", Q())
    if kind == CHOICE:
        parts = [parse_part(*part.partition(IN_PART)[::2], association, day) for part in parts_of(slug)]
        found = [part for part in parts if part]
        return union(found) if found else None
    return parse_part(kind, slug, association, day)


def parts_of(code: str) -> list[str]:
    """The parts of the code of a choice, each once."""
    return list(dict.fromkeys(NEXT_PART.split(code)))[:MOST_PARTS]


def code_of(parts: Iterable[str]) -> str:
    """The code of a choice of parts such as "overleg-dagelijks-bestuur", for its address."""
    return BETWEEN_PARTS.join(parts)


def parse_part(kind: str, slug: str, association: int, day: date) -> Chosen | None:
    """A body, portfolio or municipality by its address, or the events; None for nothing."""
    if kind == EVENTS and not slug:
        return Chosen("Bijeenkomsten", Q(page__eventpage__isnull=False))
    if kind == BODY and (body := body_at(association, slug)):
        return Chosen(body.name, of_body(body.pk))
    if kind == MUNICIPALITY and (member := member_at(association, slug)):
        return Chosen(member.name, of_municipality(member.pk, day), is_of_a_day=True)
    portfolio = Portfolio.objects.filter(association=association, slug=slug).first() if kind == PORTFOLIO else None
    return Chosen(portfolio.name, of_portfolio(portfolio.pk, day), is_of_a_day=True) if portfolio else None


def union(parts: list[Chosen]) -> Chosen:
    """What is in any of some parts."""
    condition = Q()
    for part in parts:
        # Each in a query of its own: together they would find a moment once for each portfolio of its page.
        condition |= Q(pk__in=Moment.objects.filter(part.condition).order_by().values("pk"))
    name = parts[0].name if len(parts) == 1 else "Eigen keuze"
    return Chosen(name, condition, is_of_a_day=any(part.is_of_a_day for part in parts))


def calendar_moments(viewer: Viewer, condition: Q) -> Any:
    """The moments of a calendar: from a year back until all that comes, with the agendas of the meetings."""
    found = visible_moments(viewer).filter(between(first_day(timezone.localdate()), date(LAST_YEAR, 12, 31)))
    kept = found.filter(pk__in=Moment.objects.filter(condition).order_by().values("pk")) if condition else found
    heavy = ("page__meetingpage__body", "page__eventpage__body", "page__eventpage__programme")
    return kept.defer(None).defer(*heavy)


def first_day(today: date) -> date:
    """The first day of a calendar: of the month a year ago, so that a calendar stays the same for a month."""
    return today.replace(year=today.year - 1, day=1)
