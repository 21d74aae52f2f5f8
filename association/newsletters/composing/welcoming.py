"""Welcome series: mails to who is new on a list, some days after they confirmed, each at most once."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Site

from association.newsletters.composing.rendering import RenderedIssue
from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    MailingVariant,
    Subscription,
    Suppression,
    WelcomeStep,
)
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.tokens import address_hashes
from association.newsletters.rules.variants import Variant

logger = logging.getLogger(__name__)
# Who is longer overdue gets nothing: a step that is new is not for those who are not.
GRACE = timedelta(days=3)
AT_ONCE = 500
# Who came on a list so is not new: a file holds readers of another list, and the bureau puts earlier ones back.
NOT_NEW = (ConsentEvent.Kind.IMPORTED, ConsentEvent.Kind.RESTORED)


def send_welcomes() -> int:
    """Freeze the welcome mails that are due, for the sender to send; returns how many. Safe to run twice at once."""
    steps = WelcomeStep.objects.order_by("pk").values_list("pk", flat=True)
    return sum(send_or_note(number) for number in list(steps))


def send_or_note(number: int) -> int:
    """Freeze one step; what is wrong with it is logged."""
    try:
        return send_step(number)
    except Exception:  # whatever is wrong with one step, the others are due as well
        logger.exception("Welcome mail %s could not be made", number)
        return 0


def due_subscriptions(step: WelcomeStep) -> list[Subscription]:
    """Who is to get a step now: new on its list so many days ago, not paused, and not mailed by this step before."""
    now = timezone.now()
    moment = now - timedelta(days=step.days)
    rows = Subscription.objects.filter(mailing_list=step.mailing_list, confirmed_at__lte=moment)
    rows = rows.filter(confirmed_at__gt=moment - GRACE).receiving(timezone.localdate(now))
    known = ConsentEvent.objects.filter(
        subscriber=OuterRef("subscriber"),
        mailing_list=OuterRef("mailing_list"),
        kind__in=NOT_NEW,
        at__gte=OuterRef("confirmed_at"),
    )
    rows = rows.filter(~Exists(known))
    mailed = Delivery.objects.filter(mailing__step=step, subscriber__isnull=False)
    rows = rows.exclude(subscriber__in=mailed.values("subscriber")).select_related("subscriber")
    return list(rows.order_by("pk")[:AT_ONCE])


def without_suppressed(rows: Iterable[Subscription], association: int) -> list[Subscription]:
    """Those whose address is not blocked."""
    blocked = set(Suppression.objects.filter(association=association).values_list("address_hash", flat=True))
    return [row for row in rows if not blocked or blocked.isdisjoint(address_hashes(row.subscriber.email_key))]


@transaction.atomic
def send_step(number: int) -> int:
    """Freeze one step for who is due; the number of deliveries."""
    # Whoever does the same at once waits here, and then finds that it was done.
    step = WelcomeStep.objects.select_for_update().filter(pk=number).first()
    if step is None:
        return 0
    association = step.mailing_list.association_id
    due = without_suppressed(due_subscriptions(step), association)
    site = site_of(step)
    if not due or site is None:
        return 0
    variant = render_step(step, site)
    now = timezone.now()
    newsletter = step.newsletter
    mailing = Mailing.objects.create(
        association_id=association,
        newsletter=newsletter,
        step=step,
        subject=" ".join(step.subject.split()),
        sender=f"{' '.join(newsletter.sender_name.split())} <{newsletter.sender_email}>",
        reply_to=newsletter.reply_to,
        root_url=site.root_url,
        audience={"lists": [{"number": step.mailing_list_id, "name": step.mailing_list.name}], "segment": ""},
        state=Mailing.State.SENDING,
        candidates=len(due),
        started_at=now,
        send_at=now,
    )
    kept = MailingVariant.objects.create(
        mailing=mailing, key=variant.key, groups=list(variant.groups), html=variant.html, text=variant.text
    )
    Delivery.objects.bulk_create(
        Delivery(mailing=mailing, variant=kept, subscription=row, subscriber=row.subscriber) for row in due
    )
    return len(due)


def site_of(step: WelcomeStep) -> Site | None:
    """The site of the association whose list it is."""
    sites = Site.objects.filter(sitesettings__association=step.mailing_list.association_id)
    return sites.order_by("-is_default_site", "pk").first()


def render_step(step: WelcomeStep, site: Site) -> Variant:
    """A step as a mail in the frame of its series."""
    page: Any = NewsletterIssuePage(title=step.subject, newsletter=step.newsletter, opening=step.text)
    groups = tuple(sorted(step.mailing_list.groups.values_list("pk", flat=True)))
    return RenderedIssue(page, site=site).variant(groups, [step.mailing_list])
