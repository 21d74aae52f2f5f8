"""Paper, forced colours, less motion, and nothing that jumps while the page comes in."""

import time

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import NewPage
from tests.browser.kinds import BRANDS, BY_NAME, in_turn
from tests.browser.server import Server

LARGEST_SHIFT = 0.02
FONT_DELAY = 0.8  # seconds
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput)
        window.shifts.push([entry.value, ...entry.sources.map(source => source.node?.className ?? "")]);
  }).observe({type: "layout-shift", buffered: true});
}"""
SCROLL = """async () => {
  for (let top = 0; top < document.body.scrollHeight; top += 400) {
    scrollTo(0, top);
    await new Promise(resolve => setTimeout(resolve, 40));
  }
  const shown = [...document.images].filter(image => image.checkVisibility());
  const loaded = Promise.all(shown.map(image => image.decode().catch(() => null)));
  await Promise.race([loaded, new Promise(resolve => setTimeout(resolve, 10_000))]);
}"""
# Everything with the look of a thing of its own whose edges are gone: no border on any side, no outline.
WITHOUT_EDGE = """selector => [...document.querySelectorAll(selector)].filter(element => {
  const style = getComputedStyle(element);
  const edge = side => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none";
  return element.checkVisibility() && !["Top", "Right", "Bottom", "Left"].some(edge) && style.outlineStyle === "none";
}).map(element => `${element.className || element.tagName}: ${element.textContent.trim().slice(0, 30)}`)"""
# Text whose colour is that of the ground below it.
UNREADABLE = """() => [...document.body.querySelectorAll("*")].filter(element => {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!own || !element.checkVisibility({visibilityProperty: true})) return false;
  if (element.closest(".visually-hidden, noscript")) return false;
  const clear = /rgba\\(.*, 0\\)|transparent/;
  let ground = element;
  while (ground && clear.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  return ground && getComputedStyle(element).color === getComputedStyle(ground).backgroundColor;
}).map(element => element.textContent.trim().slice(0, 40))"""
THINGS = (
    ".button, input:not([type=hidden]):not([tabindex='-1']), textarea, select, .callout, .error-summary, "
    ".chips__chip, .video__play, .header__panel summary, .search-field button"
)
CONTROLS = "nav, form, .header__panel, .header__search, footer.footer, .skip-link, .copy-text, .video__play"


def shifts_of(page: Page, url: str) -> list[list[object]]:
    """The shifts while a page comes in with a late font and is scrolled to its end: value and classes of what moved."""

    def late(route: Route) -> None:
        time.sleep(FONT_DELAY)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script(f"({SHIFTS})()")
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.evaluate(SCROLL)
    page.wait_for_timeout(100)
    return page.evaluate("window.shifts")  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize(("name", "brand"), in_turn(["home", "news-item", "portfolio"]))
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_the_page_comes_in(
    new_page: NewPage, server: Server, name: str, width: int, brand: str
) -> None:
    page = new_page(width)

    shifts = shifts_of(page, server.url(brand, BY_NAME[name].paths[brand]))

    assert sum(float(str(value)) for value, *_ in shifts) < LARGEST_SHIFT, shifts


def test_shift_is_measured_when_there_is_one(new_page: NewPage, server: Server) -> None:
    page = new_page()
    page.add_init_script(f"({SHIFTS})()")
    page.goto(server.url("vdg"))

    page.evaluate("document.querySelector('main').style.marginTop = '300px'")
    page.wait_for_timeout(300)

    assert page.evaluate("window.shifts[0][0]") > LARGEST_SHIFT


@pytest.mark.parametrize(
    ("name", "brand"), in_turn(["home", "news", "news-item", "portfolio", "contact-errors", "search"])
)
def test_nothing_vanishes_in_forced_colours(new_page: NewPage, server: Server, name: str, brand: str) -> None:
    page = new_page(forced_colors="active")
    BY_NAME[name].open(page, server, brand)

    assert page.locator(THINGS).count() > 0
    assert page.evaluate(WITHOUT_EDGE, THINGS) == []
    assert page.evaluate(UNREADABLE) == []


@pytest.mark.parametrize("brand", BRANDS)
def test_paper_has_the_text_and_no_controls(new_page: NewPage, server: Server, brand: str) -> None:
    page = new_page()
    BY_NAME["news-item"].open(page, server, brand)
    controls = page.locator(CONTROLS)
    answers = page.locator(".accordion .accordion__body")
    assert controls.first.is_visible()
    assert not answers.first.is_visible()

    page.emulate_media(media="print")

    assert [control.get_attribute("class") for control in controls.all() if control.is_visible()] == []
    assert answers.count() == 2
    assert all(answer.is_visible() for answer in answers.all())
    assert page.locator("h1").is_visible()
    assert page.locator(".table").first.is_visible()


def test_paper_is_white_in_the_dark_scheme_too(new_page: NewPage, server: Server) -> None:
    page = new_page(scheme="dark")
    BY_NAME["page"].open(page, server, "vgg")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)

    page.emulate_media(media="print", color_scheme="dark")

    assert dark == "rgb(17, 22, 28)"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_printing_leaves_the_page_as_it_was(new_page: NewPage, server: Server) -> None:
    page = new_page()
    BY_NAME["news-item"].open(page, server, "vdg")
    closed = page.locator("main details:not([open])").count()

    page.pdf()

    assert closed > 0
    assert page.locator("main details:not([open])").count() == closed


@pytest.mark.parametrize("name", ["home", "news-item"])
def test_nothing_moves_for_who_wants_less_motion(new_page: NewPage, server: Server, name: str) -> None:
    page = new_page()
    BY_NAME[name].open(page, server, "vdg")
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const style = getComputedStyle(element);
      return [style.transitionDuration, style.animationDuration].join().split(",").some(part => parseFloat(part) > 0)
        || style.scrollBehavior === "smooth";
    }).map(element => element.className)"""
    usual = page.evaluate(moving)

    page.emulate_media(reduced_motion="reduce")

    assert len(usual) > 0
    assert page.evaluate(moving) == []
