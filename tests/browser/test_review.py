"""An alderman without account reads along on a phone: sent round, opened by the link, agreed to, on the site."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from home.demonstration.names import PASSWORD
from tests.browser.checks import OPTIONS
from tests.browser.conftest import NewPage
from tests.browser.server import Server

TITLE = "Plan voor de vaart ligt ter lezing"


def send_round(editor: Page, server: Server) -> str:
    """Write a news item, send it round, ask an alderman; the link that is shown once."""
    editor.goto(server.url("vdg", "/beheer/"))
    editor.get_by_label("Gebruikersnaam").fill("eindredactie")
    editor.get_by_label("Wachtwoord").fill(PASSWORD)
    editor.get_by_role("button", name="Inloggen").click()
    editor.get_by_role("link", name=re.compile("^Nieuws")).first.click()
    expect(editor.locator("body.ready")).to_be_visible()
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_title").press("Tab")
    expect(editor.locator("#id_slug")).to_have_value(re.compile("plan-voor"))
    editor.get_by_role("button", name="Laten meelezen").first.click()
    expect(editor.get_by_role("heading", name="Wie leest mee?")).to_be_visible()
    editor.get_by_label("Collega of bestuurslid").select_option("Geen collega")
    editor.get_by_label("Of iemand zonder account: naam").fill("Wethouder Jansen")
    editor.get_by_label("Na akkoord zonder account meteen plaatsen").check()
    # What fades in has no colours of its own until it is there.
    editor.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    result = Axe().run(editor, context="main", options=OPTIONS)
    assert result.violations_count == 0, result.generate_report()
    editor.get_by_role("button", name="Vraag om mee te lezen").click()
    return editor.get_by_label("Link om mee te lezen").input_value()


def test_alderman_agrees_on_a_phone_and_the_page_is_public(new_page: NewPage, server: Server) -> None:
    address = send_round(new_page(), server)
    phone = new_page(390, "light")

    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    result = Axe().run(phone, options=OPTIONS)
    assert result.violations_count == 0, result.generate_report()
    phone.get_by_label("Akkoord").focus()
    phone.keyboard.press("Space")
    phone.get_by_role("button", name="Verstuur uw antwoord").press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank u wel")

    phone.goto(server.url("vdg", "/nieuws/"))
    expect(phone.get_by_role("link", name=TITLE)).to_be_visible()
    gone = phone.goto(address)
    assert gone is not None
    assert gone.status == 410
