"""Everything works with JavaScript off."""

import pytest

from tests.browser.conftest import NewPage
from tests.browser.content import EVERYTHING, FILM
from tests.browser.kinds import BY_NAME, ONE_BRAND
from tests.browser.server import Server


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_menu_opens_and_search_answers_without_script(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(390, java_script_enabled=False)
    page.goto(server.url(brand))

    page.locator(".header__panel summary").click()
    page.locator("#zoek-menu").fill("wonen")
    page.locator(".header__panel").get_by_role("button", name="Zoek").click()

    page.wait_for_url("**/zoeken/?q=wonen")
    assert page.get_by_role("status").inner_text().endswith("voor wonen")
    assert page.locator(".search-results li").count() > 0


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_contact_form_is_sent_without_script(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(server.url(brand, "/contact/"))

    page.get_by_role("button", name="Verstuur").click()
    errors = page.locator(".error-summary li").all_inner_texts()
    page.get_by_label("Naam").fill("Jantien Bakker")
    page.locator("main").get_by_label("E-mailadres").fill("jantien@example.org")
    page.get_by_label("Uw vraag").fill("Wanneer is het volgende overleg?")
    page.get_by_role("button", name="Verstuur").click()

    assert errors == ["Vul in: naam.", "Vul in: e-mailadres.", "Vul in: uw vraag."]
    assert page.get_by_role("heading", level=1).inner_text() == "Bedankt voor uw bericht"


def test_every_block_works_without_script(new_page: NewPage, server: Server) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(server.url("vdg", f"/nieuws/{EVERYTHING}/"))

    page.locator("summary", has_text="Wie mag erbij zijn?").click()
    page.locator("summary", has_text="Tekst voor LinkedIn").click()

    assert page.get_by_text("Elk raadslid is welkom.").first.is_visible()
    assert page.get_by_text("Zo ziet elk blok eruit.").is_visible()
    assert page.get_by_role("button", name="Kopieer tekst").count() == 0
    assert page.get_by_role("link", name="Zo werkt de vereniging").get_attribute("href") == FILM


def test_chapter_works_without_script(new_page: NewPage, server: Server) -> None:
    page = new_page(390, java_script_enabled=False)
    BY_NAME["chapter"].open(page, server, "vdg")

    page.locator(".side-navigation__panel summary").click()
    neighbour = page.locator(".side-navigation__panel").get_by_role("link", name="Afkortingen")
    shown = neighbour.is_visible()
    page.get_by_role("link", name="Link naar dit kopje: Vooruitblik").click()

    assert shown
    assert page.url.endswith("#vooruitblik")
    assert page.get_by_text("Zo verwijst u naar dit document").is_visible()
    assert page.get_by_role("button", name="Kopieer bronvermelding").count() == 0
