"""Who sees which page."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction, get_page_models

from association.base.queries import Viewer, viewable_pages
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, make_user, restrict
from tests.factories.hidden import GROUP, PASSWORD, make_every_state

FOR_ACCOUNTS = {"public", "login", "below login"}
FOR_GROUP = {*FOR_ACCOUNTS, "group", "below group", "moved"}
FOR_PASSWORD = {"public", "password", "below password"}


def seen_by(viewer: Viewer, pages: dict[str, StandardPage]) -> tuple[set[str], set[str]]:
    """The names of the pages that a viewer may see, by page and by query."""
    one_by_one = {name for name, page in pages.items() if viewer.may_view(page)}
    found = set(viewable_pages(viewer).values_list("pk", flat=True))
    return one_by_one, {name for name, page in pages.items() if page.pk in found}


def test_viewer_without_account_sees_public_pages_only(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    seen = seen_by(Viewer.anonymous(vdg.site), pages)

    assert seen == ({"public"}, {"public"})


def test_viewer_with_account_sees_pages_for_accounts(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    seen = seen_by(Viewer(site=vdg.site, user=make_user("lid")), pages)

    assert seen == (FOR_ACCOUNTS, FOR_ACCOUNTS)


def test_viewer_in_another_group_sees_no_more_than_an_account(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    seen = seen_by(Viewer(site=vdg.site, user=make_user("lid", "VDG bestuur", "VDG beheer")), pages)

    assert seen == (FOR_ACCOUNTS, FOR_ACCOUNTS)


def test_viewer_in_the_group_sees_its_pages_and_what_was_moved_below_them(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    seen = seen_by(Viewer(site=vdg.site, user=make_user("raadslid", GROUP)), pages)

    assert seen == (FOR_GROUP, FOR_GROUP)


def test_superuser_sees_pages_of_groups_but_no_drafts_and_no_password_pages(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    seen = seen_by(Viewer(site=vdg.site, user=make_user("baas", is_superuser=True)), pages)

    assert seen == (FOR_GROUP, FOR_GROUP)


def test_viewer_who_gave_the_password_sees_its_pages(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)
    lock = PageViewRestriction.objects.get(page=pages["password"])

    seen = seen_by(Viewer(site=vdg.site, passed=[lock.pk]), pages)

    assert seen == (FOR_PASSWORD, FOR_PASSWORD)


@pytest.mark.parametrize(("groups", "shown"), [((), FOR_ACCOUNTS), ((GROUP,), FOR_GROUP)])
def test_viewer_for_groups_sees_what_any_member_of_them_sees(
    vdg: SiteSetUp, groups: tuple[str, ...], shown: set[str]
) -> None:
    pages = make_every_state(vdg)
    numbers = Group.objects.filter(name__in=groups).values_list("pk", flat=True)

    seen = seen_by(Viewer.for_groups(vdg.site, numbers), pages)

    assert seen == (shown, shown)


def test_viewer_needs_to_pass_every_restriction_above_a_page(vdg: SiteSetUp) -> None:
    outer = make_page(vdg.home)
    inner = make_page(outer)
    restrict(outer, PageViewRestriction.GROUPS, GROUP)
    lock = restrict(inner, PageViewRestriction.PASSWORD, password=PASSWORD)
    member = make_user("raadslid", GROUP)

    answers = [
        Viewer(site=vdg.site, user=member).may_view(inner),
        Viewer(site=vdg.site, passed=[lock.pk]).may_view(inner),
        Viewer(site=vdg.site, user=member, passed=[lock.pk]).may_view(inner),
    ]

    assert answers == [False, False, True]


def test_viewer_sees_nothing_of_another_site(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    page = make_page(vgg.home)
    boss = Viewer(site=vdg.site, user=make_user("baas", is_superuser=True))
    own = Viewer.anonymous(vgg.site)

    assert (own.may_view(page), boss.may_view(page)) == (True, False)
    assert not viewable_pages(boss).filter(pk=page.pk).exists()


def test_sibling_whose_path_starts_alike_is_not_hidden(vdg: SiteSetUp) -> None:
    pages = [make_page(vdg.home) for _ in range(3)]
    restrict(pages[1])

    seen = [Viewer.anonymous(vdg.site).may_view(page) for page in pages]

    assert seen == [True, False, True]


def test_viewable_by_narrows_a_query_of_any_type(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)

    found = StandardPage.objects.viewable_by(Viewer.anonymous(vdg.site))

    assert list(found) == [pages["public"]]


def test_viewer_marks_what_is_kept_from_somebody(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)
    viewer = Viewer(site=vdg.site, user=make_user("raadslid", GROUP))

    marked = {name for name in FOR_GROUP if viewer.is_restricted(pages[name])}

    assert marked == FOR_GROUP - {"public"}


def test_viewer_reads_rights_in_two_queries(vdg: SiteSetUp, statements: Callable[[], object]) -> None:
    pages = make_every_state(vdg)
    viewer = Viewer(site=vdg.site, user=make_user("raadslid", GROUP))

    with statements() as found:  # type: ignore[attr-defined]  # a context manager
        for page in pages.values():
            viewer.may_view(page)
            viewer.is_restricted(page)

    assert len(found) == 2


def test_viewer_of_a_request_knows_account_groups_and_passed_password(vdg: SiteSetUp, client: Client) -> None:
    lock = restrict(make_page(vdg.home), PageViewRestriction.PASSWORD, password=PASSWORD)
    member = make_user("raadslid", GROUP)
    client.force_login(member)
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [lock.pk]
    session.save()

    viewer = client.get("/status/").wsgi_request.viewer

    assert (viewer.site, viewer.user, viewer.groups, viewer.passed) == (
        vdg.site, member, frozenset([Group.objects.get(name=GROUP).pk]), frozenset([lock.pk]),
    )  # fmt: skip


def test_viewer_of_a_request_without_session_is_the_public(vdg: SiteSetUp, client: Client) -> None:
    viewer = client.get("/status/").wsgi_request.viewer

    assert (viewer.site, viewer.user, viewer.groups, viewer.passed) == (vdg.site, None, frozenset(), frozenset())


def test_page_answers_as_viewer_says(vdg: SiteSetUp) -> None:
    pages = make_every_state(vdg)
    raadslid = Client(headers={"host": "localhost"})
    raadslid.force_login(make_user("raadslid", GROUP))

    answers = {name: raadslid.get(page.url_path.removeprefix("/vdg")).status_code for name, page in pages.items()}

    shown = {name for name, status in answers.items() if status == 200}
    # A password page answers with the question for its password.
    assert shown == FOR_GROUP | {"password", "below password"}
    assert {answers["draft"], answers["scheduled"], answers["expired"]} == {404}


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_member_who_leaves_loses_the_pages_at_once(vdg: SiteSetUp, client: Client, kind: str) -> None:
    page = make_page(vdg.home, slug="besloten")
    restrict(page, kind, GROUP)
    member = make_user("raadslid", GROUP)
    client.force_login(member)
    before = client.get("/besloten/").status_code

    member.groups.clear()
    if kind == PageViewRestriction.LOGIN:
        member.is_active = False
        member.save()
    after = client.get("/besloten/").status_code

    assert (before, after) == (200, 302)


def test_new_password_ends_what_the_old_one_opened(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(vdg.home, "Achter slot", slug="besloten")
    lock = restrict(page, PageViewRestriction.PASSWORD, password=PASSWORD)
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [lock.pk]
    session.save()
    client.cookies["sessionid"] = session.session_key
    before = client.get("/besloten/").content.decode()

    lock.password = "een-ander-woord"
    lock.save()
    after = client.get("/besloten/").content.decode()

    assert "Achter slot" in before
    assert "Achter slot" not in after
    assert PageViewRestriction.objects.filter(page=page).count() == 1


def test_every_page_type_has_the_viewable_manager(vdg: SiteSetUp) -> None:
    types = [model for model in get_page_models() if model is not Page]

    assert types
    assert [model for model in types if not hasattr(model.objects.all(), "viewable_by")] == []
