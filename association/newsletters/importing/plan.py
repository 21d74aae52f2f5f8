"""What would happen with each row of a table: looked up for all rows together, stored for none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from association.memberships.forms.applying import one_line
from association.newsletters.forms.subscribing import towns_of
from association.newsletters.importing.table import Table
from association.newsletters.models import MailingList, Subscriber, Subscription, Suppression
from association.newsletters.models.lists import LONGEST_ADDRESS
from association.newsletters.rules.tokens import address_hashes
from association.organizations.models import Organization
from association.people.rules import plain

LONGEST_NAME = 120
PIECE = 500
is_address = EmailValidator("Dit is geen e-mailadres.")


class Outcome(StrEnum):
    """What would happen with a row."""

    NEW = "new"
    ADDED = "added"
    KNOWN = "known"
    LEFT = "left"
    SUPPRESSED = "suppressed"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


WORDS = {
    Outcome.NEW: ("nieuw", "wordt abonnee"),
    Outcome.ADDED: ("erbij", "staat al bij ons en komt ook op deze lijst"),
    Outcome.KNOWN: ("bekend", "staat al op deze lijst"),
    Outcome.LEFT: ("afgemeld", "meldde zich eerder af, of de mail kwam terug; blijft eraf"),
    Outcome.SUPPRESSED: ("geblokkeerd", "wil of krijgt geen mail meer van ons; wordt overgeslagen"),
    Outcome.DUPLICATE: ("dubbel", "staat hierboven al"),
    Outcome.INVALID: ("fout", ""),
}
STORED = (Outcome.NEW, Outcome.ADDED)


@dataclass(frozen=True)
class Row:
    """A row of the table and what would happen; `problem` says what is wrong with it, `note` what is left out of it."""

    number: int
    email: str
    name: str = ""
    role: str = ""
    municipality: Organization | None = None
    outcome: Outcome = Outcome.NEW
    problem: str = ""
    note: str = ""

    @property
    def kind(self) -> str:
        """The outcome in one word."""
        return WORDS[self.outcome][0]

    @property
    def words(self) -> str:
        """What would happen."""
        return self.problem or WORDS[self.outcome][1]


@dataclass(frozen=True)
class Plan:
    """What would happen with a table, row by row."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows of each outcome, in their order."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome if found[outcome]}

    @property
    def stored(self) -> tuple[Row, ...]:
        """The rows that change something."""
        return tuple(row for row in self.rows if row.outcome in STORED)


def make_plan(table: Table, columns: Mapping[str, int], lists: list[MailingList], association: Organization) -> Plan:
    """What would happen when the rows are put on lists; five queries for every five hundred addresses.

    `columns` gives the place of each column (see `table.LABELS`); the address is needed.
    """
    towns = {plain(town.name): town for town in towns_of(association)}
    read = [
        read_row(number, {key: row[place] for key, place in columns.items()}, towns)
        for number, row in enumerate(table.rows, table.first_row)
        if any(cell.strip() for cell in row)
    ]
    known = Known.of(association, lists, {row.email.lower() for row in read if not row.problem})
    seen: set[str] = set()
    rows = []
    for row in read:
        outcome = Outcome.INVALID if row.problem else known.outcome(row.email.lower(), seen)
        seen.add(row.email.lower())
        rows.append(Row(row.number, row.email, row.name, row.role, row.municipality, outcome, row.problem, row.note))
    return Plan(tuple(rows))


def read_row(number: int, cells: Mapping[str, str], towns: Mapping[str, Organization]) -> Row:
    """What stands in a row; a role or municipality that is not known is left out, and said."""
    email = cells["email"].strip()
    role, town = cells.get("role", "").strip(), cells.get("municipality", "").strip()
    found_role = ROLES.get(plain(role), "")
    found_town = towns.get(plain(town).removeprefix("gemeente"))
    notes = [f"Onbekende rol: {role[:40]}."] if role and not found_role else []
    notes += [f"Onbekende gemeente: {town[:40]}."] if town and found_town is None else []
    name = one_line(cells.get("name", ""))
    if name.startswith("="):
        name = ""
    return Row(
        number, email[:LONGEST_ADDRESS], name[:LONGEST_NAME], found_role, found_town,
        problem=problem_of(email), note=" ".join(notes),
    )  # fmt: skip


ROLES = {plain(label): value for value, label in Subscriber.Role.choices} | {
    "gemeenteraadslid": Subscriber.Role.COUNCILLOR,
    "burgerraadslid": Subscriber.Role.COUNCILLOR,
    "raadsgriffier": Subscriber.Role.CLERK,
}


def problem_of(email: str) -> str:
    """Why an address is none; empty when it is one."""
    if not email:
        return "Het e-mailadres ontbreekt."
    if len(email) > LONGEST_ADDRESS:
        return "Dit e-mailadres is te lang."
    try:
        is_address(email)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


@dataclass(frozen=True)
class Known:
    """What is known of the addresses of a table."""

    subscribers: frozenset[str]
    on: Mapping[str, frozenset[int]]
    left: Mapping[str, frozenset[int]]
    suppressed: frozenset[str]
    lists: frozenset[int]

    @classmethod
    def of(cls, association: Organization, lists: Iterable[MailingList], emails: set[str]) -> "Known":
        """Asked of the database, some hundreds at a time."""
        numbers = frozenset(one.pk for one in lists)
        subscribers: set[str] = set()
        on: dict[str, set[int]] = {}
        left: dict[str, set[int]] = {}
        blocked: set[str] = set()
        ordered = sorted(emails)
        for start in range(0, len(ordered), PIECE):
            piece = ordered[start : start + PIECE]
            subscribers |= set(
                Subscriber.objects.filter(association=association, email_key__in=piece).values_list(
                    "email_key", flat=True
                )
            )
            rows = Subscription.objects.filter(
                subscriber__association=association, subscriber__email_key__in=piece, mailing_list__in=numbers
            )
            for email, number, state in rows.values_list("subscriber__email_key", "mailing_list", "state"):
                # Somebody whom a table names with a basis no longer waits for their own confirmation.
                if state == Subscription.State.ACTIVE:
                    on.setdefault(email, set()).add(number)
                elif state != Subscription.State.PENDING:
                    left.setdefault(email, set()).add(number)
            blocked |= suppressed_among(association, piece)
        return cls(frozenset(subscribers), frozen(on), frozen(left), frozenset(blocked), numbers)

    def outcome(self, email: str, seen: set[str]) -> Outcome:
        """What would happen with an address."""
        if email in seen:
            return Outcome.DUPLICATE
        if email in self.suppressed:
            return Outcome.SUPPRESSED
        if email not in self.subscribers:
            return Outcome.NEW
        if self.places(email):
            return Outcome.ADDED
        return Outcome.LEFT if self.left.get(email) else Outcome.KNOWN

    def places(self, email: str) -> frozenset[int]:
        """The lists on which an address would be put: not those that it is on or has left."""
        return self.lists - self.on.get(email, frozenset()) - self.left.get(email, frozenset())


def frozen(found: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    """The same, for good."""
    return {email: frozenset(numbers) for email, numbers in found.items()}


def suppressed_among(association: Organization, emails: list[str]) -> set[str]:
    """Those of some addresses that get no mail, by whatever key they were hashed."""
    by_hash = {value: email for email in emails for value in address_hashes(email)}
    rows = Suppression.objects.filter(association=association, address_hash__in=list(by_hash))
    return {by_hash[value] for value in rows.values_list("address_hash", flat=True)}
