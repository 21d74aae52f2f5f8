"""Mails about applications: a confirmation to who applied, a notice to the bureau; sent by the worker."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from association.base.site_settings import SiteSettings
from association.memberships.models import KEPT_AFTER_OUTCOME, Candidate

CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = 6  # as a power of two, in minutes: about an hour
MOST_TRIES = 80  # some three days
HEADERS = {"Auto-Submitted": "auto-generated"}


def send_candidate_mail() -> int:
    """Send what waits; returns how many candidates are done with. Safe to run twice at once: each is claimed first.

    After a failure a mail is tried again, ever later, for some three days.
    """
    now = timezone.now()
    waiting = Candidate.objects.filter(Q(confirmed_at=None) | Q(notified_at=None), erased_at=None)
    due = waiting.filter(next_try_at__lte=now, tries__lt=MOST_TRIES).values_list("pk", flat=True)
    return sum(send_both(number) for number in list(due) if claim(number, now))


def claim(number: int, now: datetime) -> bool:
    """Take a candidate whose mails are due, for five minutes; False when somebody else has it."""
    due = Candidate.objects.filter(pk=number, next_try_at__lte=now)
    return bool(due.update(next_try_at=now + CLAIM, tries=F("tries") + 1))


def send_both(number: int) -> int:
    """Send to the candidate and to the bureau what was not sent yet; 1 when both were taken."""
    row = Candidate.objects.select_related("vacancy__association", "municipality").get(pk=number)
    site = Site.objects.filter(sitesettings__association=row.vacancy.association_id).first()
    bureau = SiteSettings.of(site).email if site else ""
    root = site.root_url if site else ""
    context = {
        "candidate": row,
        "vacancy": row.vacancy,
        "bureau": bureau,
        "days": KEPT_AFTER_OUTCOME.days,
        "url": root + reverse("vacancy", args=[row.vacancy_id]),
    }
    title = " ".join(row.vacancy.title.split())
    mails = {
        "confirmed_at": (f"Uw aanmelding: {title}", "vacancy_confirmation", row.email, bureau),
        "notified_at": (f"Nieuwe kandidaat: {title}", "vacancy_notice", bureau, ""),
    }
    taken = [
        send(row, column, subject, render_to_string(f"email/{template}.txt", context), to, reply)
        for column, (subject, template, to, reply) in mails.items()
        if getattr(row, column) is None
    ]
    return int(all(taken))


def send(row: Candidate, column: str, subject: str, text: str, to: str, reply: str) -> bool:
    """Send one mail and note it in a column; False when the mail server did not take it. Without address it is done."""
    if to:
        message = EmailMessage(subject, text, to=[to], reply_to=[reply] if reply else [], headers=HEADERS)
        try:
            message.send()
        except OSError:
            pause = timedelta(minutes=2 ** min(row.tries, LONGEST_PAUSE))
            Candidate.objects.filter(pk=row.pk).update(next_try_at=timezone.now() + pause)
            return False
    Candidate.objects.filter(pk=row.pk).update(**{column: timezone.now()})
    return True
