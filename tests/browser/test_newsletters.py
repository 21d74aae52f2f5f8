"""A chief editor makes an issue of what is on the site and sends it; the mail itself, looked at with axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import violations
from tests.browser.conftest import NewPage
from tests.browser.desk import Officer
from tests.browser.server import Server

MODES = ["", "dark"]


def test_issue_is_sent_in_nine_clicks(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vgg", "/beheer/"))
    page = officer.page

    officer.click(page.get_by_role("link", name=re.compile("Nieuwsbrief maken")).first)
    officer.click(page.get_by_role("button", name=re.compile("Proefbrief.*VGG")))
    expect(page.locator("body.ready")).to_be_visible()
    title = page.locator("#id_title").input_value()
    # Untick the first item and write the opening.
    officer.click(page.get_by_label("In dit nummer").first)
    officer.click(page.locator("[data-contentpath=opening] .public-DraftEditor-content"))
    page.keyboard.type("Beste lezer, dit gebeurde er.")
    # The editor of formatted text keeps what was typed a quarter of a second later.
    expect(page.locator("input[name=opening]")).to_have_value(re.compile("dit gebeurde er"))
    officer.click(page.get_by_role("button", name="Nakijken en verzenden"))
    expect(page.get_by_role("heading", name="Nakijken")).to_be_visible()
    officer.click(page.get_by_role("button", name="Stuur mij een proef"))
    expect(page.get_by_text(re.compile("De proef is verzonden naar"))).to_be_visible()
    officer.click(page.get_by_label("Aantal ontvangers"))
    page.keyboard.type("3")
    officer.click(page.get_by_role("button", name="Verzenden naar 3 lezers"))
    expect(page.get_by_text("Het nummer wordt verzonden")).to_be_visible()

    assert officer.clicks == 8
    visitor = new_page()
    visitor.goto(server.url("vgg", "/nieuwsbrieven/"))
    visitor.get_by_role("link", name=title).first.click()
    expect(visitor.get_by_text("Beste lezer, dit gebeurde er.")).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_mail_has_no_violation_on_a_phone_and_a_screen(new_page: NewPage, server: Server, mode: str) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    page = officer.page
    page.goto(server.url("vdg", "/beheer/nieuwsbrieven/"))
    href = page.get_by_role("link", name="Alle blokken in één nummer", exact=True).first.get_attribute("href")
    number = re.search(r"/(\d+)/edit/", href or "")
    assert number is not None

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(server.url("vdg", f"/beheer/pages/{number[1]}/view_draft/?mode={mode}"))
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
