"""Links that are turned to a page that takes another's place: wherever they stand, as far as one may."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from association.base.models import RelatedPage
from association.base.site_settings import SiteSettings
from association.removal.actions.bin import delete_to_bin, restore
from association.removal.actions.links import turn_links
from home.actions import SiteSetUp
from home.pages import HomePage, StandardPage
from tests.factories.content import make_news, make_page, make_user, paragraph
from tests.factories.planted import links_to, listed, point_from_frame, point_from_home, relate
from tests.factories.staff import staff_client

CHIEF = "VDG eindredactie"


def table_with(page: Page) -> dict[str, Any]:
    """A table with a link in a cell, in its stored form."""
    columns = [{"type": "text", "heading": "A"}, {"type": "rich_text", "heading": "B"}]
    cell = f'<p><a id="{page.pk}" linktype="page">daar</a></p>'
    rows = [{"values": [str(page.pk), cell]}]
    value = {"caption": "T", "note": "", "row_headers": False, "table": {"columns": columns, "rows": rows}}
    return {"type": "table", "value": value}


def numbers_in(page: Page, stored: Any) -> list[bool]:
    """Whether stored content links to the page: by a chosen page, and in formatted text."""
    text = json.dumps(stored)
    return [f'"page": {page.pk}' in text, f'id=\\"{page.pk}\\"' in text]


def fresh(page: Page) -> Any:
    """The page as it is stored now."""
    return type(page).objects.get(pk=page.pk)


def test_every_kind_of_link_is_turned(vdg: SiteSetUp) -> None:
    user = make_user(is_superuser=True)
    old = make_page(vdg.home, slug="oud")
    below = make_page(old, slug="onder")
    new = make_page(vdg.home, slug="nieuw")
    accordion = {
        "type": "accordion",
        "value": {"items": listed({"title": "V", "text": f'<p><a linktype="page" id="{old.pk}">x</a></p>'})},
    }
    source = make_page(vdg.home, body=[*links_to(old), *links_to(below), table_with(old), accordion])
    relate(source, old)
    point_from_frame(vdg, below)
    point_from_home(vdg, old, below)

    turned = turn_links(page=old, replacement=new, user=user)

    assert set(turned.pages) == {source.pk, vdg.home.pk}
    body = list(fresh(source).body.raw_data)
    assert numbers_in(old, body) == numbers_in(below, body) == [False, False]
    assert numbers_in(new, body) == [True, True]
    assert body[4]["value"]["table"]["rows"][0]["values"][0] == str(old.pk)
    assert [link.target_id for link in RelatedPage.objects.filter(page=source)] == [new.pk]
    home = HomePage.objects.get(pk=vdg.home.pk)
    assert home.feature_page_id == new.pk
    assert home.buttons.raw_data[0]["value"]["page"] == new.pk
    assert SiteSettings.objects.get(site=vdg.site).menu.raw_data[0]["value"]["page"] == new.pk
    assert home.live
    assert PageLogEntry.objects.filter(page=source, action="noaber.turn_links", user=user).count() == 1


def test_draft_of_another_stays_a_draft_and_its_plan_stays(vdg: SiteSetUp) -> None:
    user = make_user(is_superuser=True)
    old, new = make_page(vdg.home), make_page(vdg.home)
    moment = timezone.now() + timedelta(days=2)
    both = make_page(vdg.home, "Nu", body=links_to(old))
    both.title = "Straks"
    both.save_revision(approved_go_live_at=moment)
    only_draft = make_page(vdg.home, "Zonder")
    only_draft.body = json.dumps(links_to(old))
    only_draft.save_revision()

    turned = turn_links(page=old, replacement=new, user=user)

    assert set(turned.pages) == {both.pk, only_draft.pk}
    live, draft = fresh(both), fresh(both).get_latest_revision_as_object()
    assert (live.title, draft.title, live.draft_title) == ("Nu", "Straks", "Straks")
    assert [numbers_in(old, list(item.body.raw_data)) for item in (live, draft)] == [[False, False]] * 2
    assert live.has_unpublished_changes
    assert live.live_revision.as_object().title == "Nu"
    assert live.latest_revision.approved_go_live_at == moment
    other = fresh(only_draft)
    assert list(other.body.raw_data) == []
    assert numbers_in(new, list(other.get_latest_revision_as_object().body.raw_data)) == [True, True]
    assert other.has_unpublished_changes


def test_what_one_may_not_change_is_left_and_counted(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    user = make_user("chef", CHIEF)
    old, new = make_page(vdg.home), make_page(vdg.home)
    foreign = make_page(vgg.home, body=links_to(old))
    Page.objects.filter(pk=make_page(vdg.home, body=links_to(old)).pk).update(locked=True)

    turned = turn_links(page=old, replacement=new, user=user)

    assert turned.pages == []
    assert len(turned.left) == 2
    assert numbers_in(old, list(fresh(foreign).body.raw_data)) == [True, True]


def test_replacement_takes_links_and_addresses_until_the_page_is_back(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client(CHIEF)
    section = make_page(vdg.home, slug="oud")
    make_page(section, slug="onder")
    new = make_page(vdg.home, "Nieuw", slug="nieuw")
    source = make_page(vdg.home, "Wegwijzer", slug="wegwijzer", body=links_to(section))
    Redirect.add_redirect("/eerder", redirect_to=section)
    address = reverse("wagtailadmin_pages:delete", args=[section.pk])

    wrong = [staff.post(address, {"replacement": value}).content.decode() for value in (section.pk, "x", 10**20)]
    done = staff.post(address, {"replacement": new.pk}, follow=True).content.decode()
    led = {path: client.get(path).headers.get("location") for path in ("/oud/", "/oud/onder/", "/eerder/")}
    temporary = client.get("/oud/").status_code
    shown = client.get("/wegwijzer/").content.decode()
    back = staff.post(reverse("recycle_bin_restore", args=[section.pk]), follow=True).content.decode()

    assert all("noaber-impact" in text for text in wrong)
    assert "Op 1 plaats gaat de link nu naar de vervangende pagina." in done
    assert led == dict.fromkeys(led, "/nieuw/")
    assert temporary == 302
    assert 'href="/nieuw/"' in shown
    assert 'href="/oud/"' not in shown
    assert "&#x27;Wegwijzer&#x27; blijven naar de vervangende pagina gaan" in back
    assert [client.get(path).status_code for path in ("/oud/", "/oud/onder/")] == [200, 200]
    assert client.get("/eerder/").headers["location"] == "/oud/"
    assert not Redirect.objects.filter(redirect_page=new).exists()
    assert numbers_in(new, list(fresh(source).body.raw_data)) == [True, True]


def test_menu_is_freed_by_a_replacement_only_for_who_may_change_it(vdg: SiteSetUp) -> None:
    chief, boss = staff_client(CHIEF), staff_client("VDG beheer")
    page, new = make_page(vdg.home), make_page(vdg.home)
    point_from_frame(vdg, page)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    refused = chief.post(address, {"replacement": new.pk}).content.decode()
    before = Page.objects.get(pk=page.pk).live
    boss.post(address, {"replacement": new.pk})

    assert "wordt nog gebruikt" in refused
    assert before
    assert not Page.objects.get(pk=page.pk).live
    assert SiteSettings.objects.get(site=vdg.site).menu.raw_data[0]["value"]["page"] == new.pk


def test_unpublishing_leads_elsewhere_as_well(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client(CHIEF)
    old, new = make_page(vdg.home, slug="oud"), make_page(vdg.home, slug="nieuw")
    source = make_page(vdg.home, body=links_to(old))
    address = reverse("wagtailadmin_pages:unpublish", args=[old.pk])

    asked = staff.get(address).content.decode()
    wrong = staff.post(address, {"replacement": old.pk})
    still = Page.objects.get(pk=old.pk).live
    staff.post(address, {"replacement": new.pk})

    assert "1 pagina verwijst" in asked
    assert (wrong.status_code, still) == (200, True)
    assert not Page.objects.get(pk=old.pk).live
    assert numbers_in(new, list(fresh(source).body.raw_data)) == [True, True]
    assert client.get("/oud/").headers["location"] == "/nieuw/"


def test_failing_removal_turns_nothing(vdg: SiteSetUp) -> None:
    old, new = make_page(vdg.home), make_page(vdg.home)
    source = make_page(vdg.home, body=links_to(old))
    point_from_frame(vdg, old)

    staff_client(CHIEF).post(reverse("wagtailadmin_pages:delete", args=[old.pk]), {"replacement": new.pk})

    assert numbers_in(old, list(fresh(source).body.raw_data)) == [True, True]
    assert not Redirect.objects.exists()


def test_restored_page_links_again_where_nothing_was_turned(vdg: SiteSetUp, client: Client) -> None:
    user = make_user(is_superuser=True)
    old = make_page(vdg.home, slug="oud")
    make_page(vdg.home, slug="bron", body=[paragraph(f'<a linktype="page" id="{old.pk}">lees</a>')])
    make_news(vdg)
    removed = delete_to_bin(page=old, user=user)
    without = client.get("/bron/").content.decode()

    restore(number=removed.deletion.pk, user=user)

    assert 'href="/oud/"' not in without
    assert 'href="/oud/"' in client.get("/bron/").content.decode()
    assert StandardPage.objects.get(slug="oud").live
