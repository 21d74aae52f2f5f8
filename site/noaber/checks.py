"""System checks for a real installation."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import DatabaseError

from association.newsletters.sending.message import BadAddress, wire_address
from association.publications.render.available import missing
from home.demonstration.names import ACCOUNT_NAMES, PASSWORD


def check_no_demonstration_accounts(app_configs: Any, **options: Any) -> Sequence[CheckMessage]:
    """An error for each account of the demonstration with its published password, where real people log in."""
    if settings.DEMO:
        return []
    return [
        Error(
            f"Het account {name!r} heeft het bekende wachtwoord van de demonstratie.",
            hint=f"Geef het een ander wachtwoord (changepassword {name}) of maak het inactief.",
            id="noaber.E001",
        )
        for name in known_accounts()
    ]


def check_documents(app_configs: Any, **options: Any) -> Sequence[CheckMessage]:
    """A word when no PDF can be made here; the site works without."""
    lack = missing()
    return [Info(lack, id="noaber.I001")] if lack else []


def check_bounce_address(app_configs: Any, **options: Any) -> Sequence[CheckMessage]:
    """An error for an address of returned mail that no mail can have on its envelope."""
    try:
        if settings.BOUNCE_ADDRESS:
            wire_address(settings.BOUNCE_ADDRESS)
    except BadAddress:
        hint = "Gebruik een adres zonder accenten of spaties, zoals terug@nieuws.example."
        return [Error(f"BOUNCE_ADDRESS is geen adres: {settings.BOUNCE_ADDRESS!r}.", hint=hint, id="noaber.E002")]
    return []


def connect() -> None:
    """Have `check --deploy` ask these; loading what makes documents would slow other commands down."""
    register(check_no_demonstration_accounts, Tags.security, deploy=True)
    register(check_documents, deploy=True)
    # Asked at every start: a worker with such an address would send nothing.
    register(check_bounce_address)


def known_accounts() -> list[str]:
    """Names of active accounts that anybody can log in to; none while the database is not there yet."""
    accounts = get_user_model()._default_manager.filter(username__in=ACCOUNT_NAMES, is_active=True)
    try:
        return [account.get_username() for account in accounts if account.check_password(PASSWORD)]
    except DatabaseError:
        return []
