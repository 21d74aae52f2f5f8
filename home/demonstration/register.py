"""The register of the demonstration: organizations, persons, seats and who sits in them, from tables of public facts.

Of most seats it is known on which days somebody was seen there, not when they came. So: from the day that is stated,
else open when no earlier row holds the seat, else the first day seen; until the day that is stated, else the day on
which it no longer held, else open. What was last seen in 2018 is not carried beyond 2022.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from association.base.rules.days import Precision, overlap
from association.memberships.models import Membership, Post
from association.memberships.rules import EmptySeat
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person

FOLDER = Path(__file__).parent / "content" / "register"
# Addresses that read better than the short names of the tables.
SLUGS = {"db": "dagelijks-bestuur", "ab": "algemeen-bestuur", "alv": "ledenvergadering"}
OFFICES = {
    "burgemeester": "mayor", "wethouder": "alderman", "raadslid": "council_member", "griffier": "registrar",
    "gemeentesecretaris": "municipal_secretary", "bestuurder": "alderman", "algemeen directeur": "director",
}  # fmt: skip
OTHER_TITLES = {"bestuurder", "algemeen directeur"}  # which no role has as its word
OLD, TOO_OLD = "2018", date(2023, 1, 1)
SHARED = {"both", ""}
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """An ISO date, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def slug_of(row: Row) -> str:
    """The slug of an organization."""
    if row["classification"] == Organization.Classification.MUNICIPALITY:
        return f"gemeente-{row['id']}"
    keeper, _, rest = row["id"].partition("-")
    return f"{keeper}-{SLUGS[rest]}" if rest in SLUGS and keeper in {"vgg", "vdg"} else row["id"]


class RegisterLoader:
    """Loads all tables once; `associations` are those that have a site, by slug."""

    def __init__(self, associations: dict[str, Organization]) -> None:
        self.associations = associations
        self.organizations: dict[str, Organization] = dict(associations)
        self.people: dict[str, Person] = {}
        self.posts: dict[str, Post] = {}
        self.in_office: dict[int, list[Membership]] = {}

    @transaction.atomic
    def load(self) -> int:
        """Everything, when nothing of it is there yet; returns the number of seats that were taken or empty."""
        if Post.objects.exists():
            return 0
        rows = table("organizations")
        for row in rows:
            self.add_organization(row)
        for row in rows:
            self.relate(row)
        self.add_partnership(rows)
        for row in table("persons"):
            self.people[row["id"]] = self.make_person(row)
        for row in table("posts"):
            self.posts[row["id"]] = self.make_post(row)
        taken = [*self.seats(), *self.offices()]
        Membership.objects.bulk_create(taken)
        return len(taken)

    def keeper(self, row: Row) -> Organization | None:
        """The association that keeps a record; None for what is shared."""
        return None if row["association"] in SHARED else self.associations.get(row["association"])

    def add_organization(self, row: Row) -> None:
        """One organization; what stands in the register already gets what is not known of it yet."""
        fields = {
            "cbs_code": row["cbs_code"], "tooi_uri": row["tooi_uri"],
            "variants": "\n".join(filter(None, row["variants"].split(";"))), "start_date": day(row["start"]),
            "end_date": day(row["end"]), "start_precision": row["precision"] or Precision.DAY.value,
            "end_precision": Precision.DAY.value,
        }  # fmt: skip
        slug = row["id"] if row["id"] in self.associations else slug_of(row)
        new = {
            "name": row["name"], "abbreviation": row["abbreviation"], "classification": row["classification"],
            "managed_by": self.keeper(row), **fields,
        }  # fmt: skip
        found, made = Organization.objects.get_or_create(slug=slug, defaults=new)
        if not made:
            Organization.objects.filter(pk=found.pk).update(**fields)
        self.organizations[row["id"]] = found

    def relate(self, row: Row) -> None:
        """What an organization belongs to, and what came after it."""
        own = self.organizations[row["id"]]
        if row["parent"]:
            Organization.objects.filter(pk=own.pk).update(parent=self.organizations[row["parent"]])
        own.successors.add(*(self.organizations[name] for name in filter(None, row["successor"].split(";"))))

    def add_partnership(self, rows: list[Row]) -> None:
        """The municipalities, province and water boards of Drenthe, which work together as "12+1+4"."""
        keeper = self.associations.get("vdg")
        if keeper is None:
            return
        together, _ = Organization.objects.get_or_create(
            slug="vdg-samenwerking",
            defaults={"name": "Samenwerking in Drenthe", "classification": "coalition", "managed_by": keeper},
        )
        boards = [row for row in rows if row["classification"] == "water_board" and row["association"] != "vgg"]
        others = [self.organizations[row["id"]] for row in boards] + [self.organizations["provincie-drenthe"]]
        for member in [*keeper.members.all(), *others]:
            OrganizationMember.objects.get_or_create(organization=together, member=member)

    def make_person(self, row: Row) -> Person:
        """One person."""
        names = {key: row[key] for key in ("form_of_address", "given_name", "initials", "prefix", "family_name")}
        variants = "\n".join(filter(None, row["variants"].split(";")))
        return Person.objects.create(slug=row["id"], variants=variants, **names)

    def make_post(self, row: Row) -> Post:
        """One seat, or several alike."""
        first, _, second = row["role"].partition(";")
        organization = self.organizations[row["organization"]]
        several = ";" in row["for_whom"]
        return Post.objects.create(
            organization=organization,
            role=first,
            second_role=second,
            label="" if second else row["label"][:1].lower() + row["label"][1:],
            for_whom=None if several or not row["for_whom"] else self.organizations[row["for_whom"]],
            for_whom_label=row["for_whom_label"],
            order=int(row["order"] or 100),
            seats=int(row["seats"]) if row["seats"] else None,
            is_personal=organization.classification == Organization.Classification.VNG_COMMITTEE,
            start_date=day(row["start"]),
            end_date=day(row["end"]),
        )

    def seats(self) -> Iterator[Membership]:
        """Who sits where, or why nobody does."""
        by_post: defaultdict[str, list[Row]] = defaultdict(list)
        for row in table("memberships"):
            if row["post"]:
                by_post[row["post"]].append(row)
        for name, rows in by_post.items():
            yield from self.one_post(self.posts[name], sorted(rows, key=lambda row: row["first_seen"]))

    def one_post(self, post: Post, rows: list[Row]) -> Iterator[Membership]:
        """The rows of one post; people who are there on the same days get seats of their own."""
        given: list[Membership] = []
        for row in rows:
            start = day(row["start"]) or (day(row["first_seen"]) if given else None)
            end = day(row["end"]) or day(row["ended_by"])
            if end is None and row["as_of"].startswith(OLD):
                end = TOO_OLD
            empty = row["state"] if row["state"] in set(EmptySeat) else ""
            new = Membership(
                post=post, person=self.people.get(row["person"]), empty=empty,
                capacity="" if empty else row["state"], start_date=start, end_date=end,
                on_behalf_of=self.organizations.get(row["on_behalf_of"]),
                stands_in_for=self.people.get(row["stands_in_for"]),
                start_precision=row["precision"] or Precision.DAY.value,
            )  # fmt: skip
            new.seat = free_seat(new, given)
            given.append(new)
            yield new

    def offices(self) -> Iterator[Membership]:
        """The public offices; one whose organization the source does not name is that of whom the person speaks for."""
        for row in table("offices"):
            organization = self.organizations.get(row["organization"]) or self.speaks_for(row["person"])
            if organization is None:
                continue
            role = OFFICES[row["title"]]
            post, _ = Post.objects.get_or_create(
                organization=organization,
                role=role,
                label=row["title"] if row["title"] in OTHER_TITLES else "",
                defaults={"order": 500, "seats": None},
            )
            taken = self.in_office.setdefault(post.pk, [])
            end = TOO_OLD if row["as_of"].startswith(OLD) else day(row["end"])
            new = Membership(
                post=post, person=self.people[row["person"]], party=row["party"], start_date=day(row["start"]),
                end_date=end, seat=len(taken) + 1,
            )  # fmt: skip
            taken.append(new)
            yield new

    def speaks_for(self, person: str) -> Organization | None:
        """On whose behalf somebody sits somewhere."""
        found = next((row["on_behalf_of"] for row in table("memberships") if row["person"] == person), "")
        return self.organizations.get(found)


def free_seat(new: Membership, given: Iterable[Membership]) -> int:
    """The first seat that nobody holds on the same days; who comes beside another takes the other's seat."""
    if not new.takes_the_seat:
        return 1
    period = (new.start_date, new.end_date)
    taken = {
        other.seat for other in given if other.takes_the_seat and overlap(period, (other.start_date, other.end_date))
    }
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def load_register(associations: Iterable[Organization]) -> int:
    """The register for the associations that have a site; nothing when there are seats already."""
    known = {association.slug: association for association in associations}
    return RegisterLoader(known).load()
