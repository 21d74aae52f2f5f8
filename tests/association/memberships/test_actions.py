"""Acts in the register: never two in a seat, never a lost row, and all of it can be undone."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from association.memberships.actions import (
    ChangedSince,
    EndsBeforeStart,
    NotNominated,
    NotYetNominated,
    RegisterRefused,
    SeatTaken,
    TwiceInBody,
    UndoneAlready,
    appoint,
    confirm,
    correct,
    end,
    merge,
    succeed,
    undo,
)
from association.memberships.models import Membership, RegisterEntry
from association.memberships.queries import composition
from association.memberships.rules import Capacity
from association.people.models import Person
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.register import make_body, make_membership, make_person, make_post

FIRST = date(2021, 5, 1)


@pytest.fixture
def post(vdg: SiteSetUp) -> Any:
    """A seat in a body of the VDG."""
    return make_post(make_body(vdg.association))


def names_on(post: Any, day: date) -> list[str]:
    """Who is in a seat on a day."""
    return [row.who for row in Membership.objects.active_on(day).filter(post=post).order_by("pk")]


def rows() -> list[Any]:
    """Everything that is recorded, numbers included."""
    return list(Membership.objects.order_by("pk").values())


def test_successor_comes_on_the_day_after_the_last(post: Any) -> None:
    old = make_membership(post, make_person("Vilsteren", prefix="van"))

    succeed(membership=old, person=make_person("Koch"), start=FIRST, user=None)

    assert names_on(post, date(2021, 4, 30)) == ["A. van Vilsteren"]
    assert names_on(post, FIRST) == ["A. Koch"]


def test_end_says_what_the_seat_is_then(post: Any) -> None:
    row = make_membership(post, make_person("Bakker"))

    end(membership=row, end=FIRST, then="not_yet_known", user=None)

    assert names_on(post, FIRST) == ["nog niet bekend"]


def test_seat_holds_one_and_who_helps_out_beside(post: Any) -> None:
    make_membership(post, make_person("Bakker"), "2020-01-01")

    with pytest.raises(SeatTaken) as caught:
        appoint(post=post, person=make_person("Smid"), start=FIRST, user=None)
    for capacity in (Capacity.NOMINATED, Capacity.ACTING, Capacity.INTERIM, Capacity.STANDING_IN):
        appoint(post=post, person=make_person(), start=FIRST, capacity=capacity, user=None)
    appoint(post=post, person=make_person("Mulder"), start=FIRST, seat=2, user=None)

    assert "A. Bakker (vanaf 1 januari 2020)" in str(caught.value)
    assert len(names_on(post, FIRST)) == 6


def test_one_person_twice_is_refused(post: Any) -> None:
    person = make_person("Bakker")
    make_membership(post, person, "2020-01-01")

    with pytest.raises(TwiceInBody):
        appoint(post=post, person=person, start=FIRST, capacity=Capacity.ACTING, seat=2, user=None)


def test_end_before_start_is_refused_and_nothing_changes(post: Any) -> None:
    row = make_membership(post, make_person(), "2022-01-01")
    before = rows()

    with pytest.raises(EndsBeforeStart):
        end(membership=row, end=FIRST, then="vacant", user=None)

    assert rows() == before
    assert not RegisterEntry.objects.exists()


def test_undo_brings_all_rows_back_once(post: Any) -> None:
    row = make_membership(post, make_person("Bakker"), "2020-01-01")
    before = rows()
    user = make_user("beheerder")

    entry = succeed(membership=row, person=make_person("Smid"), start=FIRST, user=user)
    undo(entry=entry, user=user)

    assert rows() == before
    with pytest.raises(UndoneAlready):
        undo(entry=entry, user=user)
    assert [found.action for found in RegisterEntry.objects.order_by("pk")] == ["succeed", "undo"]


def test_undo_is_refused_when_a_row_was_touched_since(post: Any) -> None:
    row = make_membership(post, make_person("Bakker"), "2020-01-01")
    entry = succeed(membership=row, person=make_person("Smid"), start=FIRST, user=None)
    new = Membership.objects.latest("pk")
    correct(membership=new, party="Lokaal", user=None)
    before = rows()

    with pytest.raises(ChangedSince):
        undo(entry=entry, user=None)

    assert rows() == before


def test_undo_of_the_undoing_is_the_act_again(post: Any) -> None:
    row = make_membership(post, make_person("Bakker"), "2020-01-01")
    entry = succeed(membership=row, person=make_person("Smid"), start=FIRST, user=None)
    after = rows()

    undo(entry=undo(entry=entry, user=None), user=None)

    assert rows() == after


@pytest.mark.parametrize(
    "fields",
    [
        {"empty": "vacant"}, {"person": None, "empty": "", "capacity": ""}, {"capacity": ""},
        {"start_date": FIRST, "end_date": FIRST}, {"stands_in_for": "other"},
    ],
)  # fmt: skip
def test_database_refuses_what_cannot_be(post: Any, fields: dict[str, Any]) -> None:
    fields = {name: make_person() if value == "other" else value for name, value in fields.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**{"post": post, "person": make_person(), **fields})


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has exclusion constraints")
def test_database_refuses_two_in_a_seat(post: Any) -> None:
    make_membership(post, make_person(), "2020-01-01")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(post, make_person(), "2021-01-01")


def hows_on(post: Any, day: date) -> list[tuple[str, str]]:
    """Who is in a seat on a day and how, as lists have it."""
    return [(row.name, row.membership.capacity) for row in composition(post.organization, day).rows]


def test_who_acts_and_who_is_nominated_stand_beside_each_other_in_that_order(post: Any) -> None:
    make_membership(post, None, "2021-01-01")
    appoint(post=post, person=make_person("Nieuw"), start=FIRST, capacity=Capacity.NOMINATED, user=None)
    appoint(post=post, person=make_person("Waar"), start=FIRST, capacity=Capacity.ACTING, user=None)
    appoint(post=post, person=make_person("Tijd"), start=FIRST, capacity=Capacity.INTERIM, user=None)

    assert hows_on(post, FIRST) == [
        ("vacature", ""), ("A. Waar", "acting"), ("A. Tijd", "interim"), ("A. Nieuw", "nominated"),
    ]  # fmt: skip


@pytest.mark.parametrize("vacant", [True, False])
def test_appointing_the_nominee_ends_who_acts_and_undoing_brings_both_back(post: Any, vacant: bool) -> None:
    if vacant:
        make_membership(post, None, "2021-01-01")
    make_membership(post, make_person("Waar"), "2021-01-01", capacity="acting")
    nominee = make_membership(
        post, make_person("Nieuw"), "2021-02-01", capacity="nominated", party="Lokaal", on_behalf_of=post.organization
    )
    make_membership(post, make_person("Buur"), "2021-01-01", capacity="acting", seat=2)
    other = make_membership(post, make_person("Ander"), "2021-02-01", capacity="nominated")
    before = rows()

    entry = confirm(membership=nominee, start=FIRST, user=None)

    new = Membership.objects.latest("pk")
    assert hows_on(post, FIRST) == [("A. Nieuw", "appointed"), ("A. Ander", "nominated"), ("A. Buur", "acting")]
    assert (new.party, new.on_behalf_of, new.start_date) == ("Lokaal", post.organization, FIRST)
    other.refresh_from_db()
    assert (other.end_date, entry.label) == (None, f"A. Nieuw benoemd: {post}")
    undo(entry=entry, user=None)
    assert rows() == before


@pytest.mark.parametrize("at", ["vacant", "acting", "nominated"])
def test_successor_ends_what_gives_way_whichever_row_it_was_asked_at(post: Any, at: str) -> None:
    nominee = make_person("Nieuw")
    found = {
        "vacant": make_membership(post, None, "2021-01-01"),
        "acting": make_membership(post, make_person("Waar"), "2021-01-01", capacity="acting"),
        "nominated": make_membership(post, nominee, "2021-02-01", capacity="nominated"),
    }

    succeed(membership=found[at], person=nominee, start=FIRST, user=None)

    assert hows_on(post, FIRST) == [("A. Nieuw", "appointed")]
    assert len(hows_on(post, date(2021, 4, 30))) == 3


def test_nominee_of_that_very_day_is_appointed_at_once(post: Any) -> None:
    nominee = make_membership(post, make_person("Nieuw"), "2021-05-01", capacity="nominated")
    make_membership(post, make_person("Waar"), "2021-01-01", capacity="acting")
    before = rows()

    entry = confirm(membership=nominee, start=FIRST, user=None)

    assert hows_on(post, FIRST) == [("A. Nieuw", "appointed")]
    assert hows_on(post, date(2021, 4, 30)) == [("A. Waar", "acting")]
    undo(entry=entry, user=None)
    assert rows() == before


def test_nominee_is_not_appointed_before_the_nomination(post: Any) -> None:
    nominee = make_membership(post, make_person("Nieuw"), "2021-06-01", capacity="nominated")

    with pytest.raises(NotYetNominated):
        confirm(membership=nominee, start=FIRST, user=None)


def test_nominee_is_not_appointed_while_another_is(post: Any) -> None:
    make_membership(post, make_person("Bakker"), "2020-01-01")
    nominee = make_membership(post, make_person("Nieuw"), "2021-02-01", capacity="nominated")
    before = rows()

    with pytest.raises(SeatTaken):
        confirm(membership=nominee, start=FIRST, user=None)

    assert rows() == before


@pytest.mark.parametrize("capacity", ["appointed", "acting"])
def test_only_who_is_nominated_is_appointed_so(post: Any, capacity: str) -> None:
    row = make_membership(post, make_person("Bakker"), "2020-01-01", capacity=capacity)

    with pytest.raises(NotNominated):
        confirm(membership=row, start=FIRST, user=None)


def test_who_acts_from_that_day_on_stays(post: Any) -> None:
    nominee = make_membership(post, make_person("Nieuw"), "2021-02-01", capacity="nominated")
    make_membership(post, make_person("Waar"), "2021-05-01", capacity="acting")

    confirm(membership=nominee, start=FIRST, user=None)

    assert hows_on(post, FIRST) == [("A. Nieuw", "appointed"), ("A. Waar", "acting")]


DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 12))
KINDS = ["appoint", "beside", "confirm", "succeed", "end", "correct", "merge", "undo"]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), DAYS, DAYS, st.integers(0, 9)), max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_acts_leaves_an_overlap_or_a_gap_or_loses_history(vdg: SiteSetUp, steps: Any) -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        run_steps(make_post(make_body(vdg.association), seats=2), steps)
        transaction.savepoint_rollback(point)


def stored() -> list[Any]:
    """Everything that is recorded of seats and of persons, numbers included."""
    return [rows(), list(Person.objects.order_by("pk").values())]


def covered(post: Any) -> set[date]:
    """The days on which the first seat is taken, or empty on purpose."""
    found = Membership.objects.filter(post=post, seat=1).taking_the_seat()
    return {day for row in found for number in range(1, 14) if row.holds_on(day := date(2020, 1, number))}


def last_entry() -> RegisterEntry | None:
    """The last act that was not undone."""
    return RegisterEntry.objects.filter(undone_by=None).exclude(action="undo").order_by("-pk").first()


def run_steps(post: Any, steps: Any) -> None:
    """Do what the steps say, as far as it is not refused; all must hold after each, and each is undone exactly."""
    people = [make_person(name, initials="A.") for name in ("Bakker", "Bakker", "Smid", "Mulder")]
    start, earlier = stored(), {}
    for kind, first, second, number in steps:
        entries, before, days, last = RegisterEntry.objects.count(), stored(), covered(post), last_entry()
        try:
            one_step(post, people, kind, first, second, number)
        except RegisterRefused:
            assert (RegisterEntry.objects.count(), stored()) == (entries, before)
        check_state(post)
        if kind == "undo" and last is not None:
            assert stored() == earlier[last.pk]
        elif (made := last_entry()) != last and made is not None:
            earlier[made.pk] = before
        if kind in {"appoint", "beside", "confirm", "succeed", "merge"}:
            assert days <= covered(post)
        if kind in {"confirm", "succeed"} and (done := last_entry()) is not None and done != last:
            assert still_acting(done) == []
    while (last := last_entry()) is not None:
        undo(entry=last, user=None)
        assert stored() == earlier[last.pk]
    assert stored() == start


def still_acting(entry: RegisterEntry) -> list[str]:
    """Who goes on acting in a seat to which an act appointed somebody."""
    made = [change["after"] for change in entry.changes if change["before"] is None]
    found: list[str] = []
    for row in (row for row in made if row["capacity"] == Capacity.APPOINTED):
        day = date.fromisoformat(row["start_date"])
        beside = Membership.objects.active_on(day).filter(post=row["post_id"], seat=row["seat"])
        before = Q(start_date=None) | Q(start_date__lt=day)
        found += [one.who for one in beside.filter(before, capacity=Capacity.ACTING)]
    return found


def check_state(post: Any) -> None:
    """Nobody sits beside another in a seat, or twice in the body, and nobody who was merged sits at all."""
    for number in range(1, 14):
        found = Membership.objects.active_on(date(2020, 1, number)).filter(post=post)
        assert found.taking_the_seat().filter(seat=1).count() <= 1
        holders = [row.person_id for row in found if row.person_id]
        assert len(holders) == len(set(holders))
    assert not Membership.objects.filter(person__merged_into__isnull=False).exists()
    assert not Membership.objects.filter(stands_in_for__merged_into__isnull=False).exists()


def one_step(post: Any, people: Any, kind: str, first: date, second: date, number: int) -> None:
    """One act on one of the rows there are."""
    found = list(Membership.objects.filter(post=post).order_by("pk"))
    row = found[number % len(found)] if found else None
    person, other = people[number % 4], people[(number + 1 + number // 4) % 4]
    if kind == "appoint":
        beside = {"capacity": Capacity.STANDING_IN, "stands_in_for": other} if number > 7 and other != person else {}
        appoint(post=post, person=person, start=first, end=second, seat=1 + number % 2, user=None, **beside)
    elif kind == "beside":
        how = (Capacity.ACTING, Capacity.NOMINATED)[number % 2]
        appoint(post=post, person=other, start=first, seat=1 + number // 5, capacity=how, user=None)
    elif kind == "merge":
        merge(stays=person, goes=other, user=None)
    elif kind == "undo":
        if entry := last_entry():
            undo(entry=entry, user=None)
    elif row is not None:
        step_at(row, person, kind, first, second, number)


def step_at(row: Membership, person: Any, kind: str, first: date, second: date, number: int) -> None:
    """One act on a row."""
    if kind == "confirm":
        nominated = Membership.objects.filter(post=row.post_id, capacity=Capacity.NOMINATED).first()
        confirm(membership=nominated or row, start=first, user=None)
    elif kind == "succeed":
        succeed(membership=row, person=person, start=first, user=None)
    elif kind == "end":
        end(membership=row, end=first, then="vacant" if number % 2 else "", user=None)
    else:
        correct(membership=row, start_date=first, end_date=second, user=None)
