"""Telling staff that a mailing stands still."""

import logging

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from association.base.models import AssociationGroup, User
from association.newsletters.models import Mailing

logger = logging.getLogger(__name__)
HEADERS = {"Auto-Submitted": "auto-generated"}


def senders_of(association: int) -> list[User]:
    """The accounts that may send for an association."""
    may = Permission.objects.filter(content_type__app_label="association", codename="send_mailing")
    groups = AssociationGroup.objects.filter(association=association, group__permissions__in=may).values("group")
    return list(User.objects.filter(is_active=True, groups__in=groups).distinct().order_by("pk"))


def tell_staff(mailing: Mailing, notice: str) -> None:
    """Mail who may send; when no mail goes out at all, the first screen of the admin still says so."""
    people = [user.email for user in senders_of(mailing.association_id) if user.email]
    if not people:
        return
    url = settings.WAGTAILADMIN_BASE_URL + reverse("mailing", args=[mailing.pk])
    text = render_to_string("email/mailing_paused.txt", {"mailing": mailing, "notice": notice, "url": url})
    try:
        EmailMessage(f"Verzending gepauzeerd: {mailing.subject}", text, to=people, headers=HEADERS).send()
    except Exception:  # the mailing stands still already, and its screen says why
        logger.exception("Staff could not be told that mailing %s is paused", mailing.pk)
