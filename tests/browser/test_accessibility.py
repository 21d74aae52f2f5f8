"""axe finds nothing: WCAG 2.0 to 2.2, A and AA, and best practice."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NewPage
from tests.browser.kinds import BRANDS, KINDS, Kind
from tests.browser.server import Server

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # axe leaves this one out unless it is named.
    "rules": {"target-size": {"enabled": True}},
}


def cases() -> list[Any]:
    """Every kind, brand, width and scheme; for each kind one of each brand together see both widths and both schemes.

    Those are the short run; the others are marked as soak.
    """
    found = []
    for place, kind in enumerate(KINDS):
        for which, brand in enumerate(BRANDS):
            chosen = (WIDTHS[(place + which) % 2], SCHEMES[(place // 2 + which) % 2])
            for width in WIDTHS:
                for scheme in SCHEMES:
                    marks = () if (width, scheme) == chosen else pytest.mark.soak
                    found.append(pytest.param(kind, brand, width, scheme, marks=marks, id=f"{kind.name}-{brand}-{width}-{scheme}"))
    return found


def test_cases_cover_each_kind_on_both_brands_widths_and_schemes() -> None:
    short = [case.values for case in cases() if not case.marks]

    seen = {kind.name: {value for case in short if case[0] is kind for value in case[1:]} for kind in KINDS}

    assert seen == {kind.name: {*BRANDS, *WIDTHS, *SCHEMES} for kind in KINDS}


@pytest.mark.parametrize(("kind", "brand", "width", "scheme"), cases())
def test_page_has_no_violation(
    new_page: NewPage, server: Server, staff_state: Any, kind: Kind, brand: str, width: int, scheme: str
) -> None:
    page = new_page(width, scheme, reduced_motion="reduce", **({"storage_state": staff_state} if kind.staff else {}))
    kind.open(page, server, brand)

    result = Axe().run(page, options=OPTIONS)

    assert page.locator("h1").count() == 1
    assert result.violations_count == 0, result.generate_report()
