"""Debian's Chromium: where it is, how it starts, and how an administrator logs in with it."""

import os
import shutil
from typing import Any

from playwright.sync_api import Browser

from home.demonstration.names import PASSWORD
from tests.browser.server import Server

QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def chromium() -> str:
    """The program named by NOABER_CHROMIUM or else found on the path; empty when there is none.

    The one without windows comes first: it shows the same pages for half the work.
    """
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    return os.environ.get("NOABER_CHROMIUM") or next(filter(None, found), "")


def launch_options() -> dict[str, Any]:
    """How playwright starts it; its sandbox does not work for root."""
    return {"executable_path": chromium(), "args": [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


def log_in(browser: Browser, server: Server) -> Any:
    """The cookies of an administrator who is logged in at the first site, for a context's `storage_state`."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url("vdg", "/beheer/login/"))
    page.locator("input[name=username]").fill("beheer")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/beheer/")
    state = context.storage_state()
    context.close()
    return state
