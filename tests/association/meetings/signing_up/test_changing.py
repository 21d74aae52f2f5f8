"""The bureau changes what somebody filled in, without cancelling and signing up again."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.base.models import User
from association.meetings.mail import send_sign_up_mail
from association.meetings.models import SignUp, SignUpChange, SignUpMail
from association.meetings.pages import EventPage
from association.meetings.signing_up import staff
from association.meetings.signing_up.changing import change, mark_of
from home.actions import SiteSetUp
from tests.factories.meetings import make_agenda
from tests.factories.odd import BLANK, ODD
from tests.factories.posting import staff_client
from tests.factories.signing import (
    flushes,
    form_data,
    mailed_links,
    mails,
    make_congress,
    programme,
    sign_up,
    states,
    visitor,
)

pytestmark = pytest.mark.django_db
A, B, C = (f"{name}@example.org" for name in "abc")
ROUND = "ronde-00000000-0000-4000-8000-000000000000"


@pytest.fixture
def desk(vdg: SiteSetUp) -> Client:
    """An editor of the agenda at the bureau."""
    make_agenda(vdg)
    return staff_client("eindredacteur", "VDG eindredactie")


def form_of(desk: Client, row: SignUp) -> dict[str, Any]:
    """What the form holds when it is opened."""
    answer = desk.get(reverse("edit_sign_up", args=[row.pk]))
    assert answer.status_code == 200
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in {None, False}}


def save(desk: Client, row: SignUp, **given: Any) -> Any:
    """The answer to the form with some answers changed."""
    return send(desk, row, {**form_of(desk, row), **given})


def send(desk: Client, row: SignUp, data: dict[str, Any]) -> Any:
    """The answer to the form, then the screen to which it leads."""
    return desk.post(reverse("edit_sign_up", args=[row.pk]), data, follow=True)


def told(answer: Any) -> list[str]:
    """What the next screen says was done."""
    return [str(message) for message in answer.context["messages"]]


def errors(answer: Any) -> dict[str, list[str]]:
    """What is wrong with each field."""
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_sessions_change_in_one_go_with_mail_and_history(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 2}, capacity=5, asks_diet=True)
    (row,) = sign_up(event, A, sessions=("Geld",), diet="geen noten")
    sign_up_late(event, B)
    mails()

    answer = save(desk, row, **{ROUND: "0-Zorg"}, reason="belde")
    send_sign_up_mail()

    row.refresh_from_db()
    assert (row.titles, row.state, row.diet, states(event)) == (
        ["Zorg"], "placed", "geen noten", {A: "placed", B: "placed"},
    )  # fmt: skip
    assert told(answer) == ["Bewaard: 10.30 uur, Ronde 1: “Geld” werd “Zorg”. De mail gaat zo weg."]
    assert "Gewijzigd: 10.30 uur, Ronde 1: “Geld” werd “Zorg”" in answer.content.decode()
    changes = SignUpChange.objects.values_list("sign_up", "kind", "reason", "user__username")
    assert list(changes) == [
        (row.pk, "", "10.30 uur, Ronde 1: “Geld” werd “Zorg”", "eindredacteur"),
        (row.pk, "", "belde", "eindredacteur"),
    ]
    moved_up, changed = sorted(mail.outbox, key=lambda message: message.subject)
    assert (moved_up.to, moved_up.subject) == ([B], "Er is plek voor u: Congres")
    assert (changed.to, changed.subject) == ([A], "Uw aanmelding is gewijzigd: Congres")
    text = str(changed.body)
    assert "Het bureau wijzigde uw aanmelding voor: Congres." in text
    assert "U hebt een plek." in text
    assert "10.30 uur: Zorg" in text
    assert [name for name, _, _ in changed.attachments] == ["agenda.ics"]


def test_full_session_is_said_and_may_be_gone_over(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1, "Water": 3})
    sign_up(event, A, sessions=("Geld",))
    (row,) = sign_up(event, B, sessions=("Zorg",))
    mails()

    screen = desk.get(reverse("edit_sign_up", args=[row.pk])).content.decode()
    refused = save(desk, row, **{ROUND: "0-Geld"}, name="Bé Nieuw")
    unchanged = SignUp.objects.get(pk=row.pk)
    again = send(desk, row, {**refused.wsgi_request.POST.dict(), "over": "on"})

    assert re.findall(r"(\w+ \((?:vol|nog)[^)]*\))", screen) == ["Geld (vol)", "Zorg (vol)", "Water (nog 3 plekken)"]
    assert errors(refused) == {
        ROUND: ["Deze sessie is vol. Kies een andere, of kruis hieronder het vakje aan."],
        "over": ["Kruis dit aan als het toch mag, en bewaar opnieuw."],
    }
    assert "Bé Nieuw" in refused.content.decode()
    assert (unchanged.name, unchanged.titles) == ("Bo Jansen", ["Zorg"])
    row.refresh_from_db()
    assert (told(again)[0][:13], row.titles, row.name) == ("Bewaard: naam", ["Geld"], "Bé Nieuw")
    assert mails() == [(B, "Uw aanmelding is gewijzigd: Congres")]


@pytest.mark.parametrize(
    ("given", "tell", "sent"),
    [
        ({"name": "Bea Jansen"}, "", False),
        ({"name": "Bea Jansen"}, "ja", True),
        ({ROUND: "0-Zorg"}, "", True),
        ({ROUND: "0-Zorg"}, "nee", False),
        ({}, "ja", False),
    ],
)
def test_mail_goes_when_sessions_change_or_the_bureau_says_so(
    vdg: SiteSetUp, desk: Client, given: dict[str, str], tell: str, sent: bool
) -> None:
    event = make_congress(vdg, {"Geld": None, "Zorg": None})
    (row,) = sign_up(event, A, sessions=("Geld",))
    mails()

    answer = save(desk, row, **given, tell=tell)

    assert mails() == ([(A, "Uw aanmelding is gewijzigd: Congres")] if sent else [])
    assert told(answer)[0].endswith(
        "De mail gaat zo weg." if sent else "Er gaat geen mail." if given else "Er is niets gewijzigd."
    )
    assert SignUpChange.objects.exists() is bool(given)


def test_other_address_gets_the_mail_and_earlier_links_stop(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg)
    (row,) = sign_up(event, "tikfout@example.org")
    (old,) = mailed_links()

    answer = save(desk, row, email="Goed@Example.org")
    (new,) = mailed_links()

    row.refresh_from_db()
    assert (row.email, row.email_key) == ("Goed@Example.org", "goed@example.org")
    assert [visitor().get(link).status_code for link in (old, new)] == [410, 200]
    assert "tikfout" not in answer.content.decode()
    assert list(SignUpChange.objects.values_list("reason", flat=True)) == ["e-mailadres"]


@pytest.mark.parametrize(("tell", "expected"), [
    ("", ["Uw aanmelding is gewijzigd: Congres", "Andere zaal"]), ("nee", []),
])  # fmt: skip
def test_what_a_wrong_address_refused_goes_to_the_right_one(
    vdg: SiteSetUp, desk: Client, tell: str, expected: list[str]
) -> None:
    event = make_congress(vdg)
    (row,) = sign_up(event, "tikfout@example.org")
    staff.tell(event=event, user=desk_user(), subject="Andere zaal", text="Boven.")
    SignUpMail.objects.update(refused_at=timezone.now(), tries=1)

    save(desk, row, email=B, tell=tell)

    assert sorted(mails()) == sorted((B, subject) for subject in expected)
    assert not SignUpMail.objects.exclude(refused_at=None).exists()


def desk_user() -> Any:
    """Who sits at the desk."""
    return User.objects.get(username="eindredacteur")


def test_address_of_somebody_else_is_refused_beside_the_field(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg)
    first, _ = sign_up(event, A, B)

    answer = save(desk, first, email="B@example.org", name="Nieuw")

    assert errors(answer) == {"email": ["Dit e-mailadres is al aangemeld voor deze bijeenkomst."]}
    assert 'value="Nieuw"' in answer.content.decode()
    assert states(event) == {A: "placed", B: "placed"}


def test_bureau_sets_who_is_not_there_in_a_round_and_the_seat_goes_to_who_waits(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1}, capacity=5)
    (row,) = sign_up(event, A, sessions=("Geld",))
    sign_up(event, C, sessions=("Zorg",))
    sign_up(event, B, sessions=("Geld",))

    answer = save(desk, row, **{ROUND: "niet-aanwezig"})
    row.refresh_from_db()
    kept, again = form_of(desk, row)[ROUND], save(desk, row)
    table = desk.get(reverse("sign_ups_download", args=[event.pk, "csv"])).content.decode()
    listed = desk.get(reverse("event_sign_ups", args=[event.pk])).content.decode()

    assert told(answer) == ["Bewaard: 10.30 uur, Ronde 1: “Geld” werd “niet aanwezig”. De mail gaat zo weg."]
    assert (row.sessions, kept, told(again)) == ([], "niet-aanwezig", ["Er is niets gewijzigd."])
    assert set(states(event).values()) == {"placed"}
    assert (table.count("niet aanwezig"), listed.count("niet aanwezig")) == (1, 1)


def test_bureau_adds_somebody_who_is_not_there_in_a_full_round(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1})
    sign_up(event, A, sessions=("Geld",))
    sign_up(event, B, sessions=("Zorg",))
    address, data = reverse("add_sign_up", args=[event.pk]), {"name": "Co", "email": C, "reason": "belde"}

    nothing = desk.post(address, data)
    desk.post(address, {**data, ROUND: "niet-aanwezig"})

    assert errors(nothing) == {ROUND: ["Kies een sessie, of kies “Is er dan niet”."]}
    assert states(event) == {A: "placed", B: "placed", C: "placed"}


def test_who_waits_keeps_the_turn_and_gets_a_place_where_one_is(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1, "Water": 1})
    sign_up(event, A, sessions=("Geld",))
    first, second = (sign_up_late(event, email) for email in (B, C))
    mails()

    save(desk, second, name="Cé")
    before = states(event)
    save(desk, second, **{ROUND: "0-Water"})
    save(desk, first, name="Bé", tell="ja")

    assert before == {A: "placed", B: "waiting", C: "waiting"}
    assert states(event) == {A: "placed", B: "waiting", C: "placed"}
    assert mails() == [(C, "Er is plek voor u: Congres"), (B, "Uw aanmelding is gewijzigd: Congres")]


def sign_up_late(event: EventPage, email: str) -> SignUp:
    """Somebody who waits for the first session, as when two people sent the form at once."""
    choices = {ROUND.removeprefix("ronde-"): {"session": "0-Geld", "title": "Geld"}}
    return SignUp.objects.create(
        event=event, name="Bo", email=email, choices=choices, state="waiting", queued_at=timezone.now()
    )


def test_two_who_change_at_once_see_each_other(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": None, "Zorg": None})
    (row,) = sign_up(event, A, sessions=("Geld",))
    mails()
    mine = {**form_of(desk, row), "name": "Van mij"}
    save(desk, row, name="Van een ander")

    refused = send(desk, row, mine)
    between = SignUp.objects.get(pk=row.pk).name
    again = send(desk, row, {**mine, "seen": refused.context["form"]["seen"].value()})

    assert "Nu staat er: Van een ander, a@example.org" in refused.content.decode()
    assert 'value="Van mij"' in refused.content.decode()
    assert (between, SignUp.objects.get(pk=row.pk).name) == ("Van een ander", "Van mij")
    assert told(again) == ["Bewaard: naam. Er gaat geen mail."]


def test_session_that_is_gone_is_kept_until_another_is_chosen(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 2}, {"Laat": None, "Later": None})
    (row,) = sign_up(event, A, sessions=("Geld", "Laat"))
    event.programme = programme({"Zorg": 2, "Water": 2})
    event.save()

    screen = desk.get(reverse("edit_sign_up", args=[row.pk])).content.decode()
    save(desk, row, name="Bé")
    kept = SignUp.objects.get(pk=row.pk).titles
    save(desk, row, **{ROUND: "0-Water"})

    assert "Gekozen was “Geld”. Die sessie is er niet meer." in screen
    assert (kept, SignUp.objects.get(pk=row.pk).titles) == (["Geld", "Laat"], ["Water", "Laat"])


def test_wish_that_is_no_longer_asked_is_not_lost(vdg: SiteSetUp, desk: Client) -> None:
    event = make_congress(vdg, asks_diet=True)
    (row,) = sign_up(event, A, diet="geen noten")
    EventPage.objects.update(asks_diet=False)

    save(desk, row, name="Bé")

    row.refresh_from_db()
    assert (row.name, row.diet) == ("Bé", "geen noten")


@pytest.mark.parametrize("state", ["cancelled", "received"])
def test_who_has_no_place_and_no_turn_is_not_changed(vdg: SiteSetUp, desk: Client, state: str) -> None:
    event = make_congress(vdg)
    (row,) = sign_up(event, A)
    data = {**form_of(desk, row), "name": "Nieuw"}
    SignUp.objects.update(state=state)

    opened = desk.get(reverse("edit_sign_up", args=[row.pk]))
    sent = send(desk, row, data)

    assert (opened.status_code, opened["Location"]) == (302, reverse("change_sign_up", args=[row.pk]))
    assert told(sent)[0].startswith("Dit kan nu niet met deze aanmelding:")
    assert SignUp.objects.get().name == "Bo Jansen"


@pytest.mark.parametrize("text", [*ODD.values(), *BLANK, "nul \0", "x" * 10_000])
def test_odd_input_is_said_beside_the_field_or_kept_on_one_line(vdg: SiteSetUp, desk: Client, text: str) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": None}, asks_diet=True)
    (row,) = sign_up(event, A, sessions=("Geld",))
    data = form_of(desk, row)

    for name in (*data, "over", "tell"):
        answer = send(desk, row, {**data, name: text})
        row.refresh_from_db()
        data["seen"] = mark_of(row)
        assert answer.status_code in {200, 400}, name
        assert not any(char in row.name + row.organization + row.diet for char in "\r\n\0")


def test_only_who_may_change_the_event_does(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    event = make_congress(vdg)
    (row,) = sign_up(event, A, name="An Geheim")
    other = staff_client("ander", "VGG eindredactie")

    answers = [other.get(reverse("edit_sign_up", args=[row.pk])), other.post(reverse("edit_sign_up", args=[row.pk]))]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert all("An Geheim" not in answer.content.decode() for answer in answers)


def test_page_is_made_anew_when_a_change_or_the_bureau_fills_it(
    vdg: SiteSetUp, desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    event = make_congress(vdg, {"Geld": 1, "Zorg": 1}, {"Laat": None, "Later": None}, capacity=4)
    (row,) = sign_up(event, A, sessions=("Geld", "Laat"))
    sign_up(event, B, sessions=("Zorg", "Laat"))
    EventPage.objects.filter(pk=event.pk).update(programme=programme({"Geld": 1, "Zorg": 1, "Water": 1}))
    new = form_data(event, C, "Geld", name="Cé", reason="belde", over="on")
    new[ROUND] = "0-Water"

    def rename() -> None:
        change(row=row, user=desk_user(), seen=mark_of(row), name="An")

    assert flushes(django_capture_on_commit_callbacks, rename) == 0
    added = reverse("add_sign_up", args=[event.pk])
    assert flushes(django_capture_on_commit_callbacks, lambda: desk.post(added, new)) == 1
    assert "wachtlijst" in visitor().get("/agenda/congres/").content.decode()
