"""The recycle bin: what deleting keeps, who sees it, and how it comes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, PageViewRestriction, Revision

from association.removal.actions.bin import delete_to_bin, purge_bin, restore
from association.removal.models import DeletedPage, GoneAddress, RecycleBin
from association.removal.queries.bin import in_bin_for
from association.removal.rules import HasFixedRole, IsLocked, IsStartPage, NeedsPlace, NotAllowed, StillUsed
from home import upkeep
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_news, make_page, make_user, restrict
from tests.factories.planted import point_from_frame
from tests.factories.staff import staff_client

CHIEF = "VDG eindredactie"
WORD = "Zwanenzang"


@pytest.fixture
def section(vdg: SiteSetUp) -> StandardPage:
    """A public section with a public page, a private one and a draft below it, between two others."""
    make_page(vdg.home, slug="voor")
    section = make_page(vdg.home, WORD, slug="deel")
    make_page(vdg.home, slug="na")
    make_page(section, "Open", slug="open")
    restrict(make_page(section, f"Besloten {WORD}", slug="besloten"), PageViewRestriction.GROUPS, "VDG raadsleden")
    make_page(section, "Concept", slug="concept", live=False)
    return StandardPage.objects.get(pk=section.pk)


def chief() -> Any:
    """The account of a chief editor."""
    return make_user("chef", CHIEF)


def delete(client: Client, page: Page, **data: Any) -> Any:
    """Press the button that deletes."""
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data, follow=True)


def said(response: Any) -> str:
    """All messages of an answer."""
    return " ".join(str(message) for message in response.context["messages"])


def without_question(text: str) -> str:
    """A screen without the words that were searched for."""
    for own in (f"q={WORD}", f'value="{WORD}"', f"<em>{WORD}</em>"):
        text = text.replace(own, "")
    return text


def tree_of(page: Page) -> list[tuple[Any, ...]]:
    """Everything of a part of the site that restoring must bring back."""
    fields = ("pk", "url_path", "slug", "live", "live_revision", "latest_revision", "has_unpublished_changes", "depth")
    return list(
        Page.objects.filter(path__startswith=Page.objects.get(pk=page.pk).path).order_by("pk").values_list(*fields)
    )


def test_deleted_section_comes_back_as_it_was(section: StandardPage, client: Client, vdg: SiteSetUp) -> None:
    draft = Page.objects.get(slug="open").specific
    draft.title = "Open met wijziging"
    draft.save_revision()
    group = Group.objects.get(name="VDG redactie")
    own = GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="publish_page")
    )
    Redirect.add_redirect("/oud", redirect_to=section)
    before, order = tree_of(section), list(vdg.home.get_children().values_list("slug", flat=True))
    staff = staff_client(CHIEF)

    removed = delete(staff, section)

    assert "staat 90 dagen in de prullenbak" in said(removed)
    assert not Page.objects.filter(live=True, path__startswith=Page.objects.get(pk=section.pk).path).exists()
    assert client.get("/deel/").status_code == 410

    back = staff.post(reverse("recycle_bin_restore", args=[section.pk]), follow=True)

    assert "staat weer op de oude plek" in said(back)
    assert tree_of(section) == before
    assert list(vdg.home.get_children().values_list("slug", flat=True)) == order
    assert GroupPagePermission.objects.filter(pk=own.pk, page=section).exists()
    answers = {
        path: client.get(path).status_code for path in ("/deel/", "/deel/open/", "/deel/besloten/", "/deel/concept/")
    }
    assert answers == {"/deel/": 200, "/deel/open/": 200, "/deel/besloten/": 302, "/deel/concept/": 404}
    assert client.get("/oud/").headers["location"] == "/deel/"
    assert not DeletedPage.objects.exists()
    assert not GoneAddress.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_undo_button_stands_in_the_message_and_reading_changes_nothing(section: StandardPage) -> None:
    staff = staff_client(CHIEF)
    address = reverse("recycle_bin_restore", args=[section.pk])

    asked = staff.get(reverse("wagtailadmin_pages:delete", args=[section.pk]))
    removed = delete(staff, section)
    read = staff.get(address)

    assert asked.status_code == 200
    assert f'<form class="noaber-undo" method="post" action="{address}">' in said(removed)
    assert read.status_code == 302
    assert DeletedPage.objects.filter(pk=section.pk).exists()


def test_several_pages_go_together_or_not_at_all(section: StandardPage, vdg: SiteSetUp) -> None:
    other, locked = make_page(vdg.home), make_page(vdg.home)
    point_from_frame(vdg, locked)
    staff = staff_client(CHIEF)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    child = Page.objects.get(slug="open")

    shown = staff.get(f"{address}?id={section.pk}&id={child.pk}&id={other.pk}")
    refused = staff.post(f"{address}?id={other.pk}&id={locked.pk}", follow=True)
    nothing = DeletedPage.objects.count()
    staff.post(f"{address}?id={section.pk}&id={child.pk}&id={other.pk}")

    assert "90 dagen in de prullenbak" in shown.content.decode()
    assert "wordt nog gebruikt" in said(refused)
    assert nothing == 0
    assert set(DeletedPage.objects.values_list("pk", flat=True)) == {section.pk, other.pk}


def test_what_is_in_use_stays(vdg: SiteSetUp) -> None:
    user = make_user("baas", is_superuser=True)
    page = make_page(vdg.home)
    point_from_frame(vdg, page)
    news = make_news(vdg)
    locked = make_page(vdg.home)
    Page.objects.filter(pk=locked.pk).update(locked=True)
    cases = {page: StillUsed, vdg.home: IsStartPage, news.get_parent(): HasFixedRole, locked: IsLocked}

    for target, error in cases.items():
        with pytest.raises(error):
            delete_to_bin(page=target, user=user)

    assert not RecycleBin.objects.exists()
    with pytest.raises(StillUsed, match="menu van"):
        delete_to_bin(page=page, user=user)


def test_form_says_in_dutch_why_a_page_must_stay(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home)
    point_from_frame(vdg, page)

    answer = delete(staff_client(CHIEF), page)

    assert "Deze pagina wordt nog gebruikt" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).live


def test_nothing_of_the_bin_is_seen_in_the_admin(section: StandardPage, vdg: SiteSetUp) -> None:
    editors = Group.objects.create(name="Los recht")
    for code in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=code)
        GroupPagePermission.objects.create(group=editors, page=section, permission=permission)
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    delete_to_bin(page=section, user=chief())
    boss = Client(headers={"host": "localhost"})
    boss.force_login(make_user("baas", is_superuser=True))
    written = Client(headers={"host": "localhost"})
    written.force_login(make_user("schrijver", editors.name))
    bin_page = RecycleBin.objects.get()
    root = Page.objects.get(depth=1)
    lists = [
        reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_explore", args=[root.pk]),
        reverse("wagtailadmin_pages:search") + f"?q={WORD}", reverse("wagtailadmin_choose_page") + f"?q={WORD}",
        reverse("wagtailadmin_choose_page_child", args=[bin_page.pk]), reverse("wagtailadmin_choose_page_child", args=[section.pk]),
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={root.pk}&for_explorer=1",
        reverse("wagtailadmin_reports:site_history"), reverse("wagtailadmin_reports:aging_pages"), reverse("wagtailadmin_home"),
    ]  # fmt: skip

    for browser in (boss, written):
        for address in lists:
            text = browser.get(address, follow=True).content.decode()
            assert WORD not in without_question(text), address

    for name in ("edit", "history", "delete", "move", "copy", "unpublish", "usage", "set_privacy", "view_draft"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[section.pk])
        assert boss.get(address).headers["location"] == reverse("recycle_bin"), name
        assert written.get(address).status_code in {302, 403}, name
        assert "prullenbak" not in written.get(address, follow=True).content.decode().split("<main")[1], name


def test_bin_shows_only_what_one_had_the_right_to_delete(section: StandardPage, vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    draft = make_page(vdg.home, "Los concept", live=False)
    for page in (section, draft):
        delete_to_bin(page=page, user=make_user(f"baas-{page.pk}", is_superuser=True))
    address = reverse("recycle_bin")
    restore_address = reverse("recycle_bin_restore", args=[section.pk])

    browsers = {group: staff_client(group) for group in ("VDG eindredactie", "VDG redactie", "VGG eindredactie")}
    texts = {group: browser.get(address).content.decode() for group, browser in browsers.items()}
    seen = {group: [title for title in (WORD, "Los concept") if f"<strong>{title}<" in texts[group]] for group in texts}
    answer = browsers["VGG eindredactie"].post(restore_address)

    assert seen == {"VDG eindredactie": [WORD, "Los concept"], "VDG redactie": ["Los concept"], "VGG eindredactie": []}
    assert answer.headers["location"] == reverse("wagtailadmin_home")
    assert DeletedPage.objects.filter(pk=section.pk).exists()
    with pytest.raises(NotAllowed):
        restore(number=section.pk, user=make_user("nog-een", "VGG beheer"))


def test_taken_slug_gets_a_number_and_drafts_keep_working(section: StandardPage, vdg: SiteSetUp) -> None:
    user = chief()
    delete_to_bin(page=section, user=user)
    make_page(vdg.home, slug="deel")

    restored = restore(number=section.pk, user=user)
    Page.objects.get(pk=section.pk).specific.get_latest_revision().publish()

    assert restored.new_slug
    assert Page.objects.get(pk=section.pk).url_path.endswith("/deel-1/")
    assert Page.objects.get(slug="open").url_path.endswith("/deel-1/open/")


def test_another_place_is_asked_when_the_parent_lies_in_the_bin(section: StandardPage, vdg: SiteSetUp) -> None:
    staff = staff_client(CHIEF)
    child = Page.objects.get(slug="open")
    delete(staff, child)
    delete(staff, section)
    address = reverse("recycle_bin_place", args=[child.pk])

    asked = staff.post(reverse("recycle_bin_restore", args=[child.pk]))
    wrong = staff.post(address, {"parent": Page.objects.get(slug="nieuws").pk})
    foreign = staff.post(address, {"parent": section.pk})
    staff.post(address, {"parent": vdg.home.pk})

    assert asked.headers["location"] == address
    assert "kan daar niet staan" in wrong.content.decode()
    assert "Kies een andere pagina" in foreign.content.decode()
    assert Page.objects.get(pk=child.pk).url_path == "/vdg/open/"
    assert Page.objects.get(pk=child.pk).live


def test_page_comes_back_as_draft_where_more_people_could_read_it(vdg: SiteSetUp) -> None:
    user = chief()
    closed = make_page(vdg.home)
    setting = restrict(closed)
    page = make_page(closed)
    delete_to_bin(page=page, user=user)
    setting.delete()

    restored = restore(number=page.pk, user=user)

    assert restored.as_draft
    assert not Page.objects.get(pk=page.pk).live


def test_plan_waits_outside_the_bin(vdg: SiteSetUp) -> None:
    user = chief()
    page = make_page(vdg.home, live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    plan = page.latest_revision
    Revision.objects.filter(pk=plan.pk).update(approved_go_live_at=timezone.now() + timedelta(days=1))
    delete_to_bin(page=Page.objects.get(pk=page.pk), user=user)
    during = Revision.objects.get(pk=plan.pk).approved_go_live_at

    restored = restore(number=page.pk, user=user)

    assert during is None
    assert Revision.objects.get(pk=plan.pk).approved_go_live_at > timezone.now()
    assert restored.missed == 0


def test_full_time_over_is_deleted_for_good_once(section: StandardPage, vdg: SiteSetUp, client: Client) -> None:
    user = chief()
    late, recent = make_page(vdg.home), make_page(vdg.home)
    for page in (section, late, recent):
        delete_to_bin(page=page, user=user)
    DeletedPage.objects.exclude(pk=recent.pk).update(deleted_at=timezone.now() - timedelta(days=91))

    numbers = [purge_bin(), purge_bin()]

    assert purge_bin in upkeep.PARTS
    assert numbers == [2, 0]
    assert list(DeletedPage.objects.values_list("pk", flat=True)) == [recent.pk]
    assert not Page.objects.filter(slug="open").exists()
    assert client.get("/deel/open/").status_code == 410


def test_who_may_not_publish_deletes_nothing_for_good(vdg: SiteSetUp) -> None:
    draft = make_page(vdg.home, live=False)
    editor = staff_client("VDG redactie")
    delete_to_bin(page=draft, user=make_user("baas", is_superuser=True))
    address = reverse("recycle_bin_purge", args=[draft.pk])

    refused = editor.post(address)
    asked = staff_client(CHIEF).get(address)
    kept = DeletedPage.objects.count()
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("tweede", CHIEF))
    done = client.post(address, follow=True)
    again = client.post(address, follow=True)

    assert refused.headers["location"] == reverse("wagtailadmin_home")
    assert (asked.status_code, kept) == (200, 1)
    assert "definitief verwijderd" in said(done)
    assert "niet meer in de prullenbak" in said(again)
    assert not Page.objects.filter(pk=draft.pk).exists()


def test_page_in_the_bin_can_be_looked_at(section: StandardPage) -> None:
    staff = staff_client(CHIEF)
    delete(staff, section)

    seen = staff.get(reverse("recycle_bin_look", args=[section.pk]))

    assert seen.status_code == 200
    assert WORD in seen.content.decode()


def test_bin_is_searched_and_stays_cheap(vdg: SiteSetUp, statements: Any) -> None:
    user = chief()
    counts = []
    for _ in range(2):
        for _ in range(3):
            delete_to_bin(page=make_page(vdg.home), user=user)
        fresh = type(user).objects.get(pk=user.pk)
        with statements() as found:
            rows = list(in_bin_for(fresh))
        counts.append(len(found))
    named = make_page(vdg.home, "Windmolens")
    delete_to_bin(page=named, user=user)
    staff = Client(headers={"host": "localhost"})
    staff.force_login(user)

    text = staff.get(reverse("recycle_bin"), {"q": "molens", "p": "99999999999999999999"}).content.decode()

    assert len(rows) == 6
    assert counts[0] == counts[1]
    assert text.count("Zet terug") == 1


def test_odd_numbers_of_the_bin_are_answered(vdg: SiteSetUp) -> None:
    staff = staff_client(CHIEF)

    answers = {
        staff.post(reverse(name, args=[number])).status_code
        for name in ("recycle_bin_restore", "recycle_bin_place", "recycle_bin_purge")
        for number in (0, 10**20)
    }

    assert answers == {302}


def test_nothing_is_put_below_what_may_not_hold_it(section: StandardPage, vdg: SiteSetUp) -> None:
    user = chief()
    delete_to_bin(page=section, user=user)

    with pytest.raises(NeedsPlace):
        restore(number=section.pk, user=user, parent=Page.objects.get(slug="nieuws"))
