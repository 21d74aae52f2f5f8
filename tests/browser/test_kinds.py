"""Every kind of page, visited once: it costs little, breaks no rule, axe finds nothing, and it fits at 320 px."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.browser.checks import (
    SPACE_OUT,
    SPACING,
    costs,
    faults,
    faults_when_small,
    violations,
    watch,
)
from tests.browser.conftest import NewPage
from tests.browser.kinds import BRANDS, BY_NAME, KINDS, ONE_BRAND, Kind
from tests.browser.server import Server

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
BROKEN = """
h1 { min-inline-size: 900px }
main p { overflow: hidden; block-size: 5px }
main ul { overflow-x: auto; text-wrap: nowrap }
"""
APPEND = "((name, values) => document.body.append(Object.assign(document.createElement(name), values)))"


def cases() -> Iterator[Any]:
    """Each kind in one view, taking turns, and the gallery, which has all components, in half of them.

    A view is a brand, a width and a scheme; the other ones are long runs.
    """
    views = [*product(BRANDS, WIDTHS, SCHEMES)]
    for place, kind in enumerate(KINDS):
        short = {0, 3, 5, 6} if kind.staff else {3 * place % len(views)}
        for which, (brand, width, scheme) in enumerate(views):
            marks = () if which in short else pytest.mark.soak
            yield pytest.param(kind, brand, width, scheme, marks=marks, id=f"{kind.name}-{brand}-{width}-{scheme}")


@pytest.mark.parametrize(("kind", "brand", "width", "scheme"), [*cases()])
def test_page_keeps_every_rule(
    new_page: NewPage, server: Server, staff_state: Any, kind: Kind, brand: str, width: int, scheme: str
) -> None:
    page = new_page(width, scheme, reduced_motion="reduce", **({"storage_state": staff_state} if kind.staff else {}))
    traffic = watch(page)
    kind.open(page, server, brand)

    cost = costs(page, traffic, kind, server)
    broken = violations(page)
    plain, spaced = faults_when_small(page)

    assert page.locator("h1").count() == 1 or kind.staff  # the gallery shows titles among its examples
    assert {"cost": cost, "axe": broken, "at 320 px": plain, "spaced out": spaced} == {
        "cost": [], "axe": [], "at 320 px": [], "spaced out": [],
    }  # fmt: skip


def test_policy_stops_a_script_in_the_page(new_page: NewPage, server: Server) -> None:
    page = new_page()
    traffic = watch(page)
    page.goto(server.url("vdg"))

    page.evaluate(f"{APPEND}('script', {{textContent: 'window.broken = true'}})")
    page.evaluate(f"{APPEND}('img', {{src: 'https://example.org/a.png'}})")
    page.wait_for_timeout(100)

    assert page.evaluate("window.broken === undefined")
    assert len([line for line in traffic.said if "Content Security Policy" in line]) == 2


def test_costs_and_violations_are_found_where_they_are(new_page: NewPage, server: Server) -> None:
    page = new_page()
    traffic = watch(page)
    kind = BY_NAME["page"]
    kind.open(page, server, "vdg")

    page.evaluate("document.cookie = 'volgt=1'")
    page.evaluate(f"{APPEND}('img', {{src: '/media/bestaat-niet.png'}})")
    found = costs(page, traffic, kind, server)

    assert len(found) == 2
    assert "404" in found[0]
    assert found[1] == "cookie volgt"
    assert [rule for rule, _ in violations(page)] == ["image-alt", "region"]


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
