"""A reader's path: from the start page to news, its portfolio, search and the contact form."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.kinds import PORTFOLIOS
from tests.browser.server import Server


def heading(page: Page) -> str:
    """The title of the page as it is shown."""
    return page.get_by_role("heading", level=1).inner_text()


SUBJECTS = {"vdg": "Sport", "vgg": "Cultuur"}


@pytest.mark.parametrize(("brand", "width"), [("vdg", 390), pytest.param("vgg", 1280, marks=pytest.mark.soak)])
def test_reader_finds_news_a_portfolio_and_asks_a_question(
    new_page: NewPage, server: Server, brand: str, width: int
) -> None:
    page = new_page(width)
    page.goto(server.url(brand))

    page.get_by_role("link", name="Al het nieuws").click()
    page.locator("main").get_by_role("link", name=SUBJECTS[brand]).first.click()
    page.wait_for_url("**/nieuws/?portefeuille=*")
    story = page.locator("main").get_by_role("heading", level=2).get_by_role("link").first
    title = story.inner_text()
    story.click()
    page.wait_for_url("**/nieuws/*/")
    assert heading(page) == title

    portfolio = page.locator(".portfolio-links").get_by_role("link").first
    name = portfolio.inner_text()
    portfolio.click()
    page.wait_for_url(f"**{PORTFOLIOS[brand]}*/")
    assert heading(page) == name

    if width < 600:
        page.locator(".header__panel summary").click()
    search = page.get_by_role("searchbox", name="Waar zoekt u naar?")
    search.fill(" ".join(sorted(re.findall(r"\w+", title), key=len)[-2:]))
    search.press("Enter")
    page.wait_for_url("**/zoeken/?q=*")
    expect(page.locator(".search-results").get_by_role("link", name=title, exact=True)).to_be_visible()

    page.get_by_role("contentinfo").get_by_role("link", name="Contact").first.click()
    page.wait_for_url("**/contact/")
    page.get_by_label("Naam").fill("Jantien Bakker")
    page.locator("main").get_by_label("E-mailadres").fill("geen adres")
    page.get_by_label("Uw vraag").fill("Wanneer is het volgende overleg?")
    page.get_by_role("button", name="Verstuur").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link").click()
    expect(page.locator("main").get_by_label("E-mailadres")).to_be_focused()
    expect(page.get_by_label("Uw vraag")).to_have_value("Wanneer is het volgende overleg?")

    page.locator("main").get_by_label("E-mailadres").fill("jantien@example.org")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt voor uw bericht")
    expect(page.get_by_text("Uw bericht is verstuurd.")).to_be_visible()
