"""Debian's Chromium: where it is and how it starts."""

import os
import shutil
from typing import Any

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"]


def chromium() -> str:
    """The program named by NOABER_CHROMIUM or else found on the path; empty when there is none."""
    return os.environ.get("NOABER_CHROMIUM") or shutil.which("chromium") or ""


def launch_options() -> dict[str, Any]:
    """How playwright starts it; its sandbox does not work for root."""
    return {"executable_path": chromium(), "args": [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}
