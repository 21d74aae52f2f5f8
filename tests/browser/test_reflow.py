"""Nothing scrolls sideways at 320 px and no text is cut off, also with the text spacing of WCAG 1.4.12."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.kinds import BY_NAME, KINDS, ONE_BRAND, Kind, in_turn
from tests.browser.server import Server

SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
BROKEN = """
h1 { min-inline-size: 900px }
main p { overflow: hidden; block-size: 5px }
main ul { overflow-x: auto; text-wrap: nowrap }
"""
SPACE_OUT = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
# What sticks out of the page, and boxes that hide a part of their own text. What may scroll has a name and takes focus.
FAULTS = """() => {
  const name = element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
  const wide = document.scrollingElement.scrollWidth > innerWidth;
  const found = wide ? [`the page is ${document.scrollingElement.scrollWidth} px wide`] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (wide && box.right > innerWidth + 1 && !element.children.length) found.push(`sticks out: ${name(element)}`);
    if (!element.textContent.trim() || element.closest("svg, .visually-hidden") || box.width < 2) continue;
    const sideways = element.scrollWidth > element.clientWidth + 1;
    const down = element.scrollHeight > element.clientHeight + 1;
    const cuts = ["hidden", "clip"].includes(style.overflowX), scrolls = ["auto", "scroll"].includes(style.overflowX);
    const region = element.matches("[role=region][tabindex='0'][aria-label]");
    if (cuts && (sideways || down)) found.push(`cut off: ${name(element)}`);
    if (scrolls && sideways && !region) found.push(`scrolls without a name: ${name(element)}`);
  }
  return found;
}"""


def faults(page: Page) -> list[str]:
    """What does not fit on the page."""
    return page.evaluate(FAULTS)  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize(("kind", "brand"), in_turn(KINDS))
def test_page_fits_on_the_smallest_screen(
    new_page: NewPage, server: Server, staff_state: Any, kind: Kind, brand: str
) -> None:
    page = new_page(320, **({"storage_state": staff_state} if kind.staff else {}))
    kind.open(page, server, brand)
    plain = faults(page)

    page.evaluate(SPACE_OUT, SPACING)
    spaced = faults(page)

    assert (plain, spaced) == ([], [])


def test_faults_are_found_where_they_are(new_page: NewPage, server: Server) -> None:
    page = new_page(320)
    BY_NAME["page"].open(page, server, "vdg")

    page.evaluate(SPACE_OUT, BROKEN)

    found = " ".join(faults(page))
    assert "the page is" in found
    assert "cut off: P" in found


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_menu_on_a_phone_fits_when_open(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(320)
    BY_NAME["home"].open(page, server, brand)

    page.locator(".header__panel summary").click()
    page.evaluate(SPACE_OUT, SPACING)

    assert faults(page) == []
