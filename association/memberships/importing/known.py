"""What the register knows of the organizations and people that a table names; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from wagtail.permissions import policy_registry

from association.base.drafts import ON_RECORD
from association.base.rules.days import overlap
from association.memberships.models import Membership, Post
from association.memberships.rights import SEEING, bodies_for, municipalities_for
from association.memberships.rules import takes_the_seat
from association.organizations.models import Organization
from association.organizations.queries import BODIES
from association.people.actions import could_be
from association.people.models import Person
from association.people.rules import OFFICES, Name, plain

# Words before the name of a body that people leave out or write differently.
BEFORE_BODY = ("vngcommissie", "vngcie", "commissie", "cie", "vng", "het", "de")
SHORTEST_CUT = 12  # letters of a name that was cut off


@dataclass(eq=False)
class NewPerson:
    """Somebody whom the register does not know yet."""

    name: Name

    @property
    def full_name(self) -> str:
        """As a list has it."""
        return self.name.full


Who = Person | NewPerson | None


@dataclass(eq=False)
class Taken:
    """A seat that is taken or empty for a while: as it stands in the register, or as the table will have it."""

    post: Post
    seat: int
    who: Who
    empty: str
    capacity: str
    start: date | None
    end: date | None
    behalf: int | None
    row: Membership | None = None
    line: int | None = None  # the row of the table that is about it
    stands_in_for: Person | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def takes_the_seat(self) -> bool:
        """Whether this leaves no room for another."""
        return takes_the_seat(self.capacity, self.empty)

    @property
    def words(self) -> str:
        """The name, or why the seat is empty."""
        if self.who is not None:
            return self.who.full_name
        return str(Membership(empty=self.empty).get_empty_display())

    @property
    def how(self) -> str:
        """How somebody sits there, in a word."""
        return str(Membership(capacity=self.capacity).get_capacity_display())

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether it holds on a day of a period."""
        return overlap((self.start, self.end), (start, end))

    def change(self, **values: Any) -> None:
        """Note other values for its columns."""
        self.changes |= values


class Names:
    """Things by their names, however these are written."""

    def __init__(self) -> None:
        self.found: defaultdict[str, list[Organization]] = defaultdict(list)

    def add(self, organization: Organization, *names: str) -> None:
        """Another name of an organization."""
        for word in {plain(name) for name in names} - {""}:
            if organization not in self.found[word]:
                self.found[word].append(organization)

    def __getitem__(self, text: str) -> list[Organization]:
        """The organizations with a name; none for an empty text."""
        return self.found.get(plain(text), [])


def names_of(organization: Organization) -> list[str]:
    """All names of an organization."""
    return [organization.name, organization.abbreviation, *organization.variants.splitlines()]


def bare(name: str) -> str:
    """The name of a body without the words before it that tell nothing: "commissie Financiën" is "financien"."""
    word = plain(name)
    for before in BEFORE_BODY:
        word = word.removeprefix(before) or word
    return word


class Bodies:
    """Some bodies, by name, abbreviation and variants."""

    def __init__(self, bodies: Iterable[Organization]) -> None:
        self.listed = list(bodies)
        self.full, self.bare = Names(), Names()
        for body in self.listed:
            self.full.add(body, *names_of(body))
            self.bare.add(body, *(bare(name) for name in names_of(body)))

    def named(self, text: str, day: date) -> list[Organization]:
        """The bodies that a text names, those of the day before others; also by a name that was cut off."""
        word = bare(text)
        found = self.full[text] or self.bare[word]
        if not found and len(word) >= SHORTEST_CUT:
            found = [body for body in self.listed if any(bare(name).startswith(word) for name in names_of(body))]
        return [body for body in found if body.holds_on(day)] or found


class People:
    """The persons of the register and of the table, by name."""

    def __init__(self) -> None:
        self.exact: defaultdict[str, list[Person | NewPerson]] = defaultdict(list)
        self.families: defaultdict[str, list[Any]] = defaultdict(list)
        for person in Person.objects.present():
            for word in person.search_names.split():
                self.exact[word].append(person)
            self.families[plain(person.prefix + person.family_name)].append(person)

    def named(self, name: Name) -> list[Person | NewPerson]:
        """Whom a name may be of: those who are called so, else those who could be."""
        found = self.exact.get(plain(name.full), [])
        family = self.families.get(plain(name.prefix + name.family_name), [])
        return list(dict.fromkeys(found)) or [person for person in family if could_be(with_name(person), name)]

    def add(self, name: Name) -> NewPerson:
        """Somebody new."""
        person = NewPerson(name)
        self.exact[plain(name.full)].append(person)
        self.families[plain(name.prefix + name.family_name)].append(person)
        return person


def with_name(person: Any) -> Any:
    """What has the parts of a name: a person, or the name of a new one."""
    return person.name if isinstance(person, NewPerson) else person


def taken_of(row: Membership) -> Taken:
    """A seat as it stands in the register."""
    return Taken(
        row.post, row.seat, row.person, row.empty, row.capacity, row.start_date, row.end_date, row.on_behalf_of_id, row
    )


class Known:
    """The bodies whose seats a user may change for an association, and what else a table may name."""

    def __init__(self, user: Any, keeper: Organization) -> None:
        self.user, self.keeper = user, keeper
        own = Q(managed_by=keeper) | Q(managed_by=None, posts__for_whom=keeper)
        self.bodies, self.names = Bodies(bodies_for(user).filter(own).distinct()), Names()
        visible = policy_registry.get_by_type(Organization)
        for other in visible.instances_user_has_any_permission_for(user, SEEING).filter(ON_RECORD):
            self.names.add(other, *names_of(other), *municipal(other))
        members = municipalities_for(user).filter(belongs_to_links__organization=keeper)
        self.municipalities = set(members.values_list("pk", flat=True))
        self.people = People()
        self.posts: defaultdict[int, list[Post]] = defaultdict(list)
        self.taken: defaultdict[tuple[int, str, int | None], list[Taken]] = defaultdict(list)

    def at(self, post: Post) -> list[Taken]:
        """Who is in a post, of all days; a post may be one that is to be made."""
        return self.taken[(post.organization_id, post.role, post.pk)]

    def organizations_named(self, text: str, day: date) -> list[Organization]:
        """The organizations that a text names: of the day before others, and the association's own before others."""
        found = self.names[text]
        ranked = [other for other in found if other.holds_on(day)] or found
        ranked = [other for other in ranked if other.classification not in BODIES] or ranked
        return [other for other in ranked if other.managed_by_id == self.keeper.pk] or ranked

    def load(self, organizations: Iterable[Organization], municipalities: Iterable[Organization]) -> None:
        """Read the seats of bodies, and the public offices of municipalities."""
        bodies = {body.pk for body in organizations}
        mine = Q(organization__managed_by__isnull=False) | for_association(self.keeper)
        offices = Q(organization__in={one.pk for one in municipalities}, role__in=OFFICES)
        posts = Post.objects.filter(Q(mine, organization__in=bodies) | offices)
        for post in posts.select_related("for_whom", "organization").distinct():
            self.posts[post.organization_id].append(post)
        rows = Membership.objects.filter(post__in=posts.values("pk")).with_names()
        for row in rows.order_by("start_date", "pk"):
            self.at(row.post).append(taken_of(row))

    def may_hold_office_in(self, organization: Organization) -> bool:
        """Whether the association keeps the offices of an organization."""
        return organization.pk in self.municipalities


def for_association(keeper: Organization) -> Q:
    """The condition that a seat of a shared body is for the association or one of its members."""
    return Q(for_whom=keeper) | Q(for_whom__belongs_to_links__organization=keeper)


def municipal(organization: Organization) -> list[str]:
    """A municipality's names with the word before them."""
    if organization.classification != Organization.Classification.MUNICIPALITY:
        return []
    return [f"gemeente {name}" for name in names_of(organization) if name]
