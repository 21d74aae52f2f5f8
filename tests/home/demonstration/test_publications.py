"""The demonstration's two documents: complete, readable, and closed where they should be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page

from association.base.models import Image
from association.portfolios.models import Portfolio
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.rules import find_problems
from home.demonstration.load import PLACES, Loader
from home.demonstration.names import HOSTS
from home.demonstration.read import read_content
from tests.factories.content import make_user

pytestmark = pytest.mark.django_db

HANDOVER = "/publicaties/overdrachtsdocument-2026/"
PACK = "/publicaties/raadsleden-informatiemap/"
RESTRICTED = "financiele-risicos-en-open-afspraken"
ANCHORED = re.compile(r' id="([^"]+)"')
HREF = re.compile(r'href="(/[^"#?]*)')


@dataclass(frozen=True)
class Loaded:
    """How many pages each association got, in the order of PLACES."""

    made: tuple[int, ...]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Both sites with all their content and small pictures: loaded once, gone after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Loaded(tuple(load_all()))
        transaction.set_rollback(True)


def load_all() -> Iterator[int]:
    """Load both associations; gives the number of pages made for each."""
    for place in PLACES:
        yield Loader(place, read_content(place.key), 80, shrink=10).load()


def publication(slug: str) -> PublicationPage:
    found: PublicationPage = PublicationPage.objects.get(slug=slug)
    return found


def chapters(slug: str) -> list[ChapterPage]:
    return list(ChapterPage.objects.descendant_of(publication(slug)).order_by("path"))


def text_of(client: Client, path: str, key: str = "vdg") -> str:
    response = client.get(path, headers={"host": HOSTS[key]})
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def expected_titles(key: str, slug: str) -> list[str]:
    """Titles of chapters and their parts as the files have them."""
    entry = next(entry for entry in read_content(key).publications if entry["slug"] == slug)
    return [
        title
        for chapter in entry["chapters"]
        for title in (chapter["title"], *(part["title"] for part in chapter.get("parts", [])))
    ]


def test_handover_has_every_chapter(loaded: Loaded) -> None:
    found = chapters("overdrachtsdocument-2026")

    assert [page.title for page in found] == expected_titles("vdg", "overdrachtsdocument-2026")
    assert [page.numbering for page in found if page.numbering != "numbered"] == ["unnumbered", "annex", "annex"]
    assert [page.slug for page in found if page.get_view_restrictions().exists()] == [RESTRICTED]


def test_information_pack_has_twelve_chapters_and_an_annex(loaded: Loaded) -> None:
    found = chapters("raadsleden-informatiemap")

    assert [page.title for page in found] == expected_titles("vgg", "raadsleden-informatiemap")
    assert [page.numbering for page in found] == ["numbered"] * 12 + ["annex"]


def test_every_portfolio_has_its_chapter(loaded: Loaded, client: Client) -> None:
    portfolios = Portfolio.objects.filter(association__abbreviation="VDG").order_by("order")

    told = [page.portfolio for page in chapters("overdrachtsdocument-2026") if page.portfolio]
    assert len(told) == 8
    assert told == list(portfolios)
    assert f"{HANDOVER}ruimte-en-wonen/" in text_of(client, "/portefeuilles/ruimte-en-wonen/")


@pytest.mark.parametrize("slug", ["overdrachtsdocument-2026", "raadsleden-informatiemap"])
def test_texts_are_as_an_editor_could_save_them(loaded: Loaded, slug: str) -> None:
    undescribed = frozenset(Image.objects.filter(description="").values_list("pk", flat=True))

    for page in chapters(slug):
        cleaned = page.body.stream_block.clean(page.body)

        assert cleaned.get_prep_value() == page.body.get_prep_value(), page.slug
        assert list(find_problems(page.body.raw_data, undescribed)) == [], page.slug


def test_portfolio_chapters_have_all_their_parts(loaded: Loaded) -> None:
    wanted = {"portfolio_head", "looking_back", "dossiers", "cooperation", "looking_ahead"}

    missing = {
        page.slug: wanted - {block.block_type for block in page.body}
        for page in chapters("overdrachtsdocument-2026")
        if page.portfolio_id
    }

    assert {slug for slug, kinds in missing.items() if kinds} == set()


def test_restricted_chapter_is_for_members_only(loaded: Loaded, client: Client) -> None:
    member = make_user("lid", "VDG raadsleden")
    stranger = make_user("buur", "VGG raadsleden")

    public = [text_of(client, HANDOVER), text_of(client, f"{HANDOVER}volledig/"), text_of(client, f"{HANDOVER}sport/")]
    outside = client.get(f"{HANDOVER}{RESTRICTED}/")
    client.force_login(stranger)
    neighbour = text_of(client, HANDOVER)
    client.force_login(member)
    inside = text_of(client, f"{HANDOVER}{RESTRICTED}/")

    assert [html for html in (*public, neighbour) if RESTRICTED in html or "open afspraken" in html] == []
    assert outside.status_code == 302
    assert "Einddata van gezamenlijke afspraken" in inside
    assert RESTRICTED in text_of(client, HANDOVER)


@pytest.mark.parametrize(("key", "address"), [("vdg", HANDOVER), ("vgg", PACK)])
def test_whole_document_has_each_anchor_once_and_no_broken_link(
    loaded: Loaded, client: Client, key: str, address: str
) -> None:
    html = text_of(client, f"{address}volledig/", key)
    body = html.split("<main", 1)[1].split("</main>", 1)[0]

    anchors = ANCHORED.findall(html)
    assert sorted(anchors) == sorted(set(anchors))
    links = {link for link in HREF.findall(body) if not link.startswith(("/media/", "/documents/", "/static/"))}
    assert len(links) > 3
    answers = {link: client.get(link, headers={"host": HOSTS[key]}).status_code for link in links}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def links_without_page(value: Any) -> Iterator[str]:
    """Addresses of our own site that stand as text in a stored stream, where a link to a page was meant."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from links_without_page(item)
    elif isinstance(value, str):
        yield from HREF.findall(value)
        yield from re.findall(r"^/[a-z].*", value)


def test_links_inside_the_documents_lead_to_pages(loaded: Loaded) -> None:
    pages = [*chapters("overdrachtsdocument-2026"), *chapters("raadsleden-informatiemap")]

    assert {page.slug: list(links_without_page(list(page.body.raw_data))) for page in pages} == {
        page.slug: [] for page in pages
    }


@pytest.mark.parametrize(("key", "address"), [("vdg", HANDOVER), ("vgg", PACK)])
def test_start_page_and_menu_lead_to_the_document(loaded: Loaded, client: Client, key: str, address: str) -> None:
    html = text_of(client, "/", key)

    assert f'href="{address}"' in html
    assert 'href="/publicaties/"' in html.split("<main", 1)[0]
    assert f'href="{address}"' in text_of(client, "/publicaties/", key)


def test_document_is_dated_as_its_content_says(loaded: Loaded) -> None:
    pages = [publication("overdrachtsdocument-2026"), *chapters("overdrachtsdocument-2026")]

    days = {page.first_published_at.date().isoformat() for page in pages if page.first_published_at}
    assert days == {"2026-04-09"}
    assert {page.live for page in pages} == {True}


def test_loading_again_makes_nothing(loaded: Loaded) -> None:
    before = set(Page.objects.values_list("pk", flat=True))
    chapter = ChapterPage.objects.get(slug="sport")
    chapter.title = "Sport en spel"
    chapter.save_revision().publish()

    again = tuple(load_all())

    assert min(loaded.made) > 40
    assert again == (0, 0)
    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert ChapterPage.objects.get(pk=chapter.pk).title == "Sport en spel"
