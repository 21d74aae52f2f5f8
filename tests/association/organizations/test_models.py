"""The register of organizations and the groups of an association."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, models, transaction

from association.base.models import AssociationGroup, Role
from association.organizations.actions import found_association
from association.organizations.models import Organization, OrganizationMember
from association.organizations.queries import members_of
from home.actions import SiteSetUp


def make_municipality(name: str) -> Organization:
    """A municipality."""
    kind = Organization.Classification.MUNICIPALITY
    return Organization.objects.create(name=name, slug=name.lower(), classification=kind)


def test_organization_has_its_own_slug(vdg: SiteSetUp) -> None:
    make_municipality("Assen")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_municipality("Assen")


def test_member_counts_once(vdg: SiteSetUp) -> None:
    assen = make_municipality("Assen")
    OrganizationMember.objects.create(organization=vdg.association, member=assen)

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationMember.objects.create(organization=vdg.association, member=assen)

    assert members_of(vdg.association.pk) == [assen]


def test_members_stand_by_name_and_belong_to_one_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    for setup, names in ((vdg, ("Hoogeveen", "Assen")), (vgg, ("Oldambt",))):
        for name in names:
            OrganizationMember.objects.create(organization=setup.association, member=make_municipality(name))

    assert [str(member) for member in members_of(vdg.association.pk)] == ["Assen", "Hoogeveen"]


def test_member_is_not_deleted_with_its_history(vdg: SiteSetUp) -> None:
    assen = make_municipality("Assen")
    OrganizationMember.objects.create(organization=vdg.association, member=assen)

    with pytest.raises(models.ProtectedError):
        assen.delete()
    with pytest.raises(models.ProtectedError):
        vdg.association.delete()


def test_association_has_one_group_for_every_role(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    found_association(name="Nogmaals", abbreviation="VDG", slug="vdg")

    names = set(Group.objects.filter(association_role__association=vdg.association).values_list("name", flat=True))
    assert names == {f"VDG {role}" for role in Role.values}
    assert AssociationGroup.objects.count() == 2 * len(Role.values)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssociationGroup.objects.create(
            association=vdg.association, role=Role.EDITOR, group=Group.objects.create(name="Nog een")
        )


def test_members_of_the_council_have_no_rights_in_the_admin(vdg: SiteSetUp) -> None:
    rights = {
        role: Group.objects.get(name=f"VDG {role}").permissions.filter(codename="access_admin").exists()
        for role in Role.values
    }

    assert rights == {
        "beheer": True, "redactie": True, "eindredactie": True, "procesregie": True, "bestuur": False, "raadsleden": False,
    }  # fmt: skip
