"""The accounts of the demonstration; production settings refuse them."""

from django.conf import settings
from django.contrib.auth.models import Group

from association.base.models import Role, User
from association.portfolios.actions import appoint_process_leads
from association.portfolios.models import Portfolio
from home.demonstration.names import ACCOUNT_NAMES, PASSWORD

ROLES = (Role.MANAGER, Role.EDITOR, Role.CHIEF_EDITOR, Role.PROCESS_LEAD, Role.BOARD, Role.COUNCIL_MEMBER)
ACCOUNTS = dict(zip(ACCOUNT_NAMES, ROLES, strict=True))


class NotADemonstration(Exception):
    """These accounts have a known password; only a demonstration may have them."""


def appoint_first_leads(user: User, abbreviations: tuple[str, ...]) -> None:
    """Make an account the process lead of the first portfolio of each association."""
    for abbreviation in abbreviations:
        first = Portfolio.objects.filter(association__abbreviation=abbreviation).order_by("order", "pk").first()
        if first is not None:
            appoint_process_leads(portfolio=first, people=[user], among=[])


def make_accounts(abbreviations: tuple[str, ...]) -> None:
    """One account per role in the groups of all associations; `beheer` may do everything.

    Raises NotADemonstration under any settings without DEMO.
    """
    if not settings.DEMO:
        raise NotADemonstration("De accounts van de demonstratie horen niet op een echte site.")
    for name, role in ACCOUNTS.items():
        user: User | None = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, first_name=name.capitalize())
            user.is_superuser = role == Role.MANAGER
            user.is_staff = user.is_superuser
            user.save()
        user.groups.add(*Group.objects.filter(name__in=[f"{abbreviation} {role}" for abbreviation in abbreviations]))
        if role == Role.PROCESS_LEAD:
            appoint_first_leads(user, abbreviations)
