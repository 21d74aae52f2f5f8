"""A change of college: everything that follows from other aldermen, in one act that can be undone."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.pages import OrganizationIndexPage
from association.news.pages import NewsIndexPage, NewsPage
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person
from home.actions import SiteSetUp, ensure_child
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY, BEFORE = date(2026, 6, 1), date(2026, 5, 31)


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


@pytest.fixture
def town(vdg: SiteSetUp) -> Organization:
    """A municipality that is a member."""
    made = Organization.objects.create(name="Dorpstad", slug="gemeente-dorpstad", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=made)
    return made


@pytest.fixture
def college(vdg: SiteSetUp, town: Organization) -> dict[str, Any]:
    """A mayor and two aldermen with three seats for the municipality, one personal and one of the body itself."""
    mayor = make_person("Meijer")
    one, two = make_person("Bakker"), make_person("Smid")
    make_membership(make_post(town, "mayor"), mayor, "2020-01-01")
    aldermen = make_post(town, "alderman", seats=None)
    make_membership(aldermen, one, "2022-06-01", seat=1)
    make_membership(aldermen, two, "2022-06-01", seat=2)
    board, group = make_body(vdg.association, "Bestuur"), make_body(vdg.association, "Stuurgroep")
    committee = make_body(vdg.association, "Commissie Zee", classification="vng_committee")
    seats = {
        "board": make_membership(make_post(board, "member"), one, "2022-07-01", on_behalf_of=town),
        "group": make_membership(make_post(group, "member"), two, "2022-07-01", on_behalf_of=town),
        "chair": make_membership(make_post(group, "chair"), one, "2022-07-01"),
        "vng": make_membership(make_post(committee, "vng_representative", is_personal=True), two, "2022-07-01"),
    }
    return {"mayor": mayor, "one": one, "two": two, "seats": seats, "town": town}


@pytest.fixture
def organization_index(vdg: SiteSetUp) -> OrganizationIndexPage:
    """The overview of who sits where."""
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.fixture
def news_index(vdg: SiteSetUp) -> NewsIndexPage:
    """The overview of the news."""
    return ensure_child(vdg.home, NewsIndexPage, title="Nieuws", slug="nieuws")


class Wizard:
    """Sends the steps as the screens hand them on."""

    def __init__(self, client: Client, town: Organization) -> None:
        self.client = client
        self.url = reverse("college_change", args=[town.pk])
        self.answer: Any = client.get(self.url)

    def fields(self) -> dict[str, str]:
        """The fields of the screen as they stand."""
        form = BeautifulSoup(self.answer.content, "html.parser").select_one("form.noaber-college")
        found: dict[str, str] = {}
        for field in form.select("input[name], textarea[name], select[name]"):
            name = str(field["name"])
            if field.name == "select":
                chosen = field.select_one("option[selected]")
                found[name] = str(chosen["value"]) if chosen else ""
            elif field.get("type") == "checkbox":
                if field.has_attr("checked"):
                    found[name] = str(field.get("value", "on"))
            else:
                found[name] = field.text.strip() if field.name == "textarea" else str(field.get("value", ""))
        return found

    def send(self, step: str, without: tuple[str, ...] = (), **changes: str) -> "Wizard":
        """Press a button."""
        data = {name: value for name, value in self.fields().items() if name not in without}
        self.answer = self.client.post(self.url, {**data, **changes, "step": step})
        return self

    @property
    def text(self) -> str:
        """What the screen says."""
        return BeautifulSoup(self.answer.content, "html.parser").get_text(" ", strip=True)


def who(day: date) -> list[str]:
    """Who sits where on a day, as "body: name"."""
    rows = Membership.objects.active_on(day).with_names().order_by("post__organization__name", "post__order", "seat")
    return [f"{row.post.organization.name}: {row.who}" for row in rows]


def first_step(wizard: Wizard, college: dict[str, Any], **changes: str) -> Wizard:
    """Both aldermen leave, and each has a successor."""
    return wizard.send(
        "plekken",
        **{
            "day": "1 juni 2026",
            f"name-{college['one'].pk}": "mw. S. de Boer (ABC)",
            f"name-{college['two'].pk}": "dhr. J. Kok",
            **changes,
        },
    )


def asked(college: dict[str, Any]) -> dict[str, str]:
    """Answers to the two questions that nobody can fill in."""
    seats = college["seats"]
    return {f"seat-{seats['chair'].pk}": "vacature", f"seat-{seats['vng'].pk}": "blijft"}


def test_whole_change_is_one_entry_and_can_be_undone(chief: Client, college: dict[str, Any]) -> None:
    before, rows = who(DAY), list(Membership.objects.order_by("pk").values())
    wizard = first_step(Wizard(chief, college["town"]), college)
    wizard.send("bekijken", **asked(college))
    assert who(DAY) == before
    wizard.send("vastleggen")

    entry = RegisterEntry.objects.get()
    assert wizard.answer.headers["location"] == reverse("register_entry", args=[entry.pk])
    assert who(BEFORE) == before
    assert who(DAY) == [
        "Bestuur: S. de Boer",
        "Commissie Zee: A. Smid",
        "Dorpstad: A. Meijer",
        "Dorpstad: S. de Boer",
        "Dorpstad: J. Kok",
        "Stuurgroep: J. Kok",
        "Stuurgroep: vacature",
    ]
    assert Membership.objects.get(person__family_name="Boer", post__role="alderman").party == "ABC"

    screen = chief.get(reverse("register_entry", args=[entry.pk])).content.decode()
    assert "Wethouder van Dorpstad" in screen
    chief.post(reverse("undo_seat", args=[entry.pk]), {"next": "act"})
    assert list(Membership.objects.order_by("pk").values()) == rows


def test_mayor_stays_unless_somebody_says_otherwise(chief: Client, college: dict[str, Any]) -> None:
    fields = Wizard(chief, college["town"]).fields()

    assert f"stays-{college['mayor'].pk}" in fields
    assert f"stays-{college['one'].pk}" not in fields


def test_personal_seats_are_asked_and_never_automatic(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college)
    filled = wizard.fields()
    wizard.send("bekijken")

    seats = college["seats"]
    assert filled[f"seat-{seats['board'].pk}"] == f"opvolger:f{college['one'].pk}"
    assert filled[f"seat-{seats['vng'].pk}"] == ""
    assert filled[f"seat-{seats['chair'].pk}"] == ""
    assert wizard.text.count("Kies wat er met deze plek gebeurt.") == 2
    assert not RegisterEntry.objects.exists()


def test_chair_from_the_municipality_is_asked_about(chief: Client, college: dict[str, Any], vdg: SiteSetUp) -> None:
    body, town = make_body(vdg.association, "Kerngroep"), college["town"]
    chair = make_membership(make_post(body, "chair"), college["one"], "2022-07-01", on_behalf_of=town)
    own = make_membership(make_post(body, "chair", for_whom=town), college["two"], "2022-07-01")
    fields = first_step(Wizard(chief, town), college).fields()

    assert fields[f"seat-{chair.pk}"] == ""
    assert fields[f"seat-{own.pk}"] == f"opvolger:f{college['two'].pk}"


def test_preview_names_the_pages_and_changes_nothing(
    chief: Client, college: dict[str, Any], organization_index: Any
) -> None:
    people = Person.objects.count()
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))

    titles = [page["title"] for page in wizard.answer.context["pages"]]
    assert {"Bestuur", "Stuurgroep", "Gemeente Dorpstad", "A. Bakker"} <= set(titles)
    assert "Commissie Zee" not in titles
    assert f"{len(titles)} pagina's" in wizard.text
    assert "Vastgestelde documenten veranderen niet." in wizard.text
    assert Person.objects.count() == people
    assert not RegisterEntry.objects.exists()


def test_seat_without_successor_becomes_vacant(chief: Client, college: dict[str, Any]) -> None:
    wizard = Wizard(chief, college["town"]).send("plekken", day="01-06-2026")
    wizard.send("bekijken", **asked(college)).send("vastleggen")

    assert "Bestuur: vacature" in who(DAY)
    assert not [line for line in who(DAY) if line == "Dorpstad: A. Bakker"]


def test_acting_holder_comes_in_the_seat(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college)
    board = college["seats"]["board"]
    wizard.send("bekijken", **asked(college), **{f"seat-{board.pk}": f"waarnemer:p{college['mayor'].pk}"})
    wizard.send("vastleggen")

    row = Membership.objects.active_on(DAY).get(post=board.post)
    assert (row.person, row.capacity, row.on_behalf_of) == (college["mayor"], "acting", college["town"])


def test_one_more_alderman_gets_a_seat_of_their_own(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college, more="mw. T. Visser\ndhr. P. Visser (DEF)\n")
    wizard.send("bekijken", **asked(college)).send("vastleggen")

    rows = Membership.objects.active_on(DAY).filter(post__role="alderman").order_by("seat")
    assert [(row.seat, row.who) for row in rows] == [
        (1, "S. de Boer"), (2, "J. Kok"), (3, "T. Visser"), (4, "P. Visser"),
    ]  # fmt: skip


def test_municipality_without_anybody_gets_its_first_college(chief: Client, town: Organization) -> None:
    wizard = Wizard(chief, town).send("plekken", day="1 juni 2026", more="mw. T. Visser")
    wizard.send("vastleggen")

    assert who(DAY) == ["Dorpstad: T. Visser"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "31-11-2026"}, "is geen bestaande datum"),
        ({"day": "mei 2026"}, "Schrijf de hele dag"),
        ({"day": ""}, "verplicht veld"),
        ({"one": "???"}, "is geen naam"),
        ({"one": "A. Meijer"}, "zit er al"),
        ({"one": "dhr. J. Kok"}, "Deze naam staat er twee keer."),
        ({"more": "J. Kok"}, "Deze naam staat er twee keer."),
        ({"more": "!!\n"}, "is geen naam"),
        ({"more": "x\n" * 31}, "Schrijf er ten hoogste 30."),
        ({"mayor": "mw. T. Visser"}, "Deze persoon blijft."),
        ({"one": "\u202e\u200b"}, "is geen naam"),
        ({"one": "a" * 201}, "201"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    chief: Client, college: dict[str, Any], changes: dict[str, str], words: str
) -> None:
    named = {f"name-{college[key].pk}" if key in {"one", "mayor"} else key: value for key, value in changes.items()}
    wizard = first_step(Wizard(chief, college["town"]), college, **named)

    assert wizard.answer.status_code == 200
    assert words in wizard.text
    assert wizard.fields()[f"name-{college['two'].pk}"] == "dhr. J. Kok"
    assert not RegisterEntry.objects.exists()


def test_nothing_to_change_is_said(chief: Client, college: dict[str, Any]) -> None:
    both = {f"stays-{college[key].pk}": "on" for key in ("one", "two")}
    wizard = Wizard(chief, college["town"]).send("plekken", **both)

    assert "Er verandert nog niets" in wizard.text


def test_others_sit_there_on_the_day_that_was_typed(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college, day="1 juni 2021")

    assert "Op deze dag zitten er anderen" in wizard.text
    assert f"stays-{college['mayor'].pk}" in wizard.fields()
    assert f"name-{college['one'].pk}" not in wizard.fields()


def test_somebody_else_changed_a_seat_meanwhile(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))
    Membership.objects.filter(pk=college["seats"]["board"].pk).update(end_date=date(2026, 1, 1))
    wizard.send("vastleggen")

    assert "Op deze dag zitten er anderen" in wizard.text
    assert not RegisterEntry.objects.exists()


def test_pressing_twice_records_once(chief: Client, college: dict[str, Any]) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))
    data = {**wizard.fields(), "step": "vastleggen"}
    chief.post(wizard.url, data)
    chief.post(wizard.url, data)

    assert RegisterEntry.objects.count() == 1
    assert Person.objects.filter(family_name="Boer").count() == 1


def test_what_the_register_refuses_changes_nothing(chief: Client, college: dict[str, Any]) -> None:
    """The seat is promised to somebody else from July on: a successor without end would sit beside them."""
    board = college["seats"]["board"]
    Membership.objects.filter(pk=board.pk).update(end_date=date(2026, 7, 1))
    make_membership(board.post, make_person("Prins"), "2026-07-01")
    wizard = first_step(Wizard(chief, college["town"]), college)
    wizard.send("plekken").send("bekijken", **asked(college))

    assert "Op deze plek staat al: A. Prins" in wizard.text
    assert "Lid, Bestuur" in wizard.text
    assert not RegisterEntry.objects.exists()
    assert not Person.objects.filter(family_name="Boer").exists()


def test_failing_half_way_changes_nothing(
    chief: Client, college: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))
    before = list(Membership.objects.order_by("pk").values())

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the machine stops")

    monkeypatch.setattr("association.memberships.views.college.announce", broken)
    chief.raise_request_exception = False
    wizard.send("vastleggen", news="1")

    assert wizard.answer.status_code == 500
    assert list(Membership.objects.order_by("pk").values()) == before
    assert not RegisterEntry.objects.exists()
    assert not Person.objects.filter(family_name="Boer").exists()


def test_draft_of_news_is_made_when_wanted(chief: Client, college: dict[str, Any], news_index: Any) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))
    wizard.send("vastleggen")

    draft = NewsPage.objects.get()
    assert (draft.title, draft.live) == ("Nieuw college in Dorpstad", False)
    assert "S. de Boer" in str(draft.get_latest_revision_as_object().body)
    assert "Bekijk het concept" in chief.get(wizard.answer.headers["location"]).content.decode()


def test_no_draft_when_not_wanted(chief: Client, college: dict[str, Any], news_index: Any) -> None:
    wizard = first_step(Wizard(chief, college["town"]), college).send("bekijken", **asked(college))
    wizard.send("vastleggen", without=("news",))

    assert RegisterEntry.objects.exists()
    assert not NewsPage.objects.exists()


def test_municipality_of_another_association_is_refused(vgg: SiteSetUp, college: dict[str, Any]) -> None:
    other = staff_client("ander", "VGG eindredactie")
    url = reverse("college_change", args=[college["town"].pk])

    assert other.get(url).status_code in {302, 403}
    assert "Dorpstad" not in other.get(reverse("college_changes")).content.decode()
    assert other.post(url, {"step": "plekken"}).status_code in {302, 403}


def test_seats_of_another_association_are_left_alone(vgg: SiteSetUp, chief: Client, college: dict[str, Any]) -> None:
    elsewhere = make_membership(make_post(make_body(vgg.association), "member"), college["one"], "2022-01-01")
    wizard = first_step(Wizard(chief, college["town"]), college)
    assert f"seat-{elsewhere.pk}" not in wizard.fields()
    wizard.send("bekijken", **asked(college)).send("vastleggen")

    elsewhere.refresh_from_db()
    assert elsewhere.end_date is None


@pytest.mark.parametrize("number", [10**20, 2**63, 0])
def test_numbers_that_nobody_has(chief: Client, number: int) -> None:
    assert chief.get(f"/beheer/wie-zit-waar/collegewissel/{number}/").status_code == 404


def test_first_screen_asks_as_much_for_one_as_for_thirty(
    chief: Client, college: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    url = reverse("college_change", args=[college["town"].pk])
    chief.get(url)
    with django_assert_max_num_queries(100) as few:
        chief.get(url)
    for _ in range(30):
        make_membership(
            make_post(make_body(college["town"].member_of.get()), "member"), make_person(), "2022-01-01",
            on_behalf_of=college["town"],
        )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        chief.get(url)


def test_empty_posts_are_made_once(chief: Client, town: Organization) -> None:
    Wizard(chief, town).send("plekken", day="1 juni 2026", more="mw. T. Visser").send("vastleggen")
    Wizard(chief, town).send("plekken", day="1 juli 2026", more="mw. U. Visser").send("vastleggen")

    assert Post.objects.filter(organization=town).count() == 1
