"""How many queries a page costs: within its budget, the same for one and for thirty of anything, and none that writes."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from association.base.models import Document, Image, PageMeta
from association.base.pictures import rendition_specs
from association.memberships.models import Post
from association.news.pages import NewsIndexPage
from association.portfolios.actions import record_result
from association.portfolios.models import BodyKind, DossierLink, Portfolio
from association.quality.models import Finding, PageLink
from association.quality.views.reports import REPORTS
from association.removal.actions.bin import the_bin
from association.removal.models import DeletedPage
from home.actions import SiteSetUp
from home.contact import ContactField, ContactPage
from home.pages import HomePage, StandardPage
from tests.conftest import writes
from tests.factories.content import (
    add_page,
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
    make_user,
    paragraph,
    restrict,
)
from tests.factories.meetings import make_many_meetings
from tests.factories.planted import link, listed, point_from_frame, point_from_home, relate, table
from tests.factories.portfolios import fill, make_committee, make_consultation, make_dossier, tie

BUDGETS = {
    "/": 15, "/nieuws/": 12, "/nieuws/?jaar=2026&portefeuille=wonen": 12, "/portefeuilles/": 12, "/publicaties/": 12,
    "/blokken/": 12, "/verwant/": 18, "/nieuws/bericht/": 19, "/portefeuilles/wonen/": 28, "/deel/eerste/": 12, "/bestaat-niet/": 6,
    "/zoeken/?q=gemeente": 14, "/sitemap/": 8, "/sitemap.xml": 11, "/nieuws/feed/": 6, "/contact/": 10, "/inloggen/": 6, "/robots.txt": 2,
    "/status/": 1, "/agenda/": 12, "/agenda/maand/2030-01/": 12, "/agenda/jaar/2030/": 12, "/agenda/eerste/": 16,
}  # fmt: skip


def blocks(number: int) -> list[dict[str, Any]]:
    """Every block that needs something from the database, so many times."""
    found = []
    for _ in range(number):
        image, document, page = make_image(), make_document(), StandardPage.objects.order_by("pk")[0]
        linked = f'<a linktype="page" id="{page.pk}">pagina</a> <a linktype="document" id="{document.pk}">stuk</a>'
        card = {"title": "Kaart", "text": "", "page": page.pk, "address": ""}
        items = {"title": "", "documents": listed(document.pk)}
        video = {
            "title": "Film",
            "length": "",
            "poster": image.pk,
            "file": document.pk,
            "address": "",
            "transcript": f"<p>{linked}</p>",
        }
        found += [
            paragraph(linked),
            table("cel"),
            {"type": "figure", "value": {"image": image.pk, "decorative": False, "caption": "", "wide": False}},
            {"type": "documents", "value": items},
            {"type": "links", "value": {"items": listed(card)}},
            {"type": "callout", "value": {"kind": "info", "text": f"<p>{linked}</p>"}},
            {"type": "accordion", "value": {"items": listed({"title": "Vraag", "text": f"<p>{linked}</p>"})}},
            {"type": "video", "value": video},
        ]
    return found


def build(setup: SiteSetUp, number: int) -> None:
    """A site with so many of everything: children, blocks, links, pictures, portfolios, privacy settings."""
    section = make_page(setup.home, "Deel van de gemeente", slug="deel")
    make_page(section, slug="eerste", image=make_image())
    for _ in range(number):
        restrict(make_page(make_page(section, "Gemeente", body=[paragraph("gemeente")])))
    blocked = make_page(setup.home, "Blokken gemeente", slug="blokken", image=make_image(), body=blocks(number))
    living = make_portfolio(setup, "Wonen", slug="wonen")
    portfolios = [living, *(make_portfolio(setup) for _ in range(number))]
    for item in portfolios:
        seat_people(item, number)
    years = [
        {"type": "year", "value": {"year": 2020, "did": "<p>x</p>", "actions": [], "moments": [], "attention": []}}
    ] * number
    pages = [
        make_portfolio_page(setup, item, image=make_image(), body=json.dumps(blocks(1)), years=json.dumps(years))
        for item in portfolios
    ]
    news = [make_news(setup, "Gemeente", image=make_image(), portfolios=tuple(portfolios)) for _ in range(number)]
    item = make_news(
        setup, "Bericht", slug="bericht", image=make_image(), portfolios=tuple(portfolios), body=blocks(number)
    )
    related = make_page(setup.home, "Verwant", slug="verwant", image=make_image(), body=blocks(number))
    relate(related, blocked, pages[0], news[0])
    relate(item, blocked)
    point_from_frame(setup, section)
    own = setup.settings
    own.menu = json.dumps([{"type": "link", "value": link(section)}] * min(number, 7))
    own.save()
    point_from_home(setup, section, blocked)
    home = HomePage.objects.get(pk=setup.home.pk)
    home.image, home.feature_cover = make_image(), make_image()
    home.save_revision().publish()
    make_many_meetings(setup, number, datetime(2030, 1, 1, 9))  # noqa: DTZ001 - as on the clock of the association
    make_contact(setup)


def seat_people(portfolio: Portfolio, number: int) -> None:
    """A chair, representatives, predecessors and dossiers, so many of each."""
    for place in range(min(number, 5)):
        fill(make_consultation(portfolio), "Voorzitter")
        seat = make_committee(portfolio.association, f"VNG-commissie {place}", f"vng-{place}")
        fill(seat, "Lid")
        tie(portfolio, seat.organization, BodyKind.COMMITTEE)
    portfolio.predecessors.add(*portfolio.association.portfolios.exclude(pk=portfolio.pk)[:number])
    members = [post.organization for post in Post.objects.all()[:number]]
    for place in range(min(number, 5)):
        dossier = make_dossier(portfolio, title=f"Dossier {portfolio.pk} {place}")
        dossier.participants.set(members)
        dossier.partners.set(members)
        DossierLink.objects.create(dossier=dossier, title="Brief", document=make_document())
        record_result(dossier=dossier, text="Een zin.")


def make_contact(setup: SiteSetUp) -> None:
    """A form page with two questions."""
    page = ContactPage(title="Contact", slug="contact")
    page.form_fields = [ContactField(label=label, field_type="singleline") for label in ("Naam", "Vraag")]
    add_page(setup.home, page)


def over_budget(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The statements of the addresses that ask for more than they may."""
    return {address: sql for address, sql in found.items() if len(sql) > BUDGETS[address]}


def cost(client: Client, address: str, statements: Callable[[], Any]) -> list[str]:
    """The statements of one request with cold caches."""
    cache.clear()
    with statements() as found:
        response = client.get(address)
    assert response.status_code == (404 if address == "/bestaat-niet/" else 200), address
    return list(found)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_pages_stay_within_their_budget(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any], number: int
) -> None:
    build(vdg, number)

    found = {address: cost(client, address, statements) for address in BUDGETS}

    assert over_budget(found) == {}, "\n".join(sql for many in over_budget(found).values() for sql in ["", *many])
    assert [sql for many in found.values() for sql in writes(many)] == []


def test_pages_cost_the_same_with_more_of_everything(
    vdg: SiteSetUp, vgg: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    build(vdg, 3)
    build(vgg, 12)

    few = {address: len(cost(client, address, statements)) for address in BUDGETS}
    many = {
        address: len(
            cost(Client(headers={"host": "vgg.localhost"}), address.replace("portefeuilles", "themas"), statements)
        )
        for address in BUDGETS
    }

    # What search finds differs, and each type of page on its list is one query.
    assert {address for address in BUDGETS if few[address] != many[address]} <= {"/zoeken/?q=gemeente"}


@pytest.mark.parametrize("present", [False, True])
def test_pages_cost_the_same_with_and_without_renditions(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any], present: bool
) -> None:
    build(vdg, 3)
    if present:
        for image in [item.image for item in NewsIndexPage.objects.get().get_children().specific()]:
            image.get_renditions(*sorted(rendition_specs())[:4])

    found = {address: cost(client, address, statements) for address in BUDGETS}

    assert over_budget(found) == {}
    assert [sql for many in found.values() for sql in writes(many)] == []


def test_empty_site_costs_no_more(vdg: SiteSetUp, client: Client, statements: Callable[[], Any]) -> None:
    addresses = ["/", "/nieuws/", "/portefeuilles/", "/publicaties/", "/bestaat-niet/", "/sitemap/"]

    found = {address: cost(client, address, statements) for address in addresses}

    assert over_budget(found) == {}


def add_work(setup: SiteSetUp, section: Page, user: Any, number: int) -> None:
    """So many of everything that the screens of an editor list, below one section and in the bin."""
    today, later = timezone.localdate(), timezone.now() + timedelta(days=2)
    for _ in range(number):
        page = make_page(section, body=[paragraph(f'<a linktype="page" id="{section.pk}">deel</a>')])
        page.save_revision(user=user)
        PageMeta.objects.create(page=page, responsible=user, review_date=today)
        Finding.objects.create(page=page, code="abbreviation", detail="GGD")
        PageLink.objects.create(page=page, target_page=999_999, text="hier")
        Page.objects.filter(pk=page.pk).update(expire_at=later, locked=True, locked_by=user, locked_at=timezone.now())
        gone = the_bin().add_child(instance=StandardPage(title="Weg", slug=f"weg-{page.pk}", live=False))
        DeletedPage.objects.create(page=gone, site=setup.site, parent=section, slug="weg", deleted_by=user)
    own = {"collection": setup.collection, "uploaded_by_user": user}
    Image.objects.bulk_create(Image(title="Beeld", file="x.png", width=1, height=1, **own) for _ in range(number))
    Document.objects.bulk_create(Document(title="Stuk", file="x.txt", **own) for _ in range(number))


def test_screens_of_editors_cost_the_same_with_more_of_everything(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    user, section = make_user("chef", "VDG eindredactie"), make_page(vdg.home)
    client.force_login(user)
    screens = {
        "explorer": reverse("wagtailadmin_explore", args=[section.pk]),
        "dashboard": reverse("wagtailadmin_home"),
        **{name: reverse(f"quality_{name}") for name in (report.slug for report in REPORTS)},
        "bin": reverse("recycle_bin"),
        "site history": reverse("wagtailadmin_reports:site_history"),
        "delete": reverse("wagtailadmin_pages:delete", args=[section.pk]),
    }
    counts: list[dict[str, int]] = []
    rows: list[dict[str, int]] = []

    for more in (1, 2, 27):
        add_work(vdg, section, user, more)
        counts.append({})
        rows.append({})
        for name, address in screens.items():
            with statements() as found:
                answer = client.get(address)
            assert answer.status_code == 200, name
            assert writes(found) == [], name
            counts[-1][name], rows[-1][name] = len(found), answer.content.count(b"<tr")

    # The first time fills caches.
    _, few, many = counts
    assert {name: (few[name], many[name]) for name in screens if many[name] > few[name]} == {}
    assert max(many.values()) <= 60
    assert [name for name in screens if rows[2][name] < 27] == ["dashboard", "delete"]
