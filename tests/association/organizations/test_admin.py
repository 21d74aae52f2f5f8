"""The form of an organization: a body gets its place, and keeps out what is another's."""

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
    }  # fmt: skip

    answer = client.post(address, form)

    made = Organization.objects.get(slug="vdg-pho-sport")
    assert answer.status_code == 302
    assert (made.parent, made.managed_by, made.site_slug) == (vdg.association, vdg.association, "pho-sport")
    assert offered is not None
    assert "Overleg van een ander" not in offered.text
