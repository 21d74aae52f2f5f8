"""What hangs on a page: counted in full, named only as far as one may see, at the same cost for any number."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from association.removal.queries.impact import Impact, Place, impact_of
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user
from tests.factories.planted import links_to, point_from_frame
from tests.factories.staff import staff_client

CHIEF = "VDG eindredactie"


def test_links_to_any_page_below_are_counted_and_named_as_far_as_one_may_see(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    section = make_page(vdg.home)
    child = make_page(section)
    planned = make_page(section, live=False)
    planned.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    inside = make_page(section, body=links_to(child))
    source = make_page(vdg.home, "Wegwijzer", body=links_to(child))
    make_page(vgg.home, "Geheim overleg", body=links_to(child))
    point_from_frame(vdg, child)
    Redirect.add_redirect("/oud", redirect_to=inside)

    found = impact_of([Page.objects.get(pk=section.pk)], make_user("chef", CHIEF))

    names = [f"{field} van {vdg.site.site_name}" for field in ("menu", "voet van de pagina", "onderste regel")]
    assert found == Impact(
        below=3,
        published=3,
        places=(Place("Wegwijzer", "pagina", reverse("wagtailadmin_pages:edit", args=[source.pk])),),
        more=0,
        hidden=1,
        frame=tuple(Place(name, "instellingen") for name in names),
        redirects=1,
        scheduled=1,
        reviews=0,
    )


def test_screens_say_what_hangs_on_a_page_and_no_more(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    page, target = make_page(vdg.home), make_page(vdg.home)
    make_page(vdg.home, "Wegwijzer", body=links_to(page))
    make_page(vgg.home, "Geheim overleg", body=links_to(page))
    staff = staff_client(CHIEF)
    addresses = [
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]),
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}",
    ]

    for address in addresses:
        text = staff.get(address).content.decode()
        assert "2 pagina" in text, address
        assert "Wegwijzer" in text, address
        assert "1 plaats die u niet mag zien" in text, address
        assert "Geheim" not in text, address


def test_cost_does_not_depend_on_the_number_of_pages(vdg: SiteSetUp, statements: Any) -> None:
    section = make_page(vdg.home)
    user = make_user("chef", CHIEF)
    counts = []
    for number in (1, 4):
        for _ in range(number):
            child = make_page(section)
            make_page(vdg.home, body=links_to(child))
        fresh = type(user).objects.get(pk=user.pk)
        with statements() as found:
            impact_of([Page.objects.get(pk=section.pk)], fresh)
        counts.append(len(found))

    assert counts[0] == counts[1] <= 25


def test_foreign_editor_gets_none_of_these_screens(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, "Zwanenzang")
    staff: Client = staff_client("VGG eindredactie")
    names = ("delete", "unpublish", "set_privacy", "move")

    for name in names:
        answer = staff.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), follow=True)
        assert "Zwanenzang" not in answer.content.decode(), name
    staff.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert Page.objects.get(pk=page.pk).live
