"""The agenda of the demonstration: two years of meetings on days on which people work, events, and an assembly."""

import io
import zipfile
from datetime import date
from typing import Any

import mammoth
import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Page

from association.base.models import Document
from association.meetings.models import EventKind, Holiday, Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage, EventPage, MeetingPage
from association.organizations.models import Organization
from home.actions import SiteSetUp
from home.demonstration.agenda import AgendaLoader, load_agenda
from home.demonstration.bodies import Bodies
from home.demonstration.papers import word_file
from home.demonstration.read import read_content
from home.demonstration.register import load_register

BODIES = Bodies(
    {},
    figure=lambda _scene, _seed: 0,
    members_file=lambda: 0,
    body_number=lambda _name: 0,
    portfolio_number=lambda _slug: 0,
)


def no_picture(scene: str, seed: str) -> None:
    """Drawing takes long, and what is tested has no pictures."""


def loaded_agenda(setup: SiteSetUp) -> dict[str, Any]:
    """Load the agenda of an association twice; gives its content."""
    load_register(Organization.objects.filter(pk=setup.association.pk))
    content = read_content(setup.association.slug).agenda
    made = load_agenda(setup, content, BODIES, no_picture)
    assert made == Page.objects.child_of(AgendaIndexPage.objects.child_of(setup.home).get()).count()
    assert load_agenda(setup, content, BODIES, no_picture) == 0
    return content


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["vdg", "vgg"])
def test_agenda_is_whole_and_on_working_days(request: pytest.FixtureRequest, key: str) -> None:
    setup = request.getfixturevalue(key)

    content = loaded_agenda(setup)

    year, own = timezone.localdate().year, setup.association
    found = Moment.objects.filter(page__meetingpage__isnull=False, start__year__gte=year, is_all_day=False)
    free = [(one.start_date, one.end_date) for one in Holiday.objects.filter(association=own)]
    days = [moment.day for moment in found]
    assert sum(len(body["dates"]) for body in content["bodies"]) * 2 <= len(days)
    assert {day.year for day in days} == {year, year + 1}
    assert [day for day in days if day.weekday() >= 5 or any(start <= day < end for start, end in free)] == []
    assert EventKind.objects.filter(association=own).count() == len(content["kinds"])
    assert Page.find_problems() == ([], [], [], [], [])
    assert set(Moment.objects.values_list("status", flat=True)) == set(MomentStatus.values)
    for left in Moment.objects.filter(status=MomentStatus.MOVED, is_all_day=False):
        (new,) = Moment.objects.filter(uid=left.uid).exclude(pk=left.pk)
        assert (new.page_id, new.sequence) == (left.page_id, left.sequence + 1)


def test_assembly_and_events_are_complete(vdg: SiteSetUp, client: Client) -> None:
    entry = loaded_agenda(vdg)["assembly"]
    assemblies = MeetingPage.objects.filter(organization__slug=f"vdg-{entry['organization']}", summary__gt="")
    congress = EventPage.objects.get(slug="vdg-congres")
    course = EventPage.objects.get(slug="leergang-sturen-in-de-regio")

    for page in assemblies:
        items = page.items.raw_data
        assert [item["value"]["title"] for item in items] == [item["title"] for item in entry["items"]]
        papers = [paper["value"]["document"] for item in items for paper in item["value"]["papers"]]
        assert len(papers) == sum(len(item["papers"]) for item in entry["items"])
        assert Document.objects.filter(pk__in=papers).count() == len(set(papers))
        held = page.moments.get().day < timezone.localdate()
        assert any(item["value"]["decision"] for item in items) == held
    assert assemblies.count() == 2
    sessions = [session for part in congress.programme for session in part.value["sessions"]]
    assert (len(sessions), congress.capacity, congress.sign_up) == (12, 200, "form")
    assert course.moments.count() == 6
    assert course.moments.last().end >= timezone.now()
    for page in (*assemblies, congress, course):
        page.full_clean()
        assert client.get(page.relative_url(None)).status_code == 200
    events = Calendar.from_ical(client.get("/agenda/alles.ics").content).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) > 300


@pytest.mark.parametrize(
    ("text", "found"), [("05-14", date(2026, 5, 18)), ("05-16", date(2026, 5, 18)), ("05-19", date(2026, 5, 19))]
)
def test_working_day_passes_over_weekends_and_holidays(vdg: SiteSetUp, text: str, found: date) -> None:
    loader = AgendaLoader(vdg, read_content("vdg").agenda, BODIES, no_picture)
    loader.load_settings()

    assert loader.working_day(2026, text) == found


def test_paper_is_a_word_file_that_is_always_the_same() -> None:
    content = word_file("Begroting & <rekening>", ["Eén zin.", "Nog één."])

    assert content == word_file("Begroting & <rekening>", ["Eén zin.", "Nog één."])
    html = mammoth.convert_to_html(io.BytesIO(content)).value
    assert html == "<h1>Begroting &amp; &lt;rekening&gt;</h1><p>Eén zin.</p><p>Nog één.</p>"
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
