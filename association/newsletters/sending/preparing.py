"""Freezing a mailing: its texts, and a row for each reader, in one short transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from association.base.models import User
from association.newsletters.models import Delivery, Mailing, MailingList, MailingVariant, Newsletter
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.tokens import new_token
from association.newsletters.rules.variants import Variant
from association.newsletters.sending.audience import Reader, counts_of, readers

# Plain SQL: thousands of objects of the model would take four times as long, and the row of the issue is locked.
COLUMNS = (
    "association_delivery (mailing_id, variant_id, subscription_id, subscriber_id, token, state, reason, next_try_at, "
    "claimed_by, tries, answer)"
)
ADD_DELIVERY = f"INSERT INTO {COLUMNS} VALUES ({', '.join(['%s'] * 11)})"  # noqa: S608 - all of it stands here
COPY_DELIVERIES = f"COPY {COLUMNS} FROM STDIN"


class NotPrepared(Exception):
    """A mailing that cannot be sent as asked; its text is for the person who asked."""


@transaction.atomic
def prepare(
    page: NewsletterIssuePage,
    variants: Sequence[Variant],
    *,
    by: User | None,
    send_at: datetime | None = None,
    expected: int | None = None,
) -> Mailing:
    """Freeze an issue for the readers of its lists and publish the page; from then on it is sent by itself.

    `variants` has one for each set of groups of the lists; `expected` is how many readers somebody saw. With `send_at`
    in the future the page is published then. An issue has one mailing: asked again, that one is given back. Raises
    NotPrepared when nobody would get it, another number than expected would, or something does not fit.
    """
    NewsletterIssuePage.objects.select_for_update().get(pk=page.pk)
    if found := Mailing.objects.filter(issue=page.pk).first():
        return found
    lists = list(page.lists.all())
    check_lists(page.newsletter, lists)
    moment = timezone.now()
    due = send_at if send_at and send_at > moment else moment
    found_readers = readers(lists, page.segment, timezone.localdate(due))
    counts = counts_of(found_readers)
    check_numbers(counts.prepared, expected)
    mailing = Mailing.objects.create(
        **of_newsletter(page.newsletter),
        issue=page,
        subject=one_line(page.title),
        root_url=root_of(page),
        audience={
            "lists": [{"number": one.pk, "name": one.name} for one in lists],
            "segment": page.segment.name if page.segment else "",
        },
        candidates=counts.candidates,
        prepared_by=by,
        prepared_at=moment,
        send_at=due,
    )
    add_deliveries(mailing, add_variants(mailing, variants), found_readers)
    publish_and_lock(page, by=by, at=due, now=moment)
    if due <= moment:
        Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.SENDING, started_at=moment)
        mailing.refresh_from_db()
    return mailing


def check_lists(newsletter: Newsletter, lists: Sequence[MailingList]) -> None:
    """Raise NotPrepared without lists, or with one of another association."""
    if not lists:
        raise NotPrepared("Kies eerst naar welke verzendlijsten dit nummer gaat.")
    if any(one.association_id != newsletter.association_id for one in lists):
        raise NotPrepared("Een van de verzendlijsten is van een andere vereniging.")


def check_numbers(prepared: int, expected: int | None) -> None:
    """Raise NotPrepared when nobody would get it, or not as many as somebody saw."""
    if expected is not None and prepared != expected:
        raise NotPrepared(f"Het aantal ontvangers is intussen veranderd: het zijn er nu {prepared}.")
    if not prepared:
        raise NotPrepared("Op de gekozen verzendlijsten staat niemand die deze mail kan krijgen.")


def one_line(text: str) -> str:
    """A text without line ends, as the subject of a mail must be."""
    return " ".join(text.split())


def of_newsletter(newsletter: Newsletter) -> dict[str, Any]:
    """What a mailing takes over from its series."""
    return {
        "association": newsletter.association,
        "newsletter": newsletter,
        "sender": f"{one_line(newsletter.sender_name)} <{newsletter.sender_email}>",
        "reply_to": newsletter.reply_to,
    }


def root_of(page: Page) -> str:
    """The address of the site of a page, without slash at the end."""
    site = page.get_site()
    return str(site.root_url) if site else ""


def add_variants(mailing: Mailing, variants: Sequence[Variant]) -> dict[tuple[int, ...], MailingVariant]:
    """Keep the frozen texts; found by the numbers of their groups, in order."""
    return {
        tuple(sorted(variant.groups)): MailingVariant.objects.create(
            mailing=mailing, key=variant.key, groups=sorted(variant.groups), html=variant.html, text=variant.text,
            article=variant.article,
        )
        for variant in variants
    }  # fmt: skip


def add_deliveries(mailing: Mailing, variants: dict[tuple[int, ...], MailingVariant], found: Sequence[Reader]) -> None:
    """A row for each reader, in the order in which they are sent; NotPrepared when a text is missing for somebody."""
    if any(reader.groups not in variants for reader in found if not reader.reason):
        raise NotPrepared("De tekst voor een van de verzendlijsten ontbreekt. Open het nummer opnieuw.")
    moment = connection.ops.adapt_datetimefield_value(mailing.send_at)
    rows = [
        (
            mailing.pk, None if reader.reason else variants[reader.groups].pk, reader.subscription, reader.subscriber,
            new_token(), Delivery.State.EXCLUDED if reader.reason else Delivery.State.QUEUED, reader.reason, moment,
            "", 0, "",
        )
        for reader in found
    ]  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement in place of thousands, each of which the server would read and plan.
            with cursor.copy(COPY_DELIVERIES) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(ADD_DELIVERY, rows)


def publish_and_lock(page: NewsletterIssuePage, *, by: User | None, at: datetime, now: datetime) -> None:
    """Publish the page as it is, when it is time; what was sent is no longer changed by accident, so it is locked."""
    page.locked, page.locked_at, page.locked_by = True, now, None
    # What was planned has had its use: the mailing says when, and nothing else may hold the page back.
    page.go_live_at = None
    revision = page.save_revision(user=by, log_action=True)
    NewsletterIssuePage.objects.filter(pk=page.pk).update(locked=True, locked_at=now, locked_by=None)
    if at <= now:
        # Who may send places the issue by it; that right was asked before.
        revision.publish(user=by, skip_permission_checks=True)
