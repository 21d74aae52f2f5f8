"""A communications officer places a news item in six steps and sees it on the site."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.desk import WORD, Officer, photo
from tests.browser.server import Server

TITLE = "Markt in het dorpshuis trekt veel bezoekers"


def write(officer: Officer, title: str, seed: int) -> None:
    """Steps one to five: the large button, the title, the text, the photo with its description, the suggestions."""
    page = officer.page
    officer.start("Nieuws plaatsen")
    page.keyboard.type(title)
    officer.paste(WORD)
    officer.drop(photo(seed))
    page.keyboard.type("Kramen op de brink.")
    page.keyboard.press("Enter")
    expect(page.locator("#id_image-chooser .chosen")).to_be_visible()
    officer.click(page.get_by_role("button", name="Voorstel overnemen"))
    expect(page.locator("#id_summary")).to_have_value(re.compile("^De twaalf gemeenten bouwen"))
    expect(page.get_by_label("Ruimte en Wonen")).to_be_checked()


def test_chief_editor_places_news_in_six_steps(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))

    write(officer, TITLE, 90)
    officer.click(officer.page.get_by_role("button", name="Nu plaatsen"))
    expect(officer.page.get_by_role("link", name="Bekijk op de site")).to_be_visible()

    # The large button, into the text, the suggestions, placing; title, paste, photo and description need none.
    assert officer.clicks == 4
    assert officer.page.url.endswith("/edit/")

    visitor = new_page()
    visitor.goto(server.url("vdg", "/nieuws/"))
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(visitor.get_by_role("heading", name="Woningbouw in de provincie")).to_be_visible()
    expect(visitor.get_by_text("achthonderd flexwoningen").last).to_be_visible()
    expect(visitor.get_by_role("img", name="Kramen op de brink.").first).to_be_visible()


def test_editor_writes_the_same_and_asks_to_read_along(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "redactie", server.url("vdg", "/beheer/"))

    write(officer, "Bericht van de redacteur", 91)
    expect(officer.page.get_by_role("button", name="Nu plaatsen")).to_have_count(0)
    officer.click(officer.page.get_by_role("button", name="Laten meelezen"))
    officer.page.wait_for_load_state()

    assert officer.clicks == 4
    visitor = new_page()
    answer = visitor.goto(server.url("vdg", "/nieuws/bericht-van-de-redacteur/"))
    assert answer is not None
    assert answer.status == 404
