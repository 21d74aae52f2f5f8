"""What the tests of sending share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_mark(settings: Any, tmp_path: Path) -> None:
    """The file beside the data is of this test alone, as its database is."""
    settings.DATA_FOLDER = tmp_path
    settings.BOUNCE_ADDRESS = "terug@vereniging.example.org"
