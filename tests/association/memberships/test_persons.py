"""Persons in the admin: their seats in time, two that are one, two that are not, and a name that must go."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from association.memberships.actions import (
    CannotBeUndone,
    ChangedSince,
    MergedAway,
    RegisterRefused,
    anonymise,
    appoint,
    correct,
    keep_apart,
    merge,
    succeed,
    undo,
)
from association.memberships.actions.persons import writings_of
from association.memberships.models import Membership, RegisterEntry
from association.organizations.models import Organization
from association.people.models import Person
from association.people.rules import NO_NAME
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_image, make_news, make_page, make_user, paragraph
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY = date(2021, 5, 1)


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


@pytest.fixture
def manager(vdg: SiteSetUp) -> Client:
    """The browser of who runs the VDG's site."""
    return staff_client("baas", "VDG beheer")


def make_town(name: str) -> Organization:
    """A municipality."""
    return Organization.objects.create(
        name=name, slug=f"gemeente-{name.lower()}", classification=Organization.Classification.MUNICIPALITY
    )


def make_office(person: Person, town: Organization, start: str = "2020-01-01", end: str = "") -> Membership:
    """The office of alderman of a municipality."""
    return make_membership(make_post(town, "alderman"), person, start, end)


def snapshot() -> list[Any]:
    """Persons and seats with all their columns."""
    return [list(model.objects.order_by("pk").values()) for model in (Person, Membership)]


def text_of(answer: Any) -> str:
    """The words on a screen."""
    found = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


# The seats of a person.


def test_person_has_all_seats_now_first(vdg: SiteSetUp, chief: Client) -> None:
    person, town = make_person("Bakker", initials="A."), make_town("Aa")
    make_office(person, town)
    board = make_body(vdg.association, "Bestuur")
    past = make_membership(make_post(board, "secretary"), person, "2015-01-01", "2018-01-01", source="Besluit 12")
    seat = make_membership(
        make_post(board, "chair"), person, "2019-01-01", on_behalf_of=town, capacity="acting", party="Lokaal"
    )

    answer = chief.get(reverse("person_seats", args=[person.pk]))

    page = BeautifulSoup(answer.content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main tbody tr")]
    assert [row.split()[0] for row in rows] == ["Wethouder", "Voorzitter", "Secretaris"]
    assert "waarnemend" in rows[1]
    assert "Lokaal" in rows[1]
    assert "Gemeente Aa" in rows[1]
    assert "bron: Besluit 12" in rows[2]
    assert "2015" in rows[2]
    links = {link["href"] for link in page.select("main tbody a")}
    wanted = {reverse(name, args=[row.pk]) for name in ("change_seat", "correct_seat") for row in (seat, past)}
    assert links == wanted


def test_name_in_a_body_leads_to_the_person(vdg: SiteSetUp, chief: Client) -> None:
    seat = make_membership(make_post(make_body(vdg.association)), make_person("Bakker"))

    html = chief.get(reverse("seats_of_body", args=[seat.post.organization_id])).content.decode()

    assert f'href="{reverse("person_seats", args=[seat.person_id])}"' in html


def test_seat_of_another_association_is_not_told(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client) -> None:
    person = make_person("Bakker")
    make_membership(make_post(make_body(vgg.association, "Zandloper")), person)

    shown = text_of(chief.get(reverse("person_seats", args=[person.pk])))
    own = text_of(staff_client("vreemd", "VGG redactie").get(reverse("person_seats", args=[person.pk])))

    assert "Zandloper" not in shown
    assert "geen plek bekend" in shown
    assert "Zandloper" in own
    assert "Verbeter" not in own


def test_page_of_the_person_is_named_where_there_is_an_office(vdg: SiteSetUp, chief: Client) -> None:
    from association.memberships.pages import OrganizationIndexPage
    from tests.factories.content import add_page

    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))
    person, other = make_person("Bakker", slug="a-bakker"), make_person("Smid")
    make_office(person, make_town("Aa"))

    html = [chief.get(reverse("person_seats", args=[one.pk])).content.decode() for one in (person, other)]

    assert "/organisatie/personen/a-bakker/" in html[0]
    assert "personen/" not in html[1].split("<main")[1].split("Waar gebruikt")[1].split("</section>")[0]


def test_person_costs_the_same_with_more_seats(vdg: SiteSetUp, chief: Client, statements: Any) -> None:
    person, board = make_person(), make_body(vdg.association)
    make_membership(make_post(board), person)
    address = reverse("person_seats", args=[person.pk])
    chief.get(address)
    with statements() as few:
        chief.get(address)
    for _ in range(29):
        make_membership(make_post(make_body(vdg.association)), person, on_behalf_of=vdg.association)
    with statements() as many:
        chief.get(address)

    assert len(many) == len(few)


def test_unknown_and_impossible_persons_are_not_found(vdg: SiteSetUp, chief: Client) -> None:
    addresses = [f"/beheer/wie-zit-waar/personen/{number}/" for number in (987654, 2**70)]
    addresses += [f"{address}naam-weg/" for address in addresses]
    addresses += [f"{addresses[1]}samen/{2**70}/"]

    assert [chief.get(address).status_code for address in addresses] == [404] * len(addresses)


# Two that are one.


@pytest.fixture
def twice(vdg: SiteSetUp) -> tuple[Person, Person]:
    """One person twice: with a given name, and with initials, contact and a seat."""
    full = make_person("Wünker", given_name="Erich", initials="", slug="erich-wunker")
    short = make_person("Wücker", initials="E.", form_of_address="dhr.", email="e@voorbeeld.nl", slug="e-wucker")
    make_office(short, make_town("Aa"))
    make_membership(make_post(make_body(vdg.association, "Bestuur")), short, "2020-01-01", "2021-01-01")
    return full, short


def test_merging_moves_seats_and_fills_what_was_empty(vdg: SiteSetUp, twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    other = make_person("Smid")
    helper = make_membership(make_post(make_body(vdg.association)), other, capacity="standing_in", stands_in_for=goes)

    merge(stays=stays, goes=goes, user=None, association=vdg.association)

    stays.refresh_from_db()
    helper.refresh_from_db()
    assert Membership.objects.filter(person=stays).count() == 2
    assert helper.stands_in_for == stays
    assert (stays.form_of_address, stays.initials, stays.email) == ("dhr.", "E.", "e@voorbeeld.nl")
    assert stays.variants == "E. Wücker"
    assert Person.objects.get(pk=goes.pk).merged_into == stays
    assert RegisterEntry.objects.get().label == "Erich Wünker en E. Wücker samengevoegd"


def test_merging_is_taken_back_exactly(vdg: SiteSetUp, twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    third = make_person("Wunker", initials="E.")
    merge(stays=goes, goes=third, user=None)
    before = snapshot()

    entry = merge(stays=stays, goes=goes, user=None)
    moved = Person.objects.get(pk=third.pk).merged_into
    undo(entry=entry, user=None)

    assert moved == stays
    assert snapshot() == before


def test_merging_is_not_taken_back_after_a_later_change(twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    entry = merge(stays=stays, goes=goes, user=None)
    correct(membership=Membership.objects.filter(person=stays).latest("pk"), party="Lokaal", user=None)
    before = snapshot()

    with pytest.raises(ChangedSince):
        undo(entry=entry, user=None)

    assert snapshot() == before


def test_merging_again_leaves_no_seat_behind(vdg: SiteSetUp, twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    undone = undo(entry=merge(stays=stays, goes=goes, user=None), user=None)
    appoint(post=make_post(make_body(vdg.association)), person=goes, start=DAY, user=None)

    with pytest.raises(ChangedSince):
        undo(entry=undone, user=None)


def test_who_was_merged_gets_no_seat(vdg: SiteSetUp, twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    merge(stays=stays, goes=goes, user=None)

    with pytest.raises(MergedAway, match="samengevoegd met Erich Wünker"):
        appoint(post=make_post(make_body(vdg.association)), person=goes, start=DAY, user=None)
    with pytest.raises(MergedAway):
        merge(stays=goes, goes=stays, user=None)


@pytest.mark.parametrize("kind", ["same seat", "stands in"])
def test_what_cannot_be_one_is_said_before(vdg: SiteSetUp, chief: Client, kind: str) -> None:
    one, other = make_person("Bakker", initials="A."), make_person("Bakker", given_name="Anna", initials="")
    post = make_post(make_body(vdg.association, "Bestuur"), seats=2)
    if kind == "same seat":
        make_membership(post, one, "2020-01-01")
        make_membership(post, other, "2021-01-01", seat=2)
    else:
        make_membership(post, one, "2020-01-01", capacity="standing_in", stands_in_for=other)
    before = snapshot()

    address = reverse("merge_persons", args=[one.pk, other.pk])
    shown = text_of(chief.get(address))
    sent = text_of(chief.post(address, {"stays": one.pk}))

    words = "Beiden hebben tegelijk deze functie" if kind == "same seat" else "De een vervangt de ander"
    assert words in shown
    assert shown.count("Bestuur") >= 2
    assert words in sent
    assert snapshot() == before
    with pytest.raises(RegisterRefused):
        merge(stays=other, goes=one, user=None)


def test_list_screen_and_button_make_two_one_and_two_again(chief: Client, twice: tuple[Person, Person]) -> None:
    full, short = twice
    before = snapshot()
    screen = BeautifulSoup(chief.get(reverse("same_persons")).content, "html.parser")
    address = screen.select_one("main a.button")["href"]
    chosen = BeautifulSoup(chief.get(address).content, "html.parser").select_one("input[name=stays][checked]")["value"]

    done = chief.post(address, {"stays": chosen}, follow=True)
    page = BeautifulSoup(done.content, "html.parser")
    old = chief.get(reverse("person_seats", args=[full.pk]))

    assert chosen == str(short.pk)
    assert Person.objects.get(pk=full.pk).merged_into == short
    assert old.headers["location"] == reverse("person_seats", args=[short.pk])
    assert "Er zijn geen namen" in text_of(chief.get(reverse("same_persons")))
    button = page.select_one("main form[action*=splits]")
    chief.post(button["action"])
    assert snapshot() == before


def test_not_the_same_is_never_asked_again(chief: Client, twice: tuple[Person, Person]) -> None:
    full, short = twice
    address = reverse("keep_apart", args=[short.pk, full.pk])

    for _ in range(2):
        chief.post(address)

    assert "Er zijn geen namen" in text_of(chief.get(reverse("same_persons")))
    entry = RegisterEntry.objects.get(action="distinct")
    undo(entry=entry, user=None)
    assert "Bijna dezelfde achternaam" in text_of(chief.get(reverse("same_persons")))


def test_another_record_is_found_by_its_name(chief: Client, twice: tuple[Person, Person]) -> None:
    full, short = twice
    address = reverse("person_seats", args=[full.pk])

    found = chief.get(address, {"met": "E. Wücker"})
    wrong = [text_of(chief.get(address, {"met": name})) for name in ("J. Niemand", "Erich Wünker", "?")]

    assert found.headers["location"] == reverse("merge_persons", args=[full.pk, short.pk])
    assert "Niemand heet 'J. Niemand'" in wrong[0]
    assert "Dit is dezelfde persoon" in wrong[1]
    assert "is geen naam" in wrong[2]


@pytest.mark.parametrize("sent", [{}, {"stays": "x"}, {"stays": str(2**70)}])
def test_bad_choice_merges_nothing(chief: Client, twice: tuple[Person, Person], sent: dict[str, str]) -> None:
    answer = chief.post(reverse("merge_persons", args=[twice[0].pk, twice[1].pk]), sent)

    assert "Kies een van de twee" in text_of(answer)
    assert not RegisterEntry.objects.exists()


def test_list_of_alike_costs_the_same_with_more(vdg: SiteSetUp, chief: Client, statements: Any) -> None:
    def pair(number: int) -> None:
        for given in ("Anna", ""):
            person = make_person(f"Molenaar{chr(97 + number)}dijk", given_name=given, initials="A.")
            make_membership(make_post(make_body(vdg.association)), person)

    pair(0)
    chief.get(reverse("same_persons"))
    with statements() as few:
        chief.get(reverse("same_persons"))
    for number in range(1, 30, 2):
        pair(number % 26)
    with statements() as many:
        answer = chief.get(reverse("same_persons"))

    assert len(BeautifulSoup(answer.content, "html.parser").select(".noaber-alike__pair")) > 10
    assert len(many) == len(few)


def test_merging_is_for_who_may_change_all_of_it(vdg: SiteSetUp, vgg: SiteSetUp, twice: tuple[Person, Person]) -> None:
    full, short = twice
    foreign, editor = staff_client("vreemd", "VGG eindredactie"), staff_client("redacteur", "VDG redactie")
    addresses = [reverse(name, args=[full.pk, short.pk]) for name in ("merge_persons", "keep_apart")]
    before = snapshot()

    for client in (foreign, editor):
        assert client.get(addresses[0]).status_code == 302
        for address in addresses:
            assert client.post(address, {"stays": full.pk}).status_code == 302
    shared = text_of(foreign.get(reverse("same_persons")))
    assert snapshot() == before
    assert not RegisterEntry.objects.exists()
    assert "Bestuur" not in shared
    assert editor.get(reverse("same_persons")).status_code == 302

    entry = merge(stays=full, goes=short, user=None, association=vdg.association)
    assert foreign.post(reverse("unmerge_persons", args=[full.pk, entry.pk])).status_code == 302
    assert foreign.post(reverse("undo_seat", args=[entry.pk])).status_code == 302
    assert RegisterEntry.objects.get(pk=entry.pk).undone_by is None


def test_public_address_of_who_was_merged_leads_on(
    vdg: SiteSetUp, client: Client, twice: tuple[Person, Person]
) -> None:
    from association.memberships.pages import OrganizationIndexPage
    from tests.factories.content import add_page

    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))
    stays, goes = twice
    merge(stays=stays, goes=goes, user=None)

    answer = client.get("/organisatie/personen/e-wucker/")

    assert (answer.status_code, answer.headers["location"]) == (302, "/organisatie/personen/erich-wunker/")
    assert "Erich Wünker" in client.get(answer.headers["location"]).content.decode()


def test_card_on_a_page_follows_who_stayed(vdg: SiteSetUp, client: Client, twice: tuple[Person, Person]) -> None:
    stays, goes = twice
    value = {"person": goes.pk, "day": None}
    page = make_page(vdg.home, "Kaartje", slug="kaartje", body=[{"type": "person", "value": value}])
    assert "E. Wücker" in client.get(page.url).content.decode()

    merge(stays=stays, goes=goes, user=None)
    after = client.get(page.url).content.decode()
    anonymise(person=stays, pages=StandardPage.objects.none(), user=None)
    gone = client.get(page.url).content.decode()

    assert "Erich Wünker" in after
    assert "Wünker" not in gone
    assert "aam verwijderd" not in gone


# A name that must go.

NAMES = ("Fenna", "Zwaluwstaart", "Zwalúwstaart", "fenna@voorbeeld.nl", "06-11122233", "zwaluwstaart")


def everything_stored() -> str:
    """All text of all tables, as the database has it, but for the inner tables of SQLite's search."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "_fts" in table:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [f"{table}: {value}" for value in row if isinstance(value, str | dict | list)]
    return "\n".join(found)


@pytest.fixture
def named(vdg: SiteSetUp, manager: Client) -> Person:
    """Somebody whose name is everywhere: seats, their log, a record merged in, the admin's log, an old version."""
    person = make_person(
        "Zwaluwstaart", given_name="Fenna", initials="F.", prefix="van 't", form_of_address="mw.",
        variants="F. Zwalúwstaart", email="fenna@voorbeeld.nl", phone="06-11122233", slug="fenna-van-t-zwaluwstaart",
        portrait=make_image("Portret", collection=vdg.collection), managed_by=vdg.association,
    )  # fmt: skip
    double = make_person(
        "Zwaluwstaart", given_name="Fenna", initials="", slug="zwaluwstaart-2", email="fenna@voorbeeld.nl"
    )
    post = make_post(make_body(vdg.association, "Bestuur"))
    make_office(person, make_town("Aa"))
    appoint(post=post, person=double, start=DAY, source="Brief van mw. F. van 't Zwaluwstaart", user=None)
    merge(stays=person, goes=double, user=None, association=vdg.association)
    succeed(membership=post.memberships.get(), person=make_person("Smid"), start=date(2022, 1, 1), user=None)
    manager.post(
        reverse("personen:edit", args=[person.pk]),
        {
            "form_of_address": "mw.", "given_name": "Fenna", "initials": "F.", "prefix": "van 't",
            "family_name": "Zwaluwstaart", "variants": person.variants + "\nFenna Zwaluwstaart", "email": "", "phone": "06-11122233",
            "portrait": "", "slug": person.slug,
        },
    )  # fmt: skip
    return Person.objects.get(pk=person.pk)


def make_versions(vdg: SiteSetUp, text: str) -> StandardPage:
    """A page whose first version has a text, and whose later one has not."""
    page: StandardPage = make_page(vdg.home, body=[paragraph(text)], summary=text[:100])
    page.save_revision()
    page.body, page.summary = [], ""
    page.save_revision().publish()
    return page


def test_anonymised_name_is_nowhere(vdg: SiteSetUp, manager: Client, client: Client, named: Person) -> None:
    from wagtail.search.backends import get_search_backend

    page = make_versions(
        vdg, "Dank aan Fenna van 't Zwaluwstaart en F. Zwalúwstaart (mw. F. van&nbsp;'t Zwaluwstaart)."
    )
    seats = Membership.objects.filter(person=named).count()
    assert all(word in everything_stored() for word in ("Zwaluwstaart", "Fenna"))
    assert list(get_search_backend().search("Zwaluwstaart", Person.objects.present())) == [named]

    answer = manager.post(reverse("anonymise_person", args=[named.pk]), {"name": named.full_name})

    stored = everything_stored()
    assert {word: [line for line in stored.splitlines() if word in line][:3] for word in NAMES} == {
        word: [] for word in NAMES
    }
    assert "De naam is uit het register gehaald" in text_of(answer)
    assert "Vastgestelde documenten" in text_of(answer)
    person = Person.objects.get(pk=named.pk)
    assert (person.full_name, person.sorted_name, person.portrait) == ("Naam verwijderd", "Naam verwijderd", None)
    assert Membership.objects.filter(person=named).count() == seats == 2
    assert RegisterEntry.objects.latest("pk").label == "Persoon geanonimiseerd"
    old = Revision.objects.filter(object_id=str(page.pk)).order_by("pk").first()
    assert old is not None
    assert NO_NAME in str(old.as_object().body)
    assert [item["type"] for item in json.loads(old.content["body"])] == ["paragraph"]
    assert list(get_search_backend().search("Zwaluwstaart", Person)) == []
    export = b"".join(manager.get(f"{reverse('seats_download', args=['csv'])}?peildatum=2021-06-01")).decode()
    assert "Bestuur" in export
    assert "Zwaluwstaart" not in export
    assert manager.get(reverse("personen:index"), {"q": "Zwaluwstaart"}).content.decode().count("Zwaluwstaart</") == 0


def test_anonymised_person_has_no_page_and_seats_say_so(vdg: SiteSetUp, client: Client, named: Person) -> None:
    from association.memberships.pages import OrganizationIndexPage
    from tests.factories.content import add_page

    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))
    body = make_body(vdg.association, "Kring", slug="kring")
    make_membership(make_post(body), named)
    address = f"/organisatie/personen/{named.slug}/"
    assert client.get(address).status_code == 200

    anonymise(person=named, pages=StandardPage.objects.none(), user=None)

    slug = Person.objects.get(pk=named.pk).slug
    shown = client.get("/organisatie/kring/").content.decode()
    assert [client.get(one).status_code for one in (address, f"/organisatie/personen/{slug}/")] == [404, 404]
    assert "Naam verwijderd" in shown
    assert slug not in shown


def test_anonymising_is_for_good(vdg: SiteSetUp, manager: Client, named: Person) -> None:
    entry = anonymise(person=named, pages=StandardPage.objects.none(), user=None)
    merged = RegisterEntry.objects.get(action="merge")

    for one in (entry, merged):
        with pytest.raises(CannotBeUndone):
            undo(entry=one, user=None)
        manager.post(reverse("undo_seat", args=[one.pk]))
        assert RegisterEntry.objects.get(pk=one.pk).undone_by is None
    with pytest.raises(RegisterRefused):
        anonymise(person=named, pages=StandardPage.objects.none(), user=None)
    assert manager.get(reverse("personen:edit", args=[named.pk])).status_code == 302
    assert manager.get(reverse("anonymise_person", args=[named.pk])).status_code == 404
    assert "De naam van deze persoon is verwijderd" in text_of(manager.get(reverse("person_seats", args=[named.pk])))


def test_texts_in_use_are_listed_and_left(vdg: SiteSetUp, vgg: SiteSetUp, manager: Client, named: Person) -> None:
    live = make_page(
        vdg.home, title="In gebruik", slug="in-gebruik", body=[paragraph("Fenna van 't Zwaluwstaart komt.")]
    )
    draft = make_page(vdg.home, title="Concept", slug="concept")
    draft.summary = "Over Fenna van 't Zwaluwstaart"
    draft.save_revision()
    foreign = make_news(vgg, "Fenna van 't Zwaluwstaart bij de buren")

    answer = manager.post(reverse("anonymise_person", args=[named.pk]), {"name": "fenna van 't zwaluwstaart"})

    links = {link["href"] for link in BeautifulSoup(answer.content, "html.parser").select("main li a")}
    assert {reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (live, draft)} <= links
    assert "bij de buren" not in text_of(answer)
    foreign.refresh_from_db()
    assert "Zwaluwstaart" in foreign.title
    live.refresh_from_db()
    assert "Zwaluwstaart" in str(live.body)


def test_names_of_others_stay(vdg: SiteSetUp) -> None:
    person = make_person("Boer", given_name="Anna", initials="A.", prefix="de")
    other = make_person("Boer", given_name="Arie", initials="A.", prefix="de")
    board = make_body(vdg.association)
    for one in (person, other):
        appoint(post=make_post(board), person=one, start=DAY, user=None)
    page = make_versions(vdg, "A. de Boer en Anna de Boer, Arie de Boer, Anna de Boer-Smit")

    assert "A. de Boer" in writings_of(person).shared
    anonymise(person=person, pages=StandardPage.objects.all(), user=None)

    labels = list(RegisterEntry.objects.order_by("pk").values_list("label", flat=True))
    old = Revision.objects.filter(object_id=str(page.pk)).order_by("pk").first()
    assert labels[0].startswith("naam verwijderd: ")
    assert labels[1].startswith("Arie de Boer: ")
    assert old is not None
    assert "A. de Boer en naam verwijderd, Arie de Boer, Anna de Boer-Smit" in str(old.as_object().body)


def test_namesake_is_told_of_before(vdg: SiteSetUp, manager: Client, named: Person) -> None:
    page = make_page(vdg.home, title="Over Fenna van 't Zwaluwstaart", slug="over")
    address = reverse("anonymise_person", args=[named.pk])
    alone = text_of(manager.get(address))
    make_person("Zwaluwstaart", given_name="Fenna", initials="", prefix="van 't")

    both = manager.get(address)

    assert "nog iemand met deze naam" not in alone
    assert "nog iemand met deze naam" in text_of(both)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in both.content.decode()


def test_anonymising_asks_for_the_name(manager: Client, named: Person) -> None:
    before = snapshot()

    answers = [
        manager.post(reverse("anonymise_person", args=[named.pk]), {"name": name}) for name in ("", "F. Ander", "\0")
    ]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert "Dit is niet de naam van deze persoon" in text_of(answers[1])
    assert snapshot() == before


def test_anonymising_is_for_who_runs_the_site(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client, named: Person) -> None:
    address = reverse("anonymise_person", args=[named.pk])
    foreign = staff_client("vreemd", "VGG beheer")
    shared = make_person("Gedeeld")
    make_membership(make_post(make_body(vgg.association)), shared)
    before = snapshot()

    for client in (chief, foreign, staff_client("redacteur", "VDG redactie")):
        assert client.get(address).status_code == 302
        assert client.post(address, {"name": named.full_name}).status_code == 302
    own = staff_client("tweede", "VDG beheer")
    assert own.post(reverse("anonymise_person", args=[shared.pk]), {"name": shared.full_name}).status_code == 302
    assert snapshot() == before
    assert foreign.get(reverse("anonymise_person", args=[shared.pk])).status_code == 200


def test_nobody_is_found_under_the_words_for_no_name(vdg: SiteSetUp, named: Person) -> None:
    from association.people.actions import person_named, suggestions

    anonymise(person=named, pages=StandardPage.objects.none(), user=make_user("wie"))

    assert suggestions("naam verwijderd") == []
    assert person_named("Naam Verwijderd", managed_by=None).pk not in {named.pk}


def test_apart_is_written_down_with_both_names(twice: tuple[Person, Person]) -> None:
    entry = keep_apart(one=twice[1], other=twice[0], user=None)

    assert entry.label == "E. Wücker en Erich Wünker zijn niet dezelfde"
    assert [change["pk"] for change in entry.changes] == sorted(person.pk for person in twice)


def test_names_and_words_are_text_on_every_screen(vdg: SiteSetUp, manager: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    person = make_person(evil, given_name=evil, variants=evil)
    double = make_person(evil, given_name=evil)
    body = make_body(vdg.association, evil)
    make_membership(make_post(body, label=evil), person, "2020-01-01", party=evil, source=evil)
    make_membership(make_post(body, label=evil), double, capacity="nominated")
    make_page(vdg.home, title=f"Over {person.full_name}", slug="over")
    addresses = [
        reverse("person_seats", args=[person.pk]), f"{reverse('person_seats', args=[person.pk])}?met={evil}",
        reverse("same_persons"), reverse("merge_persons", args=[person.pk, double.pk]), reverse("seats_watch"),
        reverse("anonymise_person", args=[person.pk]), reverse("personen:edit", args=[person.pk]),
    ]  # fmt: skip

    texts = {address: manager.get(address).content.decode() for address in addresses}
    entry = merge(stays=person, goes=double, user=None, association=vdg.association)
    texts["merged"] = manager.get(addresses[0]).content.decode()

    assert entry.label in BeautifulSoup(texts["merged"], "html.parser").text
    assert {address: text.count("<img src=x") for address, text in texts.items()} == dict.fromkeys(texts, 0)
    assert all("&lt;img" in text for text in texts.values())
