"""What is checked at every start."""

from typing import Any

import pytest
from django.core.checks import run_checks

from noaber.checks import check_bounce_address


@pytest.mark.parametrize(
    ("address", "wrong"),
    [("", False), ("terug@nieuws.example", False), ("terug@nieuwsbriëf.example", False), ("térug@nieuws.example", True),
     ("terug", True), ("terug @nieuws.example", True), ("terug@nieuws.example\nBcc: a@b.example", True)],
)  # fmt: skip
def test_address_for_returned_mail_is_checked(settings: Any, address: str, wrong: bool) -> None:
    settings.BOUNCE_ADDRESS = address

    found = [message.id for message in check_bounce_address(None)]

    assert found == (["noaber.E002"] if wrong else [])


def test_start_asks_for_the_address(settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "térug@nieuws.example"

    assert "noaber.E002" in {message.id for message in run_checks()}
