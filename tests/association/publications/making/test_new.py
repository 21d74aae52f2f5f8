"""A new publication: choose a kind, and chapters and blocks of facts are ready."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.rules import AlreadyMade, suggested_year, volume_of
from home.actions import SiteSetUp
from tests.factories.activities import make_activity
from tests.factories.content import make_portfolio, make_user
from tests.factories.odd import BLANK, ODD
from tests.factories.publications import make_publication, make_series
from tests.factories.register import make_body
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
NEW = "/beheer/publicaties/nieuw/"


def outline(publication: PublicationPage) -> list[tuple[int, str]]:
    """The chapters and parts of a publication with their depth below it."""
    rows = ChapterPage.objects.filter(path__startswith=publication.path).order_by("path")
    return [(row.depth - publication.depth, row.title) for row in rows]


def kinds_in(chapter: ChapterPage) -> list[str]:
    """The kinds of blocks of a chapter."""
    return [block["type"] for block in chapter.body.raw_data]


def test_work_plan_is_there_after_one_choice(vdg: SiteSetUp, client: Client) -> None:
    make_body(vdg.association, "Dagelijks Bestuur", classification="executive_board")
    wonen = make_portfolio(vdg, "Wonen")
    make_portfolio(vdg, "Sport")
    make_activity(vdg.association, "Flexwoningen", 2027, portfolios=[wonen])
    make_activity(vdg.association, "Open dag", 2027)

    answer = staff_client("VDG redactie").post(NEW, {"kind": "work_plan", "year": "2027"})

    made = PublicationPage.objects.get()
    assert answer.url == reverse("publication", args=[made.pk])
    assert (made.title, made.year, made.reference_date, made.live) == ("Werkplan 2027", 2027, date(2027, 1, 1), False)
    assert (made.series.kind, made.series.association) == ("work_plan", vdg.association)
    assert outline(made) == [
        (1, "Inleiding"), (1, "Visie en kernwaarden"), (1, "Organisatie"), (1, "Activiteiten 2027"), (2, "Wonen"),
        (2, "Overige activiteiten"),
    ]  # fmt: skip
    part = ChapterPage.objects.get(title="Wonen")
    assert [block["value"] for block in part.body.raw_data if block["type"] == "activities"] == [
        {"year": 2027, "period": "H1", "portfolio": wonen.pk, "reports": False, "lights": True, "rest": False}
    ]
    assert "seats" in kinds_in(ChapterPage.objects.get(title="Organisatie"))
    assert client.get("/publicaties/werkplan-2027/").status_code == 404


@pytest.mark.parametrize("kind", PublicationSeries.Kind.values)
def test_each_kind_can_be_read_and_published(vgg: SiteSetUp, kind: str) -> None:
    make_body(vgg.association, "Bestuur", classification="board")
    make_portfolio(vgg, "Energie")
    chief = staff_client("VGG eindredactie", host="vgg.localhost")

    made = chief.post(NEW, {"kind": kind, "year": "2026"})
    chief.post(made.url, {"doen": "plaatsen"})

    publication = PublicationPage.objects.get()
    assert publication.live
    assert chief.get(f"{publication.url}volledig/").status_code == 200
    assert (publication.series.kind, publication.series.association) == (kind, vgg.association)
    assert not ChapterPage.objects.filter(live=False).exists()


def test_sent_twice_makes_one(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    first = client.post(NEW, {"kind": "handover", "year": "2030"})

    second = client.post(NEW, {"kind": "handover", "year": "2030"}, follow=True)

    assert PublicationPage.objects.count() == 1
    assert second.redirect_chain == [(first.url, 302)]
    assert "was er al" in second.content.decode()


def test_other_title_in_a_taken_year_comes_back_with_a_link(vdg: SiteSetUp) -> None:
    known = make_publication(vdg, "Werkplan 2027", year=2027, series=make_series(vdg, "Werkplan", "work_plan"))

    html = staff_client("VDG redactie").post(NEW, {"kind": "work_plan", "year": "2027", "title": "Jaarplan"}).content

    assert (
        f'<a href="{reverse("publication", args=[known.pk])}">Werkplan 2027</a>. Kies een ander jaar.' in html.decode()
    )
    assert 'value="Jaarplan"' in html.decode()


@pytest.mark.parametrize("group", ["VDG raadsleden", "VDG bestuur", "VDG procesregie"])
def test_who_adds_no_publications_stays_out(vdg: SiteSetUp, group: str) -> None:
    client = staff_client(group)

    assert {client.get(NEW).status_code, client.post(NEW, {"kind": "work_plan"}).status_code} <= {302, 403}
    assert not PublicationPage.objects.exists()


def test_site_of_another_association_cannot_be_chosen(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    foreign = PublicationIndexPage.objects.child_of(vgg.home).get()

    staff_client("VDG redactie").post(NEW, {"kind": "work_plan", "site": str(foreign.pk)})

    assert PublicationPage.objects.get().series.association == vdg.association


def test_kind_must_be_chosen(vdg: SiteSetUp) -> None:
    html = staff_client("VDG redactie").post(NEW, {}).content.decode()

    assert "Kies wat het wordt." in html


@pytest.mark.parametrize("title", [*ODD.values(), *BLANK, "x" * 201])
def test_odd_title_is_kept_or_comes_back(vdg: SiteSetUp, title: str) -> None:
    answer = staff_client("VDG redactie").post(NEW, {"kind": "work_plan", "year": "2027", "title": title})

    made = [page.title for page in PublicationPage.objects.all()]
    if len(title) > 200:
        assert (answer.status_code, made) == (200, [])
    else:
        wanted = "Werkplan 2027" if title in BLANK else " ".join(title.split())
        assert (answer.status_code, made) == (302, [wanted])


@pytest.mark.parametrize(
    "fields",
    [
        {"year": "9" * 30}, {"year": "-1"}, {"year": "x\0"}, {"reference_date": "31-11-2026"}, {"kind": "boek"},
        {"reference_date": "2026"}, {"term": "x" * 61},
    ],
)  # fmt: skip
def test_bad_input_comes_back_in_words(vdg: SiteSetUp, fields: dict[str, Any]) -> None:
    answer = staff_client("VDG redactie").post(NEW, {"kind": "work_plan", **fields})

    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()
    assert not PublicationPage.objects.exists()


@pytest.mark.parametrize(
    ("kind", "today", "taken", "year"),
    [
        ("work_plan", date(2026, 3, 1), [], 2026), ("work_plan", date(2026, 11, 1), [], 2027),
        ("work_plan", date(2026, 11, 1), [2027, 2028], 2029), ("annual_report", date(2026, 3, 1), [], 2025),
        ("annual_report", date(2026, 12, 1), [], 2026), ("handover", date(2026, 2, 1), [], 2026),
        ("handover", date(2026, 11, 1), [], 2030), ("handover", date(2026, 2, 1), [2026], 2030),
        ("handover", date(2029, 1, 1), [], 2030), ("information_pack", date(2026, 11, 1), [], 2026),
        ("strategic_agenda", date(2026, 11, 1), [2027], 2031),
    ],
)  # fmt: skip
def test_year_that_is_suggested(kind: str, today: date, taken: list[int], year: int) -> None:
    assert suggested_year(kind, today, taken) == year


@pytest.mark.parametrize(
    ("kind", "title", "term", "day"),
    [
        ("work_plan", "Reeks 2026", "", date(2026, 1, 1)),
        ("annual_report", "Reeks 2026", "", date(2026, 12, 31)),
        ("handover", "Reeks 2026", "2026–2030", date(2026, 1, 1)),
        ("strategic_agenda", "Reeks 2026–2030", "2026–2030", date(2026, 1, 1)),
    ],
)
def test_volume_says_of_itself(kind: str, title: str, term: str, day: date) -> None:
    volume = volume_of(kind, "Reeks", 2026)

    assert (volume.title, volume.term, volume.reference) == (title, term, day)


def test_error_names_what_is_there(vdg: SiteSetUp) -> None:
    known = make_publication(vdg, "Werkplan 2027")

    assert str(AlreadyMade(known)) == "'Werkplan 2027' is er al."


def test_site_of_the_address_is_chosen_already(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    chief = Client()
    chief.force_login(make_user("chief", "VDG redactie", "VGG redactie"))

    first = [
        chief.get(NEW, headers={"host": setup.settings.site.hostname}).context["form"].fields["site"].choices[0][1]
        for setup in (vdg, vgg)
    ]

    assert first == ["VDG", "VGG"]
