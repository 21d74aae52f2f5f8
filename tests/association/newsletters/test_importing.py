"""Bringing in readers from a table: what is read, what is promised, what is stored, and who stays off."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from association.newsletters.importing.carrying import bring_in
from association.newsletters.importing.plan import make_plan
from association.newsletters.importing.table import Table, table_of
from association.newsletters.models import ConsentEvent, MailingList, Subscriber, Subscription, Suppression
from association.newsletters.subscribing.events import suppress
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.subscribing import make_list, make_subscriber, states

State = Subscription.State
COLUMNS = {"email": 0}
WAY = {"basis": "lidmaatschap", "source": "Ledenlijst 2026"}


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


@pytest.fixture
def nieuws(vdg: SiteSetUp) -> MailingList:
    """A list of the VDG."""
    return make_list(vdg.association, "Nieuws")


def table(*emails: str) -> Table:
    """A table of addresses alone."""
    return Table(("E-mailadres",), tuple((email,) for email in emails), 2)


def outcomes(setup: SiteSetUp, chosen: MailingList, *emails: str) -> list[str]:
    """What would happen with some addresses."""
    plan = make_plan(table(*emails), COLUMNS, [chosen], setup.association)
    return [row.outcome.value for row in plan.rows]


def choose(client: Client, **data: Any) -> Any:
    """Choose a table; the answer is the screen of its columns."""
    return client.post(reverse("import_subscribers"), data)


def go_on(client: Client, screen: Any, name: str, **data: Any) -> Any:
    """Send the screen of the columns on: to the report, or to be stored."""
    sent = {"table": screen.context["packed"], "association": screen.context["association"].slug, **WAY, **data}
    return client.post(reverse(name), sent)


def test_each_row_says_what_would_happen(vdg: SiteSetUp, vgg: SiteSetUp, nieuws: MailingList) -> None:
    other = make_list(vdg.association, "Anders")
    make_subscriber(vdg.association, "bekend@example.org", nieuws)
    make_subscriber(vdg.association, "erbij@example.org", other)
    make_subscriber(vdg.association, "wacht@example.org", nieuws, state=State.PENDING)
    make_subscriber(vdg.association, "weg@example.org", nieuws, state=State.ENDED)
    make_subscriber(vdg.association, "stuk@example.org", nieuws, state=State.STOPPED)
    make_subscriber(vgg.association, "nieuw@example.org", make_list(vgg.association))
    suppress(vdg.association, "wissen@example.org", Suppression.Reason.ERASED)
    suppress(vgg.association, "elders@example.org", Suppression.Reason.ERASED)

    found = outcomes(
        vdg, nieuws, "Nieuw@example.org", "BEKEND@example.org", "erbij@example.org", "wacht@example.org",
        "weg@example.org", "stuk@example.org", "Wissen@example.org", "elders@example.org", "nieuw@EXAMPLE.org",
        "geen adres", '=HYPERLINK("a@example.org")', "a@example.org\r\nBcc: b@example.org", "a@b.nl;c@d.nl",
    )  # fmt: skip

    assert found == [
        "new", "known", "added", "added", "left", "left", "suppressed", "new", "duplicate",
        "invalid", "invalid", "invalid", "invalid",
    ]  # fmt: skip


def test_blocked_address_is_found_after_another_key(vdg: SiteSetUp, nieuws: MailingList, settings: Any) -> None:
    suppress(vdg.association, "wissen@example.org", Suppression.Reason.ERASED)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "een andere sleutel"

    assert outcomes(vdg, nieuws, "wissen@example.org") == ["suppressed"]


def test_storing_keeps_the_basis_with_each(vdg: SiteSetUp, nieuws: MailingList) -> None:
    make_subscriber(vdg.association, "wacht@example.org", nieuws, state=State.PENDING)
    make_subscriber(vdg.association, "weg@example.org", nieuws, state=State.ENDED)
    rows = table("Nieuw@example.org", "wacht@example.org", "weg@example.org", "nieuw@example.org")

    bring_in(table=rows, columns=COLUMNS, lists=[nieuws], association=vdg.association, basis="Ledenlijst", user=None)

    found = {person.email: states(person)["Nieuws"] for person in Subscriber.objects.all()}
    assert found == {"Nieuw@example.org": "active", "wacht@example.org": "active", "weg@example.org": "ended"}
    events = ConsentEvent.objects.values_list("subscriber__email", "kind", "reason", "channel")
    assert sorted(events) == [
        ("Nieuw@example.org", "imported", "Ledenlijst", "bestand"),
        ("wacht@example.org", "imported", "Ledenlijst", "bestand"),
    ]
    assert all(row.confirmed_at for row in Subscription.objects.filter(state=State.ACTIVE))


def test_who_left_since_the_report_stays_off(chief: Client, vdg: SiteSetUp, nieuws: MailingList) -> None:
    screen = choose(chief, pasted="een@example.org\ntwee@example.org")
    report = go_on(chief, screen, "import_subscribers_report", **{"column-email": "0", "lists": [nieuws.pk]})
    stored_by_report = Subscriber.objects.count()
    suppress(vdg.association, "twee@example.org", Suppression.Reason.ERASED)

    answer = go_on(chief, screen, "import_subscribers_bring_in", **{"column-email": "0", "lists": [nieuws.pk]})

    assert [row.outcome.value for row in report.context["plan"].rows] == ["new", "new"]
    assert (stored_by_report, answer.status_code) == (0, 302)
    assert [person.email for person in Subscriber.objects.all()] == ["een@example.org"]
    assert ConsentEvent.objects.get().reason == "lidmaatschap: Ledenlijst 2026"


def test_pressing_twice_stores_once(chief: Client, nieuws: MailingList) -> None:
    screen = choose(chief, pasted="een@example.org")

    for _ in range(2):
        go_on(chief, screen, "import_subscribers_bring_in", **{"column-email": "0", "lists": [nieuws.pk]})

    assert (Subscriber.objects.count(), Subscription.objects.count(), ConsentEvent.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "data",
    [
        "Naam;E-mail;Rol;Gemeente\nJosé;jose@example.org;Griffier;Assen\n".encode("utf-8-sig"),
        "Naam;E-mail;Rol;Gemeente\nJosé;jose@example.org;Griffier;Assen\n".encode("cp1252"),
        "Naam\tE-mail\tRol\tGemeente\r\nJosé\tjose@example.org\tGriffier\tAssen\r\n".encode("utf-16"),
        'Naam,E-mail,Rol,Gemeente\n"José",jose@example.org,griffier,gemeente Assen\n'.encode(),
    ],
)
def test_encodings_and_columns_are_told(chief: Client, vdg: SiteSetUp, nieuws: MailingList, data: bytes) -> None:
    town = Organization.objects.create(name="Assen", slug="gemeente-assen", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    screen = choose(chief, file=SimpleUploadedFile("lezers.csv", data))
    columns = {
        name: screen.context["form"][f"column-{name}"].value() for name in ("email", "name", "role", "municipality")
    }

    sent = {f"column-{name}": place for name, place in columns.items()}
    go_on(chief, screen, "import_subscribers_bring_in", lists=[nieuws.pk], **sent)

    person = Subscriber.objects.get()
    assert columns == {"email": "1", "name": "0", "role": "2", "municipality": "3"}
    assert (person.email, person.name, person.role, person.municipality) == (
        "jose@example.org",
        "José",
        "griffier",
        town,
    )


def test_workbook_is_read_and_formulas_are_not(chief: Client, nieuws: MailingList) -> None:
    book = Workbook()
    book.active.append(["E-mailadres", "Naam"])
    book.active.append(["een@example.org", "=1+1"])
    book.active.append(['=CONCAT("a","@example.org")', "Jo"])
    out = BytesIO()
    book.save(out)
    screen = choose(chief, file=SimpleUploadedFile("lezers.xlsx", out.getvalue()))

    go_on(
        chief, screen, "import_subscribers_bring_in", **{"column-email": "0", "column-name": "1", "lists": [nieuws.pk]}
    )

    assert [(person.email, person.name) for person in Subscriber.objects.all()] == [("een@example.org", "")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Kies een bestand, of plak de rijen."),
        ({"pasted": " \n "}, "Kies een bestand, of plak de rijen."),
        ({"file": b"%PDF-1.4"}, "geen Excel-bestand"),
        ({"file": b"Naam\n"}, "staan geen rijen"),
        ({"file": b"PK\x03\x04stuk"}, "beschadigd"),
    ],
)
def test_what_cannot_be_read_is_said(chief: Client, data: dict[str, Any], words: str) -> None:
    sent = {name: SimpleUploadedFile("a.csv", value) if name == "file" else value for name, value in data.items()}

    answer = choose(chief, **sent)

    assert (answer.status_code, words in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("missing", ["basis", "source", "lists", "column-email"])
def test_nothing_is_stored_without_basis_source_list_or_column(
    chief: Client, nieuws: MailingList, missing: str
) -> None:
    screen = choose(chief, pasted="een@example.org")

    data = {"column-email": "0", "lists": [nieuws.pk], missing: ""}
    answer = go_on(chief, screen, "import_subscribers_bring_in", **data)

    assert missing in answer.context["form"].errors
    assert not Subscriber.objects.exists()


def test_table_of_somebody_else_or_changed_is_refused(chief: Client, vdg: SiteSetUp, nieuws: MailingList) -> None:
    screen = choose(chief, pasted="een@example.org")
    data = {"column-email": "0", "lists": [nieuws.pk]}
    colleague = staff_client("collega", "VDG eindredactie")

    answers = [
        go_on(colleague, screen, "import_subscribers_bring_in", **data),
        go_on(chief, screen, "import_subscribers_bring_in", **data, table="x" + screen.context["packed"]),
    ]

    assert {answer.headers["Location"] for answer in answers} == {reverse("import_subscribers")}
    assert not Subscriber.objects.exists()


def test_lists_of_others_are_refused(chief: Client, vdg: SiteSetUp, vgg: SiteSetUp, nieuws: MailingList) -> None:
    theirs = make_list(vgg.association)
    screen = choose(chief, pasted="een@example.org")
    data = {"column-email": "0", "lists": [theirs.pk]}

    foreign_list = go_on(chief, screen, "import_subscribers_bring_in", **data)
    foreign = go_on(chief, screen, "import_subscribers_bring_in", **data, association=vgg.association.slug)

    assert ("lists" in foreign_list.context["form"].errors, foreign.status_code) == (True, 302)
    assert not Subscriber.objects.exists()


def test_row_numbers_are_those_of_the_file() -> None:
    found = table_of([[[], ["E-mail"], [], ["a@example.org"], [], ["b@example.org"]]])

    assert (found.first_row, [row[0] for row in found.rows]) == (4, ["a@example.org", "", "b@example.org"])


def test_many_rows_take_few_queries(vdg: SiteSetUp, nieuws: MailingList, statements: Callable[[], Any]) -> None:
    def asked(start: int, number: int) -> int:
        rows = table(*(f"a{place}@example.org" for place in range(start, start + number)))
        with statements() as found:
            bring_in(table=rows, columns=COLUMNS, lists=[nieuws], association=vdg.association, basis="x", user=None)
        return len(found)

    assert asked(0, 5) == asked(10, 60)
    assert Subscriber.objects.count() == 65
