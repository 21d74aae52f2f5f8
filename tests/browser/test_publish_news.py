"""A communications officer places a news item and sees it on the site."""

import re

from playwright.sync_api import Locator, Page, expect

from home.demonstration.names import PASSWORD
from tests.browser.conftest import NewPage
from tests.browser.server import Server

TITLE = "Markt in het dorpshuis trekt veel bezoekers"
TEXT = "Meer dan tweehonderd mensen kwamen langs."


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
        """With the account of the chief editor."""
        self.page.goto(address)
        self.page.get_by_label("Gebruikersnaam").fill("eindredactie")
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.click(self.page.get_by_role("button", name="Inloggen"))

    def write(self) -> None:
        """Title, picture and text."""
        # The form is ready when its scripts are.
        expect(self.page.locator("body.ready")).to_be_visible()
        self.page.locator("#id_title").fill(TITLE)
        self.click(self.page.get_by_role("button", name="Kies een afbeelding").first)
        self.click(self.page.locator(".modal a[data-chooser-modal-choice]").first)
        body = self.page.locator("[data-contentpath=body]")
        self.click(body.get_by_role("button", name="Blok invoegen").first)
        self.click(self.page.get_by_role("option", name="Tekst").first)
        self.click(body.locator(".public-DraftEditor-content"))
        self.page.keyboard.type(TEXT)
        # The editor hands over what was typed a moment after the last key.
        expect(body.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(TEXT)))

    def publish(self) -> None:
        """From the menu beside the button that keeps a draft."""
        self.click(self.page.get_by_role("button", name="Meer acties"))
        self.click(self.page.get_by_role("button", name="Publiceren"))


def test_communications_officer_places_news(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page())

    officer.log_in(server.url("vdg", "/beheer/"))
    officer.click(officer.page.get_by_role("link", name="Nieuws plaatsen").first)
    officer.write()
    officer.publish()
    expect(officer.page.get_by_text(re.compile("gepubliceerd")).first).to_be_visible()

    # Logging in, the large button, two clicks for the picture, three for the text, two to publish.
    assert officer.clicks == 9

    visitor = new_page()
    visitor.goto(server.url("vdg", "/nieuws/"))
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(visitor.get_by_text(TEXT)).to_be_visible()
    expect(visitor.locator("main img").first).to_be_visible()
