"""From a vacant seat to who is appointed, and back: what happens to seat, vacancy and candidates."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.memberships.actions import RegisterRefused, undo
from association.memberships.actions.vacancies import (
    CandidateElsewhere,
    NoSeatFree,
    NotYetNominated,
    VacancyDecided,
    appoint_candidate,
    conclude,
    erase,
    nominate,
)
from association.memberships.models import Candidate, Membership, Post, RegisterEntry, Vacancy
from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.applying import START, TODAY, ZONE, answers, person_for, read, send, sitting
from tests.factories.content import make_user
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_candidate, make_committee, make_vacancy


def test_from_vacant_seat_to_appointed_in_the_admin_and_on_the_site(
    vdg: SiteSetUp, index: Any, post: Post, town: Organization, chief: Client, client: Client
) -> None:
    body = read(chief.get(reverse("seats_of_body", args=[post.organization_id])))
    address = reverse("new_vacancy", args=[post.pk])
    assert body.select_one(f"a[href='{address}']")
    last = TODAY() + timedelta(days=10)
    opened = chief.post(
        address,
        {"title": "Lid commissie Water", "profile": "null", "first_day": str(TODAY()), "last_day": str(last),
         "last_time": "", "wanted": "1", "advice_by": "Adviescommissie", "then": "open"},
    )  # fmt: skip
    vacancy = Vacancy.objects.get()
    assert opened.headers["location"] == reverse("vacancy", args=[vacancy.pk])
    assert (vacancy.slug, vacancy.status, vacancy.association) == ("lid-commissie-water", "open", vdg.association)
    assert vacancy.closes_at == datetime.combine(last + timedelta(days=1), datetime.min.time(), ZONE)

    sent = send(vacancy, answers(town))
    assert sent.headers["location"] == f"{START}lid-commissie-water/bedankt/"
    assert client.get(sent.headers["location"]).status_code == 200
    candidate = Candidate.objects.get()

    nominated = chief.post(
        reverse("nominate_candidate", args=[candidate.pk]), {"name": candidate.name, "day": str(TODAY())}
    )
    assert nominated.headers["location"] == reverse("vacancy", args=[vacancy.pk])
    assert sitting(post) == [("vacature", ""), ("J. Achternaam", "nominated")]
    assert "Er is iemand voorgedragen." in client.get(f"{START}{vacancy.slug}/").content.decode()

    tomorrow = TODAY() + timedelta(days=1)
    chief.post(
        reverse("appoint_candidate", args=[candidate.pk]), {"day": str(tomorrow), "outcome": "De VNG stemde in."}
    )
    assert sitting(post) == [("vacature", ""), ("J. Achternaam", "nominated")]
    assert sitting(post, tomorrow) == [("J. Achternaam", "appointed")]
    vacancy.refresh_from_db()
    candidate.refresh_from_db()
    assert (vacancy.status, vacancy.appointed, vacancy.decided_on, candidate.status) == (
        "appointed", 1, tomorrow, "appointed",
    )  # fmt: skip
    slug = post.organization.site_slug
    shown = client.get(f"/organisatie/{slug}/?peildatum={tomorrow}").content.decode()
    assert "Achternaam" in shown
    assert "vacature" not in str(
        read(client.get(f"/organisatie/{slug}/?peildatum={tomorrow}")).select("#samenstelling")
    )
    public = client.get(f"{START}{vacancy.slug}/").content.decode()
    assert "Er is iemand benoemd." in public
    assert "De VNG stemde in." in public
    assert "Achternaam" not in public


def test_undo_puts_seat_vacancy_and_candidate_back_in_order(vdg: SiteSetUp, post: Post) -> None:
    vacancy, user = make_vacancy(vdg, post), make_user("iemand")
    candidate, person, today = make_candidate(vacancy), person_for(), TODAY()
    first = nominate(candidate=candidate, person=person, day=today, user=user)
    second = appoint_candidate(candidate=candidate, person=person, day=today, user=user)
    assert sitting(post) == [("J. Achternaam", "appointed")]

    with pytest.raises(RegisterRefused):
        undo(entry=first, user=user)
    undo(entry=second, user=user)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.appointed, vacancy.decided_on) == ("nominated", 0, None)
    assert sorted(sitting(post)) == [("J. Achternaam", "nominated"), ("vacature", "")]

    undo(entry=first, user=user)
    vacancy.refresh_from_db()
    candidate.refresh_from_db()
    assert (vacancy.status, vacancy.nominated, candidate.status) == ("open", 0, "received")
    assert sitting(post) == [("vacature", "")]


def test_undo_works_after_candidates_were_erased(vdg: SiteSetUp, post: Post) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate = make_candidate(vacancy)
    entry = appoint_candidate(candidate=candidate, person=person_for(), day=TODAY(), user=None)
    erase(candidates=vacancy.candidates.all())

    undo(entry=entry, user=None)

    vacancy.refresh_from_db()
    assert (vacancy.status, sitting(post)) == ("open", [("vacature", "")])


def test_two_nominations_are_undone_newest_first(vdg: SiteSetUp) -> None:
    vacancy = make_vacancy(vdg, make_committee(vdg, seats=2), wanted=2)
    entries = [
        nominate(candidate=make_candidate(vacancy), person=person_for(name), day=TODAY(), user=None)
        for name in ("Een", "Twee")
    ]

    with pytest.raises(RegisterRefused):
        undo(entry=entries[0], user=None)
    for entry in reversed(entries):
        undo(entry=entry, user=None)

    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.nominated) == ("open", 0)


def test_vacancy_for_two_is_done_after_the_second_and_turns_down_the_third(vdg: SiteSetUp) -> None:
    post = make_committee(vdg, seats=2)
    vacancy = make_vacancy(vdg, post, wanted=2)
    three = [make_candidate(vacancy) for _ in range(3)]
    people = [person_for(name) for name in ("Een", "Twee", "Drie")]
    yesterday, today = TODAY() - timedelta(days=1), TODAY()
    for candidate, person in zip(three, people, strict=True):
        nominate(candidate=candidate, person=person, day=yesterday, user=None)

    appoint_candidate(candidate=three[0], person=people[0], day=today, user=None)
    vacancy.refresh_from_db()
    half = (vacancy.status, vacancy.appointed)
    appoint_candidate(candidate=three[1], person=people[1], day=today, user=None)

    vacancy.refresh_from_db()
    assert half == ("nominated", 1)
    assert (vacancy.status, vacancy.appointed) == ("appointed", 2)
    assert [Candidate.objects.get(pk=one.pk).status for one in three] == ["appointed", "appointed", "not_appointed"]
    assert sitting(post) == [("J. Een", "appointed"), ("J. Twee", "appointed")]
    assert sorted(Membership.objects.filter(post=post, capacity="appointed").values_list("seat", flat=True)) == [1, 2]


def test_acting_member_who_is_appointed_no_longer_acts(vdg: SiteSetUp) -> None:
    post, person = make_committee(vdg), person_for()
    make_membership(post, person, "2025-01-01", capacity="acting")
    candidate = make_candidate(make_vacancy(vdg, post))

    appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)

    assert sitting(post) == [("J. Achternaam", "appointed")]
    assert sitting(post, TODAY() - timedelta(days=1)) == [("J. Achternaam", "acting")]


def test_appointing_a_nominee_ends_who_acted_and_undoing_brings_both_back(vdg: SiteSetUp) -> None:
    post, person = make_committee(vdg), person_for()
    start = TODAY() - timedelta(days=5)
    make_membership(post, make_person("Waar"), "2025-01-01", capacity="acting")
    candidate = make_candidate(make_vacancy(vdg, post))
    nominate(candidate=candidate, person=person, day=start, user=None)
    between = sitting(post)

    entry = appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)

    assert between == [("A. Waar", "acting"), ("J. Achternaam", "nominated")]
    assert sitting(post) == [("J. Achternaam", "appointed")]
    undo(entry=entry, user=None)
    assert sitting(post) == between


@pytest.mark.parametrize("personal", [True, False])
def test_seat_that_belongs_to_the_person_is_held_for_no_municipality(
    vdg: SiteSetUp, town: Organization, personal: bool
) -> None:
    post = make_post(make_body(vdg.association), is_personal=personal)
    candidate = make_candidate(make_vacancy(vdg, post), municipality=town)

    appoint_candidate(candidate=candidate, person=person_for(), day=TODAY(), user=None)

    assert post.memberships.get().on_behalf_of == (None if personal else town)


def test_seat_that_somebody_holds_is_not_taken(vdg: SiteSetUp) -> None:
    post = make_committee(vdg)
    make_membership(post, make_person("Bakker"), "2020-01-01")
    vacancy = make_vacancy(vdg, post)

    with pytest.raises(NoSeatFree, match=r"A\. Bakker"):
        appoint_candidate(candidate=make_candidate(vacancy), person=person_for(), day=TODAY(), user=None)

    vacancy.refresh_from_db()
    assert (vacancy.status, RegisterEntry.objects.count()) == ("open", 0)


def test_successor_of_who_leaves_takes_over_on_that_day(vdg: SiteSetUp) -> None:
    post, leaves = make_committee(vdg), TODAY() + timedelta(days=30)
    make_membership(post, make_person("Bakker"), "2020-01-01", str(leaves))
    vacancy = make_vacancy(vdg, post)

    appoint_candidate(candidate=make_candidate(vacancy), person=person_for(), day=leaves, user=None)

    assert [sitting(post), sitting(post, leaves)] == [[("A. Bakker", "appointed")], [("J. Achternaam", "appointed")]]


def test_candidate_is_nominated_and_appointed_once(vdg: SiteSetUp, post: Post) -> None:
    vacancy, person = make_vacancy(vdg, post), person_for()
    candidate = make_candidate(vacancy)
    nominate(candidate=candidate, person=person, day=TODAY(), user=None)

    with pytest.raises(CandidateElsewhere):
        nominate(candidate=candidate, person=person, day=TODAY(), user=None)
    with pytest.raises(NotYetNominated):
        appoint_candidate(candidate=candidate, person=person, day=TODAY() - timedelta(days=1), user=None)
    appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)
    with pytest.raises(VacancyDecided):
        appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)

    assert RegisterEntry.objects.count() == 2


@pytest.mark.parametrize("status", ["not_appointed", "withdrawn"])
@pytest.mark.parametrize("nominated_days_ago", [None, 0, 5])
def test_vacancy_without_appointment_ends_the_nomination(
    vdg: SiteSetUp, post: Post, status: str, nominated_days_ago: int | None
) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate = make_candidate(vacancy)
    if nominated_days_ago is not None:
        day = TODAY() - timedelta(days=nominated_days_ago)
        nominate(candidate=candidate, person=person_for(), day=day, user=None)

    entry = conclude(vacancy=vacancy, status=status, day=TODAY(), outcome="Jammer.", user=None)

    vacancy.refresh_from_db()
    candidate.refresh_from_db()
    assert (vacancy.status, vacancy.outcome, vacancy.decided_on) == (status, "Jammer.", TODAY())
    assert candidate.status == ("received" if nominated_days_ago is None else "not_appointed")
    assert sitting(post) == [("vacature", "")]
    assert (entry is None) == (nominated_days_ago is None)
    if entry:
        undo(entry=entry, user=None)
        vacancy.refresh_from_db()
        assert (vacancy.status, len(sitting(post))) == ("nominated", 2)
