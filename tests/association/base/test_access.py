"""What an editor of one part of a site comes across, what happens to privacy, and who manages accounts."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from association.base.models import User
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio_page, make_user, restrict
from tests.factories.staff import staff_client

SECRET = "geheimwoord"
BOARD = "VDG bestuur"


@pytest.fixture
def lead(vdg: SiteSetUp) -> Client:
    """Somebody with rights on one portfolio's page and what lies below it."""
    page = make_portfolio_page(vdg)
    group = Group.objects.create(name="portefeuille")
    for right in Permission.objects.filter(codename__in=["add_page", "change_page"]):
        GroupPagePermission.objects.create(group=group, page=page, permission=right)
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("regie", "VDG procesregie", "portefeuille"))
    return client


def test_public_pages_of_the_own_site_are_offered_and_drafts_are_not(
    vdg: SiteSetUp, vgg: SiteSetUp, lead: Client
) -> None:
    make_page(vdg.home, "Hunebed openbaar")
    make_page(vdg.home, "Hunebed concept", live=False)
    restrict(make_page(vdg.home, "Hunebed besloten"))
    make_page(vgg.home, "Hunebed elders")

    browsed = lead.get(reverse("wagtailadmin_choose_page_child", args=[vdg.home.pk])).json()["html"]
    searched = lead.get(reverse("wagtailadmin_choose_page_search") + "?q=hunebed").content.decode()

    for html in (browsed, searched):
        shown = [f"Hunebed {word}" in html for word in ("openbaar", "concept", "besloten", "elders")]
        assert shown == [True, False, False, False]


def test_address_typed_in_becomes_a_link_to_ones_own_pages_only(vdg: SiteSetUp, vgg: SiteSetUp, lead: Client) -> None:
    shown, kept = make_page(vdg.home, "Openbaar"), make_page(vdg.home, SECRET)
    restrict(kept)

    def convert(address: str) -> dict[str, Any]:
        data = {"external-link-chooser-url": address, "external-link-chooser-link_text": "lees"}
        found: dict[str, Any] = lead.post(reverse("wagtailadmin_choose_page_external_link"), data).json()
        return found

    own, foreign = convert(shown.full_url), convert(kept.full_url)
    with_query = convert(f"{kept.full_url}?x=1")

    assert own["result"]["id"] == shown.pk
    assert foreign["result"] == {"url": kept.full_url, "title": "lees", "prefer_this_title_as_link_text": True}
    assert (with_query["step"], SECRET in str(with_query)) == ("external_link_chosen", False)


def test_copy_out_of_a_restricted_part_is_a_draft_with_a_warning(vdg: SiteSetUp, client: Client) -> None:
    section = make_page(vdg.home, "Besloten deel")
    restrict(section, PageViewRestriction.GROUPS, BOARD)
    page = make_page(section, SECRET)
    editor = staff_client("VDG eindredactie")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": SECRET, "new_slug": "kopie", "new_parent_page": str(vdg.home.pk), "publish_copies": "on"}

    question = editor.get(address).content.decode()
    done = editor.post(address, data, follow=True).content.decode()

    copied = Page.objects.get(slug="kopie")
    assert f"alleen voor {BOARD}" in question
    assert (copied.live, f"alleen voor {BOARD}" in done) == (False, True)
    assert client.get("/kopie/").status_code == 404


@pytest.mark.parametrize("together", [False, True])
def test_page_moved_out_of_a_restricted_part_stays_restricted(vdg: SiteSetUp, client: Client, together: bool) -> None:
    section = make_page(vdg.home, "Besloten deel")
    restrict(section, PageViewRestriction.GROUPS, BOARD)
    page = make_page(section, "Verhuist", slug="verhuist")
    editor = staff_client("VDG eindredactie")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, vdg.home.pk])
    bulk = f"/beheer/bulk/wagtailcore/page/move/?id={page.pk}"

    question = editor.get(address).content.decode()
    editor.post(bulk, {"chooser": vdg.home.pk}) if together else editor.post(address)

    assert f"alleen voor {BOARD}" in question
    assert Page.objects.get(pk=page.pk).get_parent().pk == vdg.home.pk
    assert client.get("/verhuist/").status_code == 302


@pytest.mark.parametrize(
    ("own", "kept", "warned"),
    [
        ((PageViewRestriction.LOGIN, []), (PageViewRestriction.GROUPS, [BOARD]), "en blijft dat"),
        ((PageViewRestriction.GROUPS, [BOARD]), (PageViewRestriction.GROUPS, [BOARD]), "en blijft dat"),
        ((PageViewRestriction.GROUPS, ["VDG raadsleden"]), (PageViewRestriction.GROUPS, ["VDG raadsleden"]), "Kijk die na"),
    ],
)  # fmt: skip
def test_of_two_privacy_settings_the_stricter_goes_along(
    vdg: SiteSetUp, own: tuple[str, list[str]], kept: tuple[str, list[str]], warned: str
) -> None:
    section = make_page(vdg.home, "Besloten deel")
    restrict(section, PageViewRestriction.GROUPS, BOARD)
    page = make_page(section, "Verhuist")
    restrict(page, own[0], *own[1])
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, vdg.home.pk])

    told = staff_client("VDG eindredactie").post(address, follow=True).content.decode()

    found = PageViewRestriction.objects.get(page=page)
    assert (found.restriction_type, [group.name for group in found.groups.all()]) == kept
    assert warned in told


def test_privacy_and_explorer_name_groups_people_and_sites_of_the_own_association(
    vdg: SiteSetUp, vgg: SiteSetUp
) -> None:
    page = make_page(vdg.home, owner=make_user("ons", "VDG redactie", first_name="Onswoord"))
    make_page(vgg.home, owner=make_user("hun", "VGG redactie", first_name="Hunwoord"))
    editor = staff_client("VDG eindredactie")

    privacy = editor.get(reverse("wagtailadmin_pages:set_privacy", args=[page.pk])).content.decode()
    explorer = editor.get(reverse("wagtailadmin_explore", args=[vdg.home.pk])).content.decode()

    assert ("VDG bestuur" in privacy, "VGG bestuur" in privacy) == (True, False)
    assert ("Onswoord" in explorer, "Hunwoord" in explorer) == (True, False)


def test_exports_hold_text_and_no_formulas(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, "=HYPERLINK(1)", live=False)
    log(instance=page, action="wagtail.edit")
    address = reverse("wagtailadmin_reports:site_history")

    editor = staff_client("VDG eindredactie")
    answers = [editor.get(address, {"export": kind}) for kind in ("csv", "xlsx")]

    text, sheet = (b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in answers)
    rows = load_workbook(io.BytesIO(sheet)).active
    cells = [cell for row in rows.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert b"'=HYPERLINK(1)" in text
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.fixture
def manager(vdg: SiteSetUp, vgg: SiteSetUp) -> Client:
    """Somebody of the VDG who may manage accounts and is no administrator."""
    rights = Permission.objects.filter(content_type__app_label="association", codename__endswith="_user")
    client = Client(headers={"host": "localhost"})
    user = make_user("beheert", "VDG beheer")
    user.user_permissions.add(*rights)
    client.force_login(user)
    return client


def account(name: str, *groups: str, **fields: str) -> dict[str, Any]:
    """The form of an account."""
    numbers = [str(number) for number in Group.objects.filter(name__in=groups).values_list("pk", flat=True)]
    password = "een-lang-wachtwoord-8"
    own = {"username": name, "email": f"{name}@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}
    return {**own, "password1": password, "password2": password, "groups": numbers, **fields}


def test_who_manages_accounts_gives_no_more_than_they_have(manager: Client) -> None:
    address = reverse("wagtailusers_users:add")

    plain = manager.post(address, account("gewoon", "VDG beheer"))
    foreign = manager.post(address, account("vreemd", "VGG beheer"))
    higher = manager.post(address, account("hoger", "VDG eindredactie"))
    manager.post(address, account("baas", is_superuser="on"))

    assert (plain.status_code, foreign.status_code, higher.status_code) == (302, 200, 200)
    assert set(User.objects.values_list("username", "is_superuser")) >= {("gewoon", False), ("baas", False)}
    assert not User.objects.filter(username__in=["vreemd", "hoger"]).exists()


def test_accounts_of_others_and_of_administrators_are_out_of_reach(manager: Client) -> None:
    colleague = make_user("collega", "VDG redactie")
    theirs, boss = make_user("vanhen", "VGG redactie"), make_user("oppermacht", is_superuser=True)

    names = manager.get(reverse("wagtailusers_users:index")).content.decode()
    manager.post(reverse("wagtailusers_users:edit", args=[colleague.pk]), account("collega", "VDG beheer"))

    assert ("collega" in names, "vanhen" in names, "oppermacht" in names) == (True, False, False)
    assert set(colleague.groups.values_list("name", flat=True)) == {"VDG redactie", "VDG beheer"}
    for user in (theirs, boss):
        for name in ("edit", "delete", "history", "usage"):
            address = reverse(f"wagtailusers_users:{name}", args=[user.pk])
            answers = (manager.get(address), manager.post(address, account("gekaapt", is_superuser="on")))
            assert {answer.status_code for answer in answers} <= {302, 403, 405}, name
        for action in ("delete", "set_active_state", "assign_role"):
            manager.post(f"/beheer/bulk/association/user/{action}/?id={user.pk}", {"mark_as_active": "False"})
    role = Group.objects.get(name="VDG eindredactie")
    manager.post(f"/beheer/bulk/association/user/assign_role/?id={colleague.pk}", {"role": role.pk})
    assert not colleague.groups.filter(pk=role.pk).exists()
    assert set(User.objects.filter(pk__in=[theirs.pk, boss.pk]).values_list("username", "is_active")) == {
        ("vanhen", True), ("oppermacht", True),
    }  # fmt: skip
