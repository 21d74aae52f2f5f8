"""A communications officer puts a Word file online."""

import io

from docx import Document as WordFile
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.desk import Officer
from tests.browser.server import Server

TITLE = "Werkplan voor de proef"


def word_file() -> bytes:
    """A Word file of two chapters."""
    document = WordFile()
    document.add_heading(TITLE, 0)
    for chapter in ("Waar wij staan", "Waar wij heen gaan"):
        document.add_heading(chapter, 1)
        document.add_paragraph(f"Dit hoofdstuk heet: {chapter.lower()}.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_communications_officer_puts_a_word_file_online(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    screen = officer.page

    officer.click(screen.get_by_role("link", name="Document publiceren").first)
    screen.get_by_label("Word-document").set_input_files(
        {"name": "werkplan.docx", "mimeType": "application/octet-stream", "buffer": word_file()}
    )
    screen.get_by_label("Voor welke site").select_option(label="VDG")
    officer.click(screen.get_by_role("button", name="Lees het document"))
    expect(screen.get_by_label("Titel")).to_have_value(TITLE)
    officer.click(screen.get_by_role("button", name="Maak het concept").first)
    officer.click(screen.get_by_role("button", name="Alles plaatsen"))
    expect(screen.get_by_text("nu op de site")).to_be_visible()

    # The large button, read, make, publish.
    assert officer.clicks == 4

    visitor = new_page(390)
    visitor.goto(server.url("vdg", "/publicaties/werkplan-voor-de-proef/"))
    visitor.get_by_role("link", name="Waar wij heen gaan").first.click()
    expect(visitor.get_by_role("heading", level=1, name="Waar wij heen gaan")).to_be_visible()
    expect(visitor.get_by_text("Dit hoofdstuk heet: waar wij heen gaan.")).to_be_visible()
