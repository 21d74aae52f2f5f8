"""A chief editor deletes a section that others link to, has the links turned, and brings the section back."""

from playwright.sync_api import Locator, Page, expect

from home.demonstration.names import PASSWORD
from tests.browser.conftest import NewPage
from tests.browser.server import Server, run

SECTION = """
from wagtail.models import Page
from home.pages import HomePage
from tests.factories.content import make_page
from tests.factories.planted import links_to
home = HomePage.objects.get(slug="vdg")
section = make_page(home, "Oude afdeling", slug="oude-afdeling")
child = make_page(section, "Oude folder", slug="folder")
make_page(home, "Nieuwe afdeling", slug="nieuwe-afdeling")
make_page(home, "Wegwijzer naar de folder", slug="wegwijzer-folder", body=links_to(child))
"""


class Officer:
    """Somebody at the keyboard, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: Locator) -> None:
        """One click."""
        target.click()
        self.clicks += 1

    def log_in(self, address: str) -> None:
        """With the account of the chief editor; no part of the work."""
        self.page.goto(address)
        self.page.get_by_label("Gebruikersnaam").fill("eindredactie")
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.page.get_by_role("button", name="Inloggen").click()

    def choose(self, title: str) -> None:
        """A page in Wagtail's chooser, by searching for it."""
        self.click(self.page.get_by_role("button", name="Kies een pagina"))
        self.page.locator(".modal").get_by_role("textbox").first.fill(title)
        self.click(self.page.locator(".modal").get_by_role("link", name=title, exact=True))


def test_section_goes_with_its_links_and_comes_back(new_page: NewPage, server: Server) -> None:
    run(server.folder, "manage.py", "shell", "--no-imports", "-c", SECTION)
    officer, visitor = Officer(new_page()), new_page()
    page = officer.page
    officer.log_in(server.url("vdg", "/beheer/"))
    page.goto(server.url("vdg", "/beheer/pages/search/?q=Oude+afdeling"))
    address = page.get_by_role("link", name="Oude afdeling", exact=True).first.get_attribute("href") or ""
    page.goto(server.url("vdg", address.replace("/edit/", "/delete/")))

    expect(page.get_by_role("link", name="Wegwijzer naar de folder")).to_be_visible()
    officer.choose("Nieuwe afdeling")
    officer.click(page.get_by_role("button", name="Naar de prullenbak"))
    expect(page.get_by_text("staat 90 dagen in de prullenbak")).to_be_visible()

    # Two clicks for the page in its place, one to delete.
    assert officer.clicks == 3
    visitor.goto(server.url("vdg", "/wegwijzer-folder/"))
    visitor.locator("main").get_by_role("link", name="lees hier").click()
    expect(visitor.get_by_role("heading", level=1, name="Nieuwe afdeling")).to_be_visible()
    visitor.goto(server.url("vdg", "/oude-afdeling/folder/"))
    expect(visitor.get_by_role("heading", level=1, name="Nieuwe afdeling")).to_be_visible()

    officer.click(page.get_by_role("button", name="Zet terug"))
    expect(page.get_by_text("staat weer op de oude plek")).to_be_visible()
    expect(page.get_by_text("blijven naar de vervangende pagina gaan")).to_be_visible()

    assert officer.clicks == 4
    visitor.goto(server.url("vdg", "/oude-afdeling/folder/"))
    expect(visitor.get_by_role("heading", level=1, name="Oude folder")).to_be_visible()
