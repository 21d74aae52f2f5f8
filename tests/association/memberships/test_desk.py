"""The screens "Wie zit waar": what happens to a seat, who may do it, and undoing it."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.models import Membership, Post, RegisterEntry
from association.people.models import Person
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY = "01-05-2021"


@pytest.fixture
def seat(vdg: SiteSetUp) -> Membership:
    """A seat that Bakker holds since 2020."""
    return make_membership(make_post(make_body(vdg.association, "Bestuur")), make_person("Bakker"), "2020-01-01")


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def change(client: Client, seat: Membership, **fields: Any) -> Any:
    """Send the form of a seat."""
    return client.post(reverse("change_seat", args=[seat.pk]), {"day": DAY, "act": "succeed", **fields})


def on(day: date, post: Post) -> list[str]:
    """Who is in a seat on a day."""
    return [row.who for row in Membership.objects.active_on(day).filter(post=post).order_by("pk")]


def test_successor_is_two_clicks_and_a_name(chief: Client, seat: Membership) -> None:
    body = reverse("seats_of_body", args=[seat.post.organization_id])
    screen = BeautifulSoup(chief.get(body).content, "html.parser")
    form = chief.get(screen.select_one(f"a[href='{reverse('change_seat', args=[seat.pk])}']")["href"])

    answer = change(chief, seat, name="mw. S. de Boer")

    assert form.context["form"]["day"].value()
    assert answer.headers["location"] == body
    assert on(date(2021, 4, 30), seat.post) == ["A. Bakker"]
    assert on(date(2021, 5, 1), seat.post) == ["S. de Boer"]
    assert Person.objects.get(family_name="Boer").form_of_address == "mw."


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"act": "acting", "name": "J. Smid"}, ["A. Bakker", "J. Smid"]),
        ({"act": "nominated", "name": "J. Smid"}, ["A. Bakker", "J. Smid"]),
        ({"act": "empty", "empty": "not_yet_known"}, ["nog niet bekend"]),
        ({"act": "end"}, []),
    ],
)
def test_what_happens_to_a_seat(chief: Client, seat: Membership, fields: dict[str, str], found: list[str]) -> None:
    change(chief, seat, **fields)

    assert on(date(2021, 5, 1), seat.post) == found


def test_nominee_is_appointed_in_one_step_and_who_acts_leaves(chief: Client, vdg: SiteSetUp) -> None:
    post = make_post(make_body(vdg.association, "Bestuur"))
    acting = make_membership(post, make_person("Waar"), "2020-01-01", capacity="acting")
    change(chief, acting, act="nominated", name="J. Nieuw", day="01-04-2021")
    nominee = Membership.objects.get(capacity="nominated")
    offered = [
        [
            str(option["value"])
            for option in BeautifulSoup(chief.get(address).content, "html.parser").select("[name=act]")
        ]
        for address in (reverse("change_seat", args=[row.pk]) for row in (acting, nominee))
    ]

    answer = change(chief, nominee, act="confirm")

    assert answer.status_code == 302
    assert [values[0] for values in offered] == ["succeed", "confirm"]
    assert on(date(2021, 4, 30), post) == ["A. Waar", "J. Nieuw"]
    assert on(date(2021, 5, 1), post) == ["J. Nieuw"]
    chief.post(reverse("undo_seat", args=[RegisterEntry.objects.get(action="confirm").pk]))
    assert on(date(2021, 5, 1), post) == ["A. Waar", "J. Nieuw"]


def test_only_a_nomination_is_confirmed(chief: Client, seat: Membership) -> None:
    answer = change(chief, seat, act="confirm")

    assert "Selecteer een geldige keuze" in answer.content.decode()
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Wie? Schrijf een naam."),
        ({"name": "???"}, "is geen naam"),
        ({"name": "J. Smid", "day": "30-02-2021"}, "is geen bestaande datum"),
        ({"name": "J. Smid", "day": "2021"}, "Schrijf de hele dag"),
        ({"name": "J. Smid", "day": "31-12-2019"}, "De laatste dag ligt vóór de eerste."),
        ({"name": "J. Smid", "day": ""}, "verplicht"),
        ({"act": "onbekend"}, "keuze"),
    ],
)
def test_bad_input_says_what_is_wrong_and_changes_nothing(
    chief: Client, seat: Membership, fields: dict[str, str], words: str
) -> None:
    people = Person.objects.count()

    answer = change(chief, seat, **fields)

    assert answer.status_code == 200
    assert words in BeautifulSoup(answer.content, "html.parser").text
    assert (Person.objects.count(), Membership.objects.count(), RegisterEntry.objects.count()) == (people, 1, 0)


def test_act_is_undone_with_one_press(chief: Client, seat: Membership) -> None:
    change(chief, seat, name="S. de Boer")
    body = reverse("seats_of_body", args=[seat.post.organization_id])
    assert "Maak ongedaan" in chief.get(body).content.decode()

    chief.post(reverse("undo_seat", args=[RegisterEntry.objects.get().pk]))

    assert on(date(2021, 5, 1), seat.post) == ["A. Bakker"]


def test_new_seat_is_filled_at_once(chief: Client, seat: Membership) -> None:
    body = seat.post.organization_id

    asked = chief.post(reverse("new_seat", args=[body]), {"role": "chair", "order": 5, "seats": 1})
    post = Post.objects.get(role="chair")
    chief.post(asked.headers["location"], {"act": "succeed", "name": "Jan Smid", "day": DAY})

    assert asked.headers["location"] == reverse("fill_seat", args=[post.pk])
    assert on(date(2021, 5, 1), post) == ["Jan Smid"]


def test_correction_keeps_month_and_last_day_as_written(chief: Client, seat: Membership) -> None:
    address = reverse("correct_seat", args=[seat.pk])
    shown = chief.get(address).content.decode()

    chief.post(address, {"first_day": "mei 2019", "last_day": "2022", "party": "Lokaal"})

    row = Membership.objects.get(pk=seat.pk)
    assert 'value="1 januari 2020"' in shown
    assert row.period == "mei 2019 – 2022"
    assert (row.end_date, row.party) == (date(2023, 1, 1), "Lokaal")


def test_screens_are_closed_to_others(vdg: SiteSetUp, vgg: SiteSetUp, seat: Membership) -> None:
    foreign, editor = staff_client("vreemd", "VGG eindredactie"), staff_client("redacteur", "VDG redactie")
    member = staff_client("lid", "VDG procesregie")
    body = seat.post.organization_id
    entry = RegisterEntry.objects.create(
        action="x",
        label="x",
        changes=[{"model": "membership", "pk": seat.pk, "before": None, "after": {"post_id": seat.post_id}}],
    )
    forms = [
        reverse("change_seat", args=[seat.pk]), reverse("correct_seat", args=[seat.pk]), reverse("new_seat", args=[body]),
        reverse("fill_seat", args=[seat.post_id]),
    ]  # fmt: skip

    assert "Bestuur" not in foreign.get(reverse("seats")).content.decode()
    for client in (foreign, editor):
        assert {address: client.get(address).status_code for address in forms} == dict.fromkeys(forms, 302)
        assert client.post(reverse("undo_seat", args=[entry.pk])).status_code == 302
    assert foreign.get(reverse("seats_of_body", args=[body])).status_code == 302
    assert editor.get(reverse("seats_of_body", args=[body])).status_code == 200
    assert (
        "Wijzig"
        not in BeautifulSoup(editor.get(reverse("seats_of_body", args=[body])).content, "html.parser")
        .select_one("main")
        .text
    )
    assert member.get(reverse("seats")).status_code == 302
    assert Membership.objects.count() == 1


def test_list_of_bodies_costs_the_same_with_more(vdg: SiteSetUp, chief: Client, statements: Any) -> None:
    make_membership(make_post(make_body(vdg.association)), make_person())
    chief.get(reverse("seats"))
    with statements() as few:
        chief.get(reverse("seats"))
    for _ in range(12):
        make_membership(make_post(make_body(vdg.association)), make_person())
    with statements() as many:
        chief.get(reverse("seats"))

    assert len(many) == len(few)


def test_names_and_words_are_text_on_every_screen(vdg: SiteSetUp, chief: Client, seat: Membership) -> None:
    payload = "<img src=x onerror=alert(1)>"
    Post.objects.filter(pk=seat.post_id).update(label=payload, for_whom_label=payload)
    body = reverse("seats_of_body", args=[seat.post.organization_id])

    done = chief.post(
        reverse("change_seat", args=[seat.pk]),
        {"day": DAY, "act": "succeed", "name": f"J. {payload}", "party": payload},
        follow=True,
    )
    row = Membership.objects.latest("pk")
    addresses = [
        body,
        reverse("change_seat", args=[row.pk]),
        reverse("correct_seat", args=[row.pk]),
        reverse("personen:index"),
    ]
    texts = [done.content.decode(), *(chief.get(address).content.decode() for address in addresses)]

    assert row.person is not None
    assert "onerror" in row.person.full_name
    assert [text.count("<img src=x") for text in texts] == [0] * len(texts)
    assert all("&lt;img" in text.lower() for text in texts[:3])


def test_forms_name_no_organization_of_another_association(
    vdg: SiteSetUp, vgg: SiteSetUp, chief: Client, seat: Membership
) -> None:
    make_body(vgg.association, "Zandloper")

    for address in (reverse("new_seat", args=[seat.post.organization_id]), reverse("correct_seat", args=[seat.pk])):
        html = chief.get(address).content.decode()
        assert "Zandloper" not in html
        assert "Bestuur" in html
