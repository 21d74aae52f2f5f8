"""Who works on a portfolio, and what its dossiers brought about.

Each portfolio has a group, which may change the portfolio's own pages and nothing else.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from association.base.models import Role, User
from association.base.rules.days import Precision
from association.portfolios.models import Dossier, DossierResult, DossierState, Portfolio

TEAM_RIGHTS = ("add_page", "change_page")
LONGEST_NAME = 150


def team_name(portfolio: Portfolio) -> str:
    """The name of a portfolio's group: "VDG procesregie: Wonen"."""
    return f"{portfolio.association.abbreviation} {Role.PROCESS_LEAD.value}: {portfolio.name}"[:LONGEST_NAME]


@transaction.atomic
def team_of(*, portfolio: Portfolio) -> Group:
    """The portfolio's group, made when there is none; it is named after the portfolio."""
    name = team_name(portfolio)
    if portfolio.team is None:
        portfolio.team, _ = Group.objects.get_or_create(name=name)
        Portfolio.objects.filter(pk=portfolio.pk).update(team=portfolio.team)
    elif portfolio.team.name != name and not Group.objects.filter(name=name).exists():
        portfolio.team.name = name
        portfolio.team.save(update_fields=["name"])
    return portfolio.team


@transaction.atomic
def let_team_edit(*, page: Page, portfolio: Portfolio | None) -> None:
    """Let the portfolio's group, and no other portfolio's, change a page and what stands below it."""
    team = team_of(portfolio=portfolio) if portfolio else None
    others = GroupPagePermission.objects.filter(page=page, group__portfolio__isnull=False)
    (others.exclude(group=team) if team else others).delete()
    if team is None:
        return
    for permission in Permission.objects.filter(codename__in=TEAM_RIGHTS, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=team, page=page, permission=permission)


@transaction.atomic
def appoint_process_leads(*, portfolio: Portfolio, people: Iterable[User], among: Iterable[User]) -> None:
    """Make exactly these people of `among` the process leads of a portfolio; others in its group stay."""
    team = team_of(portfolio=portfolio)
    team.user_set.remove(*among)
    team.user_set.add(*people)


@transaction.atomic
def record_result(
    *, dossier: Dossier, text: str, day: date | None = None, precision: str = Precision.DAY
) -> DossierResult:
    """Add what a dossier brought about, in one sentence, on a day (today without one)."""
    return DossierResult.objects.create(
        dossier=dossier, text=" ".join(text.split()), day=day or timezone.localdate(), precision=precision
    )


@transaction.atomic
def close_dossier(*, dossier: Dossier, state: str, text: str, day: date | None = None) -> DossierResult:
    """Say of a dossier that it was achieved or dropped, with a sentence of a day (today without one).

    What was dropped ends with that day, unless it ended before.
    """
    day = day or timezone.localdate()
    row = Dossier.objects.select_for_update().get(pk=dossier.pk)
    row.state = DossierState(state)
    if row.state == DossierState.DROPPED:
        # A dossier lasts a day at least.
        after = max(day, row.start_date or day) + timedelta(days=1)
        row.end_date = min(row.end_date, after) if row.end_date else after
    row.save(update_fields=["state", "end_date"])
    return record_result(dossier=row, text=text, day=day)
