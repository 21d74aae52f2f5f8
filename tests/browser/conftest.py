"""A browser and the demonstration for it to visit."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from noaber.settings.test import quick_folder
from tests.browser.browser import chromium, launch_options, log_in
from tests.browser.server import Server, serve

HERE = Path(__file__).parent
NewPage = Callable[..., Page]

# Playwright keeps a loop running in this thread, which Django takes for asynchronous code: in this process it is not.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark these tests, and run them after all others: their loop stays in the process once it runs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session", autouse=True)
def _pictures_of_failures(pytestconfig: pytest.Config) -> None:
    """Keep a picture of the page for each test that fails, in test-results/."""
    pytestconfig.option.screenshot = "only-on-failure"


@pytest.fixture(scope="session")
def _pw_artifacts_folder(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Where playwright keeps pictures for the time being; its own folder ends with a warning when a worker stops."""
    return SimpleNamespace(name=str(tmp_path_factory.mktemp("pictures")))


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: addresses are written out, for there are two sites."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; without it the tests are skipped and say so."""
    if not chromium():
        pytest.skip("no Chromium: install Debian's package chromium, or name the program in NOABER_CHROMIUM")
    return launch_options()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The demonstration, served as users get it."""
    if not chromium():
        pytest.skip("no Chromium: install Debian's package chromium, or name the program in NOABER_CHROMIUM")
    with TemporaryDirectory(prefix="noaber-browser-", dir=quick_folder()) as folder, serve(Path(folder)) as running:
        yield running


@pytest.fixture(scope="session")
def staff_state(browser: Browser, server: Server) -> Any:
    """The cookies of an administrator who is logged in at the first site."""
    return log_in(browser, server)


@pytest.fixture
def new_page(new_context: Callable[..., BrowserContext]) -> NewPage:
    """Makes a page in a browser of its own: `new_page(width, scheme, …)`, with any option of a context behind them."""

    def make(width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        height = 844 if width < 600 else 900
        context = new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL", **options
        )
        context.set_default_timeout(15_000)
        return context.new_page()

    return make
