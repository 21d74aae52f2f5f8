"""What is done to vacancies: opening, applying, advising, nominating, and the outcome that fills the seat.

What touches seats is one act in the register's log, with the state of vacancy and candidate, so undoing it takes those
back as well. Mails that were sent, persons that were made and data that were erased stay as they are.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from association.base.validity import on_day
from association.memberships.actions.acts import Act, NotYetNominated, RegisterRefused, check_people, guarded, make_room
from association.memberships.actions.acts import values_of as columns_of
from association.memberships.models import (
    KEPT_AFTER_CLOSING,
    KEPT_AFTER_OUTCOME,
    Candidate,
    Membership,
    Post,
    RegisterEntry,
    Vacancy,
)
from association.memberships.rules import Capacity
from association.organizations.models import Organization
from association.people.models import Person

# So many in an hour for one vacancy are no people; see VacancyBusy.
MOST_IN_AN_HOUR = 60
# Addresses below that of the vacancies which are no vacancy.
TAKEN_SLUGS = frozenset({"feed"})
LONGEST_SLUG = 70
PERSONAL = ("name", "office", "email", "phone", "motivation", "advice_note")
IN_REGISTER = (Candidate.Status.NOMINATED, Candidate.Status.APPOINTED)
WAITING = (Candidate.Status.RECEIVED, Candidate.Status.ADVISED, Candidate.Status.NOT_ADVISED)


class VacancyClosed(RegisterRefused):
    """Nobody can apply (any more)."""

    def __init__(self) -> None:
        super().__init__("De vacature is gesloten. Uw aanmelding is niet bewaard.")


class VacancyBusy(RegisterRefused):
    """More applications in an hour than people send."""

    def __init__(self) -> None:
        super().__init__(
            "Er komen nu te veel aanmeldingen binnen. Probeer het over een uur opnieuw, of mail het bureau."
        )


class VacancyDecided(RegisterRefused):
    """The vacancy has its outcome."""

    def __init__(self, vacancy: Vacancy) -> None:
        super().__init__(f"Deze vacature is afgerond: {vacancy.get_status_display()}.")


class CandidateElsewhere(RegisterRefused):
    """The candidate is not at the point at which this is done."""

    def __init__(self, candidate: Candidate) -> None:
        words = "de gegevens zijn gewist" if candidate.erased_at else str(candidate.get_status_display())
        super().__init__(f"Dit kan niet meer met deze kandidaat: {words}.")


class NoSeatFree(RegisterRefused):
    """Somebody sits in every seat on the day."""

    def __init__(self, holders: Iterable[Membership]) -> None:
        names = ", ".join(holder.who for holder in holders)
        super().__init__(f"Op die dag is geen plek vrij: {names}. Leg eerst vast wanneer die bezetting eindigt.")


@transaction.atomic
def start_vacancy(*, association: Organization, post: Post, **values: Any) -> Vacancy:
    """A vacancy for a seat, at an address of its own on the association's site."""
    slug = free_slug(association, values["title"])
    return Vacancy.objects.create(association=association, post=post, slug=slug, **values)


def free_slug(association: Organization, title: str) -> str:
    """The address for a title, with a number when another vacancy of the association has it."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "vacature"
    known = set(Vacancy.objects.filter(association=association, slug__startswith=base).values_list("slug", flat=True))
    known |= TAKEN_SLUGS
    numbered = (f"{base}-{number}" for number in range(2, len(known) + 3))
    return base if base not in known else next(slug for slug in numbered if slug not in known)


@transaction.atomic
def change_vacancy(*, vacancy: Vacancy, **values: Any) -> Vacancy:
    """Other values for a vacancy without outcome (VacancyDecided); its address stays."""
    vacancy = held(vacancy)
    for name, value in values.items():
        setattr(vacancy, name, value)
    vacancy.save()
    return vacancy


@transaction.atomic
def drop_draft(*, vacancy: Vacancy) -> None:
    """Take away a vacancy that nobody saw; VacancyDecided or RegisterRefused for another."""
    vacancy = held(vacancy)
    if vacancy.status != Vacancy.Status.DRAFT or vacancy.candidates.exists():
        raise RegisterRefused("Deze vacature staat al op de site. Trek haar in bij de uitslag.")
    vacancy.delete()


def held(vacancy: Vacancy) -> Vacancy:
    """The vacancy as it is now, locked until the end of the transaction; VacancyDecided when it has an outcome."""
    found = Vacancy.objects.select_for_update(of=("self",)).select_related("post__organization", "association")
    current = found.get(pk=vacancy.pk)
    if current.is_decided:
        raise VacancyDecided(current)
    return current


@transaction.atomic
def apply(*, vacancy: Vacancy, now: datetime | None = None, **values: Any) -> Candidate | None:
    """Keep an application; None when one with the same e-mail address is there, which stays as it is.

    VacancyClosed at or after the moment of closing, VacancyBusy for more in an hour than people send.
    """
    now = now or timezone.now()
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if not vacancy.is_open(now):
        raise VacancyClosed
    values["email"] = values["email"].lower()
    if vacancy.candidates.filter(email=values["email"]).exists():
        return None
    if vacancy.candidates.filter(at__gt=now - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
        raise VacancyBusy
    return Candidate.objects.create(vacancy=vacancy, at=now, agreed_at=now, **values)


@transaction.atomic
def advise(*, candidate: Candidate, status: str, note: str) -> Candidate:
    """Keep the advice on a candidate who was not nominated yet (CandidateElsewhere)."""
    candidate = current(candidate, WAITING)
    candidate.status, candidate.advice_note = status, note
    candidate.save(update_fields=["status", "advice_note"])
    return candidate


def current(candidate: Candidate, among: Iterable[str]) -> Candidate:
    """The candidate as it is now, locked; CandidateElsewhere when erased or not in one of these states."""
    found = Candidate.objects.select_for_update(of=("self",)).select_related("municipality", "person__merged_into")
    row = found.get(pk=candidate.pk)
    if (row.erased_at and not row.person_id) or row.status not in set(among):
        raise CandidateElsewhere(row)
    return row


@guarded
def nominate(*, candidate: Candidate, person: Person, day: date, user: Any) -> RegisterEntry:
    """Put the candidate beside the seat as nominated, from a day on.

    VacancyDecided, CandidateElsewhere, and what appointing refuses.
    """
    vacancy = candidate.vacancy
    act = Act("nominate", user, vacancy.association)
    act.hold([vacancy.post_id])
    vacancy = held(vacancy)
    candidate = current(candidate, WAITING)
    _, seat = place_for(vacancy.post, day, full=True)
    row = act.create(
        post=vacancy.post, person=person, seat=seat, start_date=day, capacity=Capacity.NOMINATED,
        on_behalf_of=behalf(vacancy.post, candidate),
    )  # fmt: skip
    act.change(candidate, status=Candidate.Status.NOMINATED)
    Candidate.objects.filter(pk=candidate.pk).update(person=person)
    act.change(vacancy, status=Vacancy.Status.NOMINATED, nominated=vacancy.nominated + 1)
    return act.finish(f"{row.who} voorgedragen: {vacancy.post}")


def behalf(post: Post, candidate: Candidate) -> Organization | None:
    """For which municipality somebody sits there: none in a seat that belongs to the person."""
    return None if post.is_personal else candidate.municipality


def place_for(post: Post, day: date, *, full: bool = False) -> tuple[Membership | None, int]:
    """Where somebody may sit from a day on: the row of a seat that is empty, or None and the number of a free seat.

    NoSeatFree when others sit in all of them; with `full` the first seat will do then, as for who is only nominated.
    """
    rows = Membership.objects.filter(on_day(day), post=post).select_related("person").order_by("seat", "pk")
    taken = list(rows.taking_the_seat())
    if empty := next((row for row in taken if row.empty), None):
        return empty, empty.seat
    numbers = {row.seat for row in taken}
    last = post.seats or len(numbers) + 1
    free = next((number for number in range(1, last + 1) if number not in numbers), None)
    if free is None and not full:
        raise NoSeatFree(taken)
    return None, free or 1


@guarded
def appoint_candidate(
    *, candidate: Candidate, person: Person, day: date, user: Any, outcome: str = ""
) -> RegisterEntry:
    """Put the candidate in the seat from a day on, which ends the nomination and who acted, and fills the vacancy.

    When that was the last seat wanted, the vacancy is done: who else was nominated is not appointed. VacancyDecided,
    CandidateElsewhere, NoSeatFree, NotYetNominated, and what the register refuses.
    """
    vacancy = candidate.vacancy
    act = Act("appoint_nominee", user, vacancy.association)
    act.hold([vacancy.post_id])
    vacancy = held(vacancy)
    candidate = current(candidate, (*WAITING, Candidate.Status.NOMINATED))
    leave_beside(act, vacancy.post, person, day)
    empty, seat = place_for(vacancy.post, day)
    if empty:
        finish_row(act, empty, day)
    make_room(act, post=vacancy.post, seat=seat, person=person, day=day)
    row = act.create(
        post=vacancy.post, person=person, seat=seat, start_date=day, capacity=Capacity.APPOINTED,
        on_behalf_of=behalf(vacancy.post, candidate),
    )  # fmt: skip
    act.change(candidate, status=Candidate.Status.APPOINTED)
    Candidate.objects.filter(pk=candidate.pk).update(person=person)
    filled = vacancy.appointed + 1
    done: dict[str, Any] = {"appointed": filled, "outcome": outcome or vacancy.outcome}
    if filled >= vacancy.wanted:
        turn_down(act, vacancy, day)
        done |= {"status": Vacancy.Status.APPOINTED, "decided_on": day}
    act.change(vacancy, **done)
    return act.finish(f"{row.who} benoemd: {vacancy.post}")


def leave_beside(act: Act, post: Post, person: Person, day: date) -> None:
    """End how somebody is beside a seat (nominated, acting …) as of the day of the appointment."""
    beside = Membership.objects.filter(post=post, person=person).exclude(capacity=Capacity.APPOINTED)
    for row in beside.filter(Q(end_date=None) | Q(end_date__gt=day)).order_by("pk"):
        finish_row(act, row, day)


def finish_row(act: Act, row: Membership, day: date) -> None:
    """End a row before a day; one that begins on that day held on none, and goes. NotYetNominated for a later one."""
    if row.start_date and row.start_date > day:
        raise NotYetNominated
    if row.start_date == day:
        check_people(row)
        act.changes.append({"model": "membership", "pk": row.pk, "before": columns_of(row), "after": None})
        row.delete()
    else:
        act.update(row, end_date=day, end_precision="day")


def turn_down(act: Act, vacancy: Vacancy, day: date) -> None:
    """End the nomination of everybody who is still nominated for a vacancy."""
    for other in vacancy.candidates.filter(status=Candidate.Status.NOMINATED).select_related("person__merged_into"):
        person = person_of(other)
        if person is not None:
            end_nomination(act, vacancy.post, person, day)
        act.change(other, status=Candidate.Status.NOT_APPOINTED)


def person_of(candidate: Candidate) -> Person | None:
    """Who the candidate is in the register; None when that was not said yet."""
    person = candidate.person
    return person.merged_into or person if person else None


def end_nomination(act: Act, post: Post, person: Person, day: date) -> None:
    """End the rows in which somebody is nominated for a seat."""
    rows = Membership.objects.filter(post=post, person=person, capacity=Capacity.NOMINATED)
    for row in rows.filter(Q(end_date=None) | Q(end_date__gt=day)).order_by("pk"):
        finish_row(act, row, day)


def conclude(*, vacancy: Vacancy, status: str, day: date, outcome: str, user: Any) -> RegisterEntry | None:
    """End a vacancy without (another) appointment; who was nominated is not appointed.

    Returns what the register's log has of it, None when no seat was touched. A vacancy of which some seats were filled
    ends as appointed. VacancyDecided, NotYetNominated.
    """
    if vacancy.candidates.filter(status=Candidate.Status.NOMINATED, person__isnull=False).exists():
        entry: RegisterEntry = reject(vacancy=vacancy, status=status, day=day, outcome=outcome, user=user)
        return entry
    with transaction.atomic():
        current_one = held(vacancy)
        for name, value in ending(current_one, status, day, outcome).items():
            setattr(current_one, name, value)
        current_one.save()
    return None


def ending(vacancy: Vacancy, status: str, day: date, outcome: str) -> dict[str, Any]:
    """The columns of a vacancy that ends."""
    return {"status": Vacancy.Status.APPOINTED if vacancy.appointed else status, "decided_on": day, "outcome": outcome}


@guarded
def reject(*, vacancy: Vacancy, status: str, day: date, outcome: str, user: Any) -> RegisterEntry:
    """The same where somebody is nominated: one act in the log."""
    act = Act("not_appointed", user, vacancy.association)
    act.hold([vacancy.post_id])
    vacancy = held(vacancy)
    turn_down(act, vacancy, day)
    act.change(vacancy, **ending(vacancy, status, day, outcome))
    return act.finish(f"{Vacancy.Status(status).label}: {vacancy.post}")


@transaction.atomic
def erase(*, candidates: Any, now: datetime | None = None) -> int:
    """Take everything personal out of some candidates (a queryset); returns of how many.

    Whom the register has as nominated or appointed stays tied to that person, which the outcome and undoing need.
    """
    rows = candidates.filter(erased_at=None)
    rows.exclude(status__in=IN_REGISTER).update(municipality=None, person=None)
    blank: dict[str, Any] = dict.fromkeys(PERSONAL, "")
    return int(rows.update(**blank, erased_at=now or timezone.now()))


def erase_due(now: datetime | None = None) -> int:
    """Take out who applied longer ago than we promise to keep it; returns how many. Safe to run twice at once."""
    now = now or timezone.now()
    decided = Q(vacancy__decided_on__lte=timezone.localdate(now) - KEPT_AFTER_OUTCOME)
    forgotten = Q(vacancy__decided_on=None, vacancy__closes_at__lte=now - KEPT_AFTER_CLOSING)
    due = Candidate.objects.filter(decided | forgotten, erased_at=None)
    numbers = list(due.values_list("pk", flat=True))
    return erase(candidates=Candidate.objects.filter(pk__in=numbers), now=now) if numbers else 0
