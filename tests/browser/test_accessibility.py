"""axe finds nothing: WCAG 2.0 to 2.2, A and AA, and best practice."""

from collections.abc import Iterator
from itertools import product
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
def test_page_has_no_violation(
    new_page: NewPage, server: Server, staff_state: Any, kind: Kind, brand: str, width: int, scheme: str
) -> None:
    page = new_page(width, scheme, reduced_motion="reduce", **({"storage_state": staff_state} if kind.staff else {}))
    kind.open(page, server, brand)

    result = Axe().run(page, options=OPTIONS)

    assert page.locator("h1").count() == 1 or kind.staff  # the gallery shows titles among its examples
    assert result.violations_count == 0, result.generate_report()
