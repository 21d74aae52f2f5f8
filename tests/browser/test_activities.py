"""Filling in the activities of a year: by keyboard alone, two at once, on a bad line, and without JavaScript."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.desk import Officer
from tests.browser.server import Server

# The 29 activities of 2022 as the association's own work plan has them.
GRID = "/beheer/activiteiten/vgg/2022/?periode=H2"
SAVED = "Alles is bewaard om"
FARTHEST = 120  # presses of Tab, from the top of the page to the first field


def open_grid(new_page: NewPage, server: Server, name: str, **options: bool) -> Page:
    """The grid, in a browser of one's own."""
    page = Officer(new_page(**options), name, server.url("vgg", "/beheer/")).page
    page.goto(server.url("vgg", GRID))
    expect(page.locator("[data-row]")).to_have_count(29)
    return page


def cell(page: Page, title: str, name: str) -> Locator:
    """A field of an activity."""
    row = page.locator("[data-row]").filter(has=page.get_by_role("link", name=title, exact=True))
    return row.locator(f"[data-cell='{name}']")


def tab_to(page: Page, name: str) -> int:
    """Press Tab until a field of a column has the focus; returns how often."""
    for presses in range(1, FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.cell") == name:
            return presses
    raise AssertionError(f"No field {name} within {FARTHEST} presses")


def expect_saved(page: Page) -> None:
    """Wait until the page says that nothing is waiting."""
    # The page tries again after five seconds when something went wrong.
    expect(page.locator("[data-status]")).to_contain_text(SAVED, timeout=20_000)


def test_rows_are_filled_in_by_keyboard_alone(new_page: NewPage, server: Server) -> None:
    titles = [
        "Toogdag en algemene ledenvergadering", "Raadsleden betrekken", "Communicatie naar buiten",
        "Projecten en detacheringen voor meer gemeenten",
    ]  # fmt: skip
    page = open_grid(new_page, server, "eindredactie")
    keys = page.keyboard

    tab_to(page, "H2-text")
    for title in titles:
        keys.type(f"{title} gaat goed.")
        keys.press("Control+ArrowDown")
    for _ in titles:
        keys.press("Control+ArrowUp")
    expect(cell(page, titles[0], "H2-text")).to_be_focused()
    assert tab_to(page, "H2-stoplight") <= 3
    for presses in (1, 2, 3):
        for _ in range(presses):
            keys.press("ArrowDown")
        keys.press("Control+ArrowDown")
    expect_saved(page)
    page.reload()

    texts = [cell(page, title, "H2-text").input_value() for title in titles]
    lights = [cell(page, title, "H2-stoplight").input_value() for title in titles]
    assert texts == [f"{title} gaat goed." for title in titles]
    assert lights == ["green", "orange", "red", ""]


def test_what_was_not_held_asks_why_and_takes_its_stoplight_away(new_page: NewPage, server: Server) -> None:
    title = "Klankbordgroep Raadsleden"
    page = open_grid(new_page, server, "eindredactie")
    cell(page, title, "H2-stoplight").focus()
    page.keyboard.press("ArrowDown")
    expect_saved(page)

    assert tab_to(page, "H2-not_held") == 1
    page.keyboard.press("Space")
    assert tab_to(page, "H2-reason") == 1
    page.keyboard.type("De zaal was dicht.")
    expect_saved(page)
    page.reload()

    assert cell(page, title, "H2-not_held").is_checked()
    assert cell(page, title, "H2-reason").input_value() == "De zaal was dicht."
    assert cell(page, title, "H2-stoplight").input_value() == ""


def test_two_people_in_two_rows_do_not_meet(new_page: NewPage, server: Server) -> None:
    titles = ("Kwaliteit Openbaar Bestuur", "Ontwikkelingen in werk en inkomen")
    pages = [open_grid(new_page, server, name) for name in ("redactie", "eindredactie")]

    for page, title in zip(pages, titles, strict=True):
        cell(page, title, "H2-text").focus()
    for word in ("Het ", "loopt."):
        for page in pages:
            page.keyboard.type(word)
    for page in pages:
        expect_saved(page)
        page.reload()

    seen = [[cell(page, title, "H2-text").input_value() for title in titles] for page in pages]
    assert seen == [["Het loopt.", "Het loopt."]] * 2


def test_two_people_in_one_cell_keep_both_texts(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Cultuur"
    first, second = (open_grid(new_page, server, name) for name in ("redactie", "eindredactie"))
    cell(first, title, "H2-text").focus()
    first.keyboard.type("Van de eerste.")
    expect_saved(first)

    field = cell(second, title, "H2-text")
    field.focus()
    second.keyboard.type("Van de tweede.")
    expect(second.locator("[data-status]")).to_contain_text("een ander schreef ook in dit vak")
    aside = second.locator("[data-aside]:not([hidden])")
    expect(aside).to_contain_text("Redactie schreef hier ondertussen:")
    expect(aside.locator("blockquote")).to_have_text("Van de eerste.")
    expect(field).to_have_value("Van de tweede.")
    second.keyboard.press("Tab")
    expect(second.get_by_role("button", name="Zet beide onder elkaar")).to_be_focused()
    second.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect_saved(second)
    first.reload()

    assert cell(first, title, "H2-text").input_value() == "Van de eerste.\n\nVan de tweede."
    expect(first.locator("[data-aside]:not([hidden])")).to_have_count(0)


def test_other_text_may_stay_and_the_own_one_is_found_again(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Bibliotheekwerk"
    first, second = (open_grid(new_page, server, name) for name in ("redactie", "eindredactie"))
    cell(first, title, "H2-text").fill("Blijft staan.")
    expect_saved(first)

    cell(second, title, "H2-text").fill("Gaat opzij.")
    second.get_by_role("button", name="Neem die tekst").press("Enter")
    expect(second.locator("[data-status]")).to_contain_text("De uwe vindt u bij Eerdere teksten.")
    second.reload()
    assert cell(second, title, "H2-text").input_value() == "Blijft staan."
    expect(second.locator("[data-aside]:not([hidden])")).to_have_count(0)

    second.get_by_role("link", name=f"Eerdere teksten van {title}").press("Enter")
    expect(second.get_by_text("Gaat opzij.")).to_be_visible()


def test_text_stays_and_is_sent_again_when_the_line_is_down(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Sport en Bewegen"
    page = open_grid(new_page, server, "eindredactie")
    page.route("**/activiteiten/vak/", lambda route: route.abort())
    cell(page, title, "H2-text").fill("In de trein geschreven.")
    expect(page.locator("[data-status]")).to_contain_text("Niet bewaard: de site is niet bereikbaar")
    expect(cell(page, title, "H2-text")).to_have_value("In de trein geschreven.")

    page.unroute("**/activiteiten/vak/")
    expect_saved(page)
    page.reload()

    assert cell(page, title, "H2-text").input_value() == "In de trein geschreven."


def test_too_long_a_text_says_so_beside_its_field(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Milieu en Energie"
    page = open_grid(new_page, server, "eindredactie")
    field = cell(page, title, "H2-text")
    field.evaluate("field => field.removeAttribute('maxlength')")

    field.fill("x" * 5001)
    expect(page.locator("[data-status]")).to_contain_text("Kijk bij het rode vak.")
    expect(field).to_have_accessible_description("Deze tekst is 5001 tekens lang. Er is plaats voor 5000.")
    field.fill("Kort.")
    expect_saved(page)

    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_text_typed_while_two_texts_wait_is_kept_as_well(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Gemeentefinanciën"
    first, second = (open_grid(new_page, server, name) for name in ("redactie", "eindredactie"))
    cell(first, title, "H2-text").fill("Van de eerste.")
    expect_saved(first)
    field = cell(second, title, "H2-text")
    field.fill("Van de tweede.")
    expect(second.get_by_role("button", name="Houd mijn tekst")).to_be_visible()
    cell(second, title, "H1-text").fill("Een ander vak.")

    field.press("End")
    second.keyboard.type(" Met meer.")
    expect(second.locator("[data-status]")).to_contain_text("Kies welke tekst blijft.")
    second.get_by_role("button", name="Zet beide onder elkaar").press("Enter")
    expect_saved(second)
    first.reload()

    assert cell(first, title, "H2-text").input_value() == "Van de eerste.\n\nVan de tweede. Met meer."
    assert cell(first, title, "H1-text").input_value() == "Een ander vak."


def test_button_saves_all_without_script(new_page: NewPage, server: Server) -> None:
    title = "Portefeuillehouderoverleg Vrijetijdseconomie"
    page = open_grid(new_page, server, "eindredactie", java_script_enabled=False)

    cell(page, title, "H2-text").fill("Zonder script.")
    cell(page, title, "H2-stoplight").select_option(label="Vergt aandacht")
    page.get_by_role("button", name="Bewaar", exact=True).press("Enter")

    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    assert cell(page, title, "H2-text").input_value() == "Zonder script."
    assert cell(page, title, "H2-stoplight").input_value() == "orange"
