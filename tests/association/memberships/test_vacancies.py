"""Vacancies: from a vacant seat to who is appointed, with everything that can go wrong on the way."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from association.base.models import ContentVersion
from association.base.page_cache import raise_version, raise_when_due
from association.memberships.actions import RegisterRefused, undo
from association.memberships.actions.vacancies import (
    MOST_IN_AN_HOUR,
    CandidateElsewhere,
    NoSeatFree,
    NotYetNominated,
    VacancyBusy,
    VacancyClosed,
    VacancyDecided,
    apply,
    appoint_candidate,
    conclude,
    erase,
    erase_due,
    nominate,
)
from association.memberships.forms.vacancies import VacancyForm, closing_moment
from association.memberships.mail import MOST_TRIES, send_candidate_mail
from association.memberships.models import Candidate, Membership, Post, RegisterEntry, Vacancy
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.organizations.models import Organization
from association.people.models import Person
from home.actions import SiteSetUp, ensure_child
from tests.conftest import writes
from tests.factories.content import make_user, make_vdg, restrict
from tests.factories.odd import BLANK, ODD
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_candidate, make_committee, make_town, make_vacancy

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = timezone.localdate
SAME_ORIGIN = {"sec-fetch-site": "same-origin"}
START = "/organisatie/vacatures/"


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The overview of the VDG's site; the bureau has an address."""
    vdg.settings.email = "bureau@example.org"
    vdg.settings.save()
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.fixture
def town(vdg: SiteSetUp) -> Organization:
    """A member of the VDG."""
    return make_town(vdg, "Dorpstad")


@pytest.fixture
def post(vdg: SiteSetUp) -> Post:
    """A seat in a committee of the VNG that is vacant since 2024."""
    found = make_committee(vdg)
    make_membership(found, None, "2024-01-01")
    return found


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def answers(town: Organization, **fields: Any) -> dict[str, Any]:
    """A filled-in form."""
    return {
        "name": "mw. J. Achternaam", "municipality": town.pk, "office": "wethouder", "email": "jo@example.org",
        "phone": "", "motivation": "Water is mijn vak.", "agreed": "on", "website": "", **fields,
    }  # fmt: skip


def send(vacancy: Vacancy, data: dict[str, Any], host: str = "localhost", **headers: str) -> Any:
    """Send the form as a browser without any cookie does."""
    client = Client(enforce_csrf_checks=True, headers={"host": host})
    return client.post(f"{START}{vacancy.slug}/aanmelden/", data, headers=headers or SAME_ORIGIN)


def read(response: Any) -> Any:
    """The page of an answer."""
    return BeautifulSoup(response.content, "html.parser")


def sitting(post: Post, day: date | None = None) -> list[tuple[str, str]]:
    """Who sits in a seat on a day, and how."""
    rows = Membership.objects.active_on(day or TODAY()).filter(post=post).order_by("pk")
    return [(row.who, row.capacity) for row in rows]


def person_for(name: str = "Achternaam") -> Person:
    """Somebody in the register."""
    return make_person(name, initials="J.")


# The whole path


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


@pytest.mark.parametrize("personal", [True, False])
def test_seat_that_belongs_to_the_person_is_held_for_no_municipality(
    vdg: SiteSetUp, town: Organization, personal: bool
) -> None:
    post = make_post(make_body(vdg.association), is_personal=personal)
    candidate = make_candidate(make_vacancy(vdg, post), municipality=town)

    appoint_candidate(candidate=candidate, person=person_for(), day=TODAY(), user=None)

    assert post.memberships.get().on_behalf_of == (None if personal else town)


# What is refused


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


# When it closes


def closing(day: str, at: str = "") -> datetime:
    """The moment at which a vacancy closes."""
    return closing_moment(date.fromisoformat(day), time.fromisoformat(at) if at else None)


@pytest.mark.parametrize(
    ("closes", "moment", "is_open"),
    [
        (closing("2026-12-03"), datetime(2026, 12, 3, 23, 59, 59, tzinfo=ZONE), True),
        (closing("2026-12-03"), datetime(2026, 12, 4, 0, 0, 0, tzinfo=ZONE), False),
        (closing("2026-12-03", "12:00"), datetime(2026, 12, 3, 11, 59, 59, tzinfo=ZONE), True),
        (closing("2026-12-03", "12:00"), datetime(2026, 12, 3, 12, 0, 0, tzinfo=ZONE), False),
        # A day of 25 hours and one of 23.
        (closing("2026-10-25"), datetime(2026, 10, 25, 22, 59, 59, tzinfo=ZoneInfo("UTC")), True),
        (closing("2026-10-25"), datetime(2026, 10, 25, 23, 0, 0, tzinfo=ZoneInfo("UTC")), False),
        (closing("2027-03-28"), datetime(2027, 3, 28, 21, 59, 59, tzinfo=ZoneInfo("UTC")), True),
        (closing("2027-03-28"), datetime(2027, 3, 28, 22, 0, 0, tzinfo=ZoneInfo("UTC")), False),
        # The first of two hours that are called so.
        (closing("2026-10-25", "02:30"), datetime(2026, 10, 25, 0, 29, 59, tzinfo=ZoneInfo("UTC")), True),
        (closing("2026-10-25", "02:30"), datetime(2026, 10, 25, 0, 30, 0, tzinfo=ZoneInfo("UTC")), False),
    ],
)
def test_last_second_counts_and_the_next_does_not(
    vdg: SiteSetUp, closes: datetime, moment: datetime, is_open: bool
) -> None:
    vacancy = make_vacancy(vdg, opens=date(2026, 1, 1), closes_at=closes)
    values = {
        "name": "J.",
        "municipality": None,
        "office": "x",
        "email": "a@example.org",
        "phone": "",
        "motivation": "x",
    }

    assert vacancy.is_open(moment) == is_open
    if is_open:
        assert apply(vacancy=vacancy, now=moment, **values)
    else:
        with pytest.raises(VacancyClosed):
            apply(vacancy=vacancy, now=moment, **values)


def test_vacancy_opens_on_its_day_and_closes_by_the_clock(vdg: SiteSetUp, index: Any, client: Client) -> None:
    later = make_vacancy(vdg, title="Later", opens=TODAY() + timedelta(days=1))
    closed = make_vacancy(vdg, title="Dicht", closes_at=timezone.now() - timedelta(seconds=1))
    draft = make_vacancy(vdg, title="Concept", status="draft")
    shown = make_vacancy(vdg, title="Nu")

    found = {one.title: client.get(f"{START}{one.slug}/") for one in (later, closed, draft, shown)}
    listed = read(client.get(START))

    assert {title: answer.status_code for title, answer in found.items()} == {
        "Later": 404, "Dicht": 200, "Concept": 404, "Nu": 200,
    }  # fmt: skip
    assert {title: bool(read(answer).select("form[method=post]")) for title, answer in found.items()} == {
        "Later": False, "Dicht": False, "Concept": False, "Nu": True,
    }  # fmt: skip
    assert "De kandidaten worden nu bekeken." in found["Dicht"].content.decode()
    assert [link.get_text() for link in listed.select(".link-cards__link")] == ["Nu", "Dicht"]


def test_closing_is_the_next_change_of_the_page_cache(vdg: SiteSetUp) -> None:
    vacancy = make_vacancy(vdg)

    raise_version()

    assert ContentVersion.objects.get(pk=1).next_change == vacancy.closes_at
    assert raise_when_due() == 0
    Vacancy.objects.update(closes_at=timezone.now())
    ContentVersion.objects.update(next_change=timezone.now())
    assert [raise_when_due(), raise_when_due()] == [1, 0]
    assert ContentVersion.objects.get(pk=1).next_change is None


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"last_day": "1-1-2020"}, "last_day", "De laatste dag ligt vóór de eerste."),
        ({"last_day": "31-11-2026"}, "last_day", "geen bestaande datum"),
        ({"last_day": "2027"}, "last_day", "Schrijf de hele dag"),
        ({"last_day": ""}, "last_day", "verplicht"),
        ({"first_day": "0001"}, "first_day", "geen bestaande datum"),
        ({"last_day": "28-03-2027", "last_time": "02.30"}, "last_time", "Kies 03.00 uur of later"),
        ({"last_time": "25.00"}, "last_time", "Schrijf een tijd als 12.00."),
        ({"wanted": "0"}, "wanted", "1"),
        ({"wanted": "1" + "0" * 20}, "wanted", "20"),
        ({"wanted": "1e999"}, "wanted", "getal"),
        ({"title": "\u200b"}, "title", "Schrijf een titel."),
        ({"title": "x" * 201}, "title", "200"),
        ({"profile": "x" * 200_000}, "profile", "te lang"),
    ],
)
def test_mistakes_of_editors_stand_beside_their_field(
    vdg: SiteSetUp, post: Post, chief: Client, fields: dict[str, str], field: str, words: str
) -> None:
    data = {
        "title": "Lid",
        "profile": "null",
        "first_day": "1-11-2026",
        "last_day": "31-12-2030",
        "wanted": "1",
        **fields,
    }
    if len(data["profile"]) > 10:
        text = {
            "key": "a",
            "text": data["profile"],
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
        }
        data["profile"] = json.dumps({"blocks": [text], "entityMap": {}})

    answer = chief.post(reverse("new_vacancy", args=[post.pk]), data)

    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Vacancy.objects.exists()


def test_form_of_a_vacancy_says_what_it_was(vdg: SiteSetUp) -> None:
    whole = make_vacancy(vdg, closes_at=closing("2026-12-03"), opens=date(2026, 11, 1))
    noon = make_vacancy(vdg, closes_at=closing("2026-12-03", "12:00"), opens=date(2026, 11, 1))

    found = [VacancyForm(instance=one).initial for one in (whole, noon)]

    assert [(one["first_day"], one["last_day"], str(one["last_time"])) for one in found] == [
        ("1 november 2026", "3 december 2026", "None"),
        ("1 november 2026", "3 december 2026", "12:00:00"),
    ]
    assert [one.closes_words for one in (whole, noon)] == [
        "tot en met 3 december 2026",
        "tot 3 december 2026, 12.00 uur",
    ]


# The form


def test_application_is_kept_and_mailed_once(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg, title="Lid\u2028commissie")

    response = send(vacancy, answers(town, motivation="Regel 1\nRegel 2 & <b>"))
    numbers = [send_candidate_mail(), send_candidate_mail()]

    assert (response.status_code, response.cookies.keys()) == (302, set())
    row = Candidate.objects.get()
    assert (row.name, row.municipality, row.email) == ("mw. J. Achternaam", town, "jo@example.org")
    assert numbers == [1, 0]
    assert [(message.to, message.reply_to) for message in mail.outbox] == [
        (["jo@example.org"], ["bureau@example.org"]),
        (["bureau@example.org"], []),
    ]
    assert "Regel 2 & <b>" in mail.outbox[0].body
    assert "Regel 2" not in mail.outbox[1].body
    assert reverse("vacancy", args=[vacancy.pk]) in mail.outbox[1].body


def test_second_application_of_the_same_address_changes_nothing_and_says_the_same(
    vdg: SiteSetUp, index: Any, town: Organization
) -> None:
    vacancy = make_vacancy(vdg)

    first = send(vacancy, answers(town))
    second = send(vacancy, answers(town, email="JO@example.org", name="Iemand anders"))
    send_candidate_mail()

    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert [row.name for row in Candidate.objects.all()] == ["mw. J. Achternaam"]
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_form_that_is_sent_six_times_at_once_is_kept_once() -> None:
    setup = make_vdg()
    vacancy, town = make_vacancy(setup), make_town(setup)
    ensure_child(setup.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")

    def work(_: int) -> int:
        try:
            return int(send(vacancy, answers(town)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(work, range(6)))

    assert (codes, Candidate.objects.count()) == ([302] * 6, 1)


def test_more_applications_than_people_send_are_refused(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)
    for number in range(MOST_IN_AN_HOUR):
        make_candidate(vacancy, email=f"{number}@example.org")

    refused = send(vacancy, answers(town))
    Candidate.objects.update(at=timezone.now() - timedelta(hours=2))
    kept = send(vacancy, answers(town))

    assert (refused.status_code, "te veel aanmeldingen" in refused.content.decode()) == (200, True)
    assert kept.status_code == 302
    with pytest.raises(VacancyBusy):
        raise VacancyBusy


def test_robot_in_the_trap_is_thanked_and_forgotten(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    response = send(make_vacancy(vdg), answers(town, website="https://spam.example"))

    assert (response.status_code, Candidate.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"origin": "http://localhost"}, 302),
        ({"x-nothing": "1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://vgg.localhost"}, 403),
    ],
)
def test_form_must_come_from_this_very_site(
    vdg: SiteSetUp, index: Any, town: Organization, headers: dict[str, str], status: int
) -> None:
    response = send(make_vacancy(vdg), answers(town), **headers)

    assert (response.status_code, Candidate.objects.count()) == (status, int(status == 302))


def test_mistakes_stand_beside_their_fields_and_the_text_is_kept(
    vdg: SiteSetUp, index: Any, town: Organization
) -> None:
    vacancy = make_vacancy(vdg)
    wrong = answers(town, name=" ", email="geen adres", municipality="", agreed="", motivation="x" * 3001)

    response = send(vacancy, wrong)

    page_read = read(response)
    fields = {name: page_read.find(attrs={"name": name}) for name in answers(town)}
    assert {name for name, tag in fields.items() if tag.get("aria-invalid") == "true"} == {
        "name", "email", "municipality", "agreed", "motivation",
    }  # fmt: skip
    assert page_read.title.get_text().startswith("Fout: ")
    assert "Vul in: naam." in page_read.get_text()
    assert "Kruis aan dat u akkoord gaat." in page_read.get_text()
    assert fields["motivation"].get_text().strip() == "x" * 3001
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert page_read.select_one("form[method=post]")["action"] == f"{START}{vacancy.slug}/aanmelden/"
    assert not Candidate.objects.exists()


def test_odd_values_are_kept_or_refused(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)
    names = list(answers(town))

    for number, text in enumerate(ODD.values()):
        found = send(vacancy, answers(town, motivation=text, name=text, email=f"{number}@example.org"))
        row = Candidate.objects.order_by("pk").last()
        assert found.status_code == 302, text
        assert row is not None
        assert row.motivation == text.strip(), text
    kept = Candidate.objects.count()
    for value in [*ODD.values(), *BLANK, "a\0b", "1" + "0" * 20, "-1", "x" * 256, "x" * 100_000]:
        found = send(vacancy, dict.fromkeys(names, value))
        assert found.status_code == 200, value[:20]
    for blank in BLANK:
        assert send(vacancy, answers(town, name=blank)).status_code == 200
        assert send(vacancy, answers(town, motivation=blank)).status_code == 200
    assert Candidate.objects.count() == kept


def test_header_in_an_answer_reaches_nobody_else(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)

    refused = send(vacancy, answers(town, email="jo@example.org\r\nBcc: evil@example.org"))
    send(vacancy, answers(town, name="Jo\r\nBcc: evil@example.org"))
    send_candidate_mail()

    assert refused.status_code == 200
    assert {tuple(message.recipients()) for message in mail.outbox} == {("jo@example.org",), ("bureau@example.org",)}
    assert Candidate.objects.get().name == "Jo Bcc: evil@example.org"


def test_mail_that_fails_is_tried_again_until_it_makes_no_sense(
    vdg: SiteSetUp, index: Any, town: Organization, settings: Any
) -> None:
    send(make_vacancy(vdg), answers(town))
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )

    failed = send_candidate_mail()
    row = Candidate.objects.get()
    settings.EMAIL_BACKEND = working

    assert (failed, row.tries, row.confirmed_at) == (0, 1, None)
    assert row.next_try_at > timezone.now()
    Candidate.objects.update(next_try_at=timezone.now(), tries=MOST_TRIES)
    assert send_candidate_mail() == 0
    Candidate.objects.update(tries=3)
    assert (send_candidate_mail(), len(mail.outbox)) == (1, 2)


def test_form_that_comes_too_late_says_so_and_keeps_nothing(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg, closes_at=timezone.now() - timedelta(seconds=1))

    response = send(vacancy, answers(town))

    assert response.status_code == 200
    assert "Uw aanmelding is niet bewaard" in response.content.decode()
    assert not read(response).select("form[method=post]")
    assert not Candidate.objects.exists()


def test_addresses_of_the_form_answer_by_the_rules(vdg: SiteSetUp, vgg: SiteSetUp, index: Any, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    ensure_child(vgg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    there = f"{START}{vacancy.slug}/"

    got = client.get(f"{there}aanmelden/")

    assert (got.status_code, got.headers["location"]) == (302, there)
    assert client.get(f"{START}niets/").status_code == 404
    assert client.get(f"{START}niets/aanmelden/").status_code == 404
    assert client.get("/elders/vacatures/iets/aanmelden/").status_code == 404
    assert client.put(f"{there}aanmelden/").status_code in {403, 405}
    other = Client(headers={"host": "vgg.localhost"})
    assert other.get(there).status_code == 404
    assert send(vacancy, {}, host="vgg.localhost").status_code == 404


def test_locked_overview_takes_no_applications(vdg: SiteSetUp, index: Any, town: Organization, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    restrict(index)

    assert client.get(f"{START}{vacancy.slug}/").status_code != 200
    assert send(vacancy, answers(town)).status_code != 200
    assert client.get("/").context["open_seats"] == []
    assert not Candidate.objects.exists()


# Lists


def test_feeds_have_what_is_open(vdg: SiteSetUp, index: Any, client: Client) -> None:
    make_vacancy(vdg, title="Lid & co")
    make_vacancy(vdg, title="Dicht", closes_at=timezone.now() - timedelta(days=1))
    make_vacancy(vdg, title="Concept", status="draft")

    rss, atom = (client.get(f"{START}{path}") for path in ("feed/", "feed/atom/"))
    again = client.get(f"{START}feed/", headers={"if-none-match": rss["ETag"]})

    for feed in (rss, atom):
        text = feed.content.decode()
        assert (feed.status_code, "Lid &amp; co" in text, "Dicht" in text, "Concept" in text) == (
            200,
            True,
            False,
            False,
        )
        assert f"http://localhost{START}lid-co/" in text
    assert again.status_code == 304


def test_vacancy_named_feed_has_another_address(vdg: SiteSetUp) -> None:
    assert [make_vacancy(vdg, title=title).slug for title in ("Feed", "Lid", "Lid", "???")] == [
        "feed-2", "lid", "lid-2", "vacature",
    ]  # fmt: skip


def test_home_page_shows_open_seats_and_nothing_without(vdg: SiteSetUp, index: Any, client: Client) -> None:
    without = client.get("/").content.decode()
    vacancy = make_vacancy(vdg, title="Lid commissie", closes_at=closing("2030-12-03"))
    make_vacancy(vdg, title="Dicht", closes_at=timezone.now() - timedelta(days=1))

    shown = client.get("/").content.decode()

    assert "Open plekken" not in without
    assert f'href="{START}{vacancy.slug}/">Lid commissie</a>' in shown
    assert "Aanmelden kan tot en met 3 december 2030" in shown
    assert "Dicht" not in shown


@pytest.mark.parametrize("address", ["/", START, f"{START}een/", f"{START}feed/"])
def test_pages_cost_the_same_with_many_vacancies(
    vdg: SiteSetUp, index: Any, client: Client, statements: Callable[[], Any], address: str
) -> None:
    make_vacancy(vdg, title="Een")
    counts = []

    for number in (1, 29):
        for _ in range(number):
            make_candidate(make_vacancy(vdg))
        with statements() as found:
            assert client.get(address).status_code == 200
        assert writes(found) == []
        counts.append(len(found))

    assert counts[0] == counts[1] <= 16


def test_screens_cost_the_same_with_many_candidates(
    vdg: SiteSetUp, index: Any, chief: Client, town: Organization, statements: Callable[[], Any]
) -> None:
    vacancy = make_vacancy(vdg, make_post(make_body(vdg.association)))
    screens = [reverse("vacancies"), reverse("vacancy", args=[vacancy.pk])]
    counts: list[list[int]] = []

    for number in (1, 1, 29, 500):
        for place in range(number):
            person = person_for(f"Naam{place}") if place < 5 else None
            make_candidate(vacancy, municipality=town, person=person)
            if number < 500:
                make_membership(make_post(make_body(vdg.association)), None, "2024-01-01")
                make_vacancy(vdg)
        counts.append([])
        for address in screens:
            with statements() as found:
                assert chief.get(address).status_code == 200
            counts[-1].append(len(found))

    assert counts[1] == counts[2] == counts[3]
    assert read(chief.get(screens[1])).find(id="kandidaten").get_text() == "Kandidaten (531)"


# Who may


SCREENS = ("change_vacancy", "vacancy_outcome", "erase_candidates")
OF_CANDIDATE = ("candidate", "nominate_candidate", "appoint_candidate", "erase_candidate")


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("VDG beheer", 200), ("VDG eindredactie", 200), ("VDG redactie", 403), ("VDG procesregie", 403),
        ("VGG eindredactie", 403),
    ],
)  # fmt: skip
def test_only_who_may_change_seats_sees_candidates(
    vdg: SiteSetUp, vgg: SiteSetUp, index: Any, group: str, status: int
) -> None:
    vacancy = make_vacancy(vdg)
    candidate = make_candidate(vacancy, "A. Geheim")
    client = staff_client("iemand", group)

    forms = [reverse("new_vacancy", args=[make_committee(vdg).pk])]
    forms += [reverse(name, args=[vacancy.pk]) for name in SCREENS]
    forms += [reverse(name, args=[candidate.pk]) for name in OF_CANDIDATE]
    seen = {client.get(address).status_code for address in [*forms, reverse("vacancy", args=[vacancy.pk])]}
    # Erasing needs no more than the button.
    sent = {client.post(address).status_code for address in forms if status != 200 or "wissen" not in address}
    listed = client.get(reverse("vacancies"))

    # Wagtail's own answer to who may not: back to the dashboard.
    refused = {302, 403}
    assert seen | sent <= ({200} if status == 200 else refused)
    assert ("Geheim" in listed.content.decode(), Candidate.objects.get().erased_at) == (False, None)
    assert (vacancy.title in listed.content.decode()) == (status == 200)


def test_candidates_are_shown_to_nobody_on_the_site(vdg: SiteSetUp, index: Any, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    make_candidate(vacancy, "A. Geheim", motivation="Geheim", office="Geheim", email="geheim@example.org")

    for address in ("/", "/organisatie/", START, f"{START}{vacancy.slug}/", f"{START}feed/", "/zoeken/?q=geheim"):
        assert "geheim@" not in client.get(address).content.decode(), address
        assert "Geheim" not in client.get(address).content.decode(), address


@pytest.mark.parametrize("number", ["9" * 20, "0", "123456"])
def test_numbers_that_name_nothing_are_not_found(vdg: SiteSetUp, chief: Client, number: str) -> None:
    for path in ("vng-kandidaten/{}/", "vng-kandidaten/{}/wissen/", "kandidaat/{}/", "functie/{}/vacature/"):
        assert chief.get(f"/beheer/wie-zit-waar/{path.format(number)}").status_code == 404, path


# Addresses that lead elsewhere


def test_no_body_and_no_page_takes_the_address_of_the_vacancies(vdg: SiteSetUp, index: Any) -> None:
    body = make_body(vdg.association)
    client = staff_client("baas", "VDG beheer")
    messages = []
    for slug in ("vdg-vacatures", "personen", "gemeenten"):
        answer = client.post(
            reverse("organisaties:edit", args=[body.pk]),
            {"name": "Vacatures", "slug": slug, "classification": body.classification},
        )
        messages.append(answer.context["form"].errors.get("slug", [""])[0])
    organization = make_body(vdg.association)

    for slug, refused in (("vacatures", True), ("personen", True), ("werkgroep", False)):
        candidate = BodyPage(title="X", slug=slug, organization=organization)
        if refused:
            with pytest.raises(ValidationError, match="van de site zelf"):
                candidate.check_place(index)
        else:
            candidate.check_place(index)

    assert messages == ["Dit adres is van de site zelf. Kies een ander."] * 3


# What editors do besides


def test_seat_of_another_association_in_a_shared_body_has_its_own_vacancy(
    vdg: SiteSetUp, vgg: SiteSetUp, chief: Client
) -> None:
    theirs = make_committee(vgg)
    ours = make_post(theirs.organization, for_whom=vdg.association)

    assert chief.get(reverse("new_vacancy", args=[ours.pk])).status_code == 200
    assert chief.get(reverse("new_vacancy", args=[theirs.pk])).status_code in {302, 403}


def test_second_vacancy_for_a_seat_leads_to_the_first(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post, status="draft")

    answer = chief.post(reverse("new_vacancy", args=[post.pk]), {"title": "Nog een"})

    assert answer.headers["location"] == reverse("vacancy", args=[vacancy.pk])
    assert Vacancy.objects.count() == 1


def test_draft_goes_on_the_site_or_away(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post, status="draft")
    form = {"title": "Lid", "profile": "null", "first_day": str(TODAY()), "last_day": "31-12-2030", "wanted": "1"}

    chief.post(reverse("change_vacancy", args=[vacancy.pk]), {**form, "then": "draft"})
    first = Vacancy.objects.get().status
    chief.post(reverse("change_vacancy", args=[vacancy.pk]), {**form, "then": "open"})
    second = Vacancy.objects.get().status
    chief.post(reverse("drop_vacancy", args=[vacancy.pk]))

    assert (first, second, Vacancy.objects.count()) == ("draft", "open", 1)
    Vacancy.objects.update(status="draft")
    chief.post(reverse("drop_vacancy", args=[vacancy.pk]))
    assert not Vacancy.objects.exists()


def test_advice_is_kept_until_the_nomination(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate = make_candidate(vacancy)
    address = reverse("candidate", args=[candidate.pk])

    chief.post(address, {"status": "advised", "note": "Past goed."})
    candidate.refresh_from_db()
    nominate(candidate=candidate, person=person_for(), day=TODAY(), user=None)
    late = chief.post(address, {"status": "not_advised", "note": ""})
    wrong = chief.post(address, {"status": "appointed", "note": ""})

    assert (candidate.status, candidate.advice_note) == ("advised", "Past goed.")
    assert late.context["form"].non_field_errors() == ["Dit kan niet meer met deze kandidaat: voorgedragen."]
    assert wrong.context["form"].errors["status"]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"name": ""}, "name", "verplicht"),
        ({"name": "???"}, "name", "is geen naam"),
        ({"day": "31-11-2026"}, "day", "geen bestaande datum"),
        ({"day": "mei 2026"}, "day", "Schrijf de hele dag"),
    ],
)
@pytest.mark.parametrize("screen", ["nominate_candidate", "appoint_candidate"])
def test_mistakes_in_a_nomination_change_nothing(
    vdg: SiteSetUp, post: Post, chief: Client, screen: str, fields: dict[str, str], field: str, words: str
) -> None:
    candidate = make_candidate(make_vacancy(vdg, post))

    answer = chief.post(reverse(screen, args=[candidate.pk]), {"name": "J. Smid", "day": "1-11-2026", **fields})

    assert words in " ".join(answer.context["form"].errors[field])
    assert not Person.objects.exists()
    assert sitting(post) == [("vacature", "")]


def test_refused_appointment_makes_no_person(vdg: SiteSetUp, chief: Client) -> None:
    post = make_committee(vdg)
    make_membership(post, make_person("Bakker"), "2020-01-01")
    candidate = make_candidate(make_vacancy(vdg, post))

    answer = chief.post(reverse("appoint_candidate", args=[candidate.pk]), {"name": "J. Smid", "day": str(TODAY())})

    assert "A. Bakker" in answer.context["form"].non_field_errors()[0]
    assert [person.family_name for person in Person.objects.all()] == ["Bakker"]


def test_outcome_is_recorded_on_a_screen(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    address = reverse("vacancy_outcome", args=[vacancy.pk])

    wrong = chief.post(address, {"status": "appointed", "day": "31-11-2026"})
    chief.post(address, {"status": "withdrawn", "day": str(TODAY()), "outcome": "Niet nodig."})
    again = chief.post(address, {"status": "not_appointed", "day": str(TODAY())})

    vacancy.refresh_from_db()
    assert set(wrong.context["form"].errors) == {"status", "day"}
    assert (vacancy.status, vacancy.outcome) == ("withdrawn", "Niet nodig.")
    assert again.context["form"].non_field_errors() == ["Deze vacature is afgerond: ingetrokken."]


def test_text_of_candidates_and_editors_stays_text_in_the_admin(vdg: SiteSetUp, index: Any, chief: Client) -> None:
    evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    vacancy = make_vacancy(vdg, title=evil, advice_by=evil, outcome=evil, profile=f"<p>{escape(evil)}</p>")
    candidate = make_candidate(vacancy, evil, office=evil, phone=evil[:30], motivation=evil, advice_note=evil)

    for name, key in [*((name, vacancy.pk) for name in SCREENS), *((name, candidate.pk) for name in OF_CANDIDATE)]:
        found = read(chief.get(reverse(name, args=[key])))
        assert not [tag for tag in found.find_all("img") if tag.get("onerror")], name
        assert not [tag for tag in found.find_all("script") if (tag.string or "").strip() == "alert(1)"], name
    for address in (reverse("vacancies"), reverse("vacancy", args=[vacancy.pk])):
        assert not [tag for tag in read(chief.get(address)).find_all("img") if tag.get("onerror")]
    Vacancy.objects.update(profile=f"<p>{evil}</p>")
    public = read(Client(headers={"host": "localhost"}).get(f"{START}{vacancy.slug}/"))
    assert not [tag for tag in public.find_all("img") if tag.get("onerror")]


# How long data stay


def test_candidates_are_forgotten_after_the_term(vdg: SiteSetUp) -> None:
    now = timezone.now()
    found = {}
    for name, decided, closed in (
        ("89 dagen", 89, 100), ("90 dagen", 90, 100), ("geen uitslag", None, 364), ("nooit uitslag", None, 366),
    ):  # fmt: skip
        vacancy = make_vacancy(
            vdg,
            closes_at=now - timedelta(days=closed),
            decided_on=TODAY() - timedelta(days=decided) if decided else None,
            status="not_appointed" if decided else "open",
        )
        found[name] = make_candidate(vacancy, municipality=make_town(vdg), advice_note="x", phone="06")

    numbers = [erase_due(), erase_due()]

    rows = {name: Candidate.objects.get(pk=row.pk) for name, row in found.items()}
    assert numbers == [2, 0]
    assert {name for name, row in rows.items() if row.erased_at} == {"90 dagen", "nooit uitslag"}
    gone = rows["90 dagen"]
    assert (gone.name, gone.office, gone.email, gone.phone, gone.motivation, gone.advice_note, gone.municipality) == (
        "", "", "", "", "", "", None,
    )  # fmt: skip
    assert rows["89 dagen"].name


def test_button_erases_one_or_all_after_asking(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    first, second, third = (make_candidate(vacancy) for _ in range(3))
    one, every = reverse("erase_candidate", args=[first.pk]), reverse("erase_candidates", args=[vacancy.pk])

    asked = chief.get(one).content.decode()
    untouched = Candidate.objects.filter(erased_at=None).count()
    chief.post(one)
    after_one = set(Candidate.objects.exclude(erased_at=None))
    chief.post(every)

    assert first.name in asked
    assert second.name not in asked
    assert (untouched, after_one) == (3, {first})
    assert not Candidate.objects.filter(erased_at=None).exists()
    assert third.name not in chief.get(reverse("vacancy", args=[vacancy.pk])).content.decode()


def test_erased_candidates_are_mailed_no_more(vdg: SiteSetUp, index: Any) -> None:
    vacancy = make_vacancy(vdg)
    make_candidate(vacancy)
    erase(candidates=vacancy.candidates.all())

    assert (send_candidate_mail(), mail.outbox) == (0, [])


def test_nominated_candidate_can_be_appointed_after_erasing(vdg: SiteSetUp, post: Post) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate, person = make_candidate(vacancy, "J. Achternaam"), person_for()
    nominate(candidate=candidate, person=person, day=TODAY(), user=None)
    erase(candidates=vacancy.candidates.all())

    appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)

    assert sitting(post) == [("J. Achternaam", "appointed")]
