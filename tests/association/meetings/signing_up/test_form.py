"""The form on the site: what visitors see and get."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.utils import timezone

from association.base.models import ContentVersion, User
from association.base.page_cache import raise_version, shows_on_pages
from association.meetings.mail import send_sign_up_mail
from association.meetings.models import Moment, MomentStatus, SignUp, SignUpChange, SignUpMail, SignUpNotice
from association.meetings.pages import EventPage
from association.meetings.signing_up.asking import ask
from association.meetings.signing_up.staff import tell
from home.actions import SiteSetUp
from tests.conftest import writes
from tests.factories.content import make_page, make_user, restrict
from tests.factories.meetings import make_event, make_meeting, moment
from tests.factories.odd import BLANK, ODD
from tests.factories.register import make_body
from tests.factories.signing import (
    form_data,
    mails,
    make_congress,
    send_form,
    sign_up,
    states,
    visitor,
)

pytestmark = pytest.mark.django_db
FORM = "/agenda/congres/aanmelden/"
BO = "bo@example.org"


def errors(answer: Any) -> dict[str, list[str]]:
    """What is wrong with each field."""
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def bodies() -> list[tuple[str, str]]:
    """To whom the mails go that wait, and what they say."""
    mail.outbox.clear()
    send_sign_up_mail()
    return [(one.to[0], str(one.body)) for one in mail.outbox]


def test_form_keeps_what_was_sent_and_points_to_the_mail(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 2, "Zorg": None}, asks_diet=True)

    answer = send_form(event, "Bo@Example.org", "Zorg", diet="vegetarisch")
    thanks = visitor().get(answer["Location"])

    row = SignUp.objects.get()
    kept = (row.name, row.email, row.email_key, row.organization, row.diet, row.titles, row.state)
    assert (answer.status_code, answer["Location"]) == (302, "/agenda/congres/aangemeld/")
    assert kept == ("Bo Jansen", "Bo@Example.org", BO, "Gemeente Assen", "vegetarisch", ["Zorg"], "received")
    assert "Kijk in uw mail" in thanks.content.decode()


def test_form_asks_what_the_event_asks_and_is_kept_nowhere(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    make_congress(vdg, {"Geld": 2, "Zorg": None})
    visitor().get(FORM)

    with statements() as found:
        answer = visitor().get(FORM)

    html = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], answer.cookies) == (200, "no-store", {})
    assert html.count('type="radio"') == 3  # two sessions, and not being there
    assert 'name="diet"' not in html
    assert (writes(found), len(found) <= 20) == ([], True)


def test_wrong_fields_say_so_beside_themselves_and_nothing_is_lost(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 2, "Zorg": None})

    answer = send_form(event, "geen adres", name="\u200b", organization="Bureau <Noord>")

    html = answer.content.decode()
    assert errors(answer) == {
        "email": ["Schrijf een e-mailadres zoals naam@voorbeeld.nl."],
        "name": ["Vul in: uw naam."],
        "organization": ["Schrijf hier alleen een naam."],
        "ronde-00000000-0000-4000-8000-000000000000": ["Kies een sessie, of kies “Ik ben er dan niet”."],
    }
    assert html.count('aria-invalid="true"') >= 4
    assert 'value="geen adres"' in html
    assert "<title>Fout: " in html
    assert not SignUp.objects.exists()


def test_full_session_is_refused_with_what_is_left(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 5, "Water": None})
    sign_up(event, "eerste@example.org", sessions=("Geld",))

    form = visitor().get(FORM).content.decode()
    answer = send_form(event, BO, "Geld")

    assert re.findall(r'value="(0-\w+)"[^>]* disabled', form) == ["0-Geld"]
    assert "Geld (vol)" in form
    assert list(errors(answer).values()) == [["Deze sessie is vol. Kies een andere: “Zorg” of “Water”."]]
    assert BO in answer.content.decode()


def test_full_event_offers_the_waiting_list(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": None}, capacity=1)
    sign_up(event, "eerste@example.org", sessions=("Geld",))

    form = visitor().get(FORM).content.decode()
    sign_up(event, BO, sessions=("Geld",))

    assert "Alle plaatsen zijn bezet" in form
    assert "disabled" not in form
    assert states(event) == {"eerste@example.org": "placed", BO: "waiting"}


def test_round_of_which_all_is_full_offers_the_waiting_list(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1})
    sign_up(event, "een@example.org", sessions=("Geld",))
    sign_up(event, "twee@example.org", sessions=("Zorg",))

    answer = send_form(event, BO, "Geld")

    assert answer.status_code == 302


def test_who_is_not_there_in_a_full_round_gets_a_place(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1}, {"Water": 2, "Wegen": None}, capacity=9)
    sign_up(event, "een@example.org", sessions=("Geld", "Water"))
    sign_up(event, "twee@example.org", sessions=("Zorg", "niet-aanwezig"))

    form = visitor().get(FORM).content.decode()
    box = visitor().get("/agenda/congres/").content.decode()
    sign_up(event, "wacht@example.org", sessions=("Geld", "Water"))
    (row,) = sign_up(event, BO, sessions=("niet-aanwezig", "Water"))
    letters = dict(bodies())

    assert form.count("Ik ben er dan niet") == 2
    assert form.count("Alle sessies zijn vol. Kiest u er een, dan komt u op de wachtlijst.") == 1
    assert ("wachtlijst" in box, "Meld u aan" in box) == (False, True)
    assert states(event) == {
        "een@example.org": "placed", "twee@example.org": "placed", "wacht@example.org": "waiting", BO: "placed",
    }  # fmt: skip
    assert (row.sessions, row.titles) == (["1-Water"], ["niet aanwezig", "Water"])
    assert "- 10.30 uur: u bent er dan niet\n- 11.30 uur: Water" in letters[BO]


def test_who_is_there_in_no_round_waits_for_none_and_takes_no_seat(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1})
    sign_up(event, "een@example.org", "twee@example.org", sessions=("niet-aanwezig",))
    sign_up(event, "drie@example.org", sessions=("Geld",))
    before = visitor().get("/agenda/congres/").content.decode()
    sign_up(event, "vier@example.org", sessions=("Zorg",))

    after = visitor().get("/agenda/congres/").content.decode()
    sign_up(event, BO, sessions=("niet-aanwezig",))

    assert [("Alle sessies zijn vol. Daarvoor kunt u op de wachtlijst." in html) for html in (before, after)] == [
        False, True,
    ]  # fmt: skip
    assert set(states(event).values()) == {"placed"}
    assert len(states(event)) == 5


def test_session_that_is_gone_is_refused(vdg: SiteSetUp) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1})

    answer = send_form(event, BO, "Verdwenen")

    assert list(errors(answer).values()) == [["Deze sessie is er niet meer. Kies een andere."]]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "De aanmelding is gesloten."),
        ({"moments": [moment(datetime(2020, 1, 1, 9))]}, "Deze bijeenkomst is geweest."),  # noqa: DTZ001 - local
        ({"moments": [moment(status=MomentStatus.CANCELLED)]}, "Deze bijeenkomst gaat niet door."),
    ],
)
def test_closed_event_says_why_and_keeps_nothing(vdg: SiteSetUp, fields: dict[str, Any], words: str) -> None:
    event = make_congress(vdg, **fields)

    form = visitor().get(FORM)
    answer = send_form(event, BO)

    assert words in form.content.decode()
    assert (form.status_code, answer.status_code) == (200, 200)
    assert "Uw aanmelding is niet bewaard" in answer.content.decode()
    assert (form.context["form"], SignUp.objects.count()) == (None, 0)


def test_event_without_form_has_none(vdg: SiteSetUp) -> None:
    make_congress(vdg).__class__.objects.update(sign_up="link")

    answers = [visitor().get(FORM).status_code, visitor().get("/agenda/congres/aangemeld/").status_code]

    assert answers == [404, 404]


def test_draft_and_private_events_show_no_form(vdg: SiteSetUp, client: Client) -> None:
    make_congress(vdg, live=False, slug="concept")
    restrict(make_congress(vdg))

    answers = [visitor().get("/agenda/concept/aanmelden/"), visitor().get(FORM), visitor().post(FORM, {"email": BO})]

    assert [answer.status_code for answer in answers] == [404, 302, 302]
    assert all("aangemeld" not in answer.get("Location", "") for answer in answers)
    assert not SignUp.objects.exists()


def test_same_word_below_other_pages_is_theirs(vdg: SiteSetUp) -> None:
    above = make_page(vdg.home, slug="hulp")
    make_page(above, slug="aanmelden", title="Hulp bij aanmelden")

    answers = [visitor().get(f"/{path}/") for path in ("hulp/aanmelden", "hulp/aangemeld", "agenda/aanmelden")]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert "Hulp bij aanmelden" in answers[0].content.decode()


def test_form_from_elsewhere_is_refused(vdg: SiteSetUp) -> None:
    event = make_congress(vdg)
    elsewhere = Client(headers={"host": "localhost", "sec-fetch-site": "cross-site"})

    answer = elsewhere.post(FORM, form_data(event, BO))

    assert (answer.status_code, SignUp.objects.count()) == (403, 0)


def test_robot_gets_thanks_and_nothing_is_kept(vdg: SiteSetUp) -> None:
    event = make_congress(vdg)

    answer = send_form(event, BO, website="https://example.org")

    assert (answer.status_code, SignUp.objects.count()) == (302, 0)


def test_answer_is_the_same_for_every_address(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    event = make_congress(vdg, {"Geld": 50, "Zorg": None}, capacity=2)
    sign_up(event, "plek@example.org", "weg@example.org", "wacht@example.org", sessions=("Geld",))
    SignUp.objects.filter(email="weg@example.org").update(state="cancelled")
    send_form(event, "net@example.org", "Geld")

    def asked(email: str) -> tuple[Any, ...]:
        with statements() as found:
            answer = send_form(event, email, "Geld", place="198.51.100.7")
        return answer.status_code, answer["Location"], answer.content, len(found)

    answers = {asked(f"{who}@example.org") for who in ("plek", "weg", "wacht", "net", "nieuw")}

    assert len(answers) == 1


def test_hundred_forms_for_one_address_cause_one_mail_a_day(vdg: SiteSetUp) -> None:
    event = make_congress(vdg)

    answer = send_form(event, BO)
    for number in range(99):
        ask(event=event, client=f"198.51.100.{number}", name="Bo", email=BO)
    sign_up(event, BO)
    first = mails()
    SignUpMail.objects.update(created_at=F("created_at") - timedelta(hours=24.1))
    sign_up(event, BO, BO)
    second = mails()

    assert answer.status_code == 302
    assert first == [(BO, "U bent aangemeld: Congres")]
    assert second == [(BO, "U was al aangemeld: Congres")]
    assert SignUp.objects.exclude(state="double").count() == 1


def test_hundred_addresses_from_one_place_are_stopped_in_words(vdg: SiteSetUp) -> None:
    event = make_congress(vdg)

    for number in range(38):
        ask(event=event, client="192.0.2.1", name="Bo", email=f"a{number}@example.org")
    answers = [send_form(event, f"a{number}@example.org") for number in range(38, 42)]
    other = send_form(event, BO, place="198.51.100.9")

    assert [answer.status_code for answer in answers] == [302] * 2 + [200] * 2
    assert "te veel aanmeldingen" in answers[-1].content.decode()
    assert "a41@example.org" in answers[-1].content.decode()
    assert (other.status_code, SignUp.objects.count()) == (302, 41)


@pytest.mark.parametrize("text", [*ODD.values(), *BLANK, "nul \0", "x" * 121])
def test_odd_names_never_break_the_form(vdg: SiteSetUp, text: str) -> None:
    event = make_congress(vdg, asks_diet=True)

    answer = send_form(event, BO, name=text, organization=text, diet=text * 3)

    assert answer.status_code in {200, 302, 400}


@pytest.mark.parametrize("email", ["bo@example.org\r\nBcc: c@example.org", "bo@example.org%0aBcc:x@example.org", "a@b"])
def test_address_that_is_more_than_one_is_refused(vdg: SiteSetUp, email: str) -> None:
    event = make_congress(vdg)

    answer = send_form(event, email)

    assert (answer.status_code, SignUp.objects.count()) == (200, 0)


def test_sign_ups_leave_kept_pages_as_they_are() -> None:
    found = [shows_on_pages(model) for model in (SignUp, SignUpChange, SignUpMail, SignUpNotice)]

    assert found == [False] * 4


def test_kept_pages_change_when_an_event_begins_or_closes(vdg: SiteSetUp) -> None:
    begins = timezone.localtime(timezone.now() + timedelta(days=2)).replace(tzinfo=None)
    event = make_congress(vdg, moments=[moment(begins)])
    make_meeting(vdg, make_body(vdg.association), begins - timedelta(days=1))

    raise_version()
    first = ContentVersion.objects.get(pk=1).next_change
    EventPage.objects.update(closes_at=event.times.start - timedelta(days=1, hours=1))
    raise_version()

    # The meeting is over in between; that it begins changes nothing.
    assert first == Moment.objects.get(page__meetingpage__isnull=False).end
    assert ContentVersion.objects.get(pk=1).next_change == event.times.start - timedelta(days=1, hours=1)

    Moment.objects.filter(page__meetingpage__isnull=False).delete()
    EventPage.objects.update(closes_at=None)
    raise_version()

    assert ContentVersion.objects.get(pk=1).next_change == event.times.start


def test_link_to_join_goes_only_to_who_has_a_place(vdg: SiteSetUp) -> None:
    link = "https://video.example.org/congres"
    event = make_congress(vdg, capacity=1, video_link=link, place="Assen")
    make_event(vdg, slug="open", video_link=link)
    paths = ("congres/", "congres.ics", "alles.ics", "congres/aanmelden/", "congres/aangemeld/", "", "jaar/2037.csv")
    for name in ("lid", None):
        reader = visitor()
        if name:
            reader.force_login(make_user(name))
        found = {path: reader.get(f"/agenda/{path}").content.decode() for path in paths}

        assert "U krijgt de link per mail als u een plek hebt." in found["congres/"]
        assert '"MixedEventAttendanceMode"' in found["congres/"].replace("https://schema.org/", "")
        assert {path: text.count(link) for path, text in found.items()} == {
            path: int(path == "alles.ics") for path in paths
        }
        assert link in reader.get("/agenda/open/").content.decode()

    sign_up(event, BO, "laat@example.org")
    send_sign_up_mail()

    placed, waiting = mail.outbox
    calendar = placed.attachments[0].content
    told = calendar if isinstance(calendar, str) else calendar.decode()
    assert link in placed.body
    assert link in str(placed.alternatives[0].content)
    assert f"Online meedoen: {link}" in told.replace("\r\n ", "")
    assert link not in waiting.body + str(waiting.alternatives[0].content)
    assert waiting.attachments == []

    mail.outbox.clear()
    Moment.objects.filter(page=event).update(status=MomentStatus.CANCELLED, sequence=1)
    user = User.objects.create_superuser("beheer", "beheer@example.org", "geheim-2026")
    tell(event=EventPage.objects.get(pk=event.pk), user=user, subject="Gaat niet door", text="Het gaat niet door.")
    send_sign_up_mail()

    assert len(mail.outbox) == 2
    assert not [one for one in mail.outbox if link in one.body + str(one.alternatives[0].content)]


def test_who_comes_too_late_is_promised_no_link(vdg: SiteSetUp) -> None:
    make_congress(vdg, video_link="https://video.example.org/k", moments=[moment(status=MomentStatus.CANCELLED)])

    html = visitor().get("/agenda/congres/").content.decode()

    assert "per mail als u" not in html
    assert "video.example.org" not in html
