"""Drafts of persons: who keeps one, who publishes it, and what never comes of it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from association.base.drafts import NeverUnpublished
from association.memberships.actions import anonymise, appoint, merge, undo
from association.memberships.models import RegisterEntry
from association.people.actions import known_person, suggestions
from association.people.models import Person
from association.people.rules import NO_NAME
from association.people.viewsets import PersonViewSet
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_person, make_post

# Wagtail answers a refusal with its status only to a script; who browses is led back with a message.
ASKED = {"x-requested-with": "XMLHttpRequest"}


def chief() -> Client:
    """Who may change and publish persons of the VDG."""
    return staff_client("eindredacteur", "VDG eindredactie")


def without_publishing() -> Client:
    """Who may change persons of the VDG and publish none."""
    group = Group.objects.get(name="VDG eindredactie")
    group.permissions.remove(Permission.objects.get(codename="publish_person"))
    return staff_client("invoerder", group.name)


def manager() -> Client:
    """Who runs the VDG's site."""
    return staff_client("beheerder", "VDG beheer")


def form_of(person: Person, **changes: Any) -> dict[str, Any]:
    """The form of a person as the row stands, with changes."""
    names = ("form_of_address", "given_name", "initials", "prefix", "family_name", "variants", "email", "phone", "slug")
    return {**{name: getattr(person, name) for name in names}, "portrait": "", **changes}


def edit(client: Client, person: Person, *, draft: bool = False, **changes: Any) -> Any:
    """Send in the form of a person."""
    button = {"action-draft": "action-draft"} if draft else {"action-publish": "action-publish"}
    return client.post(reverse("personen:edit", args=[person.pk]), {**form_of(person, **changes), **button})


def fields_of(client: Client, person: Person) -> dict[str, str]:
    """What the form of a person shows."""
    page = BeautifulSoup(client.get(reverse("personen:edit", args=[person.pk])).content, "html.parser")
    return {field["name"]: field.get("value", "") for field in page.select("#w-editor-form input[name]")}


def page_of(client: Client, name: str, *numbers: Any) -> BeautifulSoup:
    """A screen."""
    answer = client.get(reverse(f"personen:{name}", args=numbers))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_publishing_stays_one_click_and_the_first_button(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    buttons = page_of(client, "edit", person.pk).select("footer button[type=submit]")

    answer = edit(client, person, family_name="Nieuw")

    stored = Person.objects.get(pk=person.pk)
    assert [button.get_text(strip=True) for button in buttons] == ["Publiceren", "Concept opslaan"]
    assert (answer.status_code, answer["Location"]) == (302, reverse("personen:index"))
    assert (stored.family_name, stored.has_unpublished_changes, stored.draft_words) == ("Nieuw", False, "")
    assert stored.latest_revision_id == stored.live_revision_id


def test_form_without_button_publishes_for_who_may(vdg: SiteSetUp) -> None:
    person = make_person("Oud", managed_by=vdg.association)
    chief().post(reverse("personen:edit", args=[person.pk]), form_of(person, family_name="Nieuw"))

    assert Person.objects.get(pk=person.pk).family_name == "Nieuw"


def test_draft_waits_and_the_row_stays(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    answer = edit(client, person, draft=True, family_name="Nieuw", variants="N. Ieuw")

    stored = Person.objects.get(pk=person.pk)
    assert answer["Location"] == reverse("personen:edit", args=[person.pk])
    assert (stored.family_name, stored.variants, stored.draft_words) == ("Oud", "", "gewijzigd")
    assert "nieuw" not in stored.search_names
    assert fields_of(client, person)["family_name"] == "Nieuw"
    assert "Hier wacht een concept" in page_of(client, "edit", person.pk).select_one(".noaber-draft").text
    assert "gewijzigd" in page_of(client, "index").select_one("table.listing").text


def test_waiting_draft_is_published_as_the_form_shows_it(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, draft=True, family_name="Nieuw")

    client.post(reverse("personen:edit", args=[person.pk]), fields_of(client, person) | {"variants": ""})

    stored = Person.objects.get(pk=person.pk)
    assert (stored.family_name, stored.draft_words) == ("Nieuw", "")
    assert "nieuw" in stored.search_names
    assert not Revision.objects.filter(content__has_key="base").exists()


def test_draft_without_differences_leaves_nothing_waiting(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, draft=True, family_name="Nieuw")
    edit(client, person, draft=True)

    assert Person.objects.get(pk=person.pk).draft_words == ""
    assert fields_of(client, person)["family_name"] == "Oud"


def test_who_may_not_publish_keeps_a_draft_whatever_is_sent(vdg: SiteSetUp) -> None:
    client, person = without_publishing(), make_person("Oud", managed_by=vdg.association)
    buttons = page_of(client, "edit", person.pk).select("footer button[type=submit]")
    for extra in ({"action-publish": "action-publish"}, {}):
        client.post(reverse("personen:edit", args=[person.pk]), form_of(person, family_name="Nieuw") | extra)

    stored = Person.objects.get(pk=person.pk)
    assert [button.get_text(strip=True) for button in buttons] == ["Concept opslaan"]
    assert (stored.family_name, stored.draft_words) == ("Oud", "gewijzigd")


def test_first_draft_is_nowhere_until_it_is_published(vdg: SiteSetUp) -> None:
    client, boss = without_publishing(), manager()
    form = {"family_name": "Verborgen", "initials": "V.", "action-publish": "action-publish"}
    answer = client.post(reverse("personen:add"), form)
    made = Person.every.get(family_name="Verborgen")
    chosen = client.get(reverse("persoon-kiezen:choose_results")).content.decode()
    seats = client.get(reverse("person_seats", args=[made.pk]))

    assert answer["Location"] == reverse("personen:edit", args=[made.pk])
    assert (made.live, made.draft_words, made.managed_by) == (False, "concept", vdg.association)
    assert not Person.objects.filter(pk=made.pk).exists()
    assert (known_person("V. Verborgen"), suggestions("Verborgen")) == (None, [])
    assert "Verborgen" not in chosen
    assert seats.status_code == 404
    assert "concept" in page_of(boss, "index").select_one("table.listing").text

    edit(boss, made)

    assert known_person("V. Verborgen") == made
    assert "Verborgen" in client.get(reverse("persoon-kiezen:choose_results")).content.decode()


def test_first_draft_of_another_association_is_not_in_the_list(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_person("Zichtbaar", managed_by=vgg.association)
    make_person("Verborgen", managed_by=vgg.association, live=False)
    text = page_of(chief(), "index").text

    assert "Zichtbaar" in text
    assert "Verborgen" not in text


def test_address_of_a_first_draft_is_not_given_again(vdg: SiteSetUp) -> None:
    make_person("Verborgen", slug="a-verborgen", live=False)

    assert Person.objects.free_slug("A. Verborgen") == "a-verborgen-2"


def test_draft_is_thrown_away(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, draft=True, family_name="Nieuw")
    answer = client.post(reverse("personen:discard", args=[person.pk]))

    stored = Person.objects.get(pk=person.pk)
    words = page_of(client, "history", person.pk).text
    assert answer["Location"] == reverse("personen:edit", args=[person.pk])
    assert (stored.family_name, stored.draft_words) == ("Oud", "")
    assert fields_of(client, person)["family_name"] == "Oud"
    assert not Revision.objects.filter(content__family_name="Nieuw").exists()
    assert "Concept weggegooid" in words


def test_history_calls_a_version_a_draft_as_long_as_it_waits(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, family_name="Nu")
    published = [mark.text.strip() for mark in page_of(client, "history", person.pk).select("main .w-status")]
    person.refresh_from_db()
    edit(client, person, draft=True, family_name="Straks")
    waiting = [mark.text.strip() for mark in page_of(client, "history", person.pk).select("main .w-status")]

    assert (published, waiting) == (["Geldt nu"], ["Huidig concept", "Geldt nu"])


def test_first_draft_thrown_away_is_gone(vdg: SiteSetUp) -> None:
    client = chief()
    client.post(reverse("personen:add"), {"family_name": "Verborgen", "action-draft": "action-draft"})
    made = Person.every.get(family_name="Verborgen")
    answer = client.post(reverse("personen:discard", args=[made.pk]))

    assert answer["Location"] == reverse("personen:index")
    assert not Person.every.filter(pk=made.pk).exists()
    assert not Revision.objects.filter(object_str__contains="Verborgen").exists()


@pytest.mark.parametrize("draft", [True, False])
def test_merging_throws_the_draft_of_who_goes_away(vdg: SiteSetUp, draft: bool) -> None:
    client = chief()
    stays, goes = make_person("Blijft", managed_by=vdg.association), make_person("Gaat", managed_by=vdg.association)
    if draft:
        edit(client, goes, draft=True, family_name="Concept")
    merge(stays=stays, goes=goes, user=None, association=vdg.association)

    gone = Person.objects.get(pk=goes.pk)
    assert (gone.merged_into, gone.has_unpublished_changes, gone.family_name) == (stays, False, "Gaat")
    assert not Revision.objects.filter(content__family_name="Concept").exists()
    for name in ("edit", "discard"):
        address = reverse(f"personen:{name}", args=[goes.pk])
        answer = client.post(address, form_of(gone, family_name="Toch"), headers=ASKED)
        assert answer.status_code == 403


def test_draft_of_who_stays_does_not_undo_a_merging(vdg: SiteSetUp) -> None:
    client = chief()
    stays = make_person("Blijft", managed_by=vdg.association, phone="050 1")
    goes = make_person("Gaat", managed_by=vdg.association, email="gaat@example.nl")
    edit(client, stays, draft=True, phone="050 2", variants="Eigen schrijfwijze", email="concept@example.nl")
    merge(stays=stays, goes=goes, user=None, association=vdg.association)
    merged = Person.objects.get(pk=stays.pk)
    words = page_of(client, "edit", stays.pk).select_one(".noaber-draft").text
    form = fields_of(client, stays) | {"variants": merged.variants}

    client.post(reverse("personen:edit", args=[stays.pk]), form)

    stored = Person.objects.get(pk=stays.pk)
    assert "Intussen gewijzigd in het register" in words
    assert (form["email"], form["phone"]) == ("gaat@example.nl", "050 2")
    assert (stored.variants, stored.email, stored.phone) == (merged.variants, "gaat@example.nl", "050 2")
    assert "Gaat" in stored.variants
    assert Person.objects.get(pk=goes.pk).merged_into == stored
    assert stored.managed_by == vdg.association


def test_wagtails_own_publishing_does_not_undo_an_act_either(vdg: SiteSetUp) -> None:
    stays, goes = make_person("Blijft", managed_by=vdg.association), make_person("Gaat", email="gaat@example.nl")
    edit(chief(), stays, draft=True, family_name="Bleef", email="concept@example.nl")
    merge(stays=stays, goes=goes, user=None, association=vdg.association)
    Person.objects.get(pk=stays.pk).latest_revision.publish()

    stored = Person.objects.get(pk=stays.pk)
    assert (stored.family_name, stored.email) == ("Bleef", "gaat@example.nl")


def test_form_that_was_open_while_an_act_was_done_is_not_stored_over_it(vdg: SiteSetUp) -> None:
    client = chief()
    stays, goes = make_person("Blijft", managed_by=vdg.association), make_person("Gaat", email="gaat@example.nl")
    form = fields_of(client, stays) | {"variants": "", "phone": "050 2"}
    merge(stays=stays, goes=goes, user=None, association=vdg.association)

    answer = client.post(reverse("personen:edit", args=[stays.pk]), form)

    page = BeautifulSoup(answer.content, "html.parser")
    words = " ".join(error.text for error in page.select("[role=alert]"))
    again = {field["name"]: field.get("value", "") for field in page.select("#w-editor-form input[name]")}
    assert answer.status_code == 200
    assert "Iemand anders wijzigde dit terwijl u bezig was." in words
    assert "Openbaar e-mailadres: nu bewaard 'gaat@example.nl', u vulde in 'niets'." in words
    assert again["phone"] == "050 2"
    assert Person.objects.get(pk=stays.pk).phone == ""

    client.post(reverse("personen:edit", args=[stays.pk]), again | {"variants": "", "email": "gaat@example.nl"})

    assert Person.objects.get(pk=stays.pk).phone == "050 2"


def test_second_of_two_editors_is_told(vdg: SiteSetUp) -> None:
    one, other = chief(), manager()
    person = make_person("Oud", managed_by=vdg.association)
    theirs = fields_of(other, person)
    edit(one, person, draft=True, family_name="Eerste")

    answer = other.post(reverse("personen:edit", args=[person.pk]), theirs | {"variants": "", "family_name": "Tweede"})

    assert answer.status_code == 200
    assert "Achternaam: nu bewaard 'Eerste', u vulde in 'Tweede'." in answer.content.decode().replace("&#x27;", "'")
    assert fields_of(one, person)["family_name"] == "Eerste"


def test_anonymised_name_is_in_no_version(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Geheimnaam", managed_by=vdg.association)
    edit(client, person, variants="G. Heimnaam")
    edit(client, person, draft=True, family_name="Geheimenaam")
    anonymise(person=person, pages=Person.objects.none(), user=None, association=vdg.association)

    stored = Person.objects.get(pk=person.pk)
    assert (stored.family_name, stored.draft_words, stored.latest_revision, stored.live_revision) == (
        NO_NAME, "", None, None,
    )  # fmt: skip
    assert not stored.revisions.exists()
    assert not ModelLogEntry.objects.filter(label__icontains="geheim").exists()
    assert not RegisterEntry.objects.filter(label__icontains="geheim").exists()
    assert client.get(reverse("personen:edit", args=[person.pk]), headers=ASKED).status_code == 403


def test_undoing_a_merging_leaves_the_draft_of_who_stays(vdg: SiteSetUp) -> None:
    client = chief()
    stays, goes = make_person("Blijft", managed_by=vdg.association), make_person("Gaat", managed_by=vdg.association)
    edit(client, stays, draft=True, phone="050 2")
    entry = merge(stays=stays, goes=goes, user=None, association=vdg.association)
    undo(entry=entry, user=None)

    assert fields_of(client, stays)["phone"] == "050 2"
    assert Person.objects.get(pk=goes.pk).merged_into is None


def test_who_has_a_seat_cannot_be_taken_down(vdg: SiteSetUp) -> None:
    person = make_person("Zit", managed_by=vdg.association)
    appoint(post=make_post(make_body(vdg.association)), person=person, user=None, association=vdg.association)
    page = page_of(chief(), "edit", person.pk)

    assert "epubliceer" not in page.text.replace("Gepubliceerd", "")
    with pytest.raises(NeverUnpublished):
        person.unpublish()


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_record_goes_live_at_no_moment_of_its_own(vdg: SiteSetUp, field: str) -> None:
    person = make_person("Oud", managed_by=vdg.association)
    edit(chief(), person, draft=True, family_name="Nieuw", **{field: "2020-01-01 10:00"})

    stored = Person.objects.get(pk=person.pk)
    assert (stored.go_live_at, stored.expire_at, stored.family_name) == (None, None, "Oud")
    assert stored.latest_revision.approved_go_live_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**{field: timezone.now()})


def test_versions_are_compared_and_an_earlier_one_comes_back(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, family_name="Nieuw")
    first, last = Revision.objects.for_instance(person).order_by("pk").values_list("pk", flat=True)
    compared = page_of(client, "revisions_compare", person.pk, first, last)
    back = reverse("personen:revisions_revert", args=[person.pk, first])
    form = BeautifulSoup(client.get(back).content, "html.parser")
    values = {field["name"]: field.get("value", "") for field in form.select("#w-editor-form input[name]")}

    client.post(back, values | {"variants": "", "action-publish": "action-publish"})

    assert [cell.text for cell in compared.select(".deletion, .addition")] == ["Oud", "Nieuw"]
    assert form.select_one("#w-editor-form")["action"] == back
    assert values["family_name"] == "Oud"
    assert Person.objects.get(pk=person.pk).family_name == "Oud"
    assert "Vergelijk" in page_of(client, "history", person.pk).text


def test_every_field_of_the_form_is_in_a_version(vdg: SiteSetUp) -> None:
    page = page_of(chief(), "add")
    names = {field["name"] for field in page.select("#w-editor-form [name]")}

    own = {name for name in names if not name.startswith(("action-", "csrf"))}
    assert own == set(Person.columns)


@pytest.mark.parametrize("name", ["edit", "history", "usage", "discard", "revisions_revert", "revisions_compare"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_to_anothers_person_is_locked(vdg: SiteSetUp, vgg: SiteSetUp, name: str, method: str) -> None:
    person = make_person("Ander", managed_by=vgg.association)
    edit(staff_client("vreemde", "VGG eindredactie"), person, draft=True, family_name="Nieuw")
    version = Revision.objects.for_instance(person).latest("pk").pk
    more = {"revisions_revert": [version], "revisions_compare": ["live", "latest"]}.get(name, [])

    answer = getattr(chief(), method)(reverse(f"personen:{name}", args=[person.pk, *more]), headers=ASKED)

    assert answer.status_code == 403
    assert Person.objects.get(pk=person.pk).has_unpublished_changes


def test_version_of_another_person_is_not_found(vdg: SiteSetUp) -> None:
    client = chief()
    one, other = (make_person(name, managed_by=vdg.association) for name in ("Een", "Ander"))
    edit(client, other, draft=True, family_name="Nieuw")
    version = Revision.objects.for_instance(other).latest("pk").pk

    for name, more in (("revisions_revert", [version]), ("revisions_compare", ["live", version])):
        assert client.get(reverse(f"personen:{name}", args=[one.pk, *more])).status_code == 404


def test_address_taken_meanwhile_is_said_beside_the_field(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    edit(client, person, draft=True, slug="zelfde")
    make_person("Ander", slug="zelfde")

    answer = client.post(reverse("personen:edit", args=[person.pk]), fields_of(client, person) | {"variants": ""})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert page.select_one("#panel-child-multifieldpanel-5-child-slug-errors, .error-message") is not None


def test_no_address_takes_down_plans_or_locks() -> None:
    names = {pattern.name for pattern in PersonViewSet("proef").get_urlpatterns()}

    assert names == {
        "index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", "revisions_revert",
        "revisions_compare", "discard",
    }  # fmt: skip


@pytest.mark.parametrize("number", [0, 2**31, 2**63 + 1])
def test_number_of_no_version_is_not_found(vdg: SiteSetUp, number: int) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)

    for name, more in (("revisions_revert", [number]), ("revisions_compare", ["live", number])):
        assert client.get(reverse(f"personen:{name}", args=[person.pk, *more])).status_code == 404


def test_comparing_without_versions_is_not_found(vdg: SiteSetUp) -> None:
    person = make_person("Oud", managed_by=vdg.association)
    address = reverse("personen:revisions_compare", args=[person.pk, "live", "latest"])

    assert chief().get(address).status_code == 404


def test_draft_with_a_mistake_is_said_beside_the_field_and_nothing_is_lost(vdg: SiteSetUp) -> None:
    client, person = chief(), make_person("Oud", managed_by=vdg.association)
    answer = edit(client, person, draft=True, family_name="", given_name="Proef", email="geen adres")

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert page.select_one("input[name=given_name]")["value"] == "Proef"
    assert page.select_one("input[name=email]")["value"] == "geen adres"
    assert len(page.select(".error-message")) == 2
    assert not Person.objects.get(pk=person.pk).has_unpublished_changes
