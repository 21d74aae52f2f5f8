"""The agenda with meetings and events."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from association.meetings.models import EventKind, Moment
from association.meetings.pages import AgendaIndexPage, EventPage, MeetingPage
from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.content import add_page
from tests.factories.register import make_body

# Far ahead, so that what is tested today can be tested next year.
EVENING = datetime(2037, 12, 3, 19, 30)  # noqa: DTZ001 - as on the clock of the association
LENGTH = timedelta(minutes=90)


def make_agenda(setup: SiteSetUp) -> AgendaIndexPage:
    """The agenda of a site, made once."""
    known = AgendaIndexPage.objects.child_of(setup.home).first()
    return known or add_page(setup.home, AgendaIndexPage(title="Agenda", slug="agenda"))


def moment(start: datetime = EVENING, *, length: timedelta = LENGTH, **fields: Any) -> Moment:
    """A moment, not stored; `start` is local time."""
    begin = timezone.make_aware(start)
    return Moment(start=begin, end=begin + length, **fields)


def make_meeting(
    setup: SiteSetUp, body: Organization, *starts: datetime, slug: str = "vergadering", live: bool = True, **fields: Any
) -> MeetingPage:
    """A meeting of a body, at one evening unless told otherwise; `moments` takes these as they are."""
    fields.setdefault("title", f"Vergadering {body.name}")
    moments = fields.pop("moments", None) or [moment(start) for start in starts or (EVENING,)]
    page = MeetingPage(slug=slug, organization=body, **fields)
    page.moments = moments
    return add_page(make_agenda(setup), page, live=live)  # type: ignore[no-any-return]


def make_event(
    setup: SiteSetUp,
    *starts: datetime,
    slug: str = "bijeenkomst",
    kind: str = "Congres",
    live: bool = True,
    **fields: Any,
) -> EventPage:
    """An event, at one evening unless told otherwise; `moments` takes these as they are."""
    fields.setdefault("title", "Bijeenkomst")
    moments = fields.pop("moments", None) or [moment(start) for start in starts or (EVENING,)]
    found, _ = EventKind.objects.get_or_create(association=setup.association, name=kind)
    page = EventPage(slug=slug, kind=found, **fields)
    page.moments = moments
    return add_page(make_agenda(setup), page, live=live)  # type: ignore[no-any-return]


def make_many_meetings(setup: SiteSetUp, number: int, start: datetime, *, bodies: int = 10) -> None:
    """So many meetings of some bodies, one after another through a year from `start`; made at once, without versions."""
    first = make_meeting(setup, make_body(setup.association), start, slug="eerste", place="Gemeentehuis Assen")
    known = Page.objects.get(pk=first.pk)
    kept = {field.attname: getattr(known, field.attname) for field in Page._meta.concrete_fields if field.name != "id"}
    parent = known.get_parent()
    pages = Page.objects.bulk_create(
        Page(
            **kept
            | {
                "path": Page._get_path(parent.path, parent.depth + 1, place + 1),
                "url_path": f"{parent.url_path}overleg-{place}/",
                "title": f"Overleg over van alles en nog wat {place}",
                "slug": f"overleg-{place}",
                "draft_title": f"Overleg {place}",
                "translation_key": uuid.uuid4(),
            }
        )
        for place in range(1, number)
    )
    columns = [field.column for field in MeetingPage._meta.local_concrete_fields if not field.primary_key]
    table, listed = MeetingPage._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {listed}) SELECT page.id, {listed} FROM {table}, wagtailcore_page page"
            " WHERE page_ptr_id = %s AND page.slug LIKE %s AND page.path LIKE %s",
            [first.pk, "overleg-%", f"{parent.path}%"],
        )
    for place in range(1, bodies):
        chosen = [page.pk for page in pages[place::bodies]]
        MeetingPage.objects.filter(pk__in=chosen).update(organization=make_body(setup.association))
    begin = timezone.make_aware(start)
    Moment.objects.bulk_create(
        Moment(page=page, start=begin + timedelta(days=place % 365), end=begin + timedelta(days=place % 365, hours=2))
        for place, page in enumerate(pages)
    )
