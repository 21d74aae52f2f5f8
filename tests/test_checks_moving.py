"""CHECKS 8 and 9: a page that leaves or enters a part of a site that is kept for some.

Whichever door it goes through (copy, alias, ordinary page of an alias, move, alone or together, by a screen or by the
interface for programs), nobody reads it who could not read it before, and its editor is told for whom it is.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from association.base.models import ContentVersion
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, paragraph, restrict
from tests.factories.hidden import PASSWORD
from tests.factories.planted import links_to, point_from_frame, point_from_home, relate
from tests.factories.publications import make_chapter, make_publication
from tests.factories.staff import staff_client

SECRET = "zwanenzang"
BOARD = "VDG bestuur"
CHIEF = "VDG eindredactie"
EDITOR = "VDG redactie"
WAYS = {
    "group": ((PageViewRestriction.GROUPS, BOARD), BOARD),
    "login": ((PageViewRestriction.LOGIN,), "wie is ingelogd"),
    "password": ((PageViewRestriction.PASSWORD,), "wie het wachtwoord kent"),
}


def make_section(setup: SiteSetUp, way: str = "group") -> Page:
    """A part of the site that is kept for some."""
    section = make_page(setup.home, "Besloten deel", slug=f"besloten-{way}")
    (kind, *groups), _ = WAYS[way]
    restrict(section, kind, *groups, password=PASSWORD if way == "password" else "")
    return section


def make_alias(page: Page, place: Page, slug: str) -> Page:
    """A public-looking alias of a page below another place."""
    source = Page.objects.get(pk=page.pk).specific
    made = CreatePageAliasAction(source, parent=Page.objects.get(pk=place.pk), update_slug=slug)
    return Page.objects.get(pk=made.execute(skip_permission_checks=True).pk)


def copy_form(place: Page, slug: str, **fields: str) -> dict[str, str]:
    """The form of a copy that is to be public at once."""
    own = {"new_title": SECRET, "new_slug": slug, "new_parent_page": str(place.pk), "publish_copies": "on"}
    return {**own, **fields}


def copied(client: Client, page: Page, place: Page, slug: str, **fields: str) -> tuple[Page, str]:
    """The page that copying made, and what the editor was told."""
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    told = client.post(address, copy_form(place, slug, **fields), follow=True).content.decode()
    return Page.objects.get(slug=slug, path__startswith=place.path), told


def readable(visitor: Client, *paths: str) -> dict[str, int]:
    """The paths whose answer holds the word in its body or headers, with the status."""
    answers = {path: visitor.get(path) for path in paths}
    return {
        path: answer.status_code
        for path, answer in answers.items()
        if SECRET in f"{answer.headers}{answer.content.decode()}"
    }


@contextmanager
def committed() -> Iterator[None]:
    """Do after the block what a commit would do: the transaction of a test never commits."""
    connection.run_on_commit.clear()
    yield
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for _, callback, _ in waiting:
        callback()


@pytest.mark.parametrize("way", WAYS)
def test_every_copy_out_of_a_restricted_part_is_a_draft_with_a_warning(
    vdg: SiteSetUp, client: Client, way: str
) -> None:
    section = make_section(vdg, way)
    page = make_page(section, SECRET, body=[paragraph(SECRET)])
    make_page(page, f"Onder {SECRET}", slug="onder")
    editor = staff_client(CHIEF)
    who = WAYS[way][1]

    question = editor.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).content.decode()
    made, told = copied(editor, page, vdg.home, "kopie", copy_subpages="on")
    inside, quiet = copied(editor, page, section, "kopie-hier", copy_subpages="on")

    tree = Page.objects.filter(path__startswith=made.path)
    assert f"alleen voor {who}" in question
    assert (tree.count(), tree.filter(live=True).count()) == (2, 0)
    assert f"Het origineel is alleen voor {who}" in told
    assert (inside.live, "Het origineel is alleen" in quiet) == (True, False)
    assert readable(client, "/kopie/", "/kopie/onder/", inside.get_url() or "") == {}


def test_copy_of_a_whole_restricted_part_stays_restricted(vdg: SiteSetUp, client: Client) -> None:
    section = make_section(vdg)
    make_page(section, f"Onder {SECRET}", slug="onder")

    copied(staff_client(CHIEF), section, vdg.home, "kopie", copy_subpages="on")

    assert readable(client, "/kopie/", "/kopie/onder/") == {}
    assert client.get("/kopie/onder/").status_code in {302, 404}


def test_editor_without_right_to_publish_copies_to_a_draft(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(make_section(vdg), SECRET)

    made, told = copied(staff_client(EDITOR), page, vdg.home, "kopie")

    assert (made.live, "alleen voor" in told) == (False, True)
    assert readable(client, "/kopie/") == {}


def test_alias_of_a_restricted_page_is_restricted_wherever_it_goes(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(make_section(vdg), SECRET, body=[paragraph(SECRET)])
    make_page(page, f"Onder {SECRET}", slug="onder")
    lists = ["/sitemap/", "/sitemap.xml"]

    alias, told = copied(staff_client(CHIEF), page, vdg.home, "alias", alias="on", copy_subpages="on")
    first = readable(client, "/alias/", "/alias/onder/", *lists)
    searched = client.get(f"/zoeken/?q={SECRET}").content.decode()
    Page.objects.get(pk=alias.pk).move(Page.objects.get(pk=make_page(vdg.home, slug="elders").pk), "last-child")

    assert f"De alias is alleen voor {BOARD}" in told
    assert (first, "Niets gevonden" in searched) == ({}, True)
    assert readable(client, "/elders/alias/", "/elders/alias/onder/", *lists) == {}
    assert client.get("/elders/alias/onder/").status_code == 302


def test_alias_of_an_alias_is_as_restricted_as_its_source(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(make_section(vdg), SECRET, body=[paragraph(SECRET)])
    names = ["een", "twee", "drie", "vier"]
    last: Page = page
    for name in names:
        last = make_alias(last, vdg.home, name)

    found = readable(client, *(f"/{name}/" for name in names))

    assert found == {}
    assert not any(SECRET in client.get(path).content.decode() for path in ("/sitemap/", "/sitemap.xml"))


@pytest.mark.parametrize("role", [CHIEF, EDITOR])
def test_alias_that_becomes_an_ordinary_page_stays_restricted(vdg: SiteSetUp, client: Client, role: str) -> None:
    page = make_page(make_section(vdg), SECRET, body=[paragraph(SECRET)])
    alias = make_alias(page, vdg.home, "alias")
    before = client.get("/alias/").status_code

    staff_client(role).post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    assert before == 302
    assert Page.objects.get(pk=alias.pk).alias_of_id is None
    assert readable(client, "/alias/") == {}


def test_copy_of_an_alias_is_a_draft_with_a_warning(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(make_section(vdg), SECRET, body=[paragraph(SECRET)])
    public = make_page(vdg.home, "Openbaar deel", slug="openbaar")
    alias = make_alias(page, public, "alias")
    editor = staff_client(CHIEF)

    made, told = copied(editor, alias, vdg.home, "kopie")
    copied(editor, public, vdg.home, "deel", copy_subpages="on")

    assert (made.live, "alleen voor" in told) == (False, True)
    assert readable(client, "/kopie/", "/deel/alias/") == {}


@pytest.mark.parametrize(("way", "together"), [("group", False), ("login", True), ("password", False)])
def test_page_with_all_below_it_that_leaves_stays_restricted_with_a_warning(
    vdg: SiteSetUp, client: Client, way: str, together: bool
) -> None:
    section = make_section(vdg, way)
    page = make_page(section, SECRET, slug="verhuist")
    make_page(page, f"Onder {SECRET}", slug="onder")
    alias = make_alias(page, vdg.home, "alias")
    editor = staff_client(CHIEF)
    single = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, vdg.home.pk])
    many = f"/beheer/bulk/wagtailcore/page/move/?id={page.pk}"

    answer = editor.post(many, {"chooser": vdg.home.pk}, follow=True) if together else editor.post(single, follow=True)

    assert f"alleen voor {WAYS[way][1]} en blijft dat" in answer.content.decode().replace("&#x27;", "'")
    assert Page.objects.get(pk=page.pk).get_parent().pk == vdg.home.pk
    assert readable(client, "/verhuist/", "/verhuist/onder/", f"/{alias.slug}/", f"/{section.slug}/verhuist/") == {}
    # Who does not know the password is asked for it.
    assert client.get("/verhuist/").status_code == (200 if way == "password" else 302)


# What Wagtail's interface for programs could do with a page; `place` becomes the start page.
ACTIONS: dict[str, dict[str, Any]] = {
    "copy": {"destination_page_id": "place", "slug": "naar-buiten", "recursive": True},
    "create_alias": {"destination_page_id": "place", "update_slug": "alias-buiten"},
    "convert_alias": {},
    "revert_to_page_revision": {"revision_id": "version"},
    "publish": {},
    "move": {"destination_page_id": "place", "position": "last-child"},
    "unpublish": {"recursive": True},
    "delete": {},
}


def test_interface_for_programs_changes_no_page(vdg: SiteSetUp, client: Client) -> None:
    """It goes past the bin, locks, four eyes and privacy, and no screen of the admin needs it."""
    page = make_page(make_section(vdg), SECRET, slug="verhuist", body=[paragraph(SECRET)])
    page.save_revision()
    alias = make_alias(page, vdg.home, "alias")
    editor = staff_client(CHIEF)
    known = {"place": vdg.home.pk, "version": StandardPage.objects.get(pk=page.pk).latest_revision_id}

    def state() -> list[Any]:
        rows = Page.objects.order_by("path").values_list("pk", "path", "live", "alias_of", "latest_revision")
        return list(rows)

    before, changed = state(), []
    for name, data in ACTIONS.items():
        address = reverse("wagtailadmin_api:pages:detail", args=[(alias if name == "convert_alias" else page).pk])
        sent = {key: known.get(str(value), value) for key, value in data.items()}
        with transaction.atomic():
            editor.post(f"{address}action/{name}/", json.dumps(sent), content_type="application/json")
            found = readable(client, "/naar-buiten/", "/alias/", "/alias-buiten/", "/verhuist/")
            if state() != before or found:
                changed.append((name, found))
            transaction.set_rollback(True)

    assert changed == []


LISTS = ["/", "/sitemap/", "/sitemap.xml", "/deel/", "/wegwijzer/", "/nieuws/feed/", "/nieuws/feed/atom/", "/zoeken/?q=vindwoord"]  # fmt: skip


def shown_in(visitor: Client) -> set[str]:
    """The public lists that hold the word."""
    return {path for path in LISTS if SECRET in visitor.get(path).content.decode()}


def plant_in_lists(setup: SiteSetUp) -> Page:
    """A public page full of the word to which everything around it points."""
    part = make_page(setup.home, "Deel", slug="deel")
    page = make_page(part, f"De {SECRET}", slug=f"{SECRET}-pagina", body=[paragraph(f"{SECRET} vindwoord")])
    way = make_page(setup.home, "Wegwijzer", slug="wegwijzer", body=links_to(page))
    relate(way, page)
    point_from_frame(setup, page)
    point_from_home(setup, page, page)
    return page


@pytest.mark.parametrize("together", [False, True])
def test_page_moved_into_a_restricted_part_is_gone_from_everything_at_the_next_request(
    vdg: SiteSetUp,
    client: Client,
    settings: Any,
    together: bool,
) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    section = make_section(vdg)
    page = plant_in_lists(vdg)
    client, editor = Client(headers={"host": "localhost"}), staff_client(CHIEF)
    old, new = f"/deel/{page.slug}/", f"/{section.slug}/{page.slug}/"
    before = (client.get(old).status_code, shown_in(client), shown_in(client))
    single = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])
    many = f"/beheer/bulk/wagtailcore/page/move/?id={page.pk}"

    with committed():
        editor.post(many, {"chooser": section.pk}) if together else editor.post(single)

    first, private = client.get(old), client.get(new)
    assert before == (200, set(LISTS) - {"/nieuws/feed/", "/nieuws/feed/atom/"}, before[1])
    assert first.status_code in {301, 302}
    assert (private.status_code, SECRET in private.content.decode()) == (302, False)
    assert shown_in(client) == set()


def test_moving_and_what_follows_are_one_transaction(vdg: SiteSetUp, client: Client) -> None:
    """A move that fails halfway changes nothing; one that succeeds raises the number under which pages are kept."""
    section, page = make_section(vdg), plant_in_lists(vdg)
    editor = staff_client(CHIEF)
    editor.raise_request_exception = False
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])

    def number() -> int:
        return ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    started = number()
    post_page_move.connect(fail)
    try:
        with committed():
            failed = editor.post(address)
    finally:
        post_page_move.disconnect(fail)
    after_failure = (number() - started, Page.objects.get(pk=page.pk).path == page.path, len(shown_in(client)))
    with committed():
        editor.post(address)

    assert failed.status_code == 500
    assert after_failure == (0, True, len(LISTS) - 2)
    assert number() > started
    assert shown_in(client) == set()


def test_chapter_that_comes_below_a_restricted_publication_is_nowhere(vdg: SiteSetUp, client: Client) -> None:
    public, private = (
        make_publication(vdg, "Open stuk", slug="open"),
        make_publication(vdg, "Besloten stuk", slug="dicht"),
    )
    make_chapter(public, "Begin", slug="begin")
    chapter = make_chapter(public, f"Hoofdstuk {SECRET}", slug=SECRET, body=[paragraph(f"{SECRET} vindwoord")])
    restrict(private, PageViewRestriction.GROUPS, BOARD)
    paths = ["/publicaties/open/", "/publicaties/open/volledig/", "/publicaties/open/begin/", "/sitemap.xml", LISTS[-1]]
    before = [SECRET in client.get(path).content.decode() for path in paths]

    with committed():
        staff_client(CHIEF).post(reverse("wagtailadmin_pages:move_confirm", args=[chapter.pk, private.pk]))

    assert before == [True] * 5
    assert Page.objects.get(pk=chapter.pk).get_parent().pk == private.pk
    assert [path for path in paths if SECRET in client.get(path).content.decode()] == []
    assert client.get(f"/publicaties/dicht/{SECRET}/").status_code == 302


def test_alias_is_not_published_by_itself(vdg: SiteSetUp) -> None:
    section = make_page(vdg.home)
    alias = make_page(section).create_alias(update_slug="alias")
    alias.unpublish()
    client = staff_client(CHIEF)

    for asked, fields in ((alias.pk, {}), (section.pk, {"include_descendants": "on"})):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        answer = client.post(f"{address}?id={asked}", fields, follow=True)
        assert answer.status_code == 200
        assert "is een alias" in answer.content.decode()

    assert not Page.objects.get(pk=alias.pk).live


def test_copy_without_a_place_stands_beside_the_original(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, slug="eerste")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])

    answer = staff_client(CHIEF).post(address, {"new_title": "Kopie", "new_slug": "kopie"})

    assert answer.status_code == 302
    assert Page.objects.get(slug="kopie").get_parent().pk == vdg.home.pk
