"""Writing meetings and events in the admin."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from association.meetings.models import Moment
from association.meetings.pages import EventPage, MeetingPage
from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.content import make_document
from tests.factories.meetings import EVENING, make_agenda, make_event, make_meeting, moment
from tests.factories.portfolios import rows
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.signing import make_congress, sign_up

pytestmark = pytest.mark.django_db
# A change that leaves out the button that publishes.
SAVED: dict[str, Any] = {"action-publish": None}


def when(day: str, begins: str = "19:30", ends: str = "21:00", **fields: Any) -> dict[str, Any]:
    """A moment as the form sends it."""
    blank = {"id": "", "mark": "", "last": "", "title": "", "place": "", "note": "", "DELETE": ""}
    return {**blank, "status": "planned", "day": day, "begins": begins, "ends": ends, **fields}


def known(found: Moment, **fields: Any) -> dict[str, Any]:
    """A moment that is there already, as the form sends it."""
    start, end = timezone.localtime(found.start), timezone.localtime(found.end)
    stands = {"id": found.pk or "", "mark": str(found.uid), "note": found.note, "status": found.status}
    return when(f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}", **{**stands, **fields})


def send(client: Client, address: str, moments: list[dict[str, Any]], initial: int = 0, **changes: Any) -> Any:
    """Send a page's form as it stands, with other moments and changes, to be published."""
    html = client.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    kept = {name: value for name, value in form.items() if not name.startswith("moments-")}
    streams = {name: streamfield([]) for name in ("body", "items", "programme")}
    data = {**kept, **nested_form_data({**streams, "moments": rows(*moments, initial=initial)}), **changes}
    sent = {"action-publish": "action-publish", **data}
    return client.post(address, {name: value for name, value in sent.items() if value is not None})


def add(client: Client, setup: SiteSetUp, kind: str, moments: list[dict[str, Any]], **changes: Any) -> Any:
    """Send the form of a new page."""
    address = reverse("wagtailadmin_pages:add", args=["association", kind, make_agenda(setup).pk])
    return send(client, address, moments, **changes)


def edit(client: Client, page: Page, moments: list[dict[str, Any]], **changes: Any) -> Any:
    """Send the form of a page that is there."""
    initial = sum(bool(row["id"] or row["mark"]) for row in moments)
    return send(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), moments, initial, **changes)


def problems(answer: Any) -> str:
    """What a form says is wrong."""
    assert answer.status_code == 200, "the form was accepted"
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(".error-message, .w-field__errors"))


def test_new_meeting_needs_a_body_and_a_moment_only(vdg: SiteSetUp) -> None:
    client, body = staff_client(), make_body(vdg.association, "Dagelijks bestuur")
    make_meeting(vdg, body, slug="vorige", place="Gemeentehuis Assen")

    answer = add(client, vdg, "meetingpage", [when("2027-03-26", "13.00", "15:00")], organization=body.pk)

    page = MeetingPage.objects.exclude(slug="vorige").get()
    assert answer.status_code == 302
    assert (page.title, page.slug, page.place, page.live) == (
        "Dagelijks bestuur 26 maart 2027", "dagelijks-bestuur-26-maart-2027", "Gemeentehuis Assen", True,
    )  # fmt: skip
    held = page.moments.get()
    assert (held.start, held.end) == (datetime(2027, 3, 26, 12, tzinfo=UTC), datetime(2027, 3, 26, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (when("2027-03-28", "02:30", "04:00"), "Kies 03:00 uur of later"),
        (when("2027-03-28", "01:00", "02:30"), "Kies 03:00 uur of later"),
        (when("2027-03-26", "15:00", "13:00"), "Het einde ligt niet na het begin"),
        (when("2027-03-26", "", ""), "Hoe laat begint het?"),
        (when("2027-03-26", last="2027-03-25"), "De laatste dag ligt vóór de eerste"),
        (when("0001-01-01"), "Kies een dag tussen 1990 en 2100"),
        (when("9999-12-31"), "Kies een dag tussen 1990 en 2100"),
        (when("31-11-2027"), "geldige datum"),
        (when("2027-03-26", "25:00"), "geldige tijd"),
        (when("2027-03-26", "\0"), "Hoe laat begint het?"),
        (when("2027-03-26", mark="geen"), "UUID"),
        (when("2027-03-26", status="moved"), "Zet de nieuwe datum erbij"),
        (when("2027-03-26", note="😀" * 300), "200"),
    ],
)
def test_moment_that_cannot_be_is_refused_in_words(vdg: SiteSetUp, row: dict[str, Any], words: str) -> None:
    body = make_body(vdg.association)

    answer = add(staff_client(), vdg, "meetingpage", [row], organization=body.pk, title="Overleg")

    assert words in problems(answer)
    assert not MeetingPage.objects.exists()


def test_double_hour_in_autumn_is_the_first_one_and_a_whole_day_has_no_hours(vdg: SiteSetUp) -> None:
    body, client = make_body(vdg.association), staff_client()

    add(client, vdg, "meetingpage", [when("2027-10-31", "02:30", "04:00")], organization=body.pk, title="Nacht")
    add(
        client,
        vdg,
        "meetingpage",
        [when("2027-05-01", "", "", is_all_day="on", last="2027-05-02")],
        organization=body.pk,
        title="Dag",
    )

    night, day = (Moment.objects.get(page__title=title) for title in ("Nacht", "Dag"))
    assert (night.start, night.end) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 3, tzinfo=UTC),
    )
    assert (day.day, timezone.localtime(day.end).date(), day.is_all_day) == (date(2027, 5, 1), date(2027, 5, 2), True)


def test_moment_at_half_past_seven_stays_so_through_both_changes_of_the_clock(vdg: SiteSetUp, client: Client) -> None:
    # Far ahead, as EVENING: the agenda shows what is still to come. The clock changes on 29 March and 25 October.
    dates = ("2037-03-28", "2037-03-30", "2037-10-24", "2037-10-26")

    add(
        staff_client(),
        vdg,
        "meetingpage",
        [when(day) for day in dates],
        organization=make_body(vdg.association).pk,
        title="Reeks",
    )

    assert [f"{timezone.localtime(held.start):%H.%M}" for held in Moment.objects.order_by("start")] == ["19.30"] * 4
    assert [held.start.hour for held in Moment.objects.order_by("start")] == [18, 17, 17, 18]
    assert client.get("/agenda/").content.decode().count("19.30–21.00 uur") == 4


def test_new_date_takes_the_mark_of_what_was_moved(vdg: SiteSetUp) -> None:
    client, page = staff_client(), make_meeting(vdg, make_body(vdg.association), title="Overleg")
    first = page.moments.get()

    alone = edit(client, page, [known(first, status="moved", note="geen zaal")])
    both = edit(client, page, [known(first, status="moved", note="geen zaal"), when("2037-12-17")])

    assert "Zet de nieuwe datum erbij" in problems(alone)
    assert both.status_code == 302
    left, new = Moment.objects.order_by("start")
    assert (left.pk, left.status, left.uid, new.uid, new.status) == (first.pk, "moved", first.uid, first.uid, "planned")
    assert new.sequence == left.sequence == first.sequence + 1

    again = edit(client, page, [known(left, status="planned"), known(new)])

    assert again.status_code == 302
    assert len({held.uid for held in Moment.objects.all()}) == 2


def test_moment_keeps_its_mark_and_row_through_versions_that_were_not_stored(vdg: SiteSetUp) -> None:
    """A moment that was added to a published page has no key in the version."""
    client, page = staff_client(), make_meeting(vdg, make_body(vdg.association), title="Overleg")
    first = page.moments.get()
    edit(client, page, [known(first), when("2027-02-02")])
    added = Moment.objects.exclude(pk=first.pk).get()
    latest = page.get_latest_revision_as_object()
    second = next(held for held in latest.moments.all() if held.uid != first.uid)

    edit(client, page, [known(first), known(second, place="Elders")])

    stored = Moment.objects.exclude(pk=first.pk).get()
    assert (stored.pk, stored.uid, stored.place, stored.sequence) == (added.pk, added.uid, "Elders", added.sequence + 1)


def test_copied_page_has_marks_of_its_own_and_nobody_was_there_yet(vdg: SiteSetUp) -> None:
    page = make_meeting(
        vdg, make_body(vdg.association), title="Overleg", moments=[moment(), moment(EVENING.replace(month=11))]
    )
    page.attendance.create(label="Iemand")

    copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)
    copy.get_latest_revision().publish()

    own, others = ({held.uid for held in Moment.objects.filter(page=one.pk)} for one in (page, copy))
    assert (len(own), len(others), own & others) == (2, 2, set())
    assert not MeetingPage.objects.get(pk=copy.pk).attendance.exists()


@pytest.mark.parametrize("keep_live", [True, False])
def test_copied_meeting_has_no_papers_decisions_or_outcome_in_any_version(vdg: SiteSetUp, keep_live: bool) -> None:
    left = moment(status="moved", note="geen zaal")
    moments = [
        left,
        moment(EVENING.replace(month=11), uid=left.uid),
        moment(EVENING.replace(month=10), status="cancelled", note="x"),
    ]
    paper = make_document("Stuk")
    value = {"title": "Begroting", "goal": "decide", "lead": None, "lead_label": "het bureau", "text": "<p>Uitleg</p>",
             "papers": [{"type": "item", "value": {"document": paper.pk, "title": "GEHEIMSTUK"}}],
             "decision": "<p>GEHEIMBESLUIT</p>"}  # fmt: skip
    page = make_meeting(
        vdg, make_body(vdg.association), title="Overleg", moments=moments,
        items=json.dumps([{"type": "item", "value": value}]),
    )  # fmt: skip
    page.save_revision()

    copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=keep_live)
    copy = MeetingPage.objects.get(pk=copy.pk)

    for version in (copy, copy.get_latest_revision_as_object()):
        assert [one.value["title"] for one in version.items] == ["Begroting"]
        assert [(one.value["goal"], list(one.value["papers"])) for one in version.items] == [("decide", [])]
        found = [(one.status, one.note, timezone.localtime(one.start).month) for one in version.moments.all()]
        assert sorted(found) == [("planned", "", 10), ("planned", "", 11)]
    assert copy.revisions.count() > 1
    assert not [one for one in copy.revisions.all() if "GEHEIM" in json.dumps(one.content)]
    copy.get_latest_revision().publish()
    assert copy.moments.count() == 2
    assert not {one.uid for one in copy.moments.all()} & {one.uid for one in page.moments.all()}


def test_alias_of_a_meeting_shows_what_the_original_shows(vdg: SiteSetUp) -> None:
    items = json.dumps([{"type": "item", "value": {"title": "Begroting", "goal": "decide", "decision": "<p>Ja</p>"}}])
    page = make_meeting(vdg, make_body(vdg.association), items=items, moments=[moment(status="cancelled", note="x")])

    alias = page.create_alias(update_slug="alias")

    assert [one.value["decision"].source for one in alias.items] == ["<p>Ja</p>"]
    assert alias.moments.get().status == "cancelled"


def test_register_proposes_who_sits_in_the_body_on_that_day(vdg: SiteSetUp) -> None:
    body = make_body(vdg.association)
    chair, member = make_person("Voor"), make_person("Lid")
    make_membership(make_post(body, "chair"), chair, "2026-01-01")
    seat = make_post(body)
    make_membership(seat, make_person("Weg"), "2020-01-01", "2026-06-01")
    make_membership(seat, member, "2026-06-01")
    make_membership(make_post(body))
    page = make_meeting(vdg, body, title="Overleg")
    held = page.moments.get()

    unseen = edit(staff_client(), page, [known(held)], propose_attendance="on")
    before = page.attendance.count()
    saved = edit(staff_client("eerste"), page, [known(held)], propose_attendance="on", **SAVED)
    again = edit(staff_client("tweede"), page, [known(held)], propose_attendance="on", **SAVED)

    assert "Bewaar eerst als concept." in problems(unseen)
    assert before == page.attendance.count() == 0
    assert saved["Location"].endswith("-section")
    assert again.status_code == 302
    page.refresh_from_db()
    assert [(row.person, row.role, row.presence) for row in page.get_latest_revision_as_object().attendance.all()] == [
        (chair, "Voorzitter", "invited"), (member, "Lid", "invited"),
    ]  # fmt: skip


def test_editor_chooses_own_bodies_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    ours, theirs = make_body(vdg.association, "Van ons"), make_body(vgg.association, "Van hen")
    Organization.objects.create(classification="province", name="Provincie", slug="provincie")
    client = staff_client()
    address = reverse("wagtailadmin_pages:add", args=["association", "meetingpage", make_agenda(vdg).pk])

    choices = BeautifulSoup(client.get(address).content, "html.parser").select("#id_organization option")
    answer = add(client, vdg, "meetingpage", [when("2027-03-26")], organization=theirs.pk, title="Overleg")

    names = [option.get_text() for option in choices]
    assert {"Van ons", "Provincie"} <= set(names)
    assert "Van hen" not in names
    assert "Van hen" not in problems(answer)
    assert ours.meetings.count() == theirs.meetings.count() == 0


@pytest.mark.parametrize(
    ("address", "is_right"),
    [
        ("", False),
        ("javascript:x()", False),
        ("bureau@example.org", True),
        ("https://example.org/a", True),
        ("zomaar", False),
    ],
)
def test_address_to_sign_up_at_is_asked_for(vdg: SiteSetUp, address: str, is_right: bool) -> None:
    page = make_event(vdg)

    answer = edit(staff_client(), page, [known(page.moments.get())], sign_up="link", sign_up_address=address)

    assert (answer.status_code == 302) == is_right
    assert EventPage.objects.get().sign_up == ("link" if is_right else "none")


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [({}, False), ({"status": "cancelled"}, True), ({"place": "Elders"}, True), ({"is_all_day": True}, True)],
)
def test_what_is_seldom_needed_is_folded_unless_it_says_something(
    vdg: SiteSetUp, fields: dict[str, Any], is_open: bool
) -> None:
    page = make_meeting(vdg, make_body(vdg.association), moments=[moment(**fields)])

    html = staff_client().get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content

    folded = BeautifulSoup(html, "html.parser").select_one("#id_moments-FORMS .noaber-folded")
    assert folded is not None
    assert folded.has_attr("open") is is_open
    assert folded.select_one("[name=moments-0-status]")


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [({"status": "cancelled", "note": "ziekte"}, True), ({"day": "2037-12-10"}, True), ({"place": "Assen"}, False)],
    ids=["called off", "other day", "other place"],
)
def test_editor_leads_to_the_mail_when_a_date_is_taken_away(
    vdg: SiteSetUp, changes: dict[str, Any], is_told: bool
) -> None:
    client, event = staff_client(), make_congress(vdg)
    quiet = make_congress(vdg, slug="zonder", title="Zonder")
    sign_up(event, "a@example.org", "b@example.org")
    link = reverse("sign_up_notice", args=[event.pk])

    def told(page: EventPage, **more: Any) -> str:
        row = {**known(page.moments.get()), **changes}
        assert edit(client, page, [row], **more).status_code == 302
        return str(client.get(reverse("wagtailadmin_home")).content.decode())

    none, saved = told(quiet), told(event, **SAVED)
    stood, published = event.moments.get().status, told(event)

    assert stood == "planned"
    assert ["nog geen bericht" in html for html in (none, saved, published)] == [False, False, is_told]
    assert (f'href="{link}"' in published, "zijn 2 mensen aangemeld" in published) == (is_told, is_told)


def test_date_that_is_only_added_gives_no_hint(vdg: SiteSetUp) -> None:
    client, event = staff_client(), make_congress(vdg)
    sign_up(event, "a@example.org")

    answer = edit(client, event, [known(event.moments.get()), when("2037-12-10", title="Avond 2")])
    told = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (answer.status_code, event.moments.count()) == (302, 2)
    assert "nog geen bericht" not in told
