"""Who gets a place, who waits, and what they are mailed; what the link of a mail does."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db.models import F
from django.test import override_settings
from django.utils import timezone
from icalendar import Calendar

from association.meetings.mail import send_sign_up_mail
from association.meetings.models import Moment, MomentStatus, SignUp, SignUpMail
from association.meetings.pages import EventPage
from association.meetings.signing_up.placing import place_sign_ups
from home.actions import SiteSetUp
from tests.factories.meetings import moment
from tests.factories.signing import flushes, mailed_links, mails, make_congress, send_form, sign_up, states, visitor

pytestmark = pytest.mark.django_db
A, B, C, D = (f"{name}@example.org" for name in "abcd")


def leave(link: str, what: str = "afmelden") -> int:
    """The status of pressing a button on the page of a link."""
    return visitor().post(link, {"doen": what}).status_code


def test_first_come_gets_the_place_and_each_one_mail(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=2)

    sign_up(event, C, A, B, D)
    sent = mails()
    place_sign_ups()

    assert states(event) == {C: "placed", A: "placed", B: "waiting", D: "waiting"}
    assert sent == [
        (C, "U bent aangemeld: Congres"),
        (A, "U bent aangemeld: Congres"),
        (B, "U staat op de wachtlijst: Congres"),
        (D, "U staat op de wachtlijst: Congres"),
    ]
    assert mails() == []


def test_free_place_goes_to_the_first_whose_sessions_have_room(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 2}, capacity=2)
    sign_up(event, A, sessions=("Geld",))
    sign_up(event, B, sessions=("Zorg",))
    _, link = mailed_links()
    sign_up(event, C, sessions=("Geld",))
    sign_up(event, D, sessions=("Zorg",))
    mails()

    assert leave(link) == 200

    assert states(event) == {A: "placed", B: "cancelled", C: "waiting", D: "placed"}
    assert mails() == [(D, "Er is plek voor u: Congres")]


def test_more_places_call_who_waits_and_fewer_send_nobody_away(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=1)
    sign_up(event, A, B, C)

    EventPage.objects.update(capacity=2)
    place_sign_ups()
    more = states(event)
    EventPage.objects.update(capacity=1)
    place_sign_ups()
    sign_up(event, D)

    assert more == {A: "placed", B: "placed", C: "waiting"}
    assert states(event) == {**more, D: "waiting"}


def test_who_loses_the_last_seat_of_a_session_waits_for_it(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": None})
    EventPage.objects.update(capacity=None)
    for email in (A, B):
        SignUp.objects.create(
            event=event, name="Bo", email=email, choices={"x": {"session": "0-Geld", "title": "Geld"}}
        )

    place_sign_ups()

    assert states(event) == {A: "placed", B: "waiting"}


def test_nobody_is_called_once_it_has_begun(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=1)
    sign_up(event, A, B)
    Moment.objects.update(start=timezone.now() - timedelta(hours=1), end=timezone.now() + timedelta(hours=1))

    EventPage.objects.update(capacity=5)
    place_sign_ups()

    assert states(event) == {A: "placed", B: "waiting"}


def test_mail_tells_when_where_and_what_and_nothing_of_the_visitor(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 5, "Zorg": None}, place="De Zaal")

    sign_up(event, A, sessions=("Zorg",), name="Koop nu", organization="Winkel", diet="x")
    send_sign_up_mail()

    (message,) = mail.outbox
    text = str(message.body)
    assert "donderdag 3 december 2037, 19.30–21.00 uur" in text
    assert "Plaats: De Zaal" in text
    assert "10.30 uur: Zorg" in text
    assert "http://localhost" in text
    html, kind = message.alternatives[0]
    assert (kind, [word in html for word in ("10.30 uur: Zorg", "De Zaal", "style=")]) == ("text/html", [True] * 3)
    assert not any(word in text + html for word in ("Koop nu", "Winkel"))
    assert (message.to, message.cc, message.bcc) == ([A], [], [])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"length": timedelta(hours=32)}, "donderdag 3 december 2037, 9.00 uur tot vrijdag 4 december, 17.00 uur"),
        (
            {"length": timedelta(hours=38), "is_all_day": True},
            "donderdag 3 december 2037, tot en met vrijdag 4 december",
        ),
        ({"length": timedelta(hours=2)}, "donderdag 3 december 2037, 9.00–11.00 uur"),
    ],
    ids=["two days with hours", "two whole days", "one day"],
)
def test_mail_and_form_say_until_which_day_it_lasts(vdg: SiteSetUp, fields: dict[str, Any], words: str) -> None:
    event = make_congress(vdg, moments=[moment(datetime(2037, 12, 3, 9), **fields)])  # noqa: DTZ001 - local time
    sign_up(event, A)

    place_sign_ups()
    send_sign_up_mail()

    assert words in mail.outbox[0].body.replace("\n", " ")
    assert words in BeautifulSoup(mail.outbox[0].alternatives[0].content, "html.parser").get_text(" ")
    form = BeautifulSoup(visitor().get("/agenda/congres/aanmelden/").content, "html.parser")
    assert words.casefold() in " ".join(form.get_text("").split()).casefold()


def test_mail_to_who_has_a_place_brings_the_moments_for_their_calendar(vdg: SiteSetUp) -> None:
    winter, summer = datetime(2037, 1, 7, 19, 30), datetime(2037, 7, 8, 19, 30)  # noqa: DTZ001 - local time
    event = make_congress(vdg, capacity=1, moments=[moment(winter), moment(summer, status=MomentStatus.CANCELLED)])

    sign_up(event, A, B)
    send_sign_up_mail()

    placed, waiting = mail.outbox
    ((name, content, kind),) = placed.attachments
    found = [(one.start, str(one["STATUS"])) for one in Calendar.from_ical(content).events]
    zone = ZoneInfo("Europe/Amsterdam")
    assert (name, kind, waiting.attachments) == ("agenda.ics", "text/calendar", [])
    assert found == [(winter.replace(tzinfo=zone), "CONFIRMED"), (summer.replace(tzinfo=zone), "CANCELLED")]


def test_link_shows_and_changes_nothing_until_a_button_is_pressed(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 5, "Zorg": None})
    sign_up(event, A, sessions=("Zorg",))
    (link,) = mailed_links()

    shown = [visitor().get(link), visitor().head(link), visitor().get(link)]
    before = states(event)
    pressed = [leave(link), leave(link)]
    after = visitor().get(link)

    html = shown[0].content.decode()
    assert [answer.status_code for answer in shown] == [200] * 3
    assert "U hebt een plek" in html
    assert "Zorg" in html
    assert (shown[0]["Referrer-Policy"], shown[0]["Cache-Control"]) == ("no-referrer", "private, no-store")
    assert (before, pressed, states(event)) == ({A: "placed"}, [200, 200], {A: "cancelled"})
    assert "U bent afgemeld" in after.content.decode()


def test_every_mail_has_a_link_that_keeps_working_also_with_another_key(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=1)
    sign_up(event, A, B)
    first, second = mailed_links()
    leave(first)
    (third,) = mailed_links()

    with override_settings(SECRET_KEY="another key, long enough to be one"):
        found = [visitor().get(link).status_code for link in (first, second, third)]
        pressed = leave(second)

    assert (found, pressed) == ([200] * 3, 200)
    assert states(event) == {A: "cancelled", B: "cancelled"}


@pytest.mark.parametrize("link", ["/agenda/afmelden/abc/", f"/agenda/afmelden/{'a' * 26}/"])
def test_link_of_nobody_says_so(vdg: SiteSetUp, link: str) -> None:
    answers = [visitor().get(link), visitor().post(link)]

    assert [answer.status_code for answer in answers] == [410, 410]


def test_link_from_elsewhere_and_of_another_site_does_nothing(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    event = make_congress(vdg)
    sign_up(event, A)
    (link,) = mailed_links()

    elsewhere = visitor().post(link, headers={"sec-fetch-site": "cross-site"})
    other = visitor(host="vgg.localhost").post(link)

    assert (elsewhere.status_code, other.status_code) == (403, 410)
    assert states(event) == {A: "placed"}


def test_erasing_by_the_link_leaves_nothing_personal(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": None}, asks_diet=True, capacity=1)
    sign_up(event, A, sessions=("Geld",), diet="geen noten")
    (link,) = mailed_links()
    sign_up(event, B, sessions=("Geld",))

    assert leave(link, "wissen") == 200

    row = SignUp.objects.get(email="")
    assert (row.name, row.email_key, row.organization, row.diet, row.client_hash) == ("",) * 5
    assert (row.state, row.titles, row.mails.count()) == ("cancelled", ["Geld"], 0)
    assert visitor().get(link).status_code == 410
    assert states(event) == {"": "cancelled", B: "placed"}


def test_who_left_may_sign_up_again(vdg: SiteSetUp) -> None:
    event = make_congress(vdg)
    sign_up(event, A)
    (link,) = mailed_links()
    leave(link)

    sign_up(event, A)

    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "placed"]
    assert mails() == [(A, "U bent aangemeld: Congres")]


def test_mail_that_is_not_taken_is_tried_again_later(vdg: SiteSetUp) -> None:
    sign_up(make_congress(vdg), A)

    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        failed = send_sign_up_mail()
    at_once = mails()
    SignUpMail.objects.update(next_try_at=F("next_try_at") - timedelta(hours=1))
    later = mails()

    assert (failed, at_once, later) == (0, [], [(A, "U bent aangemeld: Congres")])


def test_mail_that_was_overtaken_is_not_sent(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=1)
    sign_up(event, A, B)

    EventPage.objects.update(capacity=2)
    place_sign_ups()

    assert mails() == [(A, "U bent aangemeld: Congres"), (B, "Er is plek voor u: Congres")]


def test_forms_of_today_do_not_count_twice_for_an_address(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, capacity=2)
    for _ in range(5):
        send_form(event, A)

    form = visitor().get("/agenda/congres/aanmelden/").content.decode()

    assert "Alle plaatsen zijn bezet" not in form


def test_page_of_an_event_is_made_anew_when_it_fills_up_and_when_a_place_comes_free(
    vdg: SiteSetUp, django_capture_on_commit_callbacks: Any
) -> None:
    event = make_congress(vdg, capacity=2)
    steps = (lambda: sign_up(event, A), lambda: sign_up(event, B), lambda: leave(mailed_links()[-1]))

    found = [flushes(django_capture_on_commit_callbacks, step) for step in steps]

    assert found == [0, 1, 1]


def test_page_stays_kept_while_it_says_the_same(vdg: SiteSetUp, django_capture_on_commit_callbacks: Any) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 3}, capacity=3)

    def flushed(step: Any) -> int:
        return flushes(django_capture_on_commit_callbacks, step)

    places = [flushed(lambda email=email: sign_up(event, email, sessions=("Zorg",))) for email in (A, B)]
    first, second = mailed_links()
    left = flushed(lambda: leave(second))
    filled = flushed(lambda: [sign_up(event, B, C, sessions=("Zorg",))])
    waits = [flushed(lambda: sign_up(event, D, sessions=("Geld",))), flushed(lambda: leave(mailed_links()[-1]))]
    opened = flushed(lambda: leave(first))

    assert (places, left, filled, waits, opened) == ([0, 0], 0, 1, [0, 0], 1)


def test_page_that_counted_a_form_too_many_is_made_anew(
    vdg: SiteSetUp, django_capture_on_commit_callbacks: Any
) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": None}, capacity=2)
    choices = {"x": {"session": "0-Geld", "title": "Geld"}}
    for email in (A, B):
        SignUp.objects.create(event=event, name="Bo", email=email, choices=choices)
    before = visitor().get("/agenda/congres/").content.decode()

    times = flushes(django_capture_on_commit_callbacks, place_sign_ups)
    after = visitor().get("/agenda/congres/").content.decode()

    assert [("Alle plaatsen zijn bezet" in html) for html in (before, after)] == [True, False]
    assert (times, states(event)) == (1, {A: "placed", B: "waiting"})
