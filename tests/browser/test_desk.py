"""The editor's desk: pasting from Word, a photo that is refused, planning, the preview, and who cannot use a mouse."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.desk import WORD, Officer, photo
from tests.browser.server import Server

OWN = [".noaber-tasks", ".noaber-cards", ".noaber-photo", ".noaber-suggestion", ".noaber-foot", ".noaber-chooser"]


def test_text_from_word_comes_clean(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    officer.start("Nieuws plaatsen")

    officer.paste(WORD)
    body = officer.page.locator("[data-contentpath=body]")
    # What was pasted is kept a moment after it shows.
    kept = body.locator("input[type=hidden][name$='-value']").last
    expect(kept).to_have_value(re.compile("Daarna bouwen"))
    headings = [field.input_value() for field in body.locator("input[name$='-value-text']").all()]

    assert officer.texts() == [
        [
            ("unstyled", 0, "De twaalf gemeenten bouwen samen achthonderd flexwoningen. Dat spraken zij af met de provincie; lees het besluit of "
             "het bestand."),
            ("unordered-list-item", 0, "Assen bouwt er tweehonderd"),
            ("unordered-list-item", 1, "aan de rand"),
            ("unordered-list-item", 0, "Emmen volgt"),
        ],
        [("ordered-list-item", 0, "Eerst tekenen"), ("ordered-list-item", 0, "Daarna bouwen")],
    ]  # fmt: skip
    assert headings == ["Woningbouw in de provincie", "Wat nu"]
    assert body.locator("a, [class*='Link']").filter(has_text="bestand").count() == 0


def test_refused_photo_says_why_and_keeps_the_text(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "redactie", server.url("vgg", "/beheer/"))
    officer.start("Nieuws plaatsen")
    page = officer.page
    page.keyboard.type("Blijft staan")

    officer.drop(b"dit is geen foto")
    panel = page.get_by_role("group", name="Nieuwe foto")
    panel.get_by_role("button", name="Foto plaatsen").click()
    expect(panel.get_by_role("alert")).to_have_text("Beschrijf in één zin wat er te zien is.")
    panel.get_by_label("Beschrijving").fill("Kramen")
    panel.get_by_role("button", name="Foto plaatsen").click()

    expect(panel.get_by_role("alert")).to_contain_text("Dit is geen afbeelding die wij kunnen lezen.")
    expect(page.locator("#id_title")).to_have_value("Blijft staan")
    panel.get_by_role("button", name="Annuleren").click()
    expect(page.get_by_role("button", name="Kies een afbeelding").first).to_be_focused()


def test_page_is_planned_with_two_presses(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    officer.start("Nieuws plaatsen")
    page = officer.page
    page.keyboard.type("Morgenochtend")

    page.get_by_role("button", name="Inplannen").click()
    dialog = page.get_by_role("dialog", name="Inplannen")
    expect(dialog.get_by_label("Publiceer op")).to_have_value(re.compile(r"^\d\d-\d\d-\d{4} 09:00$"))
    dialog.get_by_role("button", name="Inplannen").click()

    expect(page.get_by_text(re.compile("Morgenochtend.*ingepland")).first).to_be_visible()


@pytest.mark.parametrize("brand", ["vdg", pytest.param("vgg", marks=pytest.mark.soak)])
def test_preview_shows_the_page_on_a_phone_and_a_screen(new_page: NewPage, server: Server, brand: str) -> None:
    officer = Officer(new_page(), "eindredactie", server.url(brand, "/beheer/"))
    officer.start("Nieuws plaatsen")
    page = officer.page
    page.keyboard.type("Zo ziet het eruit")

    page.locator("[data-side-panel-toggle=preview]").click()
    heading = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1, name="Zo ziet het eruit")
    expect(heading).to_be_visible()
    widths = []
    for size in ("Zoals op een telefoon", "Zoals op een groot scherm"):
        page.get_by_label(size).check(force=True)
        expect(heading).to_be_visible()
        widths.append(page.locator("#w-preview-iframe").evaluate("frame => frame.contentWindow.innerWidth"))

    assert widths == [390, 1280]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"), (390, "dark"), pytest.param(1280, "dark", marks=pytest.mark.soak),
        pytest.param(390, "light", marks=pytest.mark.soak),
    ],
)  # fmt: skip
def test_own_parts_of_the_admin_are_accessible(new_page: NewPage, server: Server, width: int, scheme: str) -> None:
    officer = Officer(new_page(width, scheme), "eindredactie", server.url("vdg", "/beheer/"))
    page = officer.page
    found = Axe().run(page, context={"include": [[name] for name in OWN[:2]]})
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")

    officer.start("Nieuws plaatsen")
    officer.paste(WORD)
    officer.drop(photo(92))
    expect(page.get_by_role("button", name="Voorstel overnemen")).to_be_visible()
    form = Axe().run(page, context={"include": [[name] for name in OWN[2:]]})

    problems = [
        (one["id"], [node["html"] for node in one["nodes"]])
        for run in (found, form)
        for one in run.response["violations"]
    ]
    assert (problems, sideways) == ([], False)


def test_photo_is_placed_without_a_mouse(new_page: NewPage, server: Server) -> None:
    officer = Officer(new_page(), "redactie", server.url("vdg", "/beheer/"))
    officer.start("Nieuws plaatsen")
    page = officer.page
    page.keyboard.type("Met het toetsenbord")

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Foto van uw computer").press("Enter")
    chooser.value.set_files({"name": "plein.jpg", "mimeType": "image/jpeg", "buffer": photo(93)})
    expect(page.get_by_role("group", name="Nieuwe foto").get_by_label("Beschrijving")).to_be_focused()
    page.keyboard.type("Een leeg plein.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".noaber-photo__mark")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#id_image-chooser .chosen")).to_contain_text("plein")


def by_itself(request: Request) -> bool:
    """Whether the editor saves, without anybody pressing a button."""
    return request.method == "POST" and request.resource_type == "fetch" and "/add/" in request.url


@pytest.mark.parametrize("button", ["Nu plaatsen", "Bewaar als concept"])
def test_button_waits_for_what_the_editor_saves_by_itself(new_page: NewPage, server: Server, button: str) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    officer.start("Nieuws plaatsen")
    page, title = officer.page, f"Traag netwerk {len(button)}"
    held: list[Route] = []

    def hold(route: Route) -> None:
        if by_itself(route.request) and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/beheer/pages/**", hold)
    page.wait_for_timeout(3000)  # the editor first learns what an untouched form looks like
    with page.expect_request(by_itself):
        page.keyboard.type(title)
        page.keyboard.press("Tab")
    page.get_by_role("button", name=button).click()
    page.wait_for_timeout(300)
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.request.is_navigation_request()
    ):
        held[0].continue_()
    page.wait_for_load_state("networkidle")

    expect(page).to_have_url(re.compile(r"/pages/\d+/edit/"))
    expect(page.locator(".messages .error")).to_have_count(0)
    page.goto(server.url("vdg", f"/beheer/pages/?q={title.replace(' ', '+')}"))
    expect(page.get_by_role("link", name=title, exact=True)).to_have_count(1)
