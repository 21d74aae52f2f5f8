"""The agenda as a list, a month and a year."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from association.base.models import PageMeta
from association.meetings.models import Holiday
from association.meetings.pages.shown import WEEKDAYS
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, restrict
from tests.factories.meetings import make_agenda, make_event, make_meeting, moment
from tests.factories.register import make_body, make_membership, make_person, make_post

pytestmark = pytest.mark.django_db
NEXT = timezone.localdate().year + 1


def at(month: int, day: int, hour: int = 19, minute: int = 30, year: int = NEXT) -> datetime:
    """A local time."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - as on the clock of the association


def soup(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """A page, read."""
    cache.clear()
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "html.parser")


def rows(page: BeautifulSoup) -> list[str]:
    """The rows of an agenda, as words."""
    return [" ".join(row.get_text(" ").split()) for row in page.select(".event-row")]


def test_agenda_shows_what_is_to_come_by_month_in_local_time(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association, "Dagelijks bestuur")
    make_meeting(vdg, body, at(7, 4), slug="zomer", title="Zomer", place="Assen", is_public=True)
    make_event(vdg, at(12, 5), slug="winter", title="Winter")
    make_meeting(vdg, body, at(3, 5, year=2020), slug="vroeger", title="Vroeger")

    page = soup(client, "/agenda/")
    earlier = soup(client, "/agenda/eerder/")

    assert [found.get_text() for found in page.select(".agenda-months__title")] == [f"Juli {NEXT}", f"December {NEXT}"]
    assert rows(page) == [
        "4 jul Zomer Dagelijks bestuur, openbaar, 19.30–21.00 uur, Assen",
        "5 dec Winter 19.30–21.00 uur",
    ]
    assert rows(earlier) == ["5 mrt Vroeger Dagelijks bestuur, 19.30–21.00 uur"]


@pytest.mark.parametrize("view", ["/agenda/", f"/agenda/maand/{NEXT}-07/", f"/agenda/jaar/{NEXT}/"])
def test_choices_are_folded_on_a_narrow_screen_until_something_is_chosen(
    vdg: SiteSetUp, client: Client, view: str
) -> None:
    make_agenda(vdg)

    untouched, chosen = (
        soup(client, f"{view}{query}").select("details:has(> .filter-form)") for query in ("", "?voor=ambtenaren")
    )

    assert [one.has_attr("open") for one in [*untouched, *chosen]] == [False, True]
    assert untouched[0].summary.get_text().strip().startswith("Kies overleg, portefeuille, gemeente")


def test_agenda_says_what_became_of_a_moment(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association, "Bestuur")
    left = moment(at(4, 9), status="moved", note="geen zaal")
    new = moment(at(4, 23), uid=left.uid)
    make_meeting(vdg, body, slug="verplaatst", title="Overleg", moments=[left, new])
    make_meeting(
        vdg, body, slug="weg", title="Weg", moments=[moment(at(5, 1), status="cancelled", note="te weinig stukken")]
    )

    page = soup(client, "/agenda/")

    assert rows(page) == [
        "9 apr Overleg Bestuur, Verplaatst naar 23 april: geen zaal", "23 apr Overleg Bestuur, 19.30–21.00 uur",
        "1 mei Weg Bestuur, Gaat niet door: te weinig stukken",
    ]  # fmt: skip
    assert [found.get_text() for found in page.select(".event-row--off s")] == ["Overleg", "Weg"]


def test_agenda_never_shows_drafts_nor_what_is_of_another_site_or_closed(
    vdg: SiteSetUp, vgg: SiteSetUp, client: Client
) -> None:
    make_meeting(
        vdg, make_body(vdg.association, "Overleg van ons"), at(3, 1), slug="concept", title="Concept", live=False
    )
    make_meeting(vgg, make_body(vgg.association, "Overleg van hen"), at(3, 2), slug="elders", title="Elders")
    restrict(
        make_meeting(vdg, make_body(vdg.association, "Besloten kring"), at(3, 3), slug="dicht", title="Achterkamer")
    )
    page = make_meeting(vdg, make_body(vdg.association, "Open kring"), at(3, 4), slug="open", title="Open")
    page.moments.add(moment(at(3, 9)))
    page.save_revision()  # a second moment that nobody published

    for address in ("/agenda/", f"/agenda/maand/{NEXT}-03/", f"/agenda/jaar/{NEXT}/"):
        text = soup(client, address).get_text(" ")
        assert [
            name for name in ("Concept", "Elders", "Achterkamer", "Besloten kring", "van ons") if name in text
        ] == []
        assert "Open" in text
    assert len(soup(client, f"/agenda/jaar/{NEXT}/").select(".year-calendar td a")) == 1


@pytest.fixture
def filled(vdg: SiteSetUp) -> SiteSetUp:
    """Meetings of two bodies and an event, with a seat for Assen in one body."""
    town = Organization.objects.create(classification="municipality", name="Assen", slug="gemeente-assen")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    board, other = (make_body(vdg.association, name, slug=f"vdg-{name.lower()}") for name in ("Bestuur", "Kring"))
    make_membership(make_post(board), make_person(), on_behalf_of=town)
    portfolio, second = make_portfolio(vdg, "Wonen", slug="wonen"), make_portfolio(vdg, "Sport", slug="sport")
    make_meeting(vdg, board, at(2, 2), slug="a", title="Van het bestuur")
    make_meeting(vdg, other, at(2, 3), slug="b", title="Van de kring", portfolios=[portfolio, second], is_public=True)
    event = make_event(vdg, at(2, 4), slug="c", title="Congres", portfolios=[portfolio])
    PageMeta.objects.update_or_create(page=event, defaults={"audience": "councils"})
    return vdg


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("overleg=bestuur", ["Van het bestuur"]),
        ("portefeuille=wonen", ["Van de kring", "Congres"]),
        ("gemeente=assen", ["Van het bestuur"]),
        ("voor=iedereen", ["Van de kring"]),
        ("voor=raden", ["Van de kring", "Congres"]),
        ("portefeuille=wonen&overleg=kring", ["Van de kring"]),
        ("portefeuille=&overleg=&gemeente=&voor=", ["Van het bestuur", "Van de kring", "Congres"]),
    ],
)
def test_filters_narrow_every_view_down(filled: SiteSetUp, client: Client, query: str, found: list[str]) -> None:
    listed = soup(client, f"/agenda/?{query}")
    month = soup(client, f"/agenda/maand/{NEXT}-02/?{query}")

    assert [title.get_text() for title in listed.select(".event-row__title")] == found
    assert [title.get_text() for title in month.select(".month-calendar li a")] == found
    chips = [str(chip["href"]) for chip in month.select(".chips__chip")]
    assert [chip.partition("?")[2] for chip in chips] == [chips[0].partition("?")[2]] * 3


@pytest.mark.parametrize(
    "rest",
    [
        "maand/2026-13/", "maand/2026-1/", "maand/0001-01/", "maand/9999-12/", "maand/²026-01/", "jaar/0001/",
        "jaar/9999/", f"jaar/{10**20}/", "jaar/26/", "maand/x/", "?overleg=bestaat-niet", "?portefeuille=%F0%9F%8E%89",
        "?gemeente=../", "?voor=niemand", "?pagina=0", "?pagina=100000000000000000000", f"?overleg={'a' * 5000}",
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_found(vdg: SiteSetUp, client: Client, rest: str) -> None:
    make_agenda(vdg)

    soup(client, f"/agenda/{rest}", status=404)


def test_month_shows_days_with_hours_holidays_and_ways_to_others(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association)
    make_meeting(vdg, body, at(3, 10), at(4, 1), slug="a", title="Overleg", is_public=True)
    # Until the first of March, also in a leap year.
    left = at(3, 1, 9) - timedelta(days=2)
    make_event(vdg, slug="b", title="Reis", moments=[moment(left, length=timedelta(days=2, hours=8))])
    Holiday.objects.create(
        association=vdg.association, name="Vrij", start_date=date(NEXT, 3, 20), end_date=date(NEXT, 3, 22)
    )

    page = soup(client, f"/agenda/maand/{NEXT}-03/")

    told = [cell for cell in page.select(".month-calendar td") if cell.select("li")]
    assert [str(cell.time["datetime"])[5:] for cell in told if cell.time] == ["03-01", "03-10"]
    assert [" ".join(cell.li.get_text().split()) for cell in told if cell.li] == ["Reis", "19.30 Overleg openbaar"]
    assert len(page.select(".month-calendar__holiday")) == 2
    assert [link["href"] for link in page.select(".previous-next a")] == [
        f"/agenda/maand/{NEXT}-02/", f"/agenda/maand/{NEXT}-04/",
    ]  # fmt: skip
    assert soup(client, f"/agenda/maand/{NEXT + 20}-03/").select_one('meta[name="robots"]')


@pytest.mark.parametrize(("number", "is_tall"), [(28, False), (29, True)])
def test_year_with_many_bodies_stands_upright_on_paper(
    vdg: SiteSetUp, client: Client, number: int, is_tall: bool
) -> None:
    for place in range(number):
        make_meeting(vdg, make_body(vdg.association, f"Overleg {place}"), at(3, 5), slug=f"o{place}")

    sheet = soup(client, f"/agenda/jaar/{NEXT}/").select_one(".year-calendar")

    assert sheet is not None
    assert ("year-calendar--tall" in sheet["class"]) is is_tall


def test_year_puts_bodies_in_groups_and_tells_all_of_each_day(vdg: SiteSetUp, client: Client) -> None:
    kinds = Organization.Classification
    board = make_body(vdg.association, "Dagelijks bestuur")
    talk = make_body(vdg.association, "PHO Economie", classification=kinds.PORTFOLIO_CONSULTATION)
    province = Organization.objects.create(classification="province", name="Provinciale Staten", slug="staten")
    left = moment(at(4, 9, 9), status="moved", note="ziekte")
    make_meeting(vdg, talk, slug="pho", moments=[left, moment(at(4, 23, 9), uid=left.uid)])
    make_meeting(vdg, board, at(3, 26, 13), slug="db", place="Assen")
    make_meeting(vdg, province, at(3, 25), slug="ps", is_public=True)
    make_event(vdg, at(6, 1), slug="congres", title="Congres", kind="Toogdag")
    Holiday.objects.create(
        association=vdg.association, name="Zomer", start_date=date(NEXT, 7, 4), end_date=date(NEXT, 8, 17)
    )

    page = soup(client, f"/agenda/jaar/{NEXT}/")

    heads = [found.get_text() for found in page.select(".year-calendar tbody th")]
    assert heads == [
        "Vereniging", "Dagelijks bestuur", "Portefeuillehoudersoverleggen", "Economie", "Anderen", "Provinciale Staten",
        "Bijeenkomsten", "Toogdag",
    ]  # fmt: skip
    stones = {str(found["aria-label"]): found.get("class") for found in page.select(".year-calendar td a")}

    def spoken(month: int, day: int, name: str) -> str:
        return f"{WEEKDAYS[date(NEXT, month, day).weekday()]} {day} {name} {NEXT}"

    assert stones == {
        f"Dagelijks bestuur, {spoken(3, 26, 'maart')}, 13.30–15.00 uur, Assen, besloten": None,
        f"Economie, {spoken(4, 9, 'april')}, 9.30–11.00 uur, verplaatst naar 23 april": ["off"],
        f"Economie, {spoken(4, 23, 'april')}, 9.30–11.00 uur, besloten": None,
        f"Provinciale Staten, {spoken(3, 25, 'maart')}, 19.30–21.00 uur, openbaar": ["open"],
        f"Congres, {spoken(6, 1, 'juni')}, 19.30–21.00 uur": ["open"],
    }
    columns = [found.get("class") for found in page.select(".year-calendar col")]
    assert columns[7:9] == [["year-calendar__off-ab"], ["year-calendar__off-a"]]
    assert len(page.select(".year-list .event-row")) == 5
    assert f"Zomer (4 juli {NEXT} – 16 augustus {NEXT})" in page.get_text()
