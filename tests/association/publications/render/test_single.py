"""A publication as one web page to keep."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from association.base.queries import Viewer
from association.publications.pages import PublicationPage
from association.publications.render.single import make_single, styles_for
from home.actions import SiteSetUp
from tests.factories.content import make_image, restrict
from tests.factories.publications import figure, heading, make_chapter, make_publication, paragraph, table

pytestmark = pytest.mark.django_db
# What a browser would fetch: anything in these places that is not in the file itself.
FETCHED = re.compile(
    r"""(?:src|srcset|poster|data|action)="(?!data:)[^"]+|url\((?!"?data:)|@import|<link\b|<script\b|<iframe\b"""
)


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication whose chapters link to each other, with a picture, a table, a question and a film."""
    found = make_publication(
        vdg, "Werkplan & meer", slug="werkplan", cover=make_image(size=(800, 450)), body=[paragraph("Vooraf.")]
    )
    image = make_image(size=(800, 450), description="Een brug")
    water = make_chapter(
        found, "Water", slug="water", body=[heading("Dijken"), table("Dijken", columns=("A", "B", "C", "D", "E"))]
    )
    links = f'<p>Zie <a linktype="page" id="{water.pk}"><b>water</b></a> en <a href="/contact/">ons</a>.</p>'
    question = {"type": "item", "id": "a", "value": {"title": "Waarom?", "text": "<p>Daarom.</p>"}}
    film = {
        "title": "Film",
        "length": "",
        "poster": image.pk,
        "file": None,
        "address": "https://vimeo.com/1",
        "transcript": "<p>Stem.</p>",
    }
    body: list[dict[str, Any]] = [
        {"type": "paragraph", "value": links}, figure(image, caption="De brug"), figure(image),
        {"type": "accordion", "value": {"items": [question]}}, {"type": "video", "value": film},
    ]  # fmt: skip
    make_chapter(found, "Zorg", slug="zorg", body=body)
    return found


def made(publication: PublicationPage, setup: SiteSetUp) -> str:
    """The public's page."""
    return make_single(publication.document(Viewer.anonymous(setup.site))).data.decode()


def test_page_fetches_nothing_and_runs_nothing(publication: PublicationPage, vdg: SiteSetUp) -> None:
    html = made(publication, vdg)

    assert FETCHED.findall(html) == []
    names = {name for tag in BeautifulSoup(html, "html.parser").find_all(True) for name in tag.attrs}
    assert [name for name in names if name.startswith("on") or name == "style"] == []
    assert "default-src 'none'" in html


def test_links_lead_within_the_page_or_to_the_site(publication: PublicationPage, vdg: SiteSetUp) -> None:
    soup = BeautifulSoup(made(publication, vdg), "html.parser")

    ids = [str(found["id"]) for found in soup.select("[id]")]
    inside = [str(link["href"])[1:] for link in soup.select('a[href^="#"]')]
    assert sorted(ids) == sorted(set(ids))
    assert set(inside) <= set(ids)
    assert {"inhoud", "lijst.inhoud", "water", "zorg"} <= set(inside)
    outside = {str(link["href"]) for link in soup.select('a:not([href^="#"])')}
    root = vdg.site.root_url
    assert outside == {f"{root}/publicaties/werkplan/", f"{root}/contact/", "https://vimeo.com/1"}


def test_pictures_are_in_the_page_with_their_description(publication: PublicationPage, vdg: SiteSetUp) -> None:
    soup = BeautifulSoup(made(publication, vdg), "html.parser")

    images = soup.select("main .whole-document img")
    assert [image["alt"] for image in images] == ["Een brug", "Een brug", ""]
    assert {str(image["src"])[:22] for image in images} == {"data:image/webp;base64"}
    assert images[0]["src"] == images[1]["src"]
    assert soup.select("source") == []
    assert soup.select_one("details summary") is not None


def test_page_brings_the_styles_of_what_is_in_it(publication: PublicationPage, vdg: SiteSetUp) -> None:
    html = made(publication, vdg)

    style = html.partition("<style>")[2].partition("</style>")[0]
    assert vdg.brand.css in style
    assert [
        part for part in (".table__caption", ".document-chapter", "@media print", "@font-face") if part not in style
    ] == []
    assert ".day-picker" not in style
    assert ".day-picker" in styles_for(frozenset({"day-picker"}))


def test_same_text_gives_the_same_bytes(publication: PublicationPage, vdg: SiteSetUp) -> None:
    one, two = (make_single(publication.document(Viewer.anonymous(vdg.site))).data for _ in range(2))

    assert one == two


def test_picture_that_is_lost_is_its_description(vdg: SiteSetUp) -> None:
    image = make_image(size=(80, 45), description="Een verdwenen brug")
    publication = make_publication(vdg)
    make_chapter(publication, body=[figure(image)])
    image.file.storage.delete(image.file.name)

    soup = BeautifulSoup(made(publication, vdg), "html.parser")

    assert soup.find("img") is None
    assert "Een verdwenen brug" in soup.get_text()


def test_restricted_chapter_is_in_no_word_of_the_public_page(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg, "Overdracht")
    make_chapter(publication, "Zorg", body=[paragraph("Voor iedereen.")])
    secret = make_chapter(publication, "Geheim beraad", slug="geheim", body=[paragraph("Onder ons.")])
    setting = restrict(secret, "groups", "VDG raadsleden")
    members = Viewer.for_groups(vdg.site, [group.pk for group in setting.groups.all()])

    public, inside = (make_single(publication.document(viewer)) for viewer in (Viewer.anonymous(vdg.site), members))

    assert "Onder ons." in inside.data.decode()
    assert [word for word in ("Onder ons", "Geheim", "geheim") if word in public.data.decode()] == []
    assert (secret.pk in inside.chapters, secret.pk in public.chapters) == (True, False)


def test_publication_without_chapters_and_with_odd_words_is_a_page_too(vgg: SiteSetUp) -> None:
    publication = make_publication(vgg, "</title><script>x()</script> \x0b \u202e 👩", body=[])

    html = made(publication, vgg)

    assert "<script" not in html
    assert "\x0b" not in html
    assert html.count("<h1") == 1
