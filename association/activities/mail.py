"""Mails of a round of reporting: to who fills in and has not done so; sent by the worker, each once."""

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from association.activities.models import ActivityYear, ReportingRound, RoundMail
from association.activities.queries import missing, rows_of
from association.base.models import User

logger = logging.getLogger(__name__)
SOON = timedelta(days=7)
# Who is late hears so for a week; later than that nobody is waiting for a mail.
LATE = timedelta(days=7)
HEADERS = {"Auto-Submitted": "auto-generated"}
Kind = RoundMail.Kind


def kind_on(found: ReportingRound, today: date) -> str:
    """Which mail is due on a day; empty when the round is over."""
    if today > found.due_on + LATE:
        return ""
    if today > found.due_on:
        return Kind.LATE.value
    # Who was asked in the last week needs no reminder of it.
    asked_before = found.mails.filter(kind=Kind.FIRST, at__date__lt=found.due_on - SOON).exists()
    return Kind.SOON.value if found.due_on - today <= SOON and asked_before else Kind.FIRST.value


def people_of(rows: Iterable[ActivityYear]) -> dict[Any, list[ActivityYear]]:
    """Who fills in which of these activities: who was named and still may, else who leads a portfolio's process.

    Who has no address gets no mail.
    """
    rows = list(rows)
    teams = [portfolio.team_id for row in rows for portfolio in row.portfolios.all() if portfolio.team_id]
    leads: dict[int, list[User]] = {}
    for user in User.objects.filter(groups__in=teams, is_active=True).prefetch_related("groups").distinct():
        for group in user.groups.all():
            leads.setdefault(group.pk, []).append(user)
    found: dict[Any, list[ActivityYear]] = {}
    for row in rows:
        named = row.activity.responsible
        others = [user for portfolio in row.portfolios.all() for user in leads.get(portfolio.team_id or 0, [])]
        for user in dict.fromkeys([named] if named and may_enter(named) else others):
            if user.email and may_enter(user):
                found.setdefault(user, []).append(row)
    return found


def may_enter(user: User) -> bool:
    """Whether somebody may still work in the admin."""
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))


def send_round_mail() -> int:
    """Send what is due today; returns how many mails. Safe to run twice at once: each is noted before it goes.

    A mail that the server did not take is tried again at the next turn.
    """
    today = timezone.localdate()
    sent = 0
    for found in ReportingRound.objects.filter(due_on__gte=today - LATE).select_related("association"):
        kind = kind_on(found, today)
        lacking = missing(rows_of(found.association_id, found.year), found.period) if kind else []
        known = set(found.mails.filter(kind=kind).values_list("user", flat=True))
        for user, rows in people_of(lacking).items():
            if user.pk not in known:
                sent += send(found, kind, user, rows)
    return sent


def send(found: ReportingRound, kind: str, user: Any, rows: list[ActivityYear]) -> int:
    """Send one mail, unless another process does; 1 when it went."""
    try:
        with transaction.atomic():
            note = RoundMail.objects.create(round=found, user=user, kind=kind)
    except IntegrityError:
        return 0
    site = Site.objects.filter(sitesettings__association=found.association).order_by("pk").first()
    path = reverse("activities", args=[found.association.slug, found.year])
    context = {
        "round": found,
        "kind": kind,
        "name": user.get_full_name() or user.get_username(),
        "rows": rows,
        "url": f"{site.root_url if site else ''}{path}?periode={found.period}&mijn=1&ontbreekt=1",
    }
    subject, _, text = render_to_string("email/activity_round.txt", context).strip().partition("\n")
    try:
        EmailMessage(subject[:250], text.strip() + "\n", to=[user.email], headers=HEADERS).send()
    except OSError:
        logger.warning("The mail server did not take a mail of round %s", found.pk)
        note.delete()
        return 0
    return 1
