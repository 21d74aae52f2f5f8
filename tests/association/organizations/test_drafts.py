"""Drafts of organizations: the links and former names wait with the rest, and come along when it is published."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from association.organizations.models import Organization, OrganizationMember
from association.organizations.queries import members_of, partnership, shown_bodies
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body

ASKED = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def manager(vdg: SiteSetUp) -> Client:
    """Who runs the VDG's site."""
    return staff_client("beheerder", "VDG beheer")


def make_town(name: str) -> Organization:
    """A municipality."""
    return Organization.objects.create(name=name, slug=f"gemeente-{name.lower()}", classification="municipality")


def form_on_screen(client: Client, address: str) -> dict[str, Any]:
    """The form as a browser would send it, the row for another name left out."""
    page = BeautifulSoup(client.get(address).content, "html.parser").select_one("#w-editor-form")
    for template in page.select("template, script"):
        template.decompose()
    found: dict[str, Any] = {}
    for field in page.select("input[name]"):
        if field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                found.setdefault(field["name"], []).append(field.get("value", "on"))
        else:
            found[field["name"]] = field.get("value", "")
    found |= {field["name"]: field.text.strip("\n") for field in page.select("textarea[name]")}
    for field in page.select("select[name]"):
        chosen = field.select_one("option[selected]")
        found[field["name"]] = chosen["value"] if chosen else ""
    return found


def address_of(body: Organization) -> str:
    """The form of an organization."""
    return reverse("organisaties:edit", args=[body.pk])


def former(name: str, last_day: str, number: int = 0) -> dict[str, Any]:
    """The part of the form with one more former name."""
    row = {
        "name": name,
        "abbreviation": "",
        "first_day": "",
        "last_day": last_day,
        "id": "",
        "ORDER": "1",
        "DELETE": "",
    }
    return {"names-TOTAL_FORMS": number + 1, **{f"names-{number}-{key}": value for key, value in row.items()}}


DRAFT = {"action-draft": "action-draft"}


def test_draft_keeps_names_members_and_successors_from_the_register(vdg: SiteSetUp, manager: Client) -> None:
    body, after, town = make_body(vdg.association, "Overleg Oud"), make_body(vdg.association), make_town("Assen")
    changes = {"name": "Overleg Nieuw", "last_day": "2025", "successors": [after.pk], "members": [town.pk]}

    manager.post(
        address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020") | changes | DRAFT
    )

    stored = Organization.objects.get(pk=body.pk)
    form = form_on_screen(manager, address_of(body))
    assert (stored.name, stored.end_date, stored.draft_words) == ("Overleg Oud", None, "gewijzigd")
    assert (stored.names.count(), stored.successors.count(), stored.members.count()) == (0, 0, 0)
    assert (form["name"], form["last_day"], form["names-0-name"]) == ("Overleg Nieuw", "2025", "Eerder")
    assert (form["successors"], form["members"]) == ([str(after.pk)], [str(town.pk)])


def test_publishing_a_draft_brings_all_of_it_to_the_register(vdg: SiteSetUp, manager: Client) -> None:
    body, after, town = make_body(vdg.association, "Overleg Oud"), make_body(vdg.association), make_town("Assen")
    changes = {"name": "Overleg Nieuw", "last_day": "2025", "successors": [after.pk], "members": [town.pk]}
    manager.post(
        address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020") | changes | DRAFT
    )

    answer = manager.post(address_of(body), form_on_screen(manager, address_of(body)))

    stored = Organization.objects.get(pk=body.pk)
    assert answer.status_code == 302
    assert (stored.name, stored.end_date, stored.draft_words) == ("Overleg Nieuw", date(2026, 1, 1), "")
    assert [(row.name, row.last_words) for row in stored.names.all()] == [("Eerder", "2020")]
    assert (list(stored.successors.all()), list(stored.members.all())) == ([after], [town])


def test_wagtails_own_publishing_brings_all_of_it_too(vdg: SiteSetUp, manager: Client) -> None:
    body, after, town = make_body(vdg.association), make_body(vdg.association), make_town("Assen")
    changes = {"successors": [after.pk], "members": [town.pk]}
    manager.post(
        address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020") | changes | DRAFT
    )

    Organization.objects.get(pk=body.pk).latest_revision.publish()

    stored = Organization.objects.get(pk=body.pk)
    assert [row.name for row in stored.names.all()] == ["Eerder"]
    assert (list(stored.successors.all()), list(stored.members.all())) == ([after], [town])


def test_draft_that_is_changed_again_keeps_each_name_once(vdg: SiteSetUp, manager: Client) -> None:
    body = make_body(vdg.association)
    manager.post(address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020") | DRAFT)
    manager.post(address_of(body), form_on_screen(manager, address_of(body)) | former("Later", "2022", 1) | DRAFT)
    manager.post(address_of(body), form_on_screen(manager, address_of(body)))

    assert sorted(Organization.objects.get(pk=body.pk).names.values_list("name", flat=True)) == ["Eerder", "Later"]


def test_draft_in_which_a_name_and_a_member_go_leaves_them_until_it_is_published(
    vdg: SiteSetUp, manager: Client
) -> None:
    town = make_town("Assen")
    body = make_body(vdg.association)
    OrganizationMember.objects.create(organization=body, member=town, start_date=date(2001, 1, 1))
    manager.post(address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020"))
    form = form_on_screen(manager, address_of(body)) | {"names-0-DELETE": "1", "members": []}

    manager.post(address_of(body), form | DRAFT)

    stored = Organization.objects.get(pk=body.pk)
    assert (stored.names.count(), stored.members.count()) == (1, 1)

    manager.post(address_of(body), form_on_screen(manager, address_of(body)))

    stored = Organization.objects.get(pk=body.pk)
    assert (stored.names.count(), stored.members.count()) == (0, 0)


def test_members_keep_their_days_when_a_draft_is_published(vdg: SiteSetUp, manager: Client) -> None:
    town, other = make_town("Assen"), make_town("Emmen")
    body = make_body(vdg.association)
    OrganizationMember.objects.create(organization=body, member=town, start_date=date(2001, 1, 1))
    manager.post(address_of(body), form_on_screen(manager, address_of(body)) | {"members": [town.pk, other.pk]} | DRAFT)
    manager.post(address_of(body), form_on_screen(manager, address_of(body)))

    links = body.membership_links.order_by("member__name").values_list("member__name", "start_date")
    assert list(links) == [("Assen", date(2001, 1, 1)), ("Emmen", None)]


def test_first_draft_counts_nowhere(vdg: SiteSetUp, manager: Client, caplog: Any) -> None:
    province = Organization.objects.create(name="Provincie", slug="provincie", classification="province")
    form = {
        "name": "Coalitie Verborgen", "classification": "coalition", "managed_by": vdg.association.pk,
        "members": [province.pk], "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    }  # fmt: skip
    manager.post(reverse("organisaties:add"), form | DRAFT)
    made = Organization.every.get(name="Coalitie Verborgen")
    assert caplog.records == []
    day = date(2026, 1, 1)

    chooser = manager.get(reverse("overleg-kiezen:choose_results")).content.decode()
    manager.get(address_of(made))
    parents = manager.get(reverse("organisaties:add")).content.decode()
    assert (made.live, made.draft_words) == (False, "concept")
    assert made not in shown_bodies(vdg.association.pk)
    assert partnership(vdg.association.pk, day) == ""
    assert "Coalitie Verborgen" not in chooser
    assert "Coalitie Verborgen" not in parents
    assert manager.get(reverse("seats_of_body", args=[made.pk])).status_code == 404

    manager.post(address_of(made), form_on_screen(manager, address_of(made)))

    assert Organization.objects.get(pk=made.pk) in shown_bodies(vdg.association.pk)
    assert members_of(made.pk) == [province]
    assert partnership(vdg.association.pk, day) == "1"


def test_first_draft_with_a_former_name_is_thrown_away(vdg: SiteSetUp, manager: Client) -> None:
    form = {"name": "Verborgen", "classification": "board", "managed_by": vdg.association.pk, "names-INITIAL_FORMS": 0}
    manager.post(reverse("organisaties:add"), form | former("Eerder", "2020") | DRAFT)
    made = Organization.every.get(name="Verborgen")
    manager.post(reverse("organisaties:discard", args=[made.pk]))

    assert not Organization.every.filter(pk=made.pk).exists()


def test_draft_of_what_was_deleted_meanwhile_still_opens(vdg: SiteSetUp, manager: Client) -> None:
    body, parent = make_body(vdg.association), make_body(vdg.association)
    manager.post(address_of(body), form_on_screen(manager, address_of(body)) | {"parent": parent.pk} | DRAFT)
    parent.delete()

    assert form_on_screen(manager, address_of(body))["parent"] == ""


def test_comparing_shows_links_days_and_names(vdg: SiteSetUp, manager: Client) -> None:
    body, after, town = make_body(vdg.association), make_body(vdg.association, "Opvolger"), make_town("Assen")
    changes = {"last_day": "2025", "successors": [after.pk], "members": [town.pk]}
    manager.post(
        address_of(body), form_on_screen(manager, address_of(body)) | former("Eerder", "2020") | changes | DRAFT
    )

    answer = manager.get(reverse("organisaties:revisions_compare", args=[body.pk, "live", "latest"]))

    page = BeautifulSoup(answer.content, "html.parser")
    rows = [row for row in page.select("tbody tr") if row.select_one("td.title")]
    told = {row.select_one("td.title").get_text(strip=True): row.select_one(".comparison") for row in rows}
    words = {label: " ".join(cell.get_text(" ").split()) for label, cell in told.items()}
    assert words["Opgegaan in:"] == "Opvolger"
    assert words["Leden:"] == "Assen"
    assert words["Tot en met:"] == "2025"
    assert "Eerder" in next(text for label, text in words.items() if "amen" in label)


def test_second_of_two_editors_is_told_of_other_members(vdg: SiteSetUp, manager: Client) -> None:
    body, town = make_body(vdg.association), make_town("Assen")
    theirs = form_on_screen(manager, address_of(body))
    manager.post(address_of(body), theirs | {"members": [town.pk]})
    answer = manager.post(address_of(body), theirs | {"name": "Anders"})

    assert answer.status_code == 200
    assert "Leden: nu anders bewaard dan u koos." in answer.content.decode()
    assert list(Organization.objects.get(pk=body.pk).members.all()) == [town]


def test_who_may_not_publish_keeps_a_draft(vdg: SiteSetUp, manager: Client) -> None:
    Group.objects.get(name="VDG beheer").permissions.remove(Permission.objects.get(codename="publish_organization"))
    body, town = make_body(vdg.association, "Overleg Oud"), make_town("Assen")
    form = form_on_screen(manager, address_of(body)) | {"name": "Overleg Nieuw", "members": [town.pk]}
    manager.post(address_of(body), form | {"action-publish": "action-publish"})

    stored = Organization.objects.get(pk=body.pk)
    assert (stored.name, stored.members.count(), stored.draft_words) == ("Overleg Oud", 0, "gewijzigd")


def test_every_field_of_the_form_is_in_a_version(vdg: SiteSetUp, manager: Client) -> None:
    body = make_body(vdg.association)
    make_town("Assen")
    page = BeautifulSoup(manager.get(address_of(body)).content, "html.parser")
    names = {field["name"] for field in page.select("#w-editor-form [name]")}

    own = {name for name in names if not name.startswith(("action-", "csrf", "seen", "names-"))}
    stored = set(Organization.columns) - {"start_date", "end_date", "start_precision", "end_precision"}
    assert own - {"first_day", "last_day"} <= stored | set(Organization.links)
    assert stored <= own | {"managed_by"}


@pytest.mark.parametrize("name", ["edit", "history", "usage", "discard", "revisions_revert", "revisions_compare"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_to_anothers_organization_is_locked(
    vdg: SiteSetUp, vgg: SiteSetUp, manager: Client, name: str, method: str
) -> None:
    body = make_body(vgg.association)
    other = staff_client("vreemde", "VGG beheer")
    other.post(address_of(body), form_on_screen(other, address_of(body)) | {"name": "Anders"} | DRAFT)
    version = Revision.objects.for_instance(body).latest("pk").pk
    more = {"revisions_revert": [version], "revisions_compare": ["live", "latest"]}.get(name, [])

    address = reverse(f"organisaties:{name}", args=[body.pk, *more])
    answer = getattr(manager, method)(address, headers=ASKED)

    assert answer.status_code == 403
    assert Organization.objects.get(pk=body.pk).has_unpublished_changes


def test_who_may_publish_for_one_association_does_not_for_another(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    group = Group.objects.get(name="VGG beheer")
    group.permissions.remove(Permission.objects.get(codename="publish_organization"))
    client = staff_client("twee", "VDG beheer", "VGG beheer")
    form = {"name": "Nieuw", "classification": "board", "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    body = make_body(vgg.association, "Overleg Oud")

    refused = client.post(reverse("organisaties:add"), form | {"managed_by": vgg.association.pk})
    client.post(address_of(body), form_on_screen(client, address_of(body)) | {"name": "Overleg Nieuw"})

    assert refused.status_code == 200
    assert "Bewaar het als concept." in refused.content.decode()
    assert not Organization.every.filter(name="Nieuw").exists()
    assert Organization.objects.get(pk=body.pk).name == "Overleg Oud"

    client.post(reverse("organisaties:add"), form | {"managed_by": vdg.association.pk})

    assert Organization.objects.get(name="Nieuw").managed_by == vdg.association
