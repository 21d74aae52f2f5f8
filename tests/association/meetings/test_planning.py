"""Planning a year of meetings, taking a year over, and moving or cancelling one."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.meetings.models import Holiday, Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage, MeetingPage
from association.meetings.planning.changing import call_off, move, take_back
from association.meetings.planning.making import PlanningRefused, plan_meetings
from association.meetings.planning.proposing import Slot, propose
from association.meetings.rules.planning import nth_weekdays, same_in, title_a_year_later
from association.memberships.models import Membership
from association.organizations.models import Organization
from association.portfolios.models import PortfolioBody
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_user
from tests.factories.meetings import make_agenda, make_event, make_meeting, moment
from tests.factories.register import make_body, make_membership, make_person, make_post

CHIEF, EDITOR = "VDG eindredactie", "VDG redactie"


def admin(*groups: str) -> Client:
    """The admin as somebody of these groups sees it."""
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user(f"wie-{'-'.join(groups).replace(' ', '-').lower()}", *groups))
    return client


def asked(body: Organization, **given: Any) -> str:
    """The address of the days of a body in 2027."""
    fields = {"overleg": body.pk, "jaar": 2027, "ritme": "maand", "hoeveelste": 2, "weekdag": 1, "begint": "19:30",
              "eindigt": "21:00", "plaats": "Assen", **given}  # fmt: skip
    return f"{reverse('agenda_plan')}?" + "&".join(f"{name}={value}" for name, value in fields.items())


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 1, 13), date(2027, 1, 12)), (date(2026, 3, 31), date(2027, 3, 30)), (date(2026, 1, 30), date(2027, 1, 29)),
     (date(2027, 3, 29), date(2028, 3, 27)), (date(2026, 6, 29), date(2027, 6, 28))],
)  # fmt: skip
def test_same_day_a_year_later_keeps_weekday_and_week(day: date, found: date) -> None:
    assert same_in(day.year + 1, day) == found
    assert found.weekday() == day.weekday()


def test_nth_weekdays_of_a_year_are_twelve_or_where_there_is_a_fifth() -> None:
    assert [day.day for day in nth_weekdays(2027, 1, 2)] == [12, 9, 9, 13, 11, 8, 13, 10, 14, 12, 9, 14]
    assert [day.isoformat() for day in nth_weekdays(2027, 6, -1)][2::7] == ["2027-03-28", "2027-10-31"]


def test_days_are_proposed_with_what_speaks_against_them(vdg: SiteSetUp) -> None:
    index = make_agenda(vdg)
    own, other = make_body(vdg.association, "Eigen"), make_body(vdg.association, "Ander")
    person = make_person()
    for body in (own, other):
        make_membership(make_post(body), person)
    Holiday.objects.create(
        association=vdg.association, name="Meivakantie", start_date=date(2027, 5, 1), end_date=date(2027, 5, 10)
    )
    make_meeting(vdg, own, datetime(2027, 2, 2, 9), slug="al", title="Al gepland")  # noqa: DTZ001 - local time
    make_meeting(vdg, other, datetime(2027, 2, 3, 20), slug="ander", title="Ander")  # noqa: DTZ001 - as above
    make_event(vdg, datetime(2027, 2, 4, 20), slug="feest", title="Feest", place="Zaal 1")  # noqa: DTZ001 - as above
    days = [date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3), date(2027, 2, 4), date(2027, 2, 6), date(2027, 5, 4)]

    found = propose(index, vdg.association, [Slot(own, day, time(19, 30), time(21), "zaal 1") for day in days])

    assert [one.notes for one in found] == [
        (), ("staat al in de agenda",), ("1 persoon moet dan ook naar Ander",), ("zelfde zaal als Feest",),
        ("in het weekend",), ("Meivakantie",),
    ]  # fmt: skip
    assert [one.is_ticked for one in found] == [True, False, False, False, False, False]


def test_clashes_follow_who_sits_where_on_the_day(vdg: SiteSetUp, statements: Any) -> None:
    index = make_agenda(vdg)
    own, other = make_body(vdg.association, "Eigen"), make_body(vdg.association, "Ander")
    left, new, topic = make_person(), make_person(), make_portfolio(vdg)
    make_membership(make_post(own), left)
    make_membership(make_post(own), new)
    seat = make_post(other)
    make_membership(seat, left, end="2027-06-01")
    make_membership(seat, new, start="2027-06-01")
    PortfolioBody.objects.create(portfolio=topic, organization=own)
    PortfolioBody.objects.create(portfolio=topic, organization=other, start_date=date(2027, 10, 1))
    days = [date(2027, month, 3) for month in (2, 5, 6, 9, 11)]
    for day in days:
        make_meeting(vdg, other, datetime.combine(day, time(20)), slug=f"ander-{day}", title=f"Ander {day.month}")
    slots = [Slot(own, day, time(19, 30), time(21)) for day in days]

    with statements() as one:
        propose(index, vdg.association, slots[:1])
    Membership.objects.filter(person=new, post__organization=other).update(start_date=date(2027, 7, 1))
    with statements() as all_of_them:
        found = propose(index, vdg.association, slots)

    assert [[note for note in one.notes if "Ander" in note] for one in found] == [
        ["1 persoon moet dan ook naar Ander 2"], ["1 persoon moet dan ook naar Ander 5"], [],
        ["1 persoon moet dan ook naar Ander 9"], ["zelfde portefeuille als Ander 11"],
    ]  # fmt: skip
    assert len(all_of_them) == len(one)


def test_chief_editor_plans_a_year_that_is_live_at_local_hours(vdg: SiteSetUp, client: Client) -> None:
    make_agenda(vdg)
    body = make_body(vdg.association, "Bestuur")
    desk = admin(CHIEF)
    shown = desk.get(asked(body)).content.decode()

    response = desk.post(
        asked(body), {"kies": [f"{body.pk}:2027-03-09", f"{body.pk}:2027-04-13", f"{body.pk}:2027-04-14"]}
    )

    assert shown.count(" checked>") >= 12
    assert response.status_code == 302
    pages = MeetingPage.objects.order_by("pk")
    assert [(page.title, page.slug, page.live, page.place) for page in pages] == [
        ("Bestuur 9 maart 2027", "bestuur-9-maart-2027", True, "Assen"),
        ("Bestuur 13 april 2027", "bestuur-13-april-2027", True, "Assen"),
    ]
    starts = [timezone.localtime(page.moments.get().start) for page in pages]
    assert [(start.time(), start.utcoffset()) for start in starts] == [
        (time(19, 30), timedelta(hours=1)), (time(19, 30), timedelta(hours=2)),
    ]  # fmt: skip
    assert client.get("/agenda/bestuur-9-maart-2027/").status_code == 200
    again = desk.post(asked(body), {"kies": [f"{body.pk}:2027-03-09"]})
    assert (again.status_code, MeetingPage.objects.count()) == (200, 2)


def test_editor_makes_drafts_and_reader_nothing(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_agenda(vdg)
    body = make_body(vdg.association, "Bestuur")
    ticked = {"kies": [f"{body.pk}:2027-03-09"]}

    answers = [admin(EDITOR).post(asked(body), ticked), admin("VDG procesregie").post(asked(body), ticked),
               admin("VGG eindredactie").post(asked(body), ticked)]  # fmt: skip

    assert answers[0]["Location"].startswith(reverse("agenda"))
    assert [answer["Location"] for answer in answers[1:]] == [reverse("wagtailadmin_home")] * 2
    assert [(page.live, page.has_unpublished_changes) for page in MeetingPage.objects.all()] == [(False, True)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"eindigt": "19:30"}, "Het einde ligt niet na het begin."),
        ({"ritme": "eigen", "dagen": "31-11-2027"}, "31-11-2027"),
        ({"ritme": "eigen", "dagen": "mei 2027"}, "is geen hele dag"),
        ({"ritme": "eigen", "dagen": ""}, "Geef minstens één dag op."),
        ({"ritme": "eigen", "dagen": "1-1-9999"}, "1-1-9999"),
        ({"ritme": "weken", "eerste": ""}, "Op welke dag begint u te tellen?"),
        ({"jaar": "9999"}, "2100"),
        ({"jaar": "99999999999999999999"}, "2100"),
        ({"overleg": "99999999999999999999"}, "keuze"),
        ({"begint": "25:00"}, "tijd"),
        ({"ritme": "eigen", "dagen": "%F0%9F%98%80"}, "😀"),
        ({"ritme": "eigen", "dagen": "28-3-2027", "begint": "02:30", "eindigt": "03:15"}, "28-03-2027: Dit tijdstip"),
    ],
)
def test_what_cannot_be_planned_is_told_beside_the_field(vdg: SiteSetUp, given: dict[str, Any], message: str) -> None:
    make_agenda(vdg)
    body = make_body(vdg.association, "Bestuur")

    response = admin(CHIEF).get(asked(body, **given))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert "Maak deze vergaderingen" not in response.content.decode()


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"ritme": "weken", "weken": 8, "eerste": "5-1-2027"}, ["01-05", "03-02", "04-27", "06-22", "08-17", "10-12", "12-07"]),
        ({"ritme": "eigen", "dagen": "14-01-2027,%2011%20februari%202027;14-1-2027"}, ["01-14", "02-11"]),
    ],
)  # fmt: skip
def test_other_rhythms_give_their_days(vdg: SiteSetUp, given: dict[str, Any], days: list[str]) -> None:
    make_agenda(vdg)
    body = make_body(vdg.association, "Bestuur")

    html = admin(CHIEF).get(asked(body, **given)).content.decode()

    assert [day for day in days if f'value="{body.pk}:2027-{day}"' in html] == days
    assert html.count('name="kies"') == len(days)


def test_year_is_taken_over_to_the_next(vdg: SiteSetUp) -> None:
    body = make_body(vdg.association, "Bestuur")
    left = moment(datetime(2026, 4, 14, 19, 30), status=MomentStatus.MOVED)  # noqa: DTZ001 - local time
    new = moment(datetime(2026, 4, 21, 19, 30), uid=left.uid, sequence=1)  # noqa: DTZ001 - as above
    make_meeting(
        vdg, body, slug="april", title="Bestuur 21 april 2026", place="Emmen", is_public=True, moments=[left, new]
    )
    make_meeting(vdg, body, datetime(2026, 1, 13, 19, 30), slug="jan", title="Bestuur 13 januari 2026")  # noqa: DTZ001 - as above
    off = moment(datetime(2026, 2, 10, 19, 30), status=MomentStatus.CANCELLED)  # noqa: DTZ001 - as above
    make_meeting(vdg, body, slug="feb", moments=[off])
    desk, address = admin(CHIEF), f"{reverse('agenda_carry')}?jaar=2026&overleg={body.pk}"

    html = desk.get(address).content.decode()
    desk.post(address, {"kies": [f"{body.pk}:2027-01-12", f"{body.pk}:2027-04-13"]})

    assert html.count('name="kies"') == 2
    made = MeetingPage.objects.filter(moments__start__year=2027).order_by("moments__start")
    assert [(page.title, page.place, page.is_public) for page in made] == [
        ("Bestuur 12 januari 2027", "", False), ("Bestuur 13 april 2027", "Emmen", True),
    ]  # fmt: skip
    assert [timezone.localtime(page.moments.get().start).time() for page in made] == [time(19, 30)] * 2


def test_title_portfolios_and_whole_days_are_taken_over(vdg: SiteSetUp, statements: Any) -> None:
    body = make_body(vdg.association, "Bestuur")
    stays, ends = make_portfolio(vdg), make_portfolio(vdg)
    ends.end_date = date(2027, 1, 1)
    ends.save()
    days = moment(datetime(2026, 6, 9), length=timedelta(hours=47, minutes=59), is_all_day=True)  # noqa: DTZ001 - local time
    page = make_meeting(vdg, body, slug="begroting", title="Begroting 2027", moments=[days])
    page.portfolios.set([stays, ends])
    page.save()
    desk, address = admin(CHIEF), f"{reverse('agenda_carry')}?jaar=2026&overleg={body.pk}"
    desk.get(address)
    with statements() as one:
        html = desk.get(address).content.decode()
    for number in range(3):
        make_meeting(vdg, body, datetime(2026, 7, 1 + number, 19), slug=f"meer-{number}")  # noqa: DTZ001 - as above
    with statements() as four:
        desk.get(address)

    desk.post(address, {"kies": [f"{body.pk}:2027-06-08"]})

    made = MeetingPage.objects.get(moments__start__year=2027)
    held = made.moments.get()
    start, end = timezone.localtime(held.start), timezone.localtime(held.end)
    assert "Begroting 2028" in html
    assert "tot en met woensdag 9 juni" in html
    assert (made.title, list(made.portfolios.all())) == ("Begroting 2028", [stays])
    assert (held.is_all_day, f"{start:%m-%d %H:%M}", f"{end:%m-%d %H:%M}") == (True, "06-08 00:00", "06-09 23:59")
    assert len(four) == len(one)


@pytest.mark.parametrize(
    ("title", "found"),
    [("Begroting 2027", "Begroting 2028"), ("Jaarrekening 2025", "Jaarrekening 2026"), ("Visie 2040", "Visie 2040"),
     ("Heidag", "Heidag"), ("Bestuur 21 april 2026", ""), ("ALV 21-4-2026", ""), ("ALV 3 mrt", ""), ("Overleg 5 mei", ""),
     ("Ronde 2 met maartse buien", "Ronde 2 met maartse buien")],
)  # fmt: skip
def test_title_of_its_own_is_one_year_on(title: str, found: str) -> None:
    assert title_a_year_later(title, 2026) == found


def test_year_of_what_is_no_body_is_refused_in_words(vdg: SiteSetUp) -> None:
    make_agenda(vdg)

    response = admin(CHIEF).get(f"{reverse('agenda_carry')}?jaar=2026&overleg=99999999999999999999")

    assert response.status_code == 200
    assert "Kies overleggen uit de lijst." in response.content.decode()


def test_meeting_in_the_hour_that_is_skipped_is_not_made(vdg: SiteSetUp) -> None:
    index, body = make_agenda(vdg), make_body(vdg.association)

    with pytest.raises(PlanningRefused, match="28-03-2027 gaat de klok vooruit"):
        plan_meetings(
            user=make_user("chef", CHIEF), index=index, slots=[Slot(body, date(2027, 3, 28), time(2, 30), time(3, 15))]
        )

    assert not MeetingPage.objects.exists()


def test_moment_is_called_off_moved_and_taken_back_under_one_mark(vdg: SiteSetUp) -> None:
    page = make_meeting(vdg, make_body(vdg.association), slug="db")
    user, held = make_user("chef", CHIEF), page.moments.get()

    call_off(user=user, moment=held, reason="Geen onderwerpen.")
    off = page.moments.get()
    take_back(user=user, moment=off)
    on = page.moments.get()
    move(user=user, moment=on, start=on.start + timedelta(days=7), end=on.end + timedelta(days=7), reason="Zaal bezet.")
    left, new = page.moments.order_by("start")
    take_back(user=user, moment=left)
    back = page.moments.get()

    assert [(one.status, one.note) for one in (off, on, left, new, back)] == [
        ("cancelled", "Geen onderwerpen."), ("planned", ""), ("moved", "Zaal bezet."), ("planned", ""), ("planned", ""),
    ]  # fmt: skip
    assert {one.uid for one in (off, on, left, new, back)} == {held.uid}
    assert held.sequence < off.sequence < on.sequence < new.sequence < back.sequence
    assert (back.start, back.pk) == (held.start, held.pk)
    assert AgendaIndexPage.objects.get().get_children().get().has_unpublished_changes is False


def test_taking_back_leads_to_the_agenda_of_the_moment(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_agenda(vdg)
    off = moment(datetime(2027, 3, 9, 19, 30), status=MomentStatus.CANCELLED)  # noqa: DTZ001 - local time
    page = make_meeting(vgg, make_body(vgg.association), moments=[off])

    answer = admin(CHIEF, "VGG eindredactie").post(reverse("moment_back", args=[page.moments.get().pk]))

    held = page.moments.get()
    assert answer["Location"] == f"{reverse('agenda')}?agenda={page.get_parent().pk}&jaar=2027#moment-{held.pk}"
    assert held.goes_on


@pytest.mark.parametrize("live", [True, False])
def test_what_was_changed_leads_back_to_its_row(vdg: SiteSetUp, live: bool) -> None:
    body, desk = make_body(vdg.association, "Bestuur"), admin(CHIEF)
    starts = [datetime(2027, 1, 1, 10) + timedelta(days=day) for day in range(52)]  # noqa: DTZ001 - local time
    make_event(vdg, *starts, slug="reeks")
    page = make_meeting(vdg, body, datetime(2027, 1, 1, 9), slug="bestuur", live=live)  # noqa: DTZ001 - as above
    list_of = f"{reverse('agenda')}?agenda={page.get_parent().pk}"

    off = desk.post(reverse("moment_off", args=[page.moments.get().pk]), {"reden": "Geen zaal."})["Location"]
    called = page.moments.get()
    desk.post(reverse("moment_back", args=[called.pk]))
    given = {"dag": "31-12-2027", "begint": "20:00", "eindigt": "21:00"}
    moved = desk.post(reverse("moment_move", args=[page.moments.get().pk]), given)["Location"]
    new = page.moments.order_by("start").last()

    assert off == f"{list_of}&jaar=2027#moment-{called.pk}"
    assert moved == f"{list_of}&jaar=2027&pagina=2#moment-{new.pk}"
    assert f'id="moment-{new.pk}"' in desk.get(moved).content.decode()


def test_list_is_searched_by_title_and_body(vdg: SiteSetUp) -> None:
    day = datetime(2037, 3, 9, 19, 30)  # noqa: DTZ001 - local time
    make_meeting(vdg, make_body(vdg.association, "Energieoverleg"), day, slug="een", title="Voorjaar")
    make_meeting(vdg, make_body(vdg.association, "Bestuur"), day, slug="twee", title="Begroting")
    make_event(vdg, moments=[moment(day, title="Avond over wonen")], title="Leergang")
    desk = admin(CHIEF)

    found = {
        words: [
            one
            for one in ("Voorjaar", "Begroting", "Leergang")
            if one in desk.get(reverse("agenda"), {"zoek": words}).content.decode()
        ]
        for words in ("begrot", "ENERGIE", "wonen", "komt niet voor", "")
    }

    assert found == {
        "begrot": ["Begroting"], "ENERGIE": ["Voorjaar"], "wonen": ["Leergang"], "komt niet voor": [],
        "": ["Voorjaar", "Begroting", "Leergang"],
    }  # fmt: skip
    assert desk.get(reverse("agenda"), {"zoek": "😀" * 101}).status_code == 200


def test_draft_of_somebody_else_stays_a_draft(vdg: SiteSetUp, client: Client) -> None:
    page = make_meeting(vdg, make_body(vdg.association), slug="db", title="Overleg")
    page.title = "Zwanenzang"
    page.save_revision()

    call_off(user=make_user("chef", CHIEF), moment=page.moments.get(), reason="Geen onderwerpen.")

    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    html = client.get("/agenda/db/").content.decode()
    assert "Geen onderwerpen." in html
    assert "Zwanenzang" not in html
    assert (page.title, page.has_unpublished_changes) == ("Overleg", True)
    assert (draft.title, draft.moments.get().status) == ("Zwanenzang", MomentStatus.CANCELLED)


def test_draft_is_moved_and_called_off_with_one_press_and_stays_a_draft(vdg: SiteSetUp, client: Client) -> None:
    body, desk = make_body(vdg.association, "Bestuur"), admin(EDITOR)
    make_agenda(vdg)
    desk.post(asked(body), {"kies": [f"{body.pk}:2027-03-09"]})
    page = MeetingPage.objects.get()
    mark = page.moments.get().uid
    given = {"dag": "16-03-2027", "begint": "20:00", "eindigt": "21:00"}

    listed = desk.get(f"{reverse('agenda')}?jaar=2027").content.decode()
    form = desk.get(reverse("moment_move", args=[page.moments.get().pk])).content.decode()
    moved = desk.post(reverse("moment_move", args=[page.moments.get().pk]), given, follow=True).content.decode()
    called = desk.post(reverse("moment_off", args=[page.moments.get().pk]), {"reden": "Geen zaal."}, follow=True)
    off = page.moments.get()
    desk.post(reverse("moment_back", args=[off.pk]))

    assert "Verplaats</a>" in listed
    assert "Dit is een concept." in form
    assert 'name="reden"' not in form
    assert "staat nu op dinsdag 16 maart 2027; het blijft een concept" in moved
    assert "gaat niet door; dat staat nu in het concept" in called.content.decode()
    assert (off.status, off.note, off.uid) == (MomentStatus.CANCELLED, "Geen zaal.", mark)
    page.refresh_from_db()
    held = page.moments.get()
    assert (page.live, page.title, page.get_latest_revision_as_object().title) == (
        False, "Bestuur 16 maart 2027", "Bestuur 16 maart 2027",
    )  # fmt: skip
    assert (held.uid, held.status, timezone.localtime(held.start).hour) == (mark, MomentStatus.PLANNED, 20)
    assert client.get(f"/agenda/{page.slug}/").status_code == 404


def test_draft_that_waits_for_its_hour_or_a_reader_has_no_buttons(vdg: SiteSetUp) -> None:
    page = make_meeting(vdg, make_body(vdg.association, "Bestuur"), datetime(2027, 3, 9, 19, 30), live=False)  # noqa: DTZ001 - local time
    desk = admin(CHIEF)
    address = f"{reverse('agenda')}?jaar=2027"
    before = desk.get(address).content.decode()

    page.go_live_at = timezone.now() + timedelta(days=9)
    page.save_revision(approved_go_live_at=page.go_live_at)
    waiting = desk.get(address).content.decode()

    assert "Verplaats</a>" in before
    assert "Verplaats</a>" not in waiting
    with pytest.raises(PlanningRefused, match="op slot"):
        call_off(user=make_user("chef", CHIEF), moment=page.moments.get(), reason="x")


def test_meeting_called_after_its_day_is_called_after_the_new_one(vdg: SiteSetUp) -> None:
    body = make_body(vdg.association, "Bestuur")
    day = datetime(2027, 3, 9, 19, 30)  # noqa: DTZ001 - local time
    named = make_meeting(vdg, body, day, slug="db", title="Bestuur 9 maart 2027")
    own = make_meeting(vdg, body, day, slug="begroting", title="Begroting")
    user, week = make_user("chef", CHIEF), timedelta(days=7)

    for page in (named, own):
        held = page.moments.get()
        move(user=user, moment=held, start=held.start + week, end=held.end + week, reason="")
    named.refresh_from_db()
    own.refresh_from_db()
    titles = [named.title, named.slug, own.title]
    take_back(user=user, moment=named.moments.order_by("start").first())
    named.refresh_from_db()

    assert titles == ["Bestuur 16 maart 2027", "db", "Begroting"]
    assert named.title == "Bestuur 9 maart 2027"


@pytest.mark.parametrize("name", ["moment_off", "moment_move", "moment_back"])
def test_nobody_changes_what_they_may_not(vdg: SiteSetUp, vgg: SiteSetUp, name: str) -> None:
    page = make_meeting(vdg, make_body(vdg.association), slug="db")
    address = reverse(name, args=[page.moments.get().pk])
    given = {"reden": "x", "dag": "1-3-2027", "begint": "9:00", "eindigt": "10:00"}

    clients = [admin(group) for group in (EDITOR, "VGG eindredactie", "VDG procesregie")]
    answers = [client.post(address, given) for client in clients]
    page.locked = True
    page.save()
    answers.append(admin(CHIEF).post(address, given))

    assert [answer["Location"] for answer in answers] == [reverse("wagtailadmin_home")] * 4
    assert [one.status for one in page.moments.all()] == ["planned"]
    with pytest.raises(PlanningRefused):
        call_off(user=make_user("redacteur", EDITOR), moment=page.moments.get(), reason="x")


def test_list_shows_what_the_user_works_on_in_a_fixed_number_of_queries(
    vdg: SiteSetUp, vgg: SiteSetUp, statements: Any
) -> None:
    body = make_body(vdg.association, "Bestuur")
    make_meeting(vdg, body, datetime(2027, 3, 9, 19, 30), slug="een")  # noqa: DTZ001 - local time
    make_meeting(vgg, make_body(vgg.association), datetime(2027, 3, 9, 19, 30), slug="elders", title="Geheim")  # noqa: DTZ001 - as above
    desk = admin(CHIEF)
    desk.get(reverse("agenda"))
    with statements() as one:
        html = desk.get(f"{reverse('agenda')}?jaar=2027").content.decode()
    for number in range(3):
        make_meeting(vdg, body, datetime(2027, 4, 9, 19, 30), slug=f"meer-{number}")  # noqa: DTZ001 - as above

    with statements() as four:
        more = desk.get(f"{reverse('agenda')}?jaar=2027").content.decode()

    assert (html.count("Gaat niet door</a>"), more.count("Gaat niet door</a>")) == (1, 4)
    assert "Geheim" not in more
    assert len(four) == len(one)
    assert Moment.objects.count() == 5
    other = desk.get(f"{reverse('agenda')}?jaar=2027&overleg=99999999999999999999&soort=x&pagina=-1")
    assert other.status_code == 200
