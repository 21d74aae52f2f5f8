"""What the tests of vacancies start from."""

from typing import Any

import pytest
from django.test import Client

from association.memberships.models import Post
from association.memberships.pages import OrganizationIndexPage
from association.organizations.models import Organization
from home.actions import SiteSetUp, ensure_child
from tests.factories.posting import staff_client
from tests.factories.register import make_membership
from tests.factories.vacancies import make_committee, make_town


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The overview of the VDG's site; the bureau has an address."""
    vdg.settings.email = "bureau@example.org"
    vdg.settings.save()
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.fixture
def town(vdg: SiteSetUp) -> Organization:
    """A member of the VDG."""
    return make_town(vdg, "Dorpstad")


@pytest.fixture
def post(vdg: SiteSetUp) -> Post:
    """A seat in a committee of the VNG that is vacant since 2024."""
    found = make_committee(vdg)
    make_membership(found, None, "2024-01-01")
    return found


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")
