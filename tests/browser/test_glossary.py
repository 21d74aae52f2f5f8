"""A word is explained where it stands: with the keyboard, without script, and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.kinds import ONE_BRAND
from tests.browser.server import Server


@pytest.mark.parametrize("brand", ONE_BRAND)
@pytest.mark.parametrize("width", [320, 1280])
def test_note_opens_and_closes_without_script(new_page: NewPage, server: Server, brand: str, width: int) -> None:
    page = new_page(width, java_script_enabled=False)
    page.goto(server.url(brand, "/over-ons/geschiedenis/"))
    word, note = page.locator(".term__word").first, page.locator(".term__note").first

    expect(note).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.emulate_media(media="print")

    expect(note).to_be_visible()


# At every width: which signs beside a word stand on another line than the word.
APART = """(plain) => {
  const found = new Set();
  for (const term of document.querySelectorAll(".term")) {
    if (plain) term.style.whiteSpace = "normal";
    const block = term.closest("p, li, td, dd"), word = term.querySelector(".term__word");
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), signs = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".term__note")) continue;
      const own = word.contains(node);
      for (let i = 0; i < node.length; i++) signs.push([node, i, own]);
    }
    const beside = [signs.findIndex((sign) => sign[2]) - 1, signs.findLastIndex((sign) => sign[2]) + 1];
    for (const [place, wanted] of [[beside[0], /[(\\[“‘„]/], [beside[1], /[^\\s\\w]/]]) {
      const [node, i] = signs[place] ?? [];
      if (!node || !wanted.test(node.data[i])) continue;
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      for (let width = 60; width < 700; width++) {
        block.style.inlineSize = `${width}px`;
        const sign = range.getBoundingClientRect(), button = word.getBoundingClientRect();
        if (sign.top > button.bottom - 4 || sign.bottom < button.top + 4) found.add(node.data[i]);
      }
    }
  }
  return [...found];
}"""


def signs_apart(page: Page, *, plain: bool) -> list[str]:
    """The signs that come apart from a word; `plain`: as it would be without our care."""
    found: list[str] = page.evaluate(APART, plain)
    return found


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_no_line_begins_with_the_full_stop_behind_a_word(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(1280)
    page.goto(server.url(brand, "/over-ons/geschiedenis/"))

    assert signs_apart(page, plain=False) == []
    assert signs_apart(page, plain=True) != []


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_note_closes_and_the_word_keeps_the_focus(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page(390, forced_colors="active")
    page.goto(server.url(brand, "/over-ons/geschiedenis/"))
    word, note = page.locator(".term__word").first, page.locator(".term__note").first

    word.focus()
    page.keyboard.press("Space")
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")

    expect(note).to_be_hidden()
    expect(word).to_be_focused()
