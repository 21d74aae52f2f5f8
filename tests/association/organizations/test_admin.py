"""The form of an organization: a body gets its place, and keeps out what is another's."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body


def test_manager_makes_a_body_below_the_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    client = staff_client("beheerder", "VDG beheer")
    make_body(vgg.association, "Overleg van een ander")
    address = reverse("organisaties:add")
    offered = BeautifulSoup(client.get(address).content, "html.parser").select_one("select[name=parent]")
    form = {
        "name": "Portefeuillehoudersoverleg Sport", "classification": "portfolio_consultation", "slug": "vdg-pho-sport",
        "parent": vdg.association.pk, "managed_by": vdg.association.pk, "variants": "PHO Sport",
        "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    }  # fmt: skip

    answer = client.post(address, form)

    made = Organization.objects.get(slug="vdg-pho-sport")
    assert answer.status_code == 302
    assert (made.parent, made.managed_by, made.site_slug) == (vdg.association, vdg.association, "pho-sport")
    assert offered is not None
    assert "Overleg van een ander" not in offered.text


def rows(*names: dict[str, str]) -> dict[str, Any]:
    """The part of the form with former names."""
    counts = {"names-TOTAL_FORMS": len(names), "names-INITIAL_FORMS": 0}
    return {**counts, **{f"names-{n}-{key}": value for n, row in enumerate(names) for key, value in row.items()}}


def form_of(body: Organization, **changes: Any) -> dict[str, Any]:
    """The form of a body as it stands, with changes."""
    values = {"name": body.name, "classification": body.classification, "slug": body.slug, "parent": body.parent_id}
    return {**values, "managed_by": body.managed_by_id, "first_day": "", "last_day": "", **rows(), **changes}


def test_address_comes_from_the_name(vdg: SiteSetUp) -> None:
    client = staff_client("beheerder", "VDG beheer")
    for _ in range(2):
        form = {"name": "Kerngroep Energie & Café", "classification": "core_group", "parent": vdg.association.pk}
        client.post(reverse("organisaties:add"), {**form, **rows(), "managed_by": vdg.association.pk})

    slugs = Organization.objects.filter(name__startswith="Kerngroep").values_list("slug", flat=True)
    assert sorted(slugs) == ["vdg-kerngroep-energie-cafe", "vdg-kerngroep-energie-cafe-2"]


def test_former_name_is_shown_for_its_days(vdg: SiteSetUp) -> None:
    client, body = staff_client("beheerder", "VDG beheer"), make_body(vdg.association, "Nieuw overleg")
    name = {"name": "Oud overleg", "abbreviation": "", "first_day": "", "last_day": "2021", "id": ""}
    answer = client.post(reverse("organisaties:edit", args=[body.pk]), form_of(body, **rows(name)))

    body = Organization.objects.get(pk=body.pk)
    assert answer.status_code == 302
    assert body.name_on(date(2021, 12, 31)) == "Oud overleg"
    assert body.name_on(date(2022, 1, 1)) == "Nieuw overleg"


def test_body_ends_and_goes_over_into_another(vdg: SiteSetUp) -> None:
    client = staff_client("beheerder", "VDG beheer")
    old, new = make_body(vdg.association), make_body(vdg.association)
    form = form_of(old, last_day="4 juni 2025", successors=[new.pk])
    answer = client.post(reverse("organisaties:edit", args=[old.pk]), form)

    old.refresh_from_db()
    assert answer.status_code == 302
    assert (old.end_date, list(old.successors.all())) == (date(2025, 6, 5), [new])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_day": "2022", "last_day": "2021"}, "De laatste dag ligt vóór de eerste."),
        ({"last_day": "31-11-2021"}, "geen bestaande datum"),
        ({"map_column": "13"}, "12"),
        ({"map_column": "-1"}, "minstens"),
    ],
)
def test_wrong_days_and_places_are_said(vdg: SiteSetUp, changes: dict[str, str], words: str) -> None:
    client, body = staff_client("beheerder", "VDG beheer"), make_body(vdg.association)
    answer = client.post(reverse("organisaties:edit", args=[body.pk]), form_of(body, **changes))

    assert answer.status_code == 200
    assert words in BeautifulSoup(answer.content, "html.parser").select_one(".error-message").text


def test_successor_of_another_association_is_not_offered(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    client, body = staff_client("beheerder", "VDG beheer"), make_body(vdg.association)
    other = make_body(vgg.association, "Overleg van een ander")
    page = client.get(reverse("organisaties:edit", args=[body.pk]))
    client.post(reverse("organisaties:edit", args=[body.pk]), form_of(body, successors=[other.pk]))

    assert "Overleg van een ander" not in page.content.decode()
    assert not body.successors.exists()
