"""The bureau's screens of readers, lists and segments: what they do, what they keep as proof, and for whom they are."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from association.newsletters.models import ConsentEvent, MailingList, Segment, Subscriber, Subscription, Suppression
from association.newsletters.sending.audience import count_segments
from association.newsletters.subscribing.events import suppress
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio
from tests.factories.posting import staff_client
from tests.factories.subscribing import make_list, make_subscriber, states

State = Subscription.State


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def act(client: Client, subscriber: Subscriber, what: str, reason: str = "Belde erover.") -> Any:
    """Press a button on the screen of a reader."""
    return client.post(reverse("subscriber", args=[subscriber.pk]), {"doen": what, "reason": reason})


def events(subscriber: Subscriber) -> list[tuple[str, str, str]]:
    """What was written down, with by whom and why."""
    return list(subscriber.events.values_list("kind", "user__username", "reason"))


def test_bureau_adds_a_reader_with_a_basis(chief: Client, vdg: SiteSetUp) -> None:
    chosen = make_list(vdg.association, "Leden", is_open=False)
    data = {
        "email": "Lid@example.org",
        "lists": [chosen.pk],
        "basis": "lidmaatschap",
        "reason": "Nieuw lid",
        "name": "Jo",
    }

    answer = chief.post(reverse("add_subscriber"), data)

    subscriber = Subscriber.objects.get()
    assert answer.headers["Location"] == reverse("subscriber", args=[subscriber.pk])
    assert (subscriber.email, subscriber.email_key, subscriber.name) == ("Lid@example.org", "lid@example.org", "Jo")
    assert (states(subscriber), events(subscriber)) == (
        {"Leden": "active"},
        [("added", "chef", "lidmaatschap: Nieuw lid")],
    )


@pytest.mark.parametrize("missing", ["email", "lists", "basis", "reason"])
def test_adding_asks_what_is_needed(chief: Client, vdg: SiteSetUp, missing: str) -> None:
    data = {"email": "a@example.org", "lists": [make_list(vdg.association).pk], "basis": "taak", "reason": "Griffier"}
    del data[missing]

    answer = chief.post(reverse("add_subscriber"), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [missing])
    assert not Subscriber.objects.exists()


def test_blocked_address_is_added_only_when_its_reader_asked(chief: Client, vdg: SiteSetUp) -> None:
    suppress(vdg.association, "a@example.org", Suppression.Reason.ERASED)
    data = {
        "email": "A@example.org",
        "lists": [make_list(vdg.association, "Nieuws").pk],
        "basis": "taak",
        "reason": "x",
    }

    refused = chief.post(reverse("add_subscriber"), data)
    before = Subscriber.objects.count()
    chief.post(reverse("add_subscriber"), {**data, "asked_themselves": "on"})

    assert ("wilde alles gewist hebben" in refused.content.decode(), before) == (True, 0)
    assert states(Subscriber.objects.get()) == {"Nieuws": "active"}
    assert not Suppression.objects.exists()


def test_bureau_takes_off_and_puts_back_with_a_reason(chief: Client, vdg: SiteSetUp) -> None:
    subscriber = make_subscriber(vdg.association, "", make_list(vdg.association, "Nieuws"), hard_bounces=3)
    number = subscriber.subscriptions.get().pk

    unexplained = act(chief, subscriber, f"af-{number}", "")
    still = states(subscriber)
    act(chief, subscriber, f"af-{number}")
    off = states(subscriber)
    suppress(vdg.association, subscriber.email, Suppression.Reason.BOUNCED)
    act(chief, subscriber, f"terug-{number}", "Nieuwe mailbox.")

    subscriber.refresh_from_db()
    assert "Schrijf waarom." in unexplained.content.decode()
    assert (still["Nieuws"], off["Nieuws"], states(subscriber)["Nieuws"]) == ("active", "ended", "active")
    assert events(subscriber) == [("removed", "chef", "Belde erover."), ("restored", "chef", "Nieuwe mailbox.")]
    assert (subscriber.hard_bounces, Suppression.objects.count()) == (0, 0)


def test_blocked_reader_gets_nothing_more(chief: Client, vdg: SiteSetUp) -> None:
    lists = make_list(vdg.association, "Nieuws"), make_list(vdg.association, "Agenda")
    subscriber = make_subscriber(vdg.association, "", *lists)

    act(chief, subscriber, "blokkeer")

    assert states(subscriber) == {"Nieuws": "ended", "Agenda": "ended"}
    assert Suppression.objects.get().reason == Suppression.Reason.STAFF


def test_erasing_leaves_no_trace_of_the_address(chief: Client, vdg: SiteSetUp) -> None:
    subscriber = make_subscriber(vdg.association, "weg@example.org", make_list(vdg.association))
    act(chief, subscriber, f"af-{subscriber.subscriptions.get().pk}", "weg@example.org belde")

    answer = act(chief, subscriber, "wis", "weg@example.org vroeg erom")

    assert answer.headers["Location"] == reverse("abonnees:index")
    assert not Subscriber.objects.exists()
    assert [event.reason for event in ConsentEvent.objects.all()] == ["", ""]
    assert not ModelLogEntry.objects.filter(label__contains="weg@example.org").exists()


def test_row_of_somebody_else_is_not_touched(chief: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    mine = make_subscriber(vdg.association, "", make_list(vdg.association))
    other = make_subscriber(vgg.association, "", make_list(vgg.association, "Van de buren"))

    answers = [
        act(chief, mine, f"af-{other.subscriptions.get().pk}"),
        act(chief, other, f"af-{other.subscriptions.get().pk}"),
        chief.get(reverse("subscriber", args=[other.pk])),
        chief.post(reverse("subscriber_details", args=[other.pk]), {"name": "Gewijzigd"}),
    ]

    other.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 302, 302, 302]
    assert (states(other), other.name) == ({"Van de buren": "active"}, "")


@pytest.mark.parametrize("group", ["redactie", "procesregie", "bestuur", "raadsleden"])
def test_others_see_no_readers(vdg: SiteSetUp, group: str) -> None:
    subscriber = make_subscriber(vdg.association, "geheim@example.org", make_list(vdg.association))
    client = staff_client("iemand", f"VDG {group}")
    paths = [
        reverse("abonnees:index"), f"{reverse('abonnees:index')}?export=csv", reverse("add_subscriber"),
        reverse("import_subscribers"), reverse("subscriber", args=[subscriber.pk]),
    ]  # fmt: skip

    answers = [client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {302}


def test_list_shows_own_readers_alone_and_is_searched(chief: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    nieuws, agenda = make_list(vdg.association, "Nieuws"), make_list(vdg.association, "Agenda")
    make_subscriber(vdg.association, "een@example.org", nieuws, name="Jansen", role="griffier")
    make_subscriber(vdg.association, "twee@example.org", agenda, state=State.ENDED)
    make_subscriber(vgg.association, "buur@example.org", make_list(vgg.association))
    index = reverse("abonnees:index")

    def found(query: str) -> set[str]:
        html = chief.get(f"{index}?{query}").content.decode()
        return {name for name in ("een", "twee", "buur") if f"{name}@example.org" in html}

    assert found("") == {"een", "twee"}
    assert found("q=jansen") == {"een"}
    assert found("role=griffier") == {"een"}
    assert found(f"mailing_list={agenda.pk}") == {"twee"}
    assert found(f"mailing_list={agenda.pk}&state=active") == set()
    assert found("state=ended") == {"twee"}


def test_list_asks_the_same_for_one_and_for_ten(chief: Client, vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    nieuws, topic = make_list(vdg.association, "Nieuws"), make_portfolio(vdg)
    index = reverse("abonnees:index")

    def asked() -> int:
        with statements() as found:
            chief.get(index)
        return len(found)

    make_subscriber(vdg.association, "", nieuws).portfolios.add(topic)
    # What is asked once and remembered.
    asked(), asked()
    one = asked()
    for _ in range(9):
        make_subscriber(vdg.association, "", nieuws).portfolios.add(topic)

    assert asked() == one


def test_tables_hold_no_formula_and_come_back_whole(chief: Client, vdg: SiteSetUp) -> None:
    nieuws = make_list(vdg.association, 'Nieuws, "en meer"')
    names = ["=HYPERLINK(1)", "+1", "-1", "@som", "\tinspringen", 'Bos, "Jo"\nvan']
    for number, name in enumerate(names):
        make_subscriber(vdg.association, f"a{number}@example.org", nieuws, name=name)
    index = reverse("abonnees:index")

    text = b"".join(chief.get(f"{index}?export=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(StringIO(text)))
    book = load_workbook(BytesIO(b"".join(chief.get(f"{index}?export=xlsx").streaming_content)))  # type: ignore[attr-defined]

    assert rows[0][:5] == ["E-mailadres", "Naam", "Rol", "Gemeente", "Verzendlijsten"]
    assert [row[1] for row in rows[1:]] == [f"'{name}" for name in names[:5]] + [names[5]]
    cells = [row[1] for row in book.active.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * 6
    assert rows[1][4] == 'Nieuws, "en meer"'


def test_list_that_reads_along_is_not_open(chief: Client, vdg: SiteSetUp) -> None:
    group = Group.objects.get(name="VDG raadsleden")
    data = {"association": vdg.association.pk, "name": "Raadsleden", "audience": "councils", "order": 0,
            "description": "", "slug": "", "groups": [group.pk]}  # fmt: skip

    refused = chief.post(reverse("verzendlijsten:add"), {**data, "is_open": "on"})
    before = MailingList.objects.count()
    chief.post(reverse("verzendlijsten:add"), data)

    assert ("mag zichzelf erop zetten" in refused.content.decode(), before) == (True, 0)
    made = MailingList.objects.get()
    assert (made.slug, list(made.groups.all()), made.is_open) == ("raadsleden", [group], False)


def test_list_does_not_read_as_a_group_of_others(chief: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    group = Group.objects.get(name="VGG bestuur")
    data = {
        "association": vdg.association.pk,
        "name": "Stiekem",
        "audience": "members",
        "order": 0,
        "groups": [group.pk],
    }

    chief.post(reverse("verzendlijsten:add"), data)

    assert not MailingList.objects.exists()


def test_list_that_was_used_stays(chief: Client, vdg: SiteSetUp) -> None:
    used, empty = make_list(vdg.association), make_list(vdg.association)
    make_subscriber(vdg.association, "", used)

    for one in (used, empty):
        chief.post(reverse("verzendlijsten:delete", args=[one.pk]))

    assert list(MailingList.objects.all()) == [used]


def test_segment_counts_now(chief: Client, vdg: SiteSetUp) -> None:
    chosen, topic = make_list(vdg.association), make_portfolio(vdg)
    data = {"association": vdg.association.pk, "name": "Griffiers", "roles": ["griffier"], "portfolios": [topic.pk]}
    chief.post(reverse("doelgroepen:add"), data)
    segment = Segment.objects.get()
    edit = reverse("doelgroepen:edit", args=[segment.pk])

    none = chief.get(edit).content.decode()
    make_subscriber(vdg.association, "", chosen, role="griffier").portfolios.add(topic)
    make_subscriber(vdg.association, "", chosen, role="griffier")
    make_subscriber(vdg.association, "", chosen, role="griffier", state=State.ENDED).portfolios.add(topic)
    one = chief.get(edit).content.decode()

    assert ("nu 0 lezers" in none, "nu 1 lezer" in one) == (True, True)
    assert (segment.roles, list(segment.portfolios.all())) == (["griffier"], [topic])


def test_segment_names_nothing_of_others(chief: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    data = {"association": vdg.association.pk, "name": "Buren", "portfolios": [make_portfolio(vgg).pk]}

    chief.post(reverse("doelgroepen:add"), data)

    assert not Segment.objects.exists()


def test_words_of_readers_are_text_in_the_admin(chief: Client, vdg: SiteSetUp) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    subscriber = make_subscriber(vdg.association, "", make_list(vdg.association, evil), name=evil)

    html = [
        chief.get(path).content.decode()
        for path in (
            reverse("abonnees:index"),
            reverse("subscriber", args=[subscriber.pk]),
            reverse("verzendlijsten:index"),
        )
    ]

    assert all("<img src=x" not in text for text in html)


def test_enter_in_the_reason_does_nothing(chief: Client, vdg: SiteSetUp) -> None:
    subscriber = make_subscriber(vdg.association, "lezer@example.org", make_list(vdg.association, "Nieuws"))

    soup = BeautifulSoup(chief.get(reverse("subscriber", args=[subscriber.pk])).content, "html.parser")

    # Browsers press the first button of a form for Enter, and nothing when that is disabled.
    buttons = soup.select("form.noaber-seats__form button")
    assert [button.has_attr("disabled") for button in buttons] == [True, False, False, False]


def test_segments_are_counted_together(chief: Client, vdg: SiteSetUp) -> None:
    topic, one = make_portfolio(vdg, "Wonen"), make_list(vdg.association)
    clerk = make_subscriber(vdg.association, "", one, role="griffier")
    clerk.portfolios.add(topic)
    make_subscriber(vdg.association, "", one, role="raadslid")
    segments = [
        Segment.objects.create(association=vdg.association, name=f"Groep {number}", roles=["griffier"] * (number % 2))
        for number in range(6)
    ]
    segments[0].portfolios.add(topic)

    with CaptureQueriesContext(connection) as few:
        counted = count_segments(segments[:1], timezone.localdate())
    with CaptureQueriesContext(connection) as many:
        counted |= count_segments(segments[1:], timezone.localdate())
    shown = chief.get(reverse("doelgroepen:index")).content.decode()

    assert [counted[one.pk] for one in segments] == [1, 1, 2, 1, 2, 1]
    assert len(few) >= len(many)
    assert [shown.count(f"Groep {number}") > 0 for number in range(6)] == [True] * 6


def test_lists_say_in_dutch_whether_people_put_themselves_on_them(chief: Client, vdg: SiteSetUp) -> None:
    make_list(vdg.association, is_open=True)
    make_list(vdg.association, is_open=False)

    page = BeautifulSoup(chief.get(reverse("verzendlijsten:index")).content, "html.parser")

    cells = {cell.get_text().strip() for cell in page.select("td")}
    assert {"ja", "nee"} <= cells
    assert not {"True", "False"} & cells
