"""What holds for a copy of a part of the site."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.actions import SiteSetUp
from tests.factories.content import make_page, restrict
from tests.factories.hidden import GROUP
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


def test_copied_tree_keeps_the_privacy_of_the_pages_in_it(vdg: SiteSetUp, client: Client) -> None:
    top = make_page(vdg.home, "Deel", slug="deel")
    inner = make_page(top, "Besloten", slug="besloten")
    make_page(top, "Open", slug="open")
    restrict(inner, PageViewRestriction.GROUPS, GROUP)
    form = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": vdg.home.pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }

    staff_client("VDG eindredactie").post(reverse("wagtailadmin_pages:copy", args=[top.pk]), form)

    copied = Page.objects.get(slug="besloten", url_path__contains="/kopie/")
    setting = PageViewRestriction.objects.get(page=copied)
    assert (setting.restriction_type, [group.name for group in setting.groups.all()]) == ("groups", [GROUP])
    assert client.get("/kopie/besloten/").status_code == 302
    assert client.get("/kopie/open/").status_code == 200
