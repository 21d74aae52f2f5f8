"""All that is known of a reader, for that reader."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from association.newsletters.models import Subscriber
from association.newsletters.rules.consent import consent_text

OWN_DATA_HEADINGS = ("Wat", "Waarde", "Wanneer")
Row = tuple[str, str, str]


def moment(at: datetime | None) -> str:
    """A moment in words, in our own time."""
    return f"{timezone.localtime(at):%d-%m-%Y %H:%M}" if at else ""


def own_data(subscriber: Subscriber) -> list[Row]:
    """What is known of somebody: themselves, their lists, what they agreed to, and the issues that they got."""
    return [*about(subscriber), *of_lists(subscriber), *of_consent(subscriber), *of_mail(subscriber)]


def about(subscriber: Subscriber) -> Iterator[Row]:
    """Who they are and what they chose."""
    yield "E-mailadres", subscriber.email, moment(subscriber.created_at)
    yield "Naam", subscriber.name, ""
    yield "Rol", subscriber.get_role_display(), ""
    yield "Gemeente", subscriber.municipality.name if subscriber.municipality else "", ""
    yield "Onderwerpen", ", ".join(str(one) for one in subscriber.portfolios.all()), ""
    if subscriber.paused_until:
        yield "Pauze tot en met", f"{subscriber.paused_until:%d-%m-%Y}", ""
    if subscriber.bounced_at:
        yield (
            "Mail kwam terug",
            f"{subscriber.hard_bounces + subscriber.soft_bounces} keer",
            moment(subscriber.bounced_at),
        )


def of_lists(subscriber: Subscriber) -> Iterator[Row]:
    """On which lists they are or were."""
    for row in subscriber.subscriptions.select_related("mailing_list"):
        at = row.ended_at or row.confirmed_at or row.created_at
        yield f"Nieuwsbrief: {row.mailing_list}", row.get_state_display(), moment(at)


def of_consent(subscriber: Subscriber) -> Iterator[Row]:
    """What they agreed to and took back, with the words of then."""
    for event in subscriber.events.select_related("mailing_list"):
        place = f" ({event.mailing_list})" if event.mailing_list else ""
        words = [event.channel, event.reason, consent_text(event.text_version)]
        yield f"Toestemming: {event.get_kind_display()}{place}", "; ".join(filter(None, words)), moment(event.at)


def of_mail(subscriber: Subscriber) -> Iterator[Row]:
    """Which issues went to them."""
    for row in subscriber.deliveries.select_related("mailing"):
        yield f"Verzending: {row.mailing.subject}", row.get_state_display(), moment(row.sent_at)
