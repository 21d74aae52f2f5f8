"""Who sits where on a day: a fixed number of queries, however many seats and years there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from association.base.validity import on_day
from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership, Post
    from association.organizations.models import Organization
    from association.people.models import Person

# Who sits in a seat comes first, then who helps out, then who is only nominated (see rules.Capacity).
ORDER = ("", "appointed", "acting", "interim", "standing_in", "nominated")
USUAL = {"", "appointed"}
MOST_DAYS = 12


def memberships() -> Any:
    """All memberships."""
    return apps.get_model("association", "Membership").objects


@dataclass(frozen=True)
class Office:
    """The public office of a person on a day: "wethouder" of "Assen"."""

    title: str
    organization: "Organization"


@dataclass(frozen=True)
class SeatRow:
    """One row of a composition: a person in a seat, or the words for a seat that is empty."""

    membership: "Membership"
    office: Office | None

    @property
    def post(self) -> "Post":
        """The seat."""
        return self.membership.post

    @property
    def person(self) -> "Person | None":
        """Who sits there, if anybody."""
        return self.membership.person

    @property
    def role(self) -> str:
        """What the seat is called."""
        return upper_first(self.post.words)

    @property
    def name(self) -> str:
        """The name as lists have it, or the words of an empty seat."""
        return self.person.formal_name if self.person else str(self.membership.get_empty_display())

    @property
    def title(self) -> str:
        """The public office, as it stands before the name; empty without one."""
        return upper_first(self.office.title) if self.office else ""

    @property
    def capacity(self) -> str:
        """How somebody sits there when it is not the usual way: "waarnemend", "vervangt Ard van der Tuuk"."""
        if self.membership.stands_in_for:
            return f"vervangt {self.membership.stands_in_for.formal_name}"
        return "" if self.membership.capacity in USUAL else str(self.membership.get_capacity_display())

    @cached_property
    def represents(self) -> "Organization | None":
        """The municipality or body for which the seat is held; else that of the person's office."""
        return self.membership.on_behalf_of or self.post.for_whom or (self.office.organization if self.office else None)

    @property
    def on_behalf_of(self) -> str:
        """For whom the seat is held, in words; empty for a seat of the body itself."""
        if self.membership.on_behalf_of:
            return name_in_list(self.membership.on_behalf_of)
        return self.post.for_whom_label or (name_in_list(self.represents) if self.represents else "")


@dataclass(frozen=True)
class Composition:
    """A body on a day: its seats in order, the seats of other days, and the days on which something changed."""

    organization: "Organization"
    day: date
    rows: tuple[SeatRow, ...]
    other_days: tuple[SeatRow, ...]
    changed_on: tuple[date, ...]


def upper_first(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def name_in_list(organization: "Organization") -> str:
    """An organization beside a name: "Gemeente Assen"; a body by its name alone."""
    if organization.classification == "municipality":
        return f"Gemeente {organization.name}"
    return organization.name


def composition(organization: "Organization", day: date, *, association: int | None = None) -> Composition:
    """Who sits in a body on a day, in two queries; of a shared body only the seats for an association's side."""
    return compositions([(organization, day)], association)[0]


def compositions(asked: "list[tuple[Organization, date]]", association: int | None = None) -> list[Composition]:
    """The same for several bodies and days together, in two queries; of shared bodies only the association's side."""
    found = memberships().filter(post__organization__in={body.pk for body, _ in asked}).with_names()
    if association is not None:
        own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
        found = found.filter(own | Q(post__for_whom__belongs_to_links__organization=association)).distinct()
    every: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in found.order_by("post__order", "post_id", "seat", "start_date", "pk") if asked else ():
        every[row.post.organization_id].append(row)
    offices = Offices(row.person_id for body, day in asked for row in every[body.pk] if row.holds_on(day))
    return [composed(body, day, every[body.pk], offices) for body, day in asked]


def open_posts(found: Composition, association: int | None = None) -> "list[Post]":
    """The seats of a composition that nobody holds, not even an empty row; one query. Sides as in `compositions`."""
    posts = apps.get_model("association", "Post").objects.active_on(found.day).filter(organization=found.organization)
    posts = posts.exclude(pk__in={row.post.pk for row in found.rows}).select_related("for_whom")
    return list(posts if association is None else posts.filter(for_whom=association))


def composed(body: "Organization", day: date, every: "list[Membership]", offices: "Offices") -> Composition:
    """The composition of a day, from all that is known of a body."""
    present = [row for row in every if row.holds_on(day) and row.post.holds_on(day)]
    known = {row.pk for row in present}
    past = [row for row in every if row.pk not in known]
    return Composition(
        body,
        day,
        tuple(SeatRow(row, offices.on(day, row.person_id)) for row in sorted(present, key=place_in_list)),
        tuple(SeatRow(row, None) for row in reversed(past)),
        changes(every, day),
    )


def place_in_list(row: "Membership") -> tuple[int, int, int, int]:
    """Where a row stands in a list: by seat; its holder first, then who helps out, then who is only nominated."""
    return (row.post.order, row.post_id, row.seat, ORDER.index(row.capacity))


def changes(rows: Iterable["Membership"], day: date) -> tuple[date, ...]:
    """The days up to today or the day asked for on which somebody came or went, newest first."""
    days = {moment for row in rows for moment in (row.start_date, row.end_date) if moment is not None}
    return tuple(
        sorted((moment for moment in days if moment <= max(day, timezone.localdate())), reverse=True)[:MOST_DAYS]
    )


class Offices:
    """The public offices of some persons, on any day; one query."""

    def __init__(self, people: Iterable[int | None]) -> None:
        numbers = {number for number in people if number is not None}
        self.rows: defaultdict[int, list[Membership]] = defaultdict(list)
        held = memberships().filter(person__in=numbers, post__role__in=OFFICES).select_related("post__organization")
        for row in held.order_by("-start_date", "pk") if numbers else ():
            self.rows[row.person_id].append(row)

    def on(self, day: date, person: int | None) -> Office | None:
        """The office of a person on a day."""
        if person is None:
            return None
        found = next((row for row in self.rows[person] if row.holds_on(day)), None)
        return Office(found.post.words, found.post.organization) if found else None


def offices_on(day: date, people: Iterable[int | None]) -> dict[int, Office]:
    """The public office of each of some persons on a day, by the person's number; one query."""
    numbers = {number for number in people if number is not None}
    offices = Offices(numbers)
    found = ((number, offices.on(day, number)) for number in numbers)
    return {number: office for number, office in found if office}


def shown_to(association: int) -> Q:
    """The condition that a seat is shown on an association's site: in its own bodies, for it, or a public office."""
    return (
        Q(post__organization__managed_by=association)
        | Q(post__for_whom=association)
        | Q(post__for_whom__belongs_to_links__organization=association)
        | Q(post__role__in=OFFICES)
    )


def seats_of(person: "Person", association: int) -> "list[Membership]":
    """The seats of a person that an association's site shows, newest first, with what a list shows; one query."""
    rows = list(memberships().filter(shown_to(association), person=person).with_names().distinct())
    return sorted(
        rows, key=lambda row: (row.end_date is None, row.end_date or date.max, row.start_date or date.min), reverse=True
    )


def held_for(organization: "Organization", day: date, association: int) -> "list[SeatRow]":
    """Who sits in which body on behalf of a municipality on a day, and its own office holders; two queries."""
    rows = memberships().filter(shown_to(association), on_day(day)).with_names().distinct()
    own = Q(post__organization=organization, post__role__in=OFFICES)
    found = list(
        rows.filter(own | Q(on_behalf_of=organization)).order_by("post__organization__name", "post__order", "pk")
    )
    offices = offices_on(day, (row.person_id for row in found))
    return [SeatRow(row, offices.get(row.person_id)) for row in found]


def has_public_office(rows: "Iterable[Membership]") -> bool:
    """Whether one of a person's seats is a public office, at any time; only those persons have a page."""
    return any(row.post.role in OFFICES for row in rows)


# The offices that a change of college is about; other offices stay when nobody says otherwise.
COLLEGE = ("mayor", "alderman")
# Roles for which a body chooses somebody, whatever municipality they come from.
OF_THE_BODY = ("chair", "co_chair", "vice_chair", "secretary", "treasurer", "lead")


@dataclass(frozen=True)
class Sitting:
    """Somebody who sits for a municipality on a day: the offices there, and the seats elsewhere."""

    person: "Person"
    offices: "tuple[Membership, ...]"
    seats: "tuple[Membership, ...]"

    @property
    def is_mayor(self) -> bool:
        """Whether one of the offices is that of mayor, who is not chosen with the council."""
        return any(row.post.role == "mayor" for row in self.offices)

    @property
    def is_alderman(self) -> bool:
        """Whether one of the offices is that of alderman."""
        return any(row.post.role == "alderman" for row in self.offices)

    @property
    def office_words(self) -> str:
        """The offices in words; empty when none is recorded."""
        return ", ".join(dict.fromkeys(row.post.words for row in self.offices))


def held_by_municipality(seat: "Membership", municipality: int) -> bool:
    """Whether a seat is held for the municipality, so that a successor in the college may take it as well.

    A personal seat, and one of the body itself such as its chair, is never taken over without asking.
    """
    if seat.post.is_personal:
        return False
    if seat.post.for_whom_id == municipality:
        return True
    return seat.on_behalf_of_id == municipality and seat.post.role not in OF_THE_BODY


def sitting_for(municipality: "Organization", day: date, keepers: Iterable[int]) -> list[Sitting]:
    """Who sits for a municipality on a day, mayor first, with all seats in bodies of some associations; two queries."""
    college = Q(post__organization=municipality, post__role__in=COLLEGE)
    kept = list(keepers)
    # Of a body that nobody keeps only the seats for one of the associations.
    bodies = Q(post__organization__managed_by__in=kept) | Q(
        post__organization__managed_by=None, post__for_whom__in=kept
    )
    known = memberships().filter(on_day(day), person__isnull=False)
    for_it = bodies & (Q(on_behalf_of=municipality) | Q(post__for_whom=municipality))
    people = set(known.filter(college | for_it).values_list("person_id", flat=True))
    elsewhere = bodies & ~Q(post__role__in=OFFICES)
    own = Q(post__organization=municipality, post__role__in=OFFICES)
    rows = known.filter(own | elsewhere, on_day(day, "post__"), person__in=people).with_names()
    found: dict[int, tuple[Person, list[Membership], list[Membership]]] = {}
    for row in rows.order_by("post__organization__name", "post__order", "seat", "pk"):
        _, offices, seats = found.setdefault(row.person_id, (row.person, [], []))
        (offices if row.post.organization_id == municipality.pk else seats).append(row)
    sittings = [Sitting(person, tuple(offices), tuple(seats)) for person, offices, seats in found.values()]
    return sorted(
        sittings, key=lambda one: (not one.is_mayor, not one.is_alderman, one.person.family_name, one.person.pk)
    )


def public_people(people: Iterable[int]) -> set[int]:
    """Those of some persons who hold or held a public office, and so have a page; one query."""
    found = memberships().filter(person__in=set(people), post__role__in=OFFICES)
    return set(found.values_list("person_id", flat=True))


def members_in(associations: Iterable[int]) -> Any:
    """The numbers of the members of some associations; a subquery."""
    links = apps.get_model("association", "OrganizationMember").objects.filter(organization__in=list(associations))
    return links.order_by().values("member")


def of_associations(associations: Iterable[int]) -> Q:
    """The condition that a seat is of one of some associations, in a body of theirs, or for them in a shared one."""
    mine = list(associations)
    members = members_in(mine)
    return (
        Q(post__organization__in=mine)
        | Q(post__organization__managed_by__in=mine)
        | Q(post__organization__managed_by=None, post__for_whom__in=mine)
        | Q(post__organization__managed_by=None, post__for_whom__in=members)
    )


def known_seats(associations: Iterable[int], people: Iterable[int]) -> "list[Membership]":
    """The seats of persons in bodies of some associations, and the public offices, newest first; one query."""
    seen = of_associations(associations) | Q(post__role__in=OFFICES)
    rows = list(memberships().filter(seen, person__in=set(people)).with_names())
    return sorted(
        rows,
        key=lambda row: (row.end_date or date.max, row.start_date or date.min, -row.post.order, -row.pk),
        reverse=True,
    )


# How long ahead an end is worth a look.
AHEAD = timedelta(days=90)
# Bodies in which people sit by their public office, and roles in them that ask for none.
BODIES_OF_OFFICE = ("board", "executive_board", "portfolio_consultation", "steering_group", "vng_committee")
ROLES_WITHOUT_OFFICE = (
    "secretary", "treasurer", "guest", "advisory_member", "director", "process_manager", "adviser", "communications",
    "support", "official",
)  # fmt: skip


def sitting_now(associations: Iterable[int], today: date) -> Any:
    """The seats of some associations as they are on a day, public offices aside."""
    rows = memberships().filter(
        of_associations(associations), on_day(today), on_day(today, "post__"), on_day(today, "post__organization__")
    )
    return rows.exclude(post__role__in=OFFICES)


def ending(today: date) -> Q:
    """The condition that somebody leaves within the days that are worth a look."""
    return Q(person__isnull=False, end_date__lte=today + AHEAD)


VACANT, NOMINATED = Q(empty="vacant"), Q(capacity="nominated")


def watch_counts(associations: Iterable[int], today: date) -> dict[str, int]:
    """How many seats end soon, are vacant and wait for who is nominated; one query."""
    counted = {"ending": ending(today), "vacant": VACANT, "nominated": NOMINATED}
    found: dict[str, int] = sitting_now(associations, today).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counted.items()}
    )
    return found


def watch_words(counts: dict[str, int]) -> str:
    """The counts in words: "3 plekken eindigen binnen 90 dagen, 7 vacatures"; empty when all is well."""
    ends, vacant, waits = counts["ending"], counts["vacant"], counts["nominated"]
    parts = [
        f"{ends} {'plek eindigt' if ends == 1 else 'plekken eindigen'} binnen {AHEAD.days} dagen" if ends else "",
        f"{vacant} {'vacature' if vacant == 1 else 'vacatures'}" if vacant else "",
        f"{waits} voorgedragen" if waits else "",
    ]
    return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Watched:
    """A seat that asks for something: who comes next, when that is known, and the office that somebody lost."""

    row: SeatRow
    after: str = ""
    lost: bool = False


def waiting_seats(associations: Iterable[int], today: date) -> dict[str, list[Watched]]:
    """The seats that end soon, are vacant, or wait for who is nominated; two queries."""
    rows = list(
        sitting_now(associations, today)
        .filter(ending(today) | VACANT | NOMINATED)
        .with_names()
        .order_by("end_date", "post__organization__name", "post__order", "pk")
    )
    coming = memberships().filter(post__in={row.post_id for row in rows}, start_date__gt=today).with_names()
    after = {(row.post_id, row.seat): row.who for row in coming.order_by("-start_date")}
    found: dict[str, list[Watched]] = {"ending": [], "vacant": [], "nominated": []}
    for row in rows:
        seen = Watched(SeatRow(row, None), after.get((row.post_id, row.seat), ""))
        if row.empty == "vacant":
            found["vacant"].append(seen)
        elif row.capacity == "nominated":
            found["nominated"].append(seen)
        if row.person_id and row.end_date and row.end_date <= today + AHEAD:
            found["ending"].append(seen)
    return found


def seats_without_office(associations: Iterable[int], today: date) -> list[Watched]:
    """Who sits somewhere by an office that is not there, on a day; three queries.

    Either it was lost (`lost`: at the municipality that the seat is for, or all offices), or none is recorded in a body
    where people sit by their office.
    """
    sitting = sitting_now(associations, today).filter(person__isnull=False).exclude(NOMINATED)
    offices = Tenures(sitting, today)
    columns = ("person_id", "on_behalf_of_id", "post__for_whom_id", "post__organization__classification", "post__role")
    found: dict[int, bool] = {}
    for key, person, behalf, for_whom, kind, role in sitting.values_list("pk", *columns):
        lost = offices.lost(person, behalf or for_whom)
        expected = kind in BODIES_OF_OFFICE and role not in ROLES_WITHOUT_OFFICE
        if lost or (expected and not offices.holds_one(person)):
            found[key] = lost
    order = ("post__organization__name", "post__order", "seat", "pk")
    rows = memberships().filter(pk__in=found).with_names().order_by(*order)
    return [Watched(SeatRow(row, None), lost=found[row.pk]) for row in rows]


class Tenures:
    """Where those who sit somewhere hold a public office on a day, and where they held one before; one query."""

    def __init__(self, sitting: Any, day: date) -> None:
        rows = memberships().filter(post__role__in=OFFICES, person__in=sitting.order_by().values("person"))
        self.held: set[tuple[int, int]] = set()
        self.past: set[tuple[int, int]] = set()
        for person, town, start, end in rows.values_list(
            "person_id", "post__organization_id", "start_date", "end_date"
        ):
            if end is not None and end <= day:
                self.past.add((person, town))
            elif start is None or start <= day:
                self.held.add((person, town))
        self.holders = {person for person, _ in self.held}
        self.retired = {person for person, _ in self.past}

    def holds_one(self, person: int) -> bool:
        """Whether somebody holds an office anywhere."""
        return person in self.holders

    def lost(self, person: int, town: int | None) -> bool:
        """Whether the office at the municipality is over, or every office."""
        there = (person, town)
        if there in self.past and there not in self.held:
            return True
        return person in self.retired and person not in self.holders


def vng_seats(days: list[date], association: int) -> dict[date, list[SeatRow]]:
    """The seats for an association in committees of the VNG on each of some days, by committee; two queries."""
    own = Q(post__for_whom=association) | Q(post__for_whom__belongs_to_links__organization=association)
    committees = memberships().filter(own | Q(post__organization__managed_by=association))
    found = committees.filter(post__organization__classification="vng_committee").with_names().distinct()
    rows = list(found.order_by("post__organization__name", "post__order", "seat", "pk"))
    offices = Offices(row.person_id for row in rows)
    return {
        day: [
            SeatRow(row, offices.on(day, row.person_id)) for row in rows if row.holds_on(day) and row.post.holds_on(day)
        ]
        for day in days
    }


def seats_held_on(
    asked: list[tuple[int, date]], association: int
) -> "dict[tuple[int, date], tuple[list[Membership], Office | None]]":
    """The seats that an association's site shows of some persons on a day each, with their office; two queries."""
    people = {person for person, _ in asked}
    rows = list(memberships().filter(shown_to(association), person__in=people).with_names().distinct())
    offices = Offices(people)
    return {
        (person, day): (
            [row for row in rows if row.person_id == person and row.holds_on(day) and row.post.role not in OFFICES],
            offices.on(day, person),
        )
        for person, day in asked
    }


def counts_on(day: date, association: int) -> dict[str, int]:
    """How many seats of an association are taken and vacant on a day, and how many of them in VNG committees."""
    own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
    found = memberships().filter(own, on_day(day), on_day(day, "post__")).exclude(post__role__in=OFFICES)
    rows = found.values_list("person_id", "empty", "post__organization__classification")
    taken = [kind for person, _, kind in rows if person is not None]
    return {
        "seats": len(taken),
        "vacancies": sum(empty == "vacant" for _, empty, _ in rows),
        "vng": taken.count("vng_committee"),
    }


def people_with_page(association: int) -> Any:
    """The condition that a person has a page on an association's site: a public office, and a tie with it.

    The tie is an office in one of its members, or a seat in one of its bodies or for it.
    """
    seats = memberships().filter(person=OuterRef("pk")).order_by()
    here = Q(post__organization__in=members_in([association]))
    own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
    return Exists(seats.filter(post__role__in=OFFICES)) & Exists(seats.filter(own | here))


def shown_vacancies(association: int, now: datetime) -> Any:
    """The vacancies of an association that its site shows at a moment, in the order in which they close."""
    found = apps.get_model("association", "Vacancy").objects.exclude(status="draft")
    return found.filter(association=association, opens__lte=timezone.localdate(now)).select_related(
        "post__organization"
    )


def open_vacancies(association: int, now: datetime) -> Any:
    """Those of them for which people may apply."""
    return shown_vacancies(association, now).filter(status="open", closes_at__gt=now)
