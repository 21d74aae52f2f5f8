"""A news item: its kinds, its neighbours and what belongs with it."""

import json
import re
from datetime import date

import pytest
from django.test import Client

from association.base.models import RelatedPage
from association.base.queries import Viewer
from association.news.pages import NewsPage
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_portfolio, make_portfolio_page, paragraph
from tests.factories.hidden import as_draft
from tests.factories.posting import post_page, staff_client


@pytest.mark.parametrize(
    ("kind", "word"),
    [("news", "Nieuwsbericht"), ("press", "Persbericht"), ("media", "In de media"), ("vng", "Uit de VNG-commissie")],
)
def test_item_says_its_kind(vdg: SiteSetUp, client: Client, kind: str, word: str) -> None:
    make_news(vdg, slug="bericht", kind=kind)

    assert word in client.get("/nieuws/bericht/").content.decode()


def test_press_release_names_who_the_press_may_call(vdg: SiteSetUp, client: Client) -> None:
    own = vdg.settings
    own.press_name, own.press_phone, own.press_email = "Sanne Pot", "0592 12 34 56", "pers@example.org"
    own.save()
    make_news(vdg, slug="pers", kind="press")
    make_news(vdg, slug="gewoon")

    pages = [client.get(f"/nieuws/{slug}/").content.decode() for slug in ("pers", "gewoon")]

    assert ["pers@example.org" in page for page in pages] == [True, False]
    assert 'href="tel:' in pages[0]


def test_item_offers_its_text_for_linkedin(vdg: SiteSetUp, client: Client) -> None:
    make_news(vdg, slug="met", linkedin="Lees mee <samen>")
    make_news(vdg, slug="zonder")

    pages = [client.get(f"/nieuws/{slug}/").content.decode() for slug in ("met", "zonder")]

    assert ["Lees mee &lt;samen&gt;" in page for page in pages] == [True, False]


def test_item_describes_itself_to_search_engines(vdg: SiteSetUp, client: Client) -> None:
    make_news(vdg, "Kop </script>", slug="bericht", summary="Kort", day=date(2026, 3, 12), body=[paragraph("tekst")])

    html = client.get("/nieuws/bericht/").content.decode()

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(found[1]) if found else {}
    assert {name: data.get(name) for name in ("@type", "headline", "datePublished", "url", "description")} == {
        "@type": "NewsArticle", "headline": "Kop </script>", "datePublished": "2026-03-12",
        "url": "http://localhost/nieuws/bericht/", "description": "Kort",
    }  # fmt: skip


def test_neighbours_are_the_next_newer_and_older_items(vdg: SiteSetUp) -> None:
    items = [make_news(vdg, f"Dag {day}", day=date(2026, 3, day)) for day in (1, 2, 2, 3)]
    viewer = Viewer.anonymous(vdg.site)

    found = [tuple(item.title if item else None for item in page.neighbours(viewer)) for page in items]

    assert found == [("Dag 2", None), ("Dag 2", "Dag 1"), ("Dag 3", "Dag 2"), (None, "Dag 2")]
    newer, older = items[1].neighbours(viewer)
    assert newer
    assert (newer.url, older and older.url) == (f"/nieuws/{items[2].slug}/", f"/nieuws/{items[0].slug}/")


def test_neighbours_skip_what_is_hidden(vdg: SiteSetUp) -> None:
    first, hidden, last = (make_news(vdg, f"Dag {day}", day=date(2026, 3, day)) for day in (1, 2, 3))
    viewer = Viewer.anonymous(vdg.site)
    before = first.neighbours(viewer)[0]

    as_draft(hidden)
    after = first.neighbours(viewer)[0]

    assert before
    assert after
    assert (before.title, after.title) == (hidden.title, last.title)


def test_related_items_are_chosen_ones_then_shared_portfolios_then_the_newest(vdg: SiteSetUp) -> None:
    living = make_portfolio(vdg)
    page = make_news(vdg, "Zelf", portfolios=(living,))
    chosen = make_news(vdg, "Gekozen", day=date(2020, 1, 1))
    make_news(vdg, "Zelfde veld", day=date(2021, 1, 1), portfolios=(living,))
    make_news(vdg, "Nieuwste", day=date(2026, 9, 1))
    make_news(vdg, "Ouder", day=date(2026, 8, 1))
    RelatedPage.objects.create(page=page, target=chosen)
    viewer = Viewer.anonymous(vdg.site)

    titles = [item.title for item in NewsPage.objects.get(pk=page.pk).related(viewer)]
    as_draft(chosen)
    without = [item.title for item in NewsPage.objects.get(pk=page.pk).related(viewer)]

    assert titles == ["Gekozen", "Zelfde veld", "Nieuwste"]
    assert without == ["Zelfde veld", "Nieuwste", "Ouder"]


def test_item_links_its_portfolios_that_have_a_page(vdg: SiteSetUp, client: Client) -> None:
    living, sport = make_portfolio(vdg, "Wonen", slug="wonen"), make_portfolio(vdg, "Sport", slug="sport")
    make_portfolio_page(vdg, living)
    make_news(vdg, slug="bericht", portfolios=(living, sport))

    html = client.get("/nieuws/bericht/").content.decode()

    assert 'href="/portefeuilles/wonen/"' in html
    assert "Sport" not in html


def test_portfolio_page_shows_its_four_newest_items_with_a_link_to_all(vdg: SiteSetUp, client: Client) -> None:
    living = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, living)
    for day in range(1, 7):
        make_news(vdg, f"Dag {day}", day=date(2026, 3, day), portfolios=(living,))
    make_news(vdg, "Van elders", day=date(2026, 4, 1))

    html = client.get("/portefeuilles/wonen/").content.decode()

    assert re.findall(r">(Dag \d)</a>", html) == ["Dag 6", "Dag 5", "Dag 4", "Dag 3"]
    assert "Van elders" not in html
    assert 'href="/nieuws/?portefeuille=wonen"' in html


def test_form_offers_the_portfolios_of_the_own_association_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    own, foreign = make_portfolio(vdg, "Eigen"), make_portfolio(vgg, "Vreemd")
    page = make_news(vdg)
    browser = staff_client()

    answers = [
        post_page(browser, page, {"kind": "news", "portfolios": [portfolio.pk], "related_links-TOTAL_FORMS": 0})
        for portfolio in (own, foreign)
    ]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert list(NewsPage.objects.get(pk=page.pk).portfolios.all()) == [own]
