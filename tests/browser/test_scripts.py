"""What scripts add: a film in its place after a click, a text or an address on the clipboard, ways back."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.content import EVERYTHING
from tests.browser.kinds import BY_NAME
from tests.browser.server import Server

TEXT = "Zo ziet elk blok eruit. Lees het op onze site."
FILM = re.compile("Speel film, 2 minuten ?: Zo werkt de vereniging")
OWN_FILM = re.compile("Speel film, 2 minuten ?: Een film van ons zelf")
PLAYER = "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"


def open_item(page: Page, server: Server) -> set[str | None]:
    """The news item with every block, and the hosts that were asked for anything so far."""
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    player = {"body": "<title>Speler</title>", "content_type": "text/html"}
    page.route("https://player.vimeo.com/**", lambda route: route.fulfill(**player))
    page.goto(server.url("vdg", f"/nieuws/{EVERYTHING}/"))
    page.wait_for_load_state("networkidle")
    return hosts


def test_film_from_elsewhere_loads_after_a_click_and_not_before(new_page: NewPage, server: Server) -> None:
    page = new_page()
    hosts = open_item(page, server)
    before = set(hosts)

    with page.expect_response(lambda response: urlsplit(response.url).hostname == "player.vimeo.com"):
        page.get_by_role("link", name=FILM).click()
    page.frames[-1].wait_for_load_state()

    player = page.locator("iframe")
    assert before == {"localhost"}
    assert hosts == {"localhost", "player.vimeo.com"}
    assert player.get_attribute("src") == PLAYER
    assert player.get_attribute("title") == "Zo werkt de vereniging"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert page.frames[-1].title() == "Speler"


def test_film_of_our_own_plays_in_its_place(new_page: NewPage, server: Server) -> None:
    page = new_page()
    hosts = open_item(page, server)
    link = page.get_by_role("link", name=OWN_FILM)
    address = link.get_attribute("href")

    link.click()

    film = page.locator("video")
    assert address is not None
    assert page.evaluate("document.querySelector('video').src").endswith(urlsplit(address).path)
    assert film.get_attribute("aria-label") == "Een film van ons zelf"
    assert hosts == {"localhost"}


def test_copy_button_puts_the_text_on_the_clipboard(new_page: NewPage, server: Server) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_item(page, server)
    page.locator("summary", has_text="Tekst voor LinkedIn").click()

    page.get_by_role("button", name="Kopieer tekst").click()

    page.get_by_text("Gekopieerd").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == TEXT


def test_copy_button_selects_the_text_when_the_clipboard_is_closed(new_page: NewPage, server: Server) -> None:
    page = new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))")
    open_item(page, server)
    page.locator("summary", has_text="Tekst voor LinkedIn").click()

    page.get_by_role("button", name="Kopieer tekst").click()

    page.get_by_text("De tekst is geselecteerd.").wait_for()
    assert page.evaluate("getSelection().toString().trim()") == TEXT


@pytest.mark.parametrize("key", ["Enter", "click"])
def test_link_of_a_heading_copies_its_address_and_moves_nothing(new_page: NewPage, server: Server, key: str) -> None:
    page = new_page(390, permissions=["clipboard-read", "clipboard-write"])
    BY_NAME["chapter"].open(page, server, "vdg")
    link = page.get_by_role("link", name="Kopieer de link naar dit kopje: Vooruitblik")
    link.scroll_into_view_if_needed()
    before = page.evaluate("[scrollY, document.body.scrollHeight]")

    if key == "click":
        link.click()
    else:
        link.press(key)

    page.get_by_role("status").filter(has_text="Link gekopieerd: Vooruitblik").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("#vooruitblik")
    assert page.evaluate("[scrollY, document.body.scrollHeight]") == before


def test_link_of_a_heading_stays_a_link_when_the_clipboard_is_closed(new_page: NewPage, server: Server) -> None:
    page = new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))")
    BY_NAME["chapter"].open(page, server, "vdg")

    page.get_by_role("link", name="Kopieer de link naar dit kopje: Vooruitblik").click()

    page.get_by_text("De link staat nu in de adresbalk.").wait_for()
    assert page.url.endswith("#vooruitblik")


def test_source_leads_back_to_the_text(new_page: NewPage, server: Server) -> None:
    page = new_page()
    BY_NAME["chapter"].open(page, server, "vdg")

    page.locator("sup a").nth(1).click()
    down = page.url
    page.locator("#bron-2").get_by_role("link", name="Terug naar de tekst").click()

    assert down.endswith("#bron-2")
    assert page.url.endswith("#naar-bron-2")
    assert page.evaluate("document.querySelector(':target').textContent") == "2"
