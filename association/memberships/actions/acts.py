"""How the register is changed: in acts, each one transaction and one entry in the log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from association.base.validity import overlapping
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.rules import FOR_THE_TIME_BEING, Capacity
from association.organizations.models import Organization
from association.people.models import Person


class RegisterRefused(Exception):
    """Nothing was changed; the message says why, in words for the editor."""


class SeatTaken(RegisterRefused):
    """Somebody else sits in the seat on one of the days."""

    def __init__(self, other: Membership) -> None:
        self.other = other
        period = other.period or "zonder einddatum"
        super().__init__(f"Op deze plek staat al: {other.who} ({period}). Leg eerst vast wanneer dat eindigt.")


class TwiceInBody(RegisterRefused):
    """The person sits in this seat already."""

    def __init__(self, other: Membership) -> None:
        self.other = other
        super().__init__(f"{other.who} heeft deze functie al ({other.period or 'zonder einddatum'}).")


class EndsBeforeStart(RegisterRefused):
    """The last day lies before the first."""

    def __init__(self) -> None:
        super().__init__("De laatste dag ligt vóór de eerste.")


class ChangedSince(RegisterRefused):
    """What is to be undone was changed again."""

    def __init__(self) -> None:
        super().__init__("Dit is daarna weer gewijzigd. Maak eerst de latere wijziging ongedaan.")


class UndoneAlready(RegisterRefused):
    """Somebody undid it already."""

    def __init__(self) -> None:
        super().__init__("Dit is al ongedaan gemaakt.")


class CannotBeUndone(RegisterRefused):
    """What was done was meant to be for good."""

    def __init__(self) -> None:
        super().__init__("Dit kan niet ongedaan worden gemaakt.")


class NotNominated(RegisterRefused):
    """Who sits there was not nominated."""

    def __init__(self, row: Membership) -> None:
        super().__init__(f"{row.who} is hier niet voorgedragen, en wordt dus niet zo benoemd.")


class NotYetNominated(RegisterRefused):
    """The day lies before that of the nomination."""

    def __init__(self) -> None:
        super().__init__("Deze dag ligt vóór de dag van de voordracht.")


class MergedAway(RegisterRefused):
    """The person was merged into another."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__(f"{person.full_name} is samengevoegd met {person.merged_into}. Kies die persoon.")


def values_of(row: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """All columns of a row as JSON has them, or those of some fields."""
    encode = DjangoJSONEncoder().default
    chosen = None if names is None else set(names)
    found: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if chosen is None or column.name in chosen or column.attname in chosen:
            value = getattr(row, column.attname)
            found[column.attname] = encode(value) if isinstance(value, date) else value
    return found


@dataclass
class Act:
    """Checks what an act does to memberships and what goes with them, row after row, and logs it in the end.

    Of a membership the log has all columns; of another row, such as a person, the columns that were changed.
    """

    action: str
    user: Any
    association: Organization | None
    changes: list[dict[str, Any]] = field(default_factory=list)

    def hold(self, posts: Iterable[Post | int]) -> None:
        """Lock the seats until the end of the transaction, in one order; on SQLite the transaction is the lock."""
        numbers = {post if isinstance(post, int) else post.pk for post in posts}
        list(Post.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))

    def create(self, **values: Any) -> Membership:
        """A new row."""
        row = Membership(**values)
        check(row)
        check_people(row)
        check_overlap(row)
        row.save()
        self.note(row, None)
        return row

    def update(self, row: Membership, **values: Any) -> Membership:
        """Other values for a row, which is read anew."""
        row = Membership.objects.select_for_update().get(pk=row.pk)
        before = values_of(row)
        for name, value in values.items():
            setattr(row, name, value)
        check(row)
        check_people(row)
        check_overlap(row)
        row.save()
        self.note(row, before)
        return row

    def change(self, row: Any, **values: Any) -> Any:
        """Other values for a row that is no membership, which is read anew; only these columns are logged."""
        row = type(row)._default_manager.select_for_update().get(pk=row.pk)
        before = values_of(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        self.add(row, before, values_of(row, values))
        return row

    def note(self, row: Membership, before: dict[str, Any] | None) -> None:
        """Remember what a row was and is."""
        self.add(row, before, values_of(row))

    def add(self, row: models.Model, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Remember the columns of a row before and after; None for a row that was or is not there."""
        self.changes.append({"model": row._meta.model_name, "pk": row.pk, "before": before, "after": after})

    def finish(self, label: str) -> RegisterEntry:
        """Add the entry to the log."""
        return RegisterEntry.objects.create(
            action=self.action,
            label=label[:300],
            association=self.association,
            user=self.user,
            changes=self.changes,
        )


def check(row: Membership) -> None:
    """Refuse a row that cannot be (EndsBeforeStart, or RegisterRefused with what its fields say)."""
    if row.start_date and row.end_date and row.end_date <= row.start_date:
        raise EndsBeforeStart
    try:
        row.clean_fields()
        row.clean()
    except ValidationError as error:
        raise RegisterRefused(" ".join(error.messages)) from error


def check_people(row: Membership) -> None:
    """Refuse who was merged into another (MergedAway); holds their records until the end of the transaction."""
    numbers = {number for number in (row.person_id, row.stands_in_for_id) if number is not None}
    held = Person.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=numbers).order_by("pk")
    for person in held if numbers else ():
        if person.merged_into_id:
            raise MergedAway(person)


def check_overlap(row: Membership) -> None:
    """Refuse two holders of a seat at once, and a person who holds the same seat twice."""
    same_time = Membership.objects.filter(overlapping(row.start_date, row.end_date), post_id=row.post_id)
    others = same_time.exclude(pk=row.pk).select_related("person", "post__organization")
    if row.takes_the_seat:
        taken = others.taking_the_seat().filter(seat=row.seat).first()
        if taken is not None:
            raise SeatTaken(taken)
    twice = others.filter(person=row.person_id).first() if row.person_id else None
    if twice is not None:
        raise TwiceInBody(twice)


def make_room(act: Act, *, post: Post, seat: int, person: Person, day: date) -> None:
    """End what gives way in a seat when somebody is appointed from a day on.

    That is who acts or fills it for the time being, that it is empty, and that this person was nominated for it. Who is
    appointed, who stands in for another and who else is nominated stay; so does what begins on that day or later.
    """
    before = Q(start_date=None) | Q(start_date__lt=day)
    until = Q(end_date=None) | Q(end_date__gt=day)
    here = Q(seat=seat) & (Q(capacity__in=FOR_THE_TIME_BEING) | ~Q(empty=""))
    own = Q(person=person, capacity=Capacity.NOMINATED)
    for row in Membership.objects.filter(before, until, here | own, post=post).order_by("pk"):
        act.update(row, end_date=day, end_precision="day")


@contextmanager
def refused_at(post: Post) -> Iterator[None]:
    """What is refused inside says at which seat."""
    try:
        yield
    except RegisterRefused as error:
        raise RegisterRefused(f"{post.words[:1].upper()}{post.words[1:]}, {post.organization.name}: {error}") from error


def guarded(write: Any) -> Any:
    """Run an act in a transaction; what only the database saw is said in words too."""

    def run(**arguments: Any) -> RegisterEntry:
        try:
            with transaction.atomic():
                entry: RegisterEntry = write(**arguments)
        except IntegrityError as error:
            raise RegisterRefused(
                "Iemand anders wijzigde deze plek net. Bekijk haar en probeer het opnieuw."
            ) from error
        return entry

    run.__name__, run.__doc__ = write.__name__, write.__doc__
    return run
