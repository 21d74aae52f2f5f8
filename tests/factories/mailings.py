"""Lists, readers, issues and mailings."""

import json
from collections.abc import Iterable
from itertools import count
from typing import Any

from association.newsletters.models import Mailing, MailingList, Newsletter, Subscriber, Subscription
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
from association.newsletters.rules import places
from association.newsletters.rules.addresses import PREFERENCES, UNSUBSCRIBE
from association.newsletters.rules.variants import Variant
from association.newsletters.sending.preparing import prepare
from home.actions import SiteSetUp
from tests.factories.content import add_page

numbers = count(1)
SITE = "http://localhost"
HTML = '<html lang="nl"><body><p>Dag {name}, nieuws uit café en raad.</p><a href="{off}">Afmelden</a></body></html>'
LINKS = {UNSUBSCRIBE: "/nieuwsbrieven/afmelden/{}/", PREFERENCES: "/nieuwsbrieven/voorkeuren/{}/"}


def make_list(setup: SiteSetUp, **fields: Any) -> MailingList:
    """A list of the site's association."""
    number = next(numbers)
    return MailingList.objects.create(
        association=setup.association, **{"name": f"Lijst {number}", "slug": f"lijst-{number}"} | fields
    )


def make_reader(
    setup: SiteSetUp, *lists: MailingList, state: str = Subscription.State.ACTIVE, **fields: Any
) -> Subscriber:
    """A subscriber who is on lists."""
    reader = Subscriber(association=setup.association, **{"email": f"lezer{next(numbers):05}@example.org"} | fields)
    reader.save()
    for one in lists:
        Subscription.objects.create(subscriber=reader, mailing_list=one, state=state)
    return reader


def make_readers(setup: SiteSetUp, mailing_list: MailingList, number: int) -> list[Subscriber]:
    """Many readers of one list at once."""
    rows = [
        Subscriber(association=setup.association, email=email, email_key=email)
        for email in (f"lezer{next(numbers):05}@example.org" for _ in range(number))
    ]
    made = Subscriber.objects.bulk_create(rows, batch_size=1000)
    on_list = (Subscription(subscriber=row, mailing_list=mailing_list, state=Subscription.State.ACTIVE) for row in made)
    Subscription.objects.bulk_create(on_list, batch_size=1000)
    return made


def make_newsletter(setup: SiteSetUp, **fields: Any) -> Newsletter:
    """A series of the site's association."""
    number = next(numbers)
    standard = {
        "title": f"Nieuwsbrief {number}", "slug": f"nieuwsbrief-{number}", "sender_name": "Vereniging Drenthe",
        "sender_email": "nieuwsbrief@vereniging.example.org",
    }  # fmt: skip
    return Newsletter.objects.create(association=setup.association, **standard | fields)


def make_issue(setup: SiteSetUp, *lists: MailingList, title: str = "", **fields: Any) -> NewsletterIssuePage:
    """An issue that was not published yet."""
    index = NewsletterIndexPage.objects.child_of(setup.home).first() or add_page(
        setup.home, NewsletterIndexPage(title="Nieuwsbrieven", slug="nieuwsbrieven")
    )
    number = next(numbers)
    page = NewsletterIssuePage(
        title=title or f"Nummer {number}", slug=f"nummer-{number}", number=number,
        newsletter=fields.pop("newsletter", None) or make_newsletter(setup), **fields,
    )  # fmt: skip
    page.body = json.dumps([])
    page.lists = list(lists)
    return add_page(index, page, live=False)  # type: ignore[no-any-return]


def make_variant(*groups: int) -> Variant:
    """The texts of an issue for readers who may see what some groups may."""
    off = SITE + LINKS[UNSUBSCRIBE].format(places.UNSUBSCRIBE)
    own = SITE + LINKS[PREFERENCES].format(places.PREFERENCES)
    html = HTML.format(name=places.NAME, off=off) + f'<a href="{own}">Voorkeuren</a>'
    text = f"Dag {places.NAME},\n\nNieuws uit café en raad.\n\nAfmelden: {off}\nVoorkeuren: {own}\n"
    return Variant(groups, html, text, "<p>Nieuws</p>")


def make_mailing(setup: SiteSetUp, *lists: MailingList, variants: Iterable[Variant] = (), **fields: Any) -> Mailing:
    """A mailing that is being sent to readers of lists."""
    given = {name: fields.pop(name) for name in ("send_at", "expected", "by") if name in fields}
    page = make_issue(setup, *lists, **fields)
    return prepare(page, list(variants) or [make_variant()], **{"by": None} | given)
