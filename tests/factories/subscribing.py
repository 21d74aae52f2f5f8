"""Lists and who is on them, and readers who fill in forms."""

import re
from itertools import count
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from association.newsletters.models import MailingList, Subscriber, Subscription
from association.newsletters.subscribing.answering import send_request_mail
from association.organizations.models import Organization

numbers = count(1)
LINK = re.compile(r"https?://[^/\s]+(/\S*)")


def make_list(association: Organization, name: str = "", **fields: Any) -> MailingList:
    """A list on which anybody may put themselves."""
    number = next(numbers)
    fields.setdefault("slug", f"lijst-{number}")
    return MailingList.objects.create(association=association, name=name or f"Lijst {number}", **fields)


def make_subscriber(association: Organization, email: str = "", *lists: MailingList, **fields: Any) -> Subscriber:
    """A subscriber who gets mail from some lists; `state` is that of all of them."""
    state = fields.pop("state", Subscription.State.ACTIVE)
    address = email or f"lezer{next(numbers)}@example.org"
    subscriber = Subscriber.objects.create(association=association, email=address, **fields)
    now = timezone.now()
    for one in lists:
        Subscription.objects.create(
            subscriber=subscriber, mailing_list=one, state=state,
            confirmed_at=None if state == Subscription.State.PENDING else now,
            ended_at=now if state == Subscription.State.ENDED else None,
        )  # fmt: skip
    return subscriber


def reader(host: str = "localhost") -> Client:
    """A visitor whose browser says that a form came from the site itself."""
    return Client(headers={"host": host, "sec-fetch-site": "same-origin"})


def mailed_links() -> list[str]:
    """The paths of the links in the mails that the worker sends now; the outbox is empty afterwards."""
    send_request_mail()
    found = [path for message in mail.outbox for path in LINK.findall(str(message.body))]
    mail.outbox.clear()
    return found


def states(subscriber: Subscriber) -> dict[str, str]:
    """Where each subscription stands, by the name of its list."""
    return dict(subscriber.subscriptions.values_list("mailing_list__name", "state"))
