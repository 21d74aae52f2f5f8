"""Who works on portfolios on a day: a fixed number of queries, however many portfolios there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, Q

from association.base.validity import on_day
from association.memberships.queries import ORDER, SeatRow, memberships, offices_on, shown_to, upper_first

if TYPE_CHECKING:
    from association.memberships.models import Membership
    from association.organizations.models import Organization
    from association.portfolios.models import Portfolio, PortfolioBody

CONSULTATION, COMMITTEE, OTHER = "consultation", "committee", "other"
# Who leads a portfolio: the chairs of its consultation, or who holds it without one.
CHAIRS = ("chair", "portfolio_holder")
LEADS = (*CHAIRS, "co_chair", "vice_chair", "lead")
HOLDER = "portfolio_holder"
# A seat of a consultation for the committee of the VNG, which some consultations do without.
FOR_COMMITTEE = "vng_representative"


@dataclass(frozen=True)
class BodySeats:
    """A body on a day with its seats that count for a portfolio; none when nobody was recorded."""

    link: "PortfolioBody"
    rows: tuple[SeatRow, ...]

    @property
    def organization(self) -> "Organization":
        """The body."""
        return self.link.organization


@dataclass(frozen=True)
class PortfolioSeats:
    """Who works on a portfolio on a day.

    `former` are the consultations that did so before, the last one first; `replaced` are the bodies from which the
    present consultations came.
    """

    portfolio: "Portfolio"
    day: date
    consultations: tuple[BodySeats, ...] = ()
    committees: tuple[BodySeats, ...] = ()
    others: tuple[BodySeats, ...] = ()
    former: tuple["PortfolioBody", ...] = ()
    replaced: tuple["Organization", ...] = ()

    @property
    def rows(self) -> tuple[SeatRow, ...]:
        """All seats that count for it."""
        bodies = (*self.consultations, *self.committees, *self.others)
        return tuple(row for body in bodies for row in body.rows)

    @property
    def leads(self) -> tuple[SeatRow, ...]:
        """Who leads it: chairs first, then who leads beside them."""
        found = [row for seats in self.consultations for row in seats.rows if row.post.role in LEADS]
        found += [row for seats in self.others for row in seats.rows if row.post.role == HOLDER]
        return tuple(sorted(found, key=lambda row: row.post.role not in CHAIRS))

    @property
    def chairs(self) -> tuple[SeatRow, ...]:
        """Who chairs its consultation or holds it, or why nobody does."""
        return tuple(row for row in self.leads if row.post.role in CHAIRS)

    @property
    def without_committee(self) -> tuple[SeatRow, ...]:
        """What its consultation says of a seat in a committee when there is none: "n.v.t."."""
        rows = [row for seats in self.consultations for row in seats.rows if row.post.role == FOR_COMMITTEE]
        return tuple(rows) if not self.committees else ()


def seats_of_portfolios(portfolios: "Collection[Portfolio]", day: date) -> dict[int, PortfolioSeats]:
    """Who works on each of some portfolios of one association on a day, by the portfolio's number; four queries."""
    links = body_links(portfolios)
    bodies = {link.organization_id for link in links if link.holds_on(day)}
    association = next((portfolio.association_id for portfolio in portfolios), None)
    seats = rows_in(bodies, day, association) if association else {}
    replaced = replaced_by(bodies)
    found: dict[int, PortfolioSeats] = {}
    for portfolio in portfolios:
        own = [link for link in links if link.portfolio_id == portfolio.pk]
        found[portfolio.pk] = seats_of_one(portfolio, day, own, seats, replaced)
    return found


def replaced_by(bodies: Collection[int]) -> "dict[int, list[Organization]]":
    """The bodies that went over into some others, by the number of the body that came; one query."""
    if not bodies:
        return {}
    links: Any = apps.get_model("association", "Organization").successors.through.objects
    found: dict[int, list[Organization]] = {}
    for link in links.filter(to_organization__in=bodies).select_related("from_organization__managed_by"):
        found.setdefault(link.to_organization_id, []).append(link.from_organization)
    return found


def body_links(portfolios: "Collection[Portfolio]") -> "list[PortfolioBody]":
    """The bodies of portfolios, of any day, in order; one query."""
    found: Any = apps.get_model("association", "PortfolioBody").objects
    return list(
        found.filter(portfolio__in=portfolios).select_related(
            "organization__managed_by", "organization__run_by__managed_by", "post"
        )
    )


def rows_in(bodies: Collection[int], day: date, association: int) -> dict[int, list[SeatRow]]:
    """The seats of some bodies on a day that an association's site shows, by the body's number; two queries."""
    if not bodies:
        return {}
    # What the association keeps for itself, such as who holds a portfolio without consultation, is its own to show.
    shown = shown_to(association) | Q(post__organization=association)
    rows = memberships().filter(shown, on_day(day), on_day(day, "post__"), post__organization__in=bodies)
    held = in_order(rows.with_names().select_related("person__portrait").distinct())
    offices = offices_on(day, (row.person_id for row in held))
    found: dict[int, list[SeatRow]] = {}
    for row in held:
        found.setdefault(row.post.organization_id, []).append(SeatRow(row, offices.get(row.person_id or 0)))
    return found


def in_order(rows: "Iterable[Membership]") -> "list[Membership]":
    """Rows by seat; in one seat who holds it comes before who helps out."""
    return sorted(
        rows, key=lambda row: (row.post.order, row.post_id, row.seat, ORDER.index(row.capacity), row.person_id or 0)
    )


def seats_of_one(
    portfolio: "Portfolio",
    day: date,
    links: "list[PortfolioBody]",
    seats: dict[int, list[SeatRow]],
    replaced: "dict[int, list[Organization]]",
) -> PortfolioSeats:
    """One portfolio, from the seats of all its bodies."""
    groups: dict[str, list[BodySeats]] = {}
    for link in links:
        if link.holds_on(day):
            rows = [row for row in seats.get(link.organization_id, []) if counts(link, row, portfolio.association_id)]
            groups.setdefault(link.kind, []).append(BodySeats(link, tuple(rows)))
    former = [link for link in links if link.kind == CONSULTATION and ended(link, day)]
    present = [body.link.organization_id for body in groups.get(CONSULTATION, ())]
    known = {link.organization_id for link in former}
    before = {other.pk: other for number in present for other in replaced.get(number, []) if other.pk not in known}
    return PortfolioSeats(
        portfolio,
        day,
        consultations=tuple(groups.get(CONSULTATION, ())),
        committees=tuple(groups.get(COMMITTEE, ())),
        others=tuple(groups.get(OTHER, ())),
        former=tuple(sorted(former, key=last_day, reverse=True)),
        replaced=tuple(before.values()),
    )


def counts(link: "PortfolioBody", row: SeatRow, association: int) -> bool:
    """Whether a seat of a body counts for the portfolio: the seat that was named, else each for the association."""
    if link.post_id:
        return row.post.pk == link.post_id
    return link.kind != OTHER or row.post.organization_id != association


def last_day(link: "PortfolioBody") -> date:
    """The first day on which a body no longer worked for a portfolio."""
    return min(filter(None, (link.end_date, link.organization.end_date)), default=date.max)


def ended(link: "PortfolioBody", day: date) -> bool:
    """Whether a body worked for a portfolio before a day."""
    return last_day(link) <= day


def chairs_of(portfolios: "Collection[Portfolio]", day: date) -> dict[int, list[SeatRow]]:
    """Who chairs the consultations of portfolios on a day, by the portfolio's number, without offices; one query."""
    way = "post__organization__portfolio_links"
    consults = Q(**{f"{way}__kind": CONSULTATION, f"{way}__post": None, "post__role": "chair"})
    holds = Q(**{f"{way}__post": F("post"), "post__role__in": CHAIRS})
    rows = (
        memberships()
        .filter(
            consults | holds,
            on_day(day),
            on_day(day, "post__"),
            on_day(day, f"{way}__"),
            on_day(day, "post__organization__"),
            **{f"{way}__portfolio__in": portfolios},
        )
        .annotate(portfolio_number=F(f"{way}__portfolio"))
        .select_related("post", "person", "stands_in_for")
        .distinct()
    )
    found: dict[int, list[SeatRow]] = {}
    for row in in_order(rows):
        number: int = row.portfolio_number  # type: ignore[attr-defined]  # annotated above
        found.setdefault(number, []).append(SeatRow(row, None))
    return found


def with_chairs(tiles: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Tiles of portfolios, each with `chair`: who chairs it on a day, or why nobody does; one query."""
    found = chairs_of([tile["portfolio"] for tile in tiles], day) if tiles else {}
    return [{**tile, "chair": chair_words(found.get(tile["portfolio"].pk, []))} for tile in tiles]


def chair_words(rows: "list[SeatRow]") -> str:
    """Who chairs, in a few words: "Voorzitter: Jan Achternaam", "Vacature"; empty when nothing was recorded.

    Who is nominated waits until the seat is free; who acts or helps out is named with how.
    """
    held = [row for row in rows if row.person and row.membership.capacity != "nominated"]
    empty = [upper_first(row.name) for row in rows if not row.person]
    names = [f"{row.person.full_name} ({row.capacity})" if row.capacity else row.person.full_name for row in held]  # type: ignore[union-attr]  # held by somebody
    if empty:
        return ", ".join(dict.fromkeys([*empty, *names]))
    return f"{held[0].role}: {' en '.join(dict.fromkeys(names))}" if names else ""
