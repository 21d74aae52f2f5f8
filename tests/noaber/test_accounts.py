"""The published password of the demonstration opens nothing on a real site."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.checks import Error, run_checks

from association.base.models import User
from home.demonstration.accounts import NotADemonstration, make_accounts
from home.demonstration.names import PASSWORD

BACKEND = "noaber.accounts.NoKnownPasswordBackend"


@pytest.fixture
def known(db: None) -> User:
    """The administrator of the demonstration."""
    return User.objects.create_user("beheer", "beheer@example.org", PASSWORD)


def findings() -> list[str]:
    """Our errors in the check for deployment."""
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return [
        str(message.msg) for message in found if isinstance(message, Error) and str(message.id).startswith("noaber.")
    ]


def test_known_password_opens_the_demonstration(known: User) -> None:
    assert authenticate(username="beheer", password=PASSWORD) == known


def test_known_password_opens_no_real_site(known: User, settings: Any) -> None:
    settings.AUTHENTICATION_BACKENDS = [BACKEND]

    assert authenticate(username="beheer", password=PASSWORD) is None


def test_own_password_opens_a_real_site(known: User, settings: Any) -> None:
    settings.AUTHENTICATION_BACKENDS = [BACKEND]
    known.set_password("een heel eigen wachtwoord")
    known.save()

    assert authenticate(username="beheer", password="een heel eigen wachtwoord") == known
    assert authenticate(username="beheer", password="een ander wachtwoord") is None


def test_check_finds_the_known_password_on_a_real_site(known: User, settings: Any) -> None:
    settings.DEMO = False

    assert findings() == ["Het account 'beheer' heeft het bekende wachtwoord van de demonstratie."]


@pytest.mark.parametrize("change", ["demo", "password", "inactive", "name"])
def test_check_is_content_with_safe_accounts(known: User, settings: Any, change: str) -> None:
    settings.DEMO = change == "demo"
    if change == "password":
        known.set_password("een heel eigen wachtwoord")
    known.is_active = change != "inactive"
    known.username = "anita" if change == "name" else "beheer"
    known.save()

    assert findings() == []


def test_accounts_are_made_for_the_demonstration_only(db: None, settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(NotADemonstration):
        make_accounts(("VDG",))

    assert User.objects.count() == 0
