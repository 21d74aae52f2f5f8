"""The accounts of the demonstration; production settings refuse them."""

from typing import cast

from django.conf import settings
from django.contrib.auth.models import Group

from association.base.models import Role, User

PASSWORD = "noaber-proef-2026"  # noqa: S105 - printed by the demonstration, refused in production
ACCOUNTS = {
    "beheer": Role.MANAGER,
    "redactie": Role.EDITOR,
    "eindredactie": Role.CHIEF_EDITOR,
    "procesregie": Role.PROCESS_LEAD,
    "bestuur": Role.BOARD,
    "raadslid": Role.COUNCIL_MEMBER,
}


class NotADemonstration(Exception):
    """These accounts have a known password; only a demonstration may have them."""


def make_accounts(abbreviations: tuple[str, ...]) -> None:
    """One account per role in the groups of all associations; `beheer` may do everything.

    Raises NotADemonstration under any settings without DEMO.
    """
    if not settings.DEMO:
        raise NotADemonstration("De accounts van de demonstratie horen niet op een echte site.")
    for name, role in ACCOUNTS.items():
        user = cast("User | None", User.objects.filter(username=name).first())
        if user is None:
            user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, first_name=name.capitalize())
            user.is_superuser = role == Role.MANAGER
            user.is_staff = user.is_superuser
            user.save()
        user.groups.add(*Group.objects.filter(name__in=[f"{abbreviation} {role}" for abbreviation in abbreviations]))
