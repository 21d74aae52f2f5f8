"""Events with a form to sign up, people who sign up, and the links in their mails."""

import re
from collections.abc import Callable
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client

from association.base.models import ContentVersion
from association.meetings.mail import send_sign_up_mail
from association.meetings.models import SignUp
from association.meetings.pages import EventPage
from association.meetings.rules.signing import rounds_of
from association.meetings.signing_up.placing import place_sign_ups
from home.actions import SiteSetUp
from tests.factories.meetings import make_event

LINK = re.compile(r"https?://[^/\s]+(/agenda/afmelden/\S*)")


def programme(*rounds: dict[str, int | None]) -> list[dict[str, Any]]:
    """A programme with rounds of sessions, each with its capacity (None: no limit)."""
    return [
        {
            "type": "round",
            "id": f"00000000-0000-4000-8000-{number:012}",
            "value": {
                "start": f"{10 + number:02}:30:00",
                "title": f"Ronde {number + 1}",
                "sessions": [
                    {"type": "item", "id": f"{number}-{title}", "value": {"title": title, "capacity": capacity}}
                    for title, capacity in sessions.items()
                ],
            },
        }
        for number, sessions in enumerate(rounds)
    ]


def make_congress(setup: SiteSetUp, *rounds: dict[str, int | None], **fields: Any) -> EventPage:
    """An event at /agenda/congres/ with a form to sign up."""
    fields.setdefault("slug", "congres")
    fields.setdefault("title", "Congres")
    return make_event(setup, sign_up="form", programme=programme(*rounds), **fields)


def form_data(event: EventPage, email: str, *sessions: str, **fields: Any) -> dict[str, Any]:
    """What somebody fills in: the sessions by title, one for each round."""
    data = {"name": "Bo Jansen", "email": email, "organization": "Gemeente Assen", **fields}
    for part, title in zip(rounds_of(event.programme), sessions, strict=False):
        data[f"ronde-{part.key}"] = next((one.key for one in part.sessions if one.title == title), title)
    return data


def visitor(place: str = "192.0.2.1", host: str = "localhost") -> Client:
    """Somebody at a place on the internet whose browser says that a form came from the site itself."""
    return Client(headers={"host": host, "sec-fetch-site": "same-origin"}, REMOTE_ADDR=place)


def send_form(event: EventPage, email: str, *sessions: str, place: str = "192.0.2.1", **fields: Any) -> Any:
    """The answer to the form."""
    return visitor(place).post(f"/agenda/{event.slug}/aanmelden/", form_data(event, email, *sessions, **fields))


def sign_up(event: EventPage, *emails: str, sessions: tuple[str, ...] = (), **fields: Any) -> list[SignUp]:
    """Sign-ups for which the worker did its work."""
    for number, email in enumerate(emails):
        answer = send_form(event, email, *sessions, place=f"192.0.2.{number % 250}", **fields)
        assert answer.status_code == 302, answer.context["form"].errors
    place_sign_ups()
    return list(SignUp.objects.filter(event=event, email__in=emails).order_by("pk"))


def states(event: EventPage) -> dict[str, str]:
    """How each stands, by address, in the order of the waiting list."""
    return dict(SignUp.objects.filter(event=event).order_by("queued_at", "pk").values_list("email", "state"))


def version() -> int:
    """The number under which pages are kept now."""
    return ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def flushes(capture: Any, step: Callable[[], Any]) -> int:
    """How often kept pages went out of date by a step; `capture` is pytest-django's fixture for what waits."""
    connection.run_on_commit.clear()
    before = version()
    with capture(execute=True):
        step()
    return version() - before


def mails() -> list[tuple[str, str]]:
    """Address and subject of the mails that the worker sends now; the outbox is empty afterwards."""
    send_sign_up_mail()
    found = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


def mailed_links() -> list[str]:
    """The paths of the links to cancel in the mails that the worker sends now; the outbox is empty afterwards."""
    send_sign_up_mail()
    found = [path for message in mail.outbox for path in LINK.findall(str(message.body))]
    mail.outbox.clear()
    return found
