"""The vacancies of the demonstration: open for a while, for seats that nobody has, without candidates."""

import pytest
from django.utils import timezone

from association.memberships.models import Candidate, Membership, Vacancy
from association.organizations.models import Organization
from home.actions import SiteSetUp
from home.demonstration.read import read_content
from home.demonstration.register import load_register
from home.demonstration.vacancies import load_vacancies


@pytest.fixture
def loaded(vdg: SiteSetUp, vgg: SiteSetUp) -> list[SiteSetUp]:
    """Both associations with the register and their vacancies, loaded twice."""
    load_register(Organization.objects.filter(pk__in=[vdg.association.pk, vgg.association.pk]))
    for setup, key in ((vdg, "vdg"), (vgg, "vgg")):
        content = read_content(key)
        assert load_vacancies(setup.association, content.vacancies) == len(content.vacancies)
        assert load_vacancies(setup.association, content.vacancies) == 0
    return [vdg, vgg]


def test_vacancies_are_for_seats_without_holder(loaded: list[SiteSetUp]) -> None:
    now = timezone.now()
    found = {
        setup.association.slug: [one.is_open(now) for one in Vacancy.objects.filter(association=setup.association)]
        for setup in loaded
    }
    holders = Membership.objects.active_on(timezone.localdate()).filter(
        post__vacancies__isnull=False, capacity="appointed"
    )

    assert found == {"vdg": [True, True], "vgg": [False, True, True]}
    assert not holders.exists()
    assert not Candidate.objects.exists()
