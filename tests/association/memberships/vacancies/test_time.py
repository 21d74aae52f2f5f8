"""Vacancies open on a day and close by the clock, and their form says when."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.base.models import ContentVersion
from association.base.page_cache import raise_version, raise_when_due
from association.memberships.actions.vacancies import VacancyClosed, apply
from association.memberships.forms.vacancies import VacancyForm
from association.memberships.models import Post, Vacancy
from home.actions import SiteSetUp
from tests.factories.applying import START, TODAY, ZONE, closing, read
from tests.factories.vacancies import make_vacancy


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
