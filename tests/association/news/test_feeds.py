"""News as RSS and Atom."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from wagtail.models import Page

from association.news.pages import NewsIndexPage, NewsPage
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_portfolio, make_user, restrict
from tests.factories.hidden import STATES

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/nieuws/feed/", "/nieuws/feed/atom/"]


def parsed(client: Client, address: str) -> Element:
    """A feed as a tree."""
    return fromstring(client.get(address).content)  # type: ignore[no-any-return]  # defusedxml has no types


def test_rss_is_valid_and_complete(vdg: SiteSetUp, client: Client) -> None:
    item = make_news(vdg, 'Wonen & "werken" <samen>', slug="wonen", summary="Kort & goed", day=date(2026, 3, 12))

    response = client.get("/nieuws/feed/")

    root = fromstring(response.content)
    channel = root.find("channel")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert {name: channel.findtext(name) for name in ("title", "link", "language")} == {
        "title": "Nieuws – Vereniging van Drentse Gemeenten", "link": "http://localhost/nieuws/", "language": "nl",
    }  # fmt: skip
    assert channel.find(f"{ATOM}link").get("href") == "http://localhost/nieuws/feed/"
    (entry,) = channel.findall("item")
    assert {name: entry.findtext(name) for name in ("title", "link", "description", "guid")} == {
        "title": 'Wonen & "werken" <samen>', "link": "http://localhost/nieuws/wonen/", "description": "Kort & goed",
        "guid": f"http://localhost/nieuws/{item.translation_key}",
    }  # fmt: skip
    assert parsedate_to_datetime(entry.findtext("pubDate")).isoformat() == "2026-03-12T08:00:00+01:00"


def test_atom_is_valid_and_complete(vdg: SiteSetUp, client: Client) -> None:
    item = make_news(vdg, "Wonen & werken", slug="wonen", summary="Kort", day=date(2026, 7, 12))

    response = client.get("/nieuws/feed/atom/")

    root = fromstring(response.content)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id")
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated"))
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": "http://localhost/nieuws/", "self": "http://localhost/nieuws/feed/atom/",
    }  # fmt: skip
    (entry,) = root.findall(f"{ATOM}entry")
    assert {name: entry.findtext(f"{ATOM}{name}") for name in ("title", "id", "published")} == {
        "title": "Wonen & werken", "id": f"http://localhost/nieuws/{item.translation_key}", "published": "2026-07-12T08:00:00+02:00",
    }  # fmt: skip


def test_feed_is_narrowed_down_by_portfolio(vdg: SiteSetUp, client: Client) -> None:
    living = make_portfolio(vdg, slug="wonen")
    make_news(vdg, "Wel", portfolios=(living,))
    make_news(vdg, "Niet")

    items = parsed(client, "/nieuws/feed/?portefeuille=wonen").findall("channel/item")

    assert [item.findtext("title") for item in items] == ["Wel"]


def test_feed_holds_the_newest_thirty(vdg: SiteSetUp, client: Client) -> None:
    for number in range(31):
        make_news(vdg, f"Bericht {number}", day=date(2026, 1, number + 1 if number < 30 else 31))

    items = parsed(client, "/nieuws/feed/").findall("channel/item")

    assert (len(items), items[0].findtext("title"), items[-1].findtext("title")) == (30, "Bericht 30", "Bericht 1")


@pytest.mark.parametrize("address", FEEDS)
def test_unchanged_feed_is_not_sent_again(vdg: SiteSetUp, client: Client, address: str) -> None:
    make_news(vdg)
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("change", STATES.values(), ids=STATES)
def test_item_that_is_hidden_is_gone_from_the_feed_at_once(
    vdg: SiteSetUp, client: Client, address: str, change: object
) -> None:
    item = make_news(vdg, "Zwanenzang")
    before = client.get(address)

    change(item)  # type: ignore[operator]  # one of the functions of STATES
    after = client.get(address, headers={"if-none-match": before["ETag"]})

    assert "Zwanenzang" in before.content.decode()
    assert (after.status_code, "Zwanenzang" in after.content.decode()) == (200, False)
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("state", ["draft", "expired", "login"])
def test_feed_goes_with_its_index(vdg: SiteSetUp, client: Client, address: str, state: str) -> None:
    make_news(vdg, "Zwanenzang")
    index: Page = NewsIndexPage.objects.child_of(vdg.home).get()
    before = client.get(address).status_code

    STATES[state](index)
    after = client.get(address)

    assert (before, after.status_code) == (200, 302 if state == "login" else 404)
    assert "Zwanenzang" not in after.content.decode()


def test_feed_of_a_members_index_is_empty_of_what_is_more_private(vdg: SiteSetUp, client: Client) -> None:
    index = NewsIndexPage.objects.child_of(vdg.home).get()
    make_news(vdg, "Voor leden")
    secret = make_news(vdg, "Zwanenzang")
    restrict(index)
    restrict(secret, "groups", "VDG bestuur")
    client.force_login(make_user("lid"))

    response = client.get("/nieuws/feed/")

    assert NewsPage.objects.count() == 2
    assert ("Voor leden" in response.content.decode(), "Zwanenzang" in response.content.decode()) == (True, False)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
