"""The demonstration's documents: complete, readable, and closed where they should be."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from association.activities.models import ActivityYear
from association.base.models import Image
from association.base.queries import Viewer
from association.portfolios.models import Portfolio
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.render.epub import make_epub
from association.publications.rules import find_problems
from home.demonstration.names import HOSTS
from home.demonstration.read import FOLDER, read_content
from home.demonstration.register import table
from tests.factories.books import messages
from tests.factories.content import make_user
from tests.factories.demonstration import load_all

pytestmark = pytest.mark.django_db

HANDOVER = "/publicaties/overdrachtsdocument-2026/"
PACK = "/publicaties/raadsleden-informatiemap/"
REPORT = "/publicaties/jaarverslag-2022/"
AGENDA = "/publicaties/strategische-agenda-2018-2022/"
COMING = "overdrachtsdocument-2030"
# Every document that readers get, by the site that has it.
DOCUMENTS = [("vdg", HANDOVER), ("vdg", AGENDA), ("vgg", PACK), ("vgg", REPORT), ("vgg", "/publicaties/werkplan-2021/")]
SLUGS = [*(address.strip("/").split("/")[1] for _, address in DOCUMENTS), COMING]
RESTRICTED = "financiele-risicos-en-open-afspraken"
ANCHORED = re.compile(r' id="([^"]+)"')
ACTIVITY = re.compile(r'<h\d class="activity-row__title">(.*?)</h\d>', re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
SECTIONS = {"looking_back", "dossiers", "cooperation", "looking_ahead"}
HREF = re.compile(r'href="(/[^"#?]*)')


@pytest.fixture
def loaded(pages_made: tuple[int, ...]) -> tuple[int, ...]:
    """Both sites with all their content; how many pages each got, in the order of PLACES."""
    return pages_made


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


def test_handover_has_every_chapter(loaded: tuple[int, ...]) -> None:
    found = chapters("overdrachtsdocument-2026")

    assert [page.title for page in found] == expected_titles("vdg", "overdrachtsdocument-2026")
    assert [page.numbering for page in found if page.numbering != "numbered"] == ["unnumbered", "annex", "annex"]
    assert [page.slug for page in found if page.get_view_restrictions().exists()] == [RESTRICTED]


def test_information_pack_has_twelve_chapters_and_an_annex(loaded: tuple[int, ...]) -> None:
    found = chapters("raadsleden-informatiemap")

    assert [page.title for page in found] == expected_titles("vgg", "raadsleden-informatiemap")
    assert [page.numbering for page in found] == ["numbered"] * 12 + ["annex"]


def test_every_portfolio_has_its_chapter(loaded: tuple[int, ...], client: Client) -> None:
    portfolios = Portfolio.objects.filter(association__abbreviation="VDG").order_by("order")

    told = [page.portfolio for page in chapters("overdrachtsdocument-2026") if page.portfolio]
    assert len(told) == 8
    assert told == list(portfolios)
    assert f"{HANDOVER}ruimte-en-wonen/" in text_of(client, "/portefeuilles/ruimte-en-wonen/")


@pytest.mark.parametrize("slug", SLUGS)
def test_texts_are_as_an_editor_could_save_them(loaded: tuple[int, ...], slug: str) -> None:
    undescribed = frozenset(Image.objects.filter(description="").values_list("pk", flat=True))

    for page in chapters(slug):
        cleaned = page.body.stream_block.clean(page.body)

        assert cleaned.get_prep_value() == page.body.get_prep_value(), page.slug
        found = {problem.kind for problem in find_problems(page.body.raw_data, undescribed)}
        # What is still to be written is what makes the draft one.
        assert found <= (set() if page.live else {"empty"}), page.slug


def test_portfolio_chapters_have_all_their_parts(loaded: tuple[int, ...]) -> None:
    wanted = {"portfolio_head", "looking_back", "dossiers", "cooperation", "looking_ahead"}

    missing = {
        page.slug: wanted - {block.block_type for block in page.body}
        for page in chapters("overdrachtsdocument-2026")
        if page.portfolio_id
    }

    assert {slug for slug, kinds in missing.items() if kinds} == set()


def test_restricted_chapter_is_for_members_only(loaded: tuple[int, ...], client: Client) -> None:
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


@pytest.mark.parametrize(("key", "address"), DOCUMENTS)
def test_whole_document_has_each_anchor_once_and_no_broken_link(
    loaded: tuple[int, ...], client: Client, key: str, address: str
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


def test_links_inside_the_documents_lead_to_pages(loaded: tuple[int, ...]) -> None:
    pages = [chapter for slug in SLUGS for chapter in chapters(slug)]

    assert {page.pk: list(links_without_page(list(page.body.raw_data))) for page in pages} == {
        page.pk: [] for page in pages
    }


@pytest.mark.parametrize(
    "slug",
    [
        "overdrachtsdocument-2026",
        pytest.param("raadsleden-informatiemap", marks=pytest.mark.soak),
        pytest.param("werkplan-2021", marks=pytest.mark.soak),
    ],
)
def test_book_has_no_message_of_epubcheck(loaded: tuple[int, ...], tmp_path: Path, slug: str) -> None:
    page = publication(slug)
    document = page.document(Viewer.anonymous(page.get_site()))

    assert messages(make_epub(document).data, tmp_path) == []


@pytest.mark.parametrize(("key", "address"), [("vdg", HANDOVER), ("vgg", PACK)])
def test_start_page_and_menu_lead_to_the_document(
    loaded: tuple[int, ...], client: Client, key: str, address: str
) -> None:
    html = text_of(client, "/", key)

    assert f'href="{address}"' in html
    assert 'href="/publicaties/"' in html.split("<main", 1)[0]
    assert f'href="{address}"' in text_of(client, "/publicaties/", key)


def test_document_is_dated_as_its_content_says(loaded: tuple[int, ...]) -> None:
    pages = [publication("overdrachtsdocument-2026"), *chapters("overdrachtsdocument-2026")]

    days = {page.first_published_at.date().isoformat() for page in pages if page.first_published_at}
    assert days == {"2026-04-09"}
    assert {page.live for page in pages} == {True}


def test_loading_again_makes_nothing(loaded: tuple[int, ...]) -> None:
    before = set(Page.objects.values_list("pk", flat=True))
    chapter = next(page for page in chapters("overdrachtsdocument-2026") if page.slug == "sport")
    chapter.title = "Sport en spel"
    chapter.save_revision().publish()

    again = load_all()

    assert min(loaded) > 40
    assert again == (0, 0)
    assert set(Page.objects.values_list("pk", flat=True)) == before
    assert ChapterPage.objects.get(pk=chapter.pk).title == "Sport en spel"


def entry_of(key: str, slug: str) -> dict[str, Any]:
    """A publication as the files have it."""
    return next(entry for entry in read_content(key).publications if entry["slug"] == slug)


def test_annual_report_has_the_order_of_its_source(loaded: tuple[int, ...]) -> None:
    found = chapters("jaarverslag-2022")

    assert [page.title for page in found if page.depth == found[0].depth] == [
        "Inleiding",
        "Visie en kernwaarden",
        "Organisatie VGG",
        "Portefeuillehouderoverleggen",
        "Activiteiten 2022",
        "Nawoord",
        "Over deze demonstratie",
    ]
    assert [page.title for page in found] == expected_titles("vgg", "jaarverslag-2022")
    assert len([page for page in found if page.portfolio_id]) == 11


def test_strategic_agenda_has_the_order_of_its_source(loaded: tuple[int, ...]) -> None:
    found = chapters("strategische-agenda-2018-2022")

    assert [page.title for page in found] == expected_titles("vdg", "strategische-agenda-2018-2022")
    assert [page.numbering for page in found if page.numbering != "numbered"] == ["unnumbered", "annex", "annex"]
    agenda = publication("strategische-agenda-2018-2022")
    assert (agenda.series.kind, agenda.year, agenda.term) == ("strategic_agenda", 2018, "2018–2022")


@pytest.mark.parametrize(("year", "chapter"), [(2021, "werkplan-2021"), (2022, "jaarverslag-2022")])
def test_document_of_a_year_has_all_its_activities(
    loaded: tuple[int, ...], client: Client, year: int, chapter: str
) -> None:
    names = {2021: "activiteiten", 2022: "activiteiten-2022"}
    rows = list(ActivityYear.objects.filter(year=year))

    html = text_of(client, f"/publicaties/{chapter}/{names[year]}/", "vgg")

    titles = [unescape(TAGS.sub("", title)).strip() for title in ACTIVITY.findall(html)]
    assert len(rows) == 29
    assert sorted(titles) == sorted(row.full_title for row in rows)


def test_report_of_a_theme_has_the_activities_of_that_theme(loaded: tuple[int, ...], client: Client) -> None:
    html = text_of(client, f"{REPORT}portefeuillehouderoverleggen/gemeentefinancien/", "vgg")

    titles = [unescape(TAGS.sub("", title)).strip() for title in ACTIVITY.findall(html)]
    assert titles == [
        "Portefeuillehouderoverleg Gemeentefinanciën",
        "Portefeuillehouderoverleg Sociaal Domein en Financiën",
    ]
    assert "Niet doorgegaan" in html


def test_report_tells_what_the_lights_mean_and_gives_none(loaded: tuple[int, ...], client: Client) -> None:
    html = text_of(client, f"{REPORT}activiteiten-2022/", "vgg")

    legend, told = html.split("De hele lijst</h2>", 1)
    assert [words in legend for words in ("Vergt aandacht", "Stoplichten 2022", "29 activiteiten")] == [True] * 3
    assert told.count('class="activity-row"') == 29
    assert 'class="stoplight' not in told.split("</article>\n</section>", 1)[0]


def test_people_in_the_report_come_from_the_register(loaded: tuple[int, ...], client: Client) -> None:
    board = text_of(client, f"{REPORT}organisatie/dagelijks-bestuur/", "vgg")
    committees = text_of(client, f"{REPORT}organisatie/groningen-bij-de-vng/", "vgg")

    assert "per 31 december 2022" in board
    # Of 31 December 2022: who came that autumn and not who left.
    assert [name in board for name in ("Jur Mellies", "Eltjo Dijkhuis", "Kristel Rutgers")] == [True, True, False]
    assert [name in committees for name in ("Harry Stomphorst", "Geen invulling")] == [True, True]


@pytest.mark.parametrize(
    ("key", "slug"), [("vgg", "jaarverslag-2022"), ("vdg", "strategische-agenda-2018-2022"), ("vdg", COMING)]
)
def test_no_name_of_a_person_is_retyped(key: str, slug: str) -> None:
    families = {row["family_name"] for row in table("persons") if len(row["family_name"]) > 3}
    folder = FOLDER / key / "publications" / slug

    words = {word for file in folder.glob("*.toml") for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}

    assert len(families) > 40
    assert families & words == set()


@pytest.mark.parametrize("key", ["vdg", "vgg"])
def test_editions_say_that_they_are_a_demonstration(key: str) -> None:
    editions = {
        entry["slug"]: [edition["remark"] for edition in entry.get("editions", [])]
        for entry in read_content(key).publications
    }

    assert {slug: len(remarks) for slug, remarks in editions.items()} == {
        "vdg": {"overdrachtsdocument-2026": 1, COMING: 0, "strategische-agenda-2018-2022": 1},
        "vgg": {"jaarverslag-2022": 1, "raadsleden-informatiemap": 0, "werkplan-2021": 2},
    }[key]
    assert all("Dit is een demonstratie" in remark for remarks in editions.values() for remark in remarks)


def test_only_a_source_that_tells_of_adopting_names_who_adopted() -> None:
    decided = {
        (entry["slug"], edition["dated"].isoformat())
        for key in HOSTS
        for entry in read_content(key).publications
        for edition in entry.get("editions", [])
        if edition.get("decided_by")
    }

    assert decided == {("werkplan-2021", "2021-03-18")}


def test_handover_in_the_making_is_a_draft_with_most_of_it_to_write(loaded: tuple[int, ...]) -> None:
    page, found = publication(COMING), chapters(COMING)

    assert {(one.live, one.has_unpublished_changes) for one in (page, *found)} == {(False, True)}
    assert (page.year, page.reference_date, page.first_published_at) == (2030, None, None)
    assert [one.slug for one in found] == [one.slug for one in chapters("overdrachtsdocument-2026") if one.depth == 5]
    written = {one.slug for one in found if any(block.block_type == "paragraph" for block in one.body)}
    assert len(written) == 6
    assert {one.slug for one in found if one.portfolio_id and one.slug not in written} == {
        "energie-klimaat-en-milieu",
        "ruimte-en-wonen",
        "sport",
        "participatie-schuldhulp-en-integratie",
        "economie-en-industrie",
        "financien",
    }
    assert all(len([b for b in one.body if b.block_type in SECTIONS]) == 4 for one in found if one.portfolio_id)
    assert page.editions.count() == 0


def test_handover_in_the_making_is_on_no_page_of_the_site(loaded: tuple[int, ...], client: Client) -> None:
    client.force_login(make_user("lid", "VDG raadsleden"))
    addresses = ["", "volledig/", "sport/", "introductie/"]

    answers = [client.get(f"/publicaties/{COMING}/{end}").status_code for end in addresses]
    file = client.get(f"/publicaties/{COMING}.pdf").status_code
    shown = [
        text_of(client, path)
        for path in (
            "/",
            "/publicaties/",
            HANDOVER,
            "/portefeuilles/sport/",
            "/sitemap/",
            "/sitemap.xml",
            "/zoeken/?q=2030",
        )
    ]

    assert (answers, file) == ([404] * 4, 404)
    assert [COMING in html or "Overdrachtsdocument 2030" in html for html in shown] == [False] * 7
