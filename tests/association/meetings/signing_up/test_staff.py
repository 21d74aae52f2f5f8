"""What the bureau sees of sign-ups and does with them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from association.base.registry import reason_to_stay
from association.meetings.mail import send_sign_up_mail
from association.meetings.models import Moment, MomentStatus, SignUp, SignUpChange, SignUpMail
from association.meetings.signing_up.keeping import forget_sign_ups, forgotten
from association.meetings.signing_up.placing import place_sign_ups
from home.actions import SiteSetUp
from tests.factories.meetings import EVENING, make_agenda, moment
from tests.factories.posting import staff_client
from tests.factories.signing import mailed_links, mails, make_congress, sign_up, states, visitor

pytestmark = pytest.mark.django_db
A, B, C = (f"{name}@example.org" for name in "abc")


@pytest.fixture
def desk(vdg: SiteSetUp) -> Client:
    """An editor of the agenda at the bureau."""
    make_agenda(vdg)
    return staff_client("eindredacteur", "VDG eindredactie")


def at(name: str, *arguments: Any) -> str:
    """An address of the admin."""
    return reverse(name, args=arguments)


def read(client: Client, name: str, *arguments: Any) -> str:
    """What a screen says."""
    answer = client.get(at(name, *arguments))
    assert answer.status_code == 200
    return str(answer.content.decode())


def act(client: Client, row: SignUp, what: str, reason: str = "belde") -> Any:
    """The answer to a button of a sign-up's screen."""
    return client.post(at("change_sign_up", row.pk), {"doen": what, "reason": reason})


def test_screens_count_and_list_who_comes(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 5}, capacity=2, asks_diet=True)
    sign_up(event, A, sessions=("Geld",), name="An Eerste", diet="geen noten")
    sign_up(event, B, sessions=("Zorg",), name="Bé Tweede")
    sign_up(event, C, sessions=("Geld",), name="Co Derde")

    events = read(desk, "sign_ups")
    shown = read(desk, "event_sign_ups", event.pk)
    waiting = desk.get(at("event_sign_ups", event.pk), {"stand": "waiting"}).content.decode()

    assert "2 van 2" in events
    assert ("1 van 1" in shown, "1 van 5" in shown, "geen noten" in shown) == (True, True, True)
    assert [name in waiting for name in ("An Eerste", "Bé Tweede", "Co Derde")] == [False, False, True]


def test_lists_ask_as_much_for_one_as_for_three(vdg: SiteSetUp, desk: Client, statements: Callable[[], Any]) -> None:
    event = make_congress(vdg, {"Geld": 5, "Zorg": 5})
    sign_up(event, A, sessions=("Geld",))
    addresses = [at("sign_ups"), at("event_sign_ups", event.pk), at("sign_ups_download", event.pk, "csv")]

    def asked(address: str) -> int:
        desk.get(address)
        with statements() as found:
            desk.get(address)
        return len(found)

    one = [asked(address) for address in addresses]
    sign_up(event, B, C, sessions=("Zorg",))
    sign_up(make_congress(vdg, slug="tweede"), A)
    three = [asked(address) for address in addresses]

    assert three == one


def test_button_and_menu_lead_there(vdg: SiteSetUp, desk: Client) -> None:
    before = desk.get(at("wagtailadmin_home")).content.decode()
    event = make_congress(vdg)

    after = desk.get(at("wagtailadmin_home")).content.decode()
    editor = desk.get(at("wagtailadmin_pages:edit", event.pk)).content.decode()

    assert (at("sign_ups") in before, at("sign_ups") in after) == (False, True)
    assert at("event_sign_ups", event.pk) in editor


@pytest.mark.parametrize("group", ["VGG eindredactie", "VDG raadsleden"])
def test_others_see_and_do_nothing(vdg: SiteSetUp, vgg: SiteSetUp, group: str) -> None:
    event = make_congress(vdg, title="Geheim congres")
    (row,) = sign_up(event, A)
    other = staff_client("ander", group)

    named = [
        ("event_sign_ups", event.pk),
        ("add_sign_up", event.pk),
        ("sign_up_notice", event.pk),
        ("sign_ups_download", event.pk, "csv"),
        ("change_sign_up", row.pk),
    ]
    answers = [other.get(at(name, *rest)).status_code for name, *rest in named]
    posted = act(other, row, "afmelden").status_code

    assert (set(answers) <= {302, 403}, posted in {302, 403}) == (True, True)
    assert "Geheim congres" not in other.get(at("sign_ups")).content.decode()
    assert states(event) == {A: "placed"}


def test_bureau_cancels_restores_and_gives_places_with_a_reason(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, capacity=1)
    first, second, third = sign_up(event, A, B, C)
    mails()

    nothing = act(desk, first, "afmelden", reason="\u200b")
    act(desk, first, "afmelden")
    cancelled = states(event)
    act(desk, first, "terug", reason="toch wel")
    act(desk, third, "plek", reason="spreker")
    again = act(desk, third, "plek")

    assert "Schrijf waarom" in nothing.content.decode()
    assert cancelled == {A: "cancelled", B: "placed", C: "waiting"}
    assert states(event) == {B: "placed", C: "placed", A: "waiting"}
    assert "Dit kan nu niet" in again.content.decode()
    changes = SignUpChange.objects.values_list("sign_up", "kind", "reason", "user__username")
    assert list(changes) == [
        (first.pk, "cancelled", "belde", "eindredacteur"),
        (first.pk, "restored", "toch wel", "eindredacteur"),
        (third.pk, "placed", "spreker", "eindredacteur"),
    ]
    assert sorted(mails()) == [
        (A, "U staat op de wachtlijst: Congres"),
        (B, "Er is plek voor u: Congres"),
        (C, "Er is plek voor u: Congres"),
    ]
    assert "toch wel" in read(desk, "change_sign_up", first.pk)
    assert second.pk in set(SignUpMail.objects.values_list("sign_up", flat=True))


@pytest.mark.parametrize(("over", "state", "subject"), [
    ("", "waiting", "U staat op de wachtlijst: Congres"), ("on", "placed", "U bent aangemeld: Congres"),
])  # fmt: skip
def test_bureau_adds_somebody_when_all_is_taken(
    vdg: SiteSetUp, desk: Client, over: str, state: str, subject: str
) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 5}, capacity=1, closes_at=timezone.now() + timedelta(hours=1))
    sign_up(event, A, sessions=("Geld",))
    mails()
    data = {"name": "Bé", "email": B, "reason": "belde", "over": over}
    data["ronde-00000000-0000-4000-8000-000000000000"] = "0-Geld"

    answer = desk.post(at("add_sign_up", event.pk), data)
    twice = desk.post(at("add_sign_up", event.pk), data)

    assert (answer.status_code, states(event)) == (302, {A: "placed", B: state})
    assert mails() == [(B, subject)]
    assert "al aangemeld" in twice.content.decode()


def test_bureau_mails_everybody_once_after_looking(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, capacity=1)
    _, _, gone = sign_up(event, A, B, C)
    act(desk, gone, "afmelden")
    mails()
    Moment.objects.update(status=MomentStatus.CANCELLED)
    address = at("sign_up_notice", event.pk)

    begin = desk.get(address).content.decode()
    data = {"subject": "Gaat niet\u2028door", "text": "Helaas, door ziekte.", "waiting": "on"}
    look = desk.post(address, {**data, "doen": "bekijk"}).content.decode()
    looked = mails()
    sent = desk.post(address, {**data, "doen": "verstuur"})
    send_sign_up_mail()

    assert "Gaat niet door: Congres" in begin
    assert ("Helaas, door ziekte." in look, looked) == (True, [])
    assert sent.status_code == 302
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([A], "Gaat niet door"),
        ([B], "Gaat niet door"),
    ]
    assert "(gaat niet door)" in mail.outbox[0].body
    assert "Helaas, door ziekte." in mail.outbox[0].body
    assert "2 van de 2 verstuurd" in read(desk, "event_sign_ups", event.pk)


def test_who_calls_an_event_off_or_moves_it_is_led_to_the_mail(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg)
    sign_up(event, A, B)
    quiet = make_congress(vdg, slug="zonder", title="Zonder")
    later = {"dag": "10-12-2037", "begint": "19:30", "eindigt": "21:00", "reden": "zaal"}
    where, link = at("agenda"), at("sign_up_notice", event.pk)

    desk.post(at("moment_off", quiet.moments.get().pk), {"reden": "ziekte"})
    none = desk.get(where).content.decode()
    desk.post(at("moment_move", event.moments.get().pk), later)
    moved = desk.get(where).content.decode()
    desk.post(at("moment_off", event.moments.get(status=MomentStatus.PLANNED).pk), {"reden": "ziekte"})
    off = desk.get(where).content.decode()

    assert "Zonder: gaat niet door" in none
    assert "aangemeld" not in none
    assert [("zijn 2 mensen aangemeld" in page, f'href="{link}"' in page) for page in (moved, off)] == [
        (True, True)
    ] * 2


def test_mail_begins_with_the_reason_and_the_new_date(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, title="C" * 200)
    address = at("sign_up_notice", event.pk)

    def begins() -> dict[str, Any]:
        return dict(desk.get(address).context["form"].initial)

    nothing = begins()
    for day in ("10-12-2037", "11-12-2037"):
        planned = event.moments.get(status=MomentStatus.PLANNED)
        move = {"dag": day, "begint": "19:30", "eindigt": "21:00", "reden": f"zaal bezet {day}"}
        desk.post(at("moment_move", planned.pk), move)
    moved = begins()
    desk.post(at("moment_off", event.moments.get(status=MomentStatus.PLANNED).pk), {"reden": "te weinig mensen"})
    off = begins()
    look = desk.post(address, {**off, "doen": "bekijk"})

    assert nothing == {}
    assert moved["subject"].startswith("Andere datum: CCC")
    assert moved["text"] == (
        "De bijeenkomst is verplaatst van donderdag 10 december 2037, 19.30–21.00 uur naar vrijdag 11 december 2037, "
        "19.30–21.00 uur.\nReden: zaal bezet 11-12-2037"
    )
    assert off["text"] == "De bijeenkomst gaat niet door.\nReden: te weinig mensen"
    assert look.context["form"].errors == {}
    assert "te weinig mensen" in look.context["letter"].text


def test_mail_names_the_evening_of_a_course_that_does_not_go_on(vdg: SiteSetUp, desk: Client) -> None:
    past, off = datetime(2020, 3, 5, 19, 30), EVENING + timedelta(days=7)  # noqa: DTZ001 - local time
    event = make_congress(
        vdg,
        moments=[
            moment(past, title="Avond 1", status=MomentStatus.CANCELLED, note="storm"),
            moment(title="Avond 2"),
            moment(off, title="Avond 3", status=MomentStatus.CANCELLED, note="ziekte"),
        ],
    )

    initial = desk.get(at("sign_up_notice", event.pk)).context["form"].initial

    assert initial == {
        "subject": "Een datum gaat niet door: Congres",
        "text": "Avond 3 op donderdag 10 december 2037, 19.30–21.00 uur gaat niet door.\nReden: ziekte",
    }


def test_button_of_the_mail_pressed_twice_sends_one(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg)
    sign_up(event, A)
    mails()
    address = at("sign_up_notice", event.pk)
    data = {"subject": "Andere zaal", "text": "Wij zitten in de grote zaal.", "waiting": "on", "doen": "verstuur"}

    answers = [desk.post(address, data) for _ in range(2)]
    other = desk.post(address, {**data, "text": "Toch de kleine zaal."})
    send_sign_up_mail()

    assert [answer.status_code for answer in (*answers, other)] == [302, 200, 302]
    assert "Deze mail is net al verstuurd." in answers[1].content.decode()
    assert "Wij zitten in de grote zaal." in answers[1].content.decode()
    assert [message.to for message in mail.outbox] == [[A], [A]]


def test_table_to_take_along_starts_no_formula(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"=1+1": None, "Zorg, nu": None}, asks_diet=True)
    sign_up(event, A, sessions=("=1+1",), name='Jan "=cmd"; \'x', organization="+31 bureau", diet="-niets")

    text = desk.get(at("sign_ups_download", event.pk, "csv")).content.decode()
    sheet = load_workbook(BytesIO(desk.get(at("sign_ups_download", event.pk, "xlsx")).content)).active
    other = desk.get(at("sign_ups_download", event.pk, "pdf"))

    today = timezone.localdate()
    assert text.splitlines() == [
        "\ufeffNaam;E-mailadres;Organisatie;Stand;Aangemeld op;Dieetwens;Ronde 1;Eerdere sessies",
        f'"Jan ""=cmd""; \'x";a@example.org;\'+31 bureau;heeft een plek;{today:%d-%m-%Y};\'-niets;\'=1+1;',
    ]
    assert [cell.value for cell in sheet[2]][2:7:2] == ["+31 bureau", sheet[2][4].value, "=1+1"]
    assert (sheet[2][6].data_type, other.status_code) == ("s", 404)


def test_event_with_people_is_not_deleted_before_it_is_over(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg)
    (row,) = sign_up(event, A)

    before = reason_to_stay(event.get_parent())
    act(desk, row, "afmelden")

    assert before.startswith("Voor deze bijeenkomst is 1 persoon aangemeld.")
    assert reason_to_stay(event) == ""


def test_what_is_personal_goes_in_time(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": None, "Zorg": None}, asks_diet=True)
    sign_up(event, A, A, B, sessions=("Geld",), diet="geen noten")
    (link, _) = mailed_links()
    coming = forgotten()

    def passed(days: float) -> dict[str, int]:
        """What is forgotten so many days after the event."""
        end = timezone.now() - timedelta(days=days)
        Moment.objects.update(start=end - timedelta(hours=1), end=end)
        return forgotten()

    just, later = passed(0.1), passed(59.9)
    SignUp.objects.update(created_at=F("created_at") - timedelta(days=2))
    last = passed(60.1)

    assert set(coming.values()) == {0}
    assert (just["dieetwensen"], just["aanmeldingen voor bijeenkomsten"]) == (2, 0)
    assert set(later.values()) == {0}
    assert list(last.values()) == [0, 3, 1, 2]
    rows = SignUp.objects.values_list("name", "email", "organization", "client_hash", "state")
    assert set(rows) == {("", "", "", "", "placed")}
    assert [row.titles for row in SignUp.objects.all()] == [["Geld"], ["Geld"]]
    assert (SignUpMail.objects.count(), visitor().get(link).status_code, forget_sign_ups()) == (0, 410, 0)
    assert "gegevens gewist" in read(desk, "event_sign_ups", event.pk)


def test_forms_that_came_first_are_seen_before_the_bureau_adds(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, capacity=1)
    SignUp.objects.create(event=event, name="Eerst", email=A)

    desk.post(at("add_sign_up", event.pk), {"name": "Bé", "email": B, "reason": "belde"})
    place_sign_ups()

    assert states(event)[A] in {"placed", "waiting"}
    assert sorted(states(event).values()) == ["placed", "waiting"]
