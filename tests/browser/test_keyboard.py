"""Everything works with a keyboard, and what has the focus can be seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.kinds import BY_NAME, ONE_BRAND
from tests.browser.server import Server

# The element that has the focus: its words, whether its ring shows, whether it is on the screen and not covered.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const styles = [getComputedStyle(element), getComputedStyle(element, "::after")], box = element.getBoundingClientRect();
  const left = box.left + Math.min(box.width, innerWidth) / 2, top = box.top + Math.min(box.height, 40) / 2;
  const place = document.elementFromPoint(left, top);
  return {
    words: (element.ariaLabel || element.innerText || element.name || element.tagName).trim().slice(0, 60),
    ring: styles.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    free: !place || element.contains(place) || place.contains(element),
  };
}"""
STOPS = "a[href], button, input, textarea, select, summary, iframe, [tabindex='0']"
COUNT = """selector => [...document.querySelectorAll(selector)].filter(element =>
  element.checkVisibility({visibilityProperty: true}) && !element.disabled && element.tabIndex >= 0
).length"""


def tab_through(page: Page) -> list[dict[str, object]]:
    """All that gets the focus by pressing Tab, from the top of the page to its end."""
    stops: list[dict[str, object]] = []
    for _ in range(250):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    ("name", "brand", "width"),
    [
        ("home", "vdg", 1280), ("home", "vgg", 390), ("news-item", "vdg", 390), ("news-item", "vgg", 1280),
        ("contact-errors", "vgg", 390), ("search", "vdg", 1280), ("portfolio", "vgg", 1280),
        ("publication", "vgg", 1280), ("chapter", "vdg", 390), ("chapter", "vgg", 1280), ("document-whole", "vdg", 1280),
    ],
)  # fmt: skip
def test_every_stop_is_on_the_screen_with_a_ring(
    new_page: NewPage, server: Server, name: str, brand: str, width: int
) -> None:
    page = new_page(width)
    BY_NAME[name].open(page, server, brand)
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0), document.body.tabIndex = -1, document.body.focus()")
    expected = page.evaluate(COUNT, STOPS)

    stops = tab_through(page)

    assert len(stops) == expected
    assert [stop["words"] for stop in stops if not (stop["ring"] and stop["seen"] and stop["free"])] == []


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_skip_link_comes_first_and_goes_to_the_text(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page()
    BY_NAME["page"].open(page, server, brand)
    link = page.get_by_role("link", name="Direct naar de inhoud")
    before = link.bounding_box()

    page.keyboard.press("Tab")
    shown = link.bounding_box()
    words = page.evaluate(FOCUSED)["words"]
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
    page.keyboard.press("Tab")

    assert before is not None
    assert shown is not None
    assert before["y"] + before["height"] <= 0 <= shown["y"]
    assert words == "Direct naar de inhoud"
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_menu_on_a_phone_opens_with_enter(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(390)
    BY_NAME["home"].open(page, server, brand)
    link = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Nieuws")
    hidden = link.is_hidden()

    page.locator(".header__panel summary").focus()
    page.keyboard.press("Enter")
    shown = link.is_visible()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.id")
    page.locator(".header__panel summary").focus()
    page.keyboard.press("Space")

    assert (hidden, shown, inside) == (True, True, "zoek-menu")
    assert link.is_hidden()


def test_accordion_opens_with_enter_and_closes_with_space(new_page: NewPage, server: Server) -> None:
    page = new_page()
    BY_NAME["news-item"].open(page, server, "vdg")
    answer = page.get_by_text("Elk raadslid is welkom.").first
    hidden = answer.is_hidden()

    page.locator("summary", has_text="Wie mag erbij zijn?").focus()
    page.keyboard.press("Enter")
    shown = answer.is_visible()
    page.keyboard.press("Space")

    assert (hidden, shown) == (True, True)
    assert answer.is_hidden()


def test_errors_of_a_form_get_the_focus_and_lead_to_their_fields(new_page: NewPage, server: Server) -> None:
    page = new_page()
    BY_NAME["contact-errors"].open(page, server, "vgg")
    summary = page.evaluate("document.activeElement.className")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert summary == "error-summary"
    assert page.evaluate("document.activeElement.name") == "naam"
