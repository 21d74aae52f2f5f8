"""Meetings and events on the site, and what other pages show of them."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from association.meetings.models import Attendance, SignUp
from association.memberships.pages import OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person
from association.portfolios.models import BodyKind
from home.actions import SiteSetUp
from tests.factories.content import add_page, make_document, make_portfolio_page, make_user
from tests.factories.meetings import make_event, make_meeting, moment
from tests.factories.planted import listed
from tests.factories.portfolios import make_alderman, make_consultation, tie
from tests.factories.register import make_body, make_membership, make_person, make_post

pytestmark = pytest.mark.django_db
NEXT = timezone.localdate().year + 1
EVENING = datetime(NEXT, 3, 5, 19, 30)  # noqa: DTZ001 - as on the clock of the association


def soup(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """A page, read."""
    cache.clear()
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "html.parser")


def words(found: Any) -> str:
    """The text of an element on one line."""
    return " ".join(found.get_text(" ").split())


def item(title: str, **fields: Any) -> dict[str, Any]:
    """An item on the agenda in its stored form."""
    blank = {"goal": "inform", "lead": None, "lead_label": "", "text": "", "papers": [], "decision": ""}
    return {"type": "item", "value": {**blank, "title": title, **fields}}


def data_of(page: BeautifulSoup) -> dict[str, Any]:
    """What a page tells search engines."""
    script = page.select_one('script[type="application/ld+json"]')
    assert script is not None
    found: dict[str, Any] = json.loads(script.get_text())
    return found


def test_meeting_shows_its_agenda_with_who_leads_and_what_was_decided(vdg: SiteSetUp, client: Client) -> None:
    town = Organization.objects.create(classification="municipality", name="Assen", slug="gemeente-assen")
    alderman, other = make_alderman(town, "Bakker"), make_person("Zonder")
    merged = make_person("Dubbel", merged_into=alderman)
    items = [
        item("Opening", lead_label="het bureau"),
        item("Begroting", goal="decide", lead=alderman.pk, text="<p>Kort.</p>", decision="<p>Vastgesteld.</p>"),
        item("Rondvraag", lead=other.pk),
        item("Sluiting", lead=merged.pk),
    ]
    make_meeting(vdg, make_body(vdg.association, "Bestuur"), EVENING, slug="db", place="Assen", items=json.dumps(items))

    page = soup(client, "/agenda/db/")

    assert [words(found) for found in page.select(".agenda-items__item")] == [
        "1 . Opening Informeren · het bureau",
        "2 . Begroting Besluiten · Jo Bakker Kort. Besluit Vastgesteld.",
        "3 . Rondvraag Informeren · A. Zonder",
        "4 . Sluiting Informeren · Jo Bakker",
    ]
    assert [words(fact) for fact in page.select(".fact-panel__value")][1:] == ["Assen", "Bestuur", "besloten"]
    assert page.select_one('.moment-links a[href="/agenda/db.ics"]')


def test_papers_of_a_closed_collection_are_not_there_at_all(vdg: SiteSetUp, client: Client) -> None:
    closed = Collection.get_first_root_node().add_child(name="Dicht")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    secret, plain = make_document("Geheimstuk", collection=closed), make_document("Openstuk")
    papers = listed(
        {"document": secret.pk, "title": "Verborgennaam"},
        {"document": plain.pk, "title": ""},
        {"document": secret.pk, "title": ""},
    )
    link = f'<p><a linktype="document" id="{secret.pk}">lees</a></p>'
    make_meeting(
        vdg, make_body(vdg.association), slug="db", items=json.dumps([item("Stukken", papers=papers, text=link)])
    )
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid"))

    text, found = str(soup(client, "/agenda/db/")), str(soup(client, "/zoeken/?q=Verborgennaam"))

    assert [name for name in ("Geheimstuk", "Verborgennaam", secret.url) if name in text] == []
    assert "Openstuk" in text
    assert "/agenda/db/" not in found
    assert "Verborgennaam" in str(soup(member, "/agenda/db/"))


def test_meeting_says_that_it_is_off_or_moved_with_both_days(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association)
    left = moment(EVENING, status="moved", note="geen zaal")
    make_meeting(vdg, body, slug="naar", moments=[left, moment(EVENING + timedelta(days=14), uid=left.uid)])
    make_meeting(vdg, body, slug="weg", moments=[moment(EVENING, status="cancelled", note="te weinig stukken")])

    moved, off = soup(client, "/agenda/naar/"), soup(client, "/agenda/weg/")

    day = "19.30–21.00 uur."
    assert [
        words(found).startswith("Verplaatst naar 19 maart: geen zaal Dit was gepland op ")
        for found in moved.select(".callout")
    ] == [True]
    assert all(words(found).endswith(day) for found in [*moved.select(".callout"), *off.select(".callout")])
    assert words(off.select(".callout")[0]).startswith("Gaat niet door: te weinig stukken")
    told, gone = data_of(moved), data_of(off)
    assert (told["eventStatus"], told["startDate"][:10], told["previousStartDate"][:10]) == (
        "https://schema.org/EventRescheduled", f"{NEXT}-03-19", f"{NEXT}-03-05",
    )  # fmt: skip
    assert (gone["eventStatus"], gone["@type"]) == ("https://schema.org/EventCancelled", "Event")
    assert told["organizer"] == {"@type": "Organization", "name": body.name}


def test_meeting_shows_who_sits_in_the_body_on_its_day_and_the_meetings_beside_it(
    vdg: SiteSetUp, client: Client
) -> None:
    body = make_body(vdg.association)
    seat = make_post(body)
    make_membership(seat, make_person("Vroeger"), "2020-01-01", f"{NEXT}-04-01")
    make_membership(seat, make_person("Straks"), f"{NEXT}-04-01")
    for place, day in enumerate((EVENING - timedelta(days=30), EVENING, EVENING + timedelta(days=60))):
        make_meeting(vdg, body, day, slug=f"v{place}")
    make_meeting(vdg, make_body(vdg.association), EVENING + timedelta(days=1), slug="anders")
    make_meeting(vdg, body, EVENING + timedelta(days=2), slug="concept", live=False)

    now, later = soup(client, "/agenda/v1/"), soup(client, "/agenda/v2/")

    assert [words(found) for found in now.select(".seats-table__name")] == ["A. Vroeger"]
    assert [words(found) for found in later.select(".seats-table__name")] == ["A. Straks"]
    assert [found["href"] for found in now.select(".previous-next a")] == ["/agenda/v0/", "/agenda/v2/"]


def test_attendance_and_the_link_to_join_are_for_whom_they_are_meant(vdg: SiteSetUp, client: Client) -> None:
    link = "https://video.example.org/kamer"
    body, there = make_body(vdg.association), make_person("Aanwezig")
    for place, shows in enumerate((False, True)):
        page = make_meeting(vdg, body, slug=f"v{place}", shows_attendance=shows, is_public=shows, video_link=link)
        Attendance.objects.create(page=page, person=there, presence="present", role="Lid", on_behalf_of=body)
        Attendance.objects.create(page=page, label="Een gast", presence="excused")

    closed, shown = soup(client, "/agenda/v0/"), soup(client, "/agenda/v1/")

    assert "Een gast" not in str(closed)
    assert link not in str(closed)
    assert [words(found) for found in shown.select(".attendance > div")] == [
        f"Aanwezig A. Aanwezig Lid, namens {body.name}", "Afgemeld Een gast",
    ]  # fmt: skip
    assert shown.select_one(f'.moment-links a[href="{link}"]')


@pytest.mark.parametrize(
    "fields",
    [{"start": EVENING, "status": "cancelled"}, {"start": datetime(2020, 3, 5, 19, 30)}],  # noqa: DTZ001 - local time
    ids=["called off", "over"],
)
def test_nobody_is_asked_to_join_what_does_not_come(vdg: SiteSetUp, client: Client, fields: dict[str, Any]) -> None:
    link = "https://video.example.org/kamer"
    body = make_body(vdg.association)
    make_meeting(vdg, body, slug="weg", is_public=True, video_link=link, moments=[moment(**fields)])
    make_meeting(vdg, body, EVENING, slug="wel", is_public=True, video_link=link)

    gone, comes = soup(client, "/agenda/weg/"), soup(client, "/agenda/wel/")

    assert [bool(page.select(f'.moment-links a[href="{link}"]')) for page in (gone, comes)] == [False, True]


def test_event_shows_moments_programme_partners_and_how_to_sign_up(vdg: SiteSetUp, client: Client) -> None:
    partner = Organization.objects.create(
        classification="partner", name="Partner", slug="partner", website="https://example.org/"
    )
    sessions = listed(
        *(
            {"title": f"Sessie {number}", "text": "", "speakers": "Spreker", "room": "Zaal", "capacity": 20}
            for number in (1, 2)
        )
    )
    programme = [
        {
            "type": "round",
            "value": {"start": "09:30:00", "end": "10:30:00", "title": "Ronde", "text": "", "sessions": sessions},
        }
    ]
    evenings = [EVENING + timedelta(days=7 * number) for number in range(6)]
    page = make_event(
        vdg, *evenings, slug="leergang", for_whom="raden", programme=json.dumps(programme), sign_up="form"
    )
    page.partners.add(partner)
    page.save()

    shown = soup(client, "/agenda/leergang/")

    assert len(shown.select(".event-row")) == 6
    assert words(shown.select(".event-row")[0]).endswith(f" 5 maart {NEXT}, 19.30–21.00 uur")
    assert not shown.select(".event-row a")
    assert words(shown.select(".programme__round")[0]) == (
        "9.30 – 10.30 uur Ronde U kiest één van deze 2 sessies. Sessie 1 Spreker Zaal, 20 plaatsen Sessie 2 Spreker Zaal, 20 plaatsen"
    )
    assert [words(found) for found in shown.select(".fact-panel__value")] == ["6 bijeenkomsten", "raden"]
    assert shown.select_one('a[href="https://example.org/"]')
    assert len(data_of(shown)["subEvent"]) == 6


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"sign_up": "none"}, ""),
        ({"sign_up": "form"}, "/agenda/e/aanmelden/"),
        ({"sign_up": "link", "sign_up_address": "https://example.org/a"}, "https://example.org/a"),
        ({"sign_up": "link", "sign_up_address": "bureau@example.org"}, "mailto:bureau@example.org"),
        ({"sign_up": "form", "closes_at": timezone.now() - timedelta(days=1)}, "De aanmelding is gesloten."),
        ({"sign_up": "form", "moments": [("cancelled", EVENING)]}, "Deze bijeenkomst gaat niet door."),
        ({"sign_up": "form", "moments": [("planned", EVENING.replace(year=2020))]}, "Deze bijeenkomst is geweest."),
    ],
)
def test_event_says_how_to_sign_up_or_why_not(
    vdg: SiteSetUp, client: Client, fields: dict[str, Any], found: str
) -> None:
    rows = fields.pop("moments", [("planned", EVENING)])
    make_event(vdg, slug="e", moments=[moment(start, status=status) for status, start in rows], **fields)

    box = soup(client, "/agenda/e/").select_one(".sign-up-box")

    button = box.select_one("a") if box else None
    assert (button["href"] if button else words(box.select("p")[0]) if box else "") == found


def test_event_that_is_full_leads_to_the_waiting_list(vdg: SiteSetUp, client: Client) -> None:
    event = make_event(vdg, EVENING, slug="vol", sign_up="form", capacity=1)
    free = soup(client, "/agenda/vol/").select_one(".sign-up-box")
    SignUp.objects.create(event=event, name="Jo", email="jo@example.org", email_key="jo@example.org", state="placed")

    full = soup(client, "/agenda/vol/").select_one(".sign-up-box")

    assert words(free) == "Aanmelden Er is een formulier op deze site. Meld u aan"
    assert words(full) == "Aanmelden Alle plaatsen zijn bezet. U kunt op de wachtlijst. Zet mij op de wachtlijst"


def test_other_pages_show_what_comes_next_and_never_a_draft(vdg: SiteSetUp, client: Client) -> None:
    town = Organization.objects.create(classification="municipality", name="Assen", slug="gemeente-assen")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    person: Person = make_alderman(town, "Bakker")
    body = make_body(vdg.association, "Dagelijks bestuur", slug="vdg-dagelijks-bestuur")
    make_membership(make_post(body), person, on_behalf_of=town)
    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))
    portfolio = make_portfolio_page(vdg)
    tie(portfolio.portfolio, body)
    make_meeting(vdg, body, EVENING, slug="straks", title="Straks")
    make_meeting(vdg, body, EVENING - timedelta(days=1), slug="concept", title="Conceptstuk", live=False)
    make_meeting(vdg, body, EVENING.replace(year=2020), slug="vroeger", title="Langgeleden")
    places = {
        "/": "De hele agenda", portfolio.get_url(): f"portefeuille={portfolio.slug}",
        "/organisatie/dagelijks-bestuur/": "overleg=dagelijks-bestuur", f"/organisatie/personen/{person.slug}/": "/agenda/",
        "/organisatie/gemeenten/assen/": "gemeente=assen",
    }  # fmt: skip

    for address, more in places.items():
        page = soup(client, str(address))
        assert [words(found) for found in page.select(".event-row__title")] == ["Straks"], address
        assert more in str(page)
        assert not {"Conceptstuk", "Langgeleden"} & set(str(page).split())
    assert 'href="/agenda/straks.ics"' in str(soup(client, str(portfolio.get_url())))


def test_portfolio_shows_its_own_consultation_apart_from_other_tables(vdg: SiteSetUp, client: Client) -> None:
    portfolio = make_portfolio_page(vdg)
    own = make_consultation(portfolio.portfolio, "Overleg Wonen").organization
    other = make_body(vdg.association, "Drents Overleg Energie")
    tie(portfolio.portfolio, other, BodyKind.OTHER)
    for number in range(4):
        make_meeting(vdg, other, EVENING + timedelta(days=number), slug=f"o{number}", title=f"Energie {number}")
        make_meeting(vdg, own, EVENING + timedelta(days=30 + number), slug=f"e{number}", title=f"Wonen {number}")
    with CaptureQueriesContext(connection) as many:
        page = soup(client, str(portfolio.get_url()))
    label = page.select_one(".agenda-next__label")
    assert label is not None

    before = [words(found) for found in label.find_all_previous(class_="event-row__title")]
    after = [words(found) for found in label.find_all_next(class_="event-row__title")]

    assert (before[::-1], words(label), after) == (
        ["Wonen 0", "Wonen 1", "Wonen 2"], "Ook over dit onderwerp", ["Energie 0", "Energie 1"],
    )  # fmt: skip
    assert words(label.find_next("p", string=lambda text: bool(text) and "uur" in text)).startswith(
        "Drents Overleg Energie, 19.30"
    )
    assert 'href="/agenda/e0.ics"' in str(page)
    assert len([one for one in many if "association_moment" in one["sql"] and "LIMIT" in one["sql"]]) == 1


def test_meeting_names_its_body_above_a_title_that_does_not(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association, "Bestuur")
    make_meeting(vdg, body, slug="naam", title="Bestuur 5 maart")
    make_meeting(vdg, body, slug="eigen", title="Begroting")

    lines = [words(soup(client, f"/agenda/{slug}/").select_one(".page-head")) for slug in ("naam", "eigen")]

    assert [line.split(" B")[0] for line in lines] == ["Vergadering", "Vergadering ·"]


def test_search_and_sitemap_know_meetings_by_their_day_in_as_many_queries(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association)
    make_meeting(vdg, body, EVENING, slug="v0", title="Zoekwoord")

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/zoeken/?q=zoekwoord")
        return len(queries)

    asked()
    one = asked()
    for number in range(1, 6):
        make_meeting(vdg, body, EVENING, slug=f"v{number}", title="Zoekwoord")

    assert asked() == one
    assert f"5 maart {NEXT}" in words(soup(client, "/zoeken/?q=zoekwoord"))
    assert "/agenda/v3/" in client.get("/sitemap.xml").content.decode()


def test_meeting_costs_as_many_queries_with_more_of_everything(vdg: SiteSetUp, client: Client) -> None:
    counts = []
    for number in (1, 8):
        body = make_body(vdg.association)
        items = [
            item(f"Punt {place}", lead=make_person().pk, papers=listed({"document": make_document().pk, "title": ""}))
            for place in range(number)
        ]
        for _ in range(number):
            make_membership(make_post(body), make_person(), "2020-01-01")
        page = make_meeting(
            vdg, body, *[EVENING + timedelta(days=place) for place in range(number)], slug=f"m{number}",
            items=json.dumps(items), shows_attendance=True,
        )  # fmt: skip
        for _ in range(number):
            Attendance.objects.create(page=page, person=make_person(), on_behalf_of=body)
        client.get(f"/agenda/m{number}/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/agenda/m{number}/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30
