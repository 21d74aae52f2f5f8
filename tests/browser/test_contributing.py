"""From the last handover to the next: a new volume, somebody asked, who writes on a phone, and the old text beside."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from home.demonstration.names import PASSWORD
from tests.browser.checks import OPTIONS
from tests.browser.conftest import NewPage
from tests.browser.server import Server

OLD, CHAPTER = "Overdrachtsdocument 2026", "Introductie VDG"


def log_in(editor: Page, server: Server) -> None:
    """As a chief editor."""
    editor.goto(server.url("vdg", "/beheer/"))
    editor.get_by_label("Gebruikersnaam").fill("eindredactie")
    editor.get_by_label("Wachtwoord").fill(PASSWORD)
    editor.get_by_role("button", name="Inloggen").click()


def next_volume(editor: Page, server: Server) -> None:
    """Make the volume of 2046 after that of 2026."""
    editor.goto(server.url("vdg", "/beheer/publicaties/"))
    editor.get_by_role("link", name=OLD, exact=True).click()
    editor.get_by_role("link", name=f"Nieuwe jaargang op basis van {OLD}").click()
    editor.get_by_label("Jaar").fill("2046")
    editor.get_by_role("button", name="Maak het concept").click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text("Overdrachtsdocument 2046")


def link_for(editor: Page) -> str:
    """Ask somebody without address to write the chapter; the link that is shown once."""
    editor.get_by_role("link", name="Wie schrijft wat?").click()
    editor.get_by_role("link", name="Vraag iemand").click()
    editor.get_by_label(re.compile(CHAPTER)).check()
    editor.get_by_label("Of iemand zonder account: naam").fill("Wethouder Jansen")
    editor.get_by_role("button", name="Vraag om mee te schrijven").click()
    return editor.get_by_label(re.compile("^Link voor")).input_value()


def check(page: Page, width: int) -> None:
    """Nothing runs off the side and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page, options=OPTIONS)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.browser
def test_next_volume_is_written_on_a_phone(new_page: NewPage, server: Server) -> None:
    editor = new_page()
    log_in(editor, server)
    next_volume(editor, server)
    address = link_for(editor)

    for width, scheme in ((320, "light"), (1280, "dark")):
        reader = new_page(width, scheme)
        reader.goto(address)
        check(reader, width)
    phone = new_page(390, "light")
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text(CHAPTER)
    expect(phone.locator(".writing-place__earlier").first).to_contain_text("twaalf gemeenten")
    field = phone.get_by_role("textbox", name="Tekst bovenaan")
    field.focus()
    phone.keyboard.type("De vereniging van 2046.")
    phone.get_by_role("button", name="Ik ben klaar").press("Enter")
    expect(phone.get_by_text("Dank u wel")).to_be_visible()
    check(phone, 390)

    editor.reload()
    expect(editor.get_by_text("klaar", exact=True)).to_be_visible()
    editor.get_by_role("link", name=re.compile(CHAPTER)).first.click()
    body = editor.locator("[data-contentpath='body']")
    expect(body.get_by_role("textbox").first).to_have_text("De vereniging van 2046.")
    result = Axe().run(editor, context=".noaber-earlier__piece", options=OPTIONS)
    assert result.violations_count == 0, result.generate_report()
    # The script put the old text beside the first field.
    expect(body.locator(".noaber-earlier__piece").first).to_contain_text("twaalf gemeenten")
