"""A volume that is about to be made: its chapters as they will be stored, and what they are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from association.activities.queries import rows_of
from association.base.site_settings import SiteSettings
from association.organizations.models import Organization
from association.organizations.queries import shown_bodies
from association.portfolios.models import Portfolio
from association.portfolios.queries import portfolios_on
from association.publications.importing.stored import Stored, stored
from association.publications.rules import Volume

NUMBERED, UNNUMBERED, ANNEX = "numbered", "unnumbered", "annex"
# The body whose seats a document shows, the first kind that there is.
BOARDS = ("executive_board", "board")


@dataclass(frozen=True)
class Sketch:
    """A chapter or part that is not stored yet. `source` is the chapter whose text stands beside its fields."""

    title: str
    blocks: tuple[Stored, ...] = ()
    numbering: str = NUMBERED
    portfolio: Portfolio | None = None
    parts: tuple["Sketch", ...] = ()
    source: Any = None
    slug: str = ""


@dataclass(frozen=True)
class Ground:
    """What the chapters of a volume are made of, as the register has it on the reference date.

    `active` are the portfolios with activities in the year; `has_rest` tells whether some belong to none.
    """

    volume: Volume
    settings: SiteSettings
    portfolios: tuple[Portfolio, ...]
    active: tuple[Portfolio, ...]
    has_rest: bool
    board: Organization | None

    @property
    def name(self) -> str:
        """What the association is called in running words: "VDG"."""
        association = self.settings.association
        return (association.abbreviation or association.name) if association else ""


def ground_of(volume: Volume, settings: SiteSettings) -> Ground:
    """What the chapters of a volume are made of; ten queries."""
    association = settings.association_id or 0
    portfolios = tuple(portfolios_on(association, volume.reference))
    rows = rows_of(association, volume.year)
    known = {portfolio.pk for row in rows for portfolio in row.portfolios.all()}
    return Ground(
        volume=volume,
        settings=settings,
        portfolios=portfolios,
        active=tuple(portfolio for portfolio in portfolios if portfolio.pk in known) if rows else portfolios,
        has_rest=any(not row.portfolios.all() for row in rows),
        board=board_of(association, volume.reference),
    )


def board_of(association: int, day: date) -> Organization | None:
    """The body that leads an association on a day, or None; one query."""
    own = shown_bodies(association).filter(managed_by=association, classification__in=BOARDS)
    found: list[Organization] = [body for body in own if body.holds_on(day)]
    return min(found, key=lambda body: BOARDS.index(body.classification), default=None)


def text() -> Stored:
    """A place for words."""
    return stored("paragraph", "")


def heading(words: str, anchor: str) -> Stored:
    """A heading of a chapter."""
    return stored("heading", {"text": words, "level": "2", "anchor": anchor})


def fact(kind: str, **value: Any) -> Stored:
    """A block of facts on the reference date."""
    return stored(kind, {"day": None, **value})


def section(kind: str, words: str, anchor: str, *lists: str) -> Stored:
    """A part of a portfolio chapter, still empty."""
    return stored(kind, {"heading": words, "anchor": anchor, "content": [], **{name: [] for name in lists}})


def activities(ground: Ground, period: str = "", portfolio: Portfolio | None = None, *, rest: bool = False) -> Stored:
    """The activities of the volume's year, of one portfolio, of none (`rest`) or of all; planned, without a period."""
    value = {"year": ground.volume.year, "period": period or "H1", "portfolio": portfolio.pk if portfolio else None}
    return stored("activities", {**value, "reports": bool(period), "lights": True, "rest": rest})


def activity_parts(ground: Ground, period: str = "") -> tuple[Sketch, ...]:
    """A part for the activities of each portfolio, and one for those of none."""
    parts = [
        Sketch(portfolio.name, (text(), activities(ground, period, portfolio)), portfolio=portfolio)
        for portfolio in ground.active
    ]
    if ground.has_rest:
        parts.append(Sketch("Overige activiteiten", (activities(ground, period, rest=True),)))
    return tuple(parts)


def organization_chapter(ground: Ground, *, with_vng: bool = True) -> Sketch:
    """Who the association is: its structure, its board, who leads what, and its seats in the VNG."""
    blocks = [text(), fact("structure")]
    if ground.board is not None:
        blocks += [heading(ground.board.name, "bestuur"), fact("seats", organization=ground.board.pk)]
    blocks += [heading(ground.settings.portfolios_word, "wie-leidt-wat"), fact("portfolios")]
    if with_vng:
        blocks += [heading("Bij de VNG", "bij-de-vng"), fact("vng_seats")]
    return Sketch("Organisatie", tuple(blocks))


def foreword(title: str = "Voorwoord") -> Sketch:
    """A text without number at the front."""
    return Sketch(title, (text(),), numbering=UNNUMBERED)


def plain(title: str, *headings: str) -> Sketch:
    """A chapter of words, with headings that each have a place for words below them."""
    blocks = [text()]
    for number, words in enumerate(headings, start=1):
        blocks += [heading(words, f"deel-{number}"), text()]
    return Sketch(title, tuple(blocks))
