"""Many editors at once, on the database settings that an installation gets: nothing is lost and nobody is refused."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from association.base.models import Image
from association.publications.models import FileJob
from association.publications.render.jobs import claim
from association.publishing.actions import publish_due
from home.actions import SiteSetUp, set_up_site
from home.pages import StandardPage
from tests.association.publishing.scheduling import make_due
from tests.factories.content import make_image, make_news, make_page
from tests.factories.posting import edit_form, plain_state, staff_client
from tests.factories.publications import make_publication

EDITORS = 6
EMPTY = {
    f"{formset}-{count}_FORMS": 0
    for formset in ("related_links", "comments")
    for count in ("TOTAL", "INITIAL", "MIN_NUM")
}


@pytest.fixture
def _restored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Afterwards the rows that the migrations made are back: tests with threads empty the whole database."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]  # Django's own
        connection.close()


@pytest.fixture
def site(_restored: None, django_db_serialized_rollback: None, transactional_db: None, vdg: SiteSetUp) -> SiteSetUp:
    """A site whose rows every thread can see."""
    return vdg


def together(work: Callable[[int], Any], count: int) -> list[Any]:
    """The results of the same work by several people at once, each with a connection of their own."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as people:
        return list(people.map(run, range(count)))


def tree_problems() -> str:
    """What Wagtail's own check of the page tree has to say, when it finds something."""
    output = StringIO()
    call_command("fixtree", interactive=False, stdout=output)
    return "" if "No problems" in output.getvalue() or "Geen" in output.getvalue() else output.getvalue()


def add_form(parent: Page, *, slug: str) -> tuple[str, dict[str, Any]]:
    """Where to post a new page below a parent, and what."""
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    data = nested_form_data({"title": slug, "slug": slug, "audience": "everyone", "body": streamfield([])})
    return address, {**EMPTY, **data, "action-publish": "x"}


def move_form(client: Client, page: Page, target: Page) -> int:
    """The status of moving a page below another, by its editor."""
    return client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]), {}).status_code


def test_six_editors_publish_six_times_each_and_all_are_kept(site: SiteSetUp) -> None:
    pages = [make_page(site.home) for _ in range(EDITORS)]
    editors = [staff_client(f"redacteur{number}") for number in range(EDITORS)]
    forms = [edit_form(client, page) for client, page in zip(editors, pages, strict=True)]

    def publish_six_times(number: int) -> list[int]:
        statuses = []
        for turn in range(6):
            data = forms[number] | nested_form_data(
                {"body": streamfield([("paragraph", plain_state(f"tekst {number}-{turn}"))])}
            )
            address = reverse("wagtailadmin_pages:edit", args=[pages[number].pk])
            data |= {"title": f"Titel {number}-{turn}", "action-publish": "x"}
            data.pop("loaded_revision_id", None)
            data.pop("loaded_revision_created_at", None)
            statuses.append(editors[number].post(address, data).status_code)
        return statuses

    statuses = together(publish_six_times, EDITORS)
    visitor = Client(headers={"host": "localhost"})

    assert statuses == [[302] * 6] * EDITORS
    assert Revision.objects.filter(object_id__in=[str(page.pk) for page in pages]).count() == EDITORS * 7
    for number, page in enumerate(pages):
        html = visitor.get(page.get_url()).content.decode()
        assert f"Titel {number}-5" in html
        assert f"tekst {number}-5" in html
    assert tree_problems() == ""


def test_editors_who_publish_one_page_together_leave_it_whole(site: SiteSetUp) -> None:
    page = make_page(site.home)

    def publish(number: int) -> int:
        own = StandardPage.objects.get(pk=page.pk)
        own.title = f"Versie {number}"
        own.save_revision().publish()
        return number

    together(publish, EDITORS)
    stored = StandardPage.objects.get(pk=page.pk)

    assert stored.title in {f"Versie {number}" for number in range(EDITORS)}
    assert stored.live_revision.as_object().title == stored.title
    assert stored.revisions.count() == EDITORS + 1


def test_twenty_pages_made_at_once_below_one_parent_all_stand_there(site: SiteSetUp) -> None:
    parent = make_page(site.home)
    editors = [staff_client(f"redacteur{number}") for number in range(EDITORS)]

    def make(number: int) -> list[int]:
        turns = range(number, 20, EDITORS)
        return [editors[number].post(*add_form(parent, slug=f"nieuw-{turn}")).status_code for turn in turns]

    statuses = [status for made in together(make, EDITORS) for status in made]
    children = Page.objects.child_of(parent)

    assert statuses == [302] * 20
    assert {child.title for child in children} == {f"nieuw-{number}" for number in range(20)}
    assert len({child.path for child in children}) == Page.objects.get(pk=parent.pk).numchild == 20
    assert tree_problems() == ""


def test_thirty_creates_renames_and_moves_in_one_section_keep_the_tree_sound(site: SiteSetUp) -> None:
    section, aside = make_page(site.home), make_page(site.home)
    renamed = [make_page(section) for _ in range(10)]
    moved = [make_page(aside, slug=f"verhuist-{number % 5}", title=f"Verhuist {number}") if number < 5
             else make_page(site.home, slug=f"verhuist-{number % 5}", title=f"Verhuist {number}") for number in range(10)]  # fmt: skip
    editors = [staff_client(f"redacteur{number}") for number in range(EDITORS)]
    forms = {page.pk: edit_form(editors[0], page) for page in renamed}

    def work(number: int) -> list[int]:
        client, statuses = editors[number], []
        for turn in range(number, 30, EDITORS):
            kind, item = divmod(turn, 10)
            if kind == 0:
                statuses.append(client.post(*add_form(section, slug=f"nieuw-{item % 5}")).status_code)
            elif kind == 1:
                page = renamed[item]
                data = forms[page.pk] | {"slug": f"anders-{item % 5}", "action-publish": "x"}
                statuses.append(client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data).status_code)
            else:
                statuses.append(move_form(client, moved[item], section))
        return statuses

    statuses = [status for part in together(work, EDITORS) for status in part]
    slugs = list(Page.objects.child_of(section).values_list("slug", flat=True))
    visitor = Client(headers={"host": "localhost"})

    assert max(statuses) < 500
    assert len(slugs) == len(set(slugs))
    assert sorted(slug for slug in slugs if slug.startswith(("nieuw", "verhuist", "anders"))) == [
        f"{word}-{number}" for word in ("anders", "nieuw", "verhuist") for number in range(5)
    ]
    assert tree_problems() == ""
    assert {visitor.get(page.get_url()).status_code for page in Page.objects.child_of(section)} == {200}


def test_two_pages_that_want_one_address_give_one_page_and_one_message(site: SiteSetUp) -> None:
    editors = [staff_client(f"redacteur{number}") for number in range(EDITORS)]

    statuses = together(lambda number: editors[number].post(*add_form(site.home, slug="zelfde")).status_code, EDITORS)

    assert Page.objects.filter(slug="zelfde").count() == 1
    assert sorted(statuses) == [200] * (EDITORS - 1) + [302]
    assert Client(headers={"host": "localhost"}).get("/zelfde/").status_code == 200


def test_two_schedulers_at_once_publish_each_page_once(site: SiteSetUp) -> None:
    pages = [make_due(site, minutes=-number) for number in range(1, 5)]

    together(lambda _: publish_due(), 2)
    publish_due()

    logged = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").values_list("page", flat=True)
    assert sorted(logged) == sorted(page.pk for page in pages)
    assert Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == len(pages)


def test_one_picture_asked_for_by_many_at_once_gets_one_rendition_of_each_form(site: SiteSetUp) -> None:
    image = make_image(size=(900, 600))

    def ask(number: int) -> int:
        visitor = Client(headers={"host": "localhost"})
        return visitor.get(f"/beeld/{image.pk}/width-400|format-webp/").status_code

    statuses = together(ask, EDITORS)

    assert statuses == [302] * EDITORS
    assert Image.objects.get().renditions.count() == 1


def test_setting_up_the_same_site_twice_at_once_makes_it_once(site: SiteSetUp) -> None:
    item = make_news(site)

    def again(number: int) -> int:
        found = set_up_site(
            name="Vereniging van Drentse Gemeenten", abbreviation="VDG", slug="vdg", host="localhost", port=80,
            preset="vdg", is_default=True, name_lines=("Vereniging van", "Drentse Gemeenten"),
        )  # fmt: skip
        return int(found.home.pk)

    assert set(together(again, 3)) == {site.home.pk}
    assert Client(headers={"host": "localhost"}).get(item.get_url()).status_code == 200


def test_files_of_a_publication_are_made_by_one_worker(site: SiteSetUp) -> None:
    publication = make_publication(site)
    number = FileJob.objects.get(publication=publication).pk

    leases = together(lambda _: claim(number), EDITORS)

    [lease] = [lease for lease in leases if lease is not None]
    assert FileJob.objects.get(pk=number).lease == lease.token
