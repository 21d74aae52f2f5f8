"""The e-book of a publication: what a reading system gets of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from association.base.queries import Viewer
from association.publications.pages import PublicationPage
from association.publications.render.addresses import address_in_file
from association.publications.render.epub import make_epub
from association.publications.render.paper import Paper
from home.actions import SiteSetUp
from tests.factories.books import Book, messages, open_book
from tests.factories.content import make_document, make_image, restrict
from tests.factories.odd import ODD
from tests.factories.publications import figure, heading, make_chapter, make_publication, paragraph, table
from tests.factories.snapshots import remembered

pytestmark = pytest.mark.django_db


def text(html: str) -> dict[str, Any]:
    """Rich text in its stored form."""
    return {"type": "paragraph", "value": html}


def made(publication: PublicationPage, setup: SiteSetUp) -> Book:
    """The public's e-book."""
    return open_book(make_epub(publication.document(Viewer.anonymous(setup.site))).data)


@pytest.fixture
def handover(vdg: SiteSetUp) -> PublicationPage:
    """A publication with a preface, a chapter with parts that links to another, and an annex."""
    return remembered(  # type: ignore[no-any-return]
        "handover of an e-book", lambda: make_handover(vdg), PublicationPage.objects.get, upon="vdg"
    )


def make_handover(setup: SiteSetUp) -> PublicationPage:
    """Make that publication."""
    publication = make_publication(
        setup, "Overdracht & meer", slug="overdracht", summary="Voor <nieuwe> colleges.", reference_date=date(2026, 1, 1),
        body=[paragraph("Wat u leest.")],
    )  # fmt: skip
    water = make_chapter(publication, "Water", slug="water", body=[heading("Dijken"), table("Dijken", rows=2)])
    links = (
        f'<p>Zie <a linktype="page" id="{water.pk}">water</a>, <a href="#dijken">hier niets</a> en '
        '<a href="https://vng.nl/a b?c=é">de VNG</a><sup><a href="#bron-1">1</a></sup>.</p>'
    )
    source = {"type": "item", "id": "bron", "value": {"text": "<p>Het verslag.</p>"}}
    zorg = make_chapter(
        publication, "Zorg", slug="zorg",
        body=[heading("Terugblik"), text(links), {"type": "sources", "value": {"items": [source]}}],
    )  # fmt: skip
    make_chapter(zorg, "Jeugd", slug="jeugd", body=[heading("Later")])
    make_chapter(publication, "Afkortingen", slug="afkortingen", numbering="annex", body=[paragraph("Veel.")])
    return publication


def make_odd(setup: SiteSetUp) -> PublicationPage:
    """A publication with everything that may stand in one, and much that should not."""
    image, bare = make_image(size=(800, 450), description="Een brug"), make_image(size=(300, 900), description="")
    gone = make_image(size=(80, 45), description="Verdwenen")
    publication = make_publication(
        setup, "Vreemd <b>& 'raar' \"werk\" \u202e", slug="2026-vreemd", cover=image, summary="x" * 300,
        body=[heading("Te diep", level=4), paragraph("Vooraf.")],
    )  # fmt: skip
    document = make_document("verslag.pdf")
    addresses = [
        "https://x.nl/a b|c\"'<>",
        "http://müller.nl/é",
        "https://x.nl/%zz#a#b",
        "mailto:a b@c.nl",
        "tel:06 12",
        "javascript:x()",
        "//x.nl",
        "https:///leeg",
        "http://a_b",
        "nergens",
    ]
    bodies: list[list[dict[str, Any]]] = [
        [],
        [heading(" "), heading("Kop", level=4), heading("Kop"), heading("12 & <3>"), paragraph("Tekst.")],
        [table("", columns=("A",) * 9, rows=1), table("Leeg", columns=("", ""), rows=0), table("Naamloos", columns=("", "B", ""), rows=2)],
        [text("<p></p><ul><li></li></ul><p>Een <a href='#nergens'>dode</a> link<p>open<ul><li>een<ol><li>in</li></ol></ul>")],
        [text("".join(f'<p>Zie <a href="{address}">dit</a></p>' for address in addresses).replace("&", "&amp;"))],
        [paragraph(f"{name}: {value}".replace("<", "&lt;")) for name, value in ODD.items()],
        [paragraph("onafbreekbaar" * 60), paragraph("שלום עולם, مرحبا ✓ ½ \x0b\x01 👩‍👩‍👧")],
        [figure(image, caption="De brug"), figure(image, decorative=True), figure(bare), figure(bare, caption="<Geen> & beschrijving"), figure(gone)],
        [{"type": "accordion", "value": {"items": [{"type": "item", "id": "a", "value": {"title": "Waarom?", "text": "<p>Daarom.</p>"}}]}}],
        [
            {"type": "video", "value": {"title": "Film", "length": "2 min", "poster": image.pk, "file": None, "address": "https://vimeo.com/1", "transcript": "<p>Stem.</p>"}},
            {"type": "video", "value": {"title": "Eigen", "length": "", "poster": None, "file": document.pk, "address": "", "transcript": "<p>Stem.</p>"}},
        ],
        [{"type": "documents", "value": {"title": "Stukken", "documents": [{"type": "item", "id": "d", "value": document.pk}]}}],
        [{"type": "links", "value": {"items": [{"type": "item", "id": "a", "value": {"title": "Elders", "text": "Meer", "page": None, "address": "https://vng.nl/"}}]}}],
        [{"type": "quote", "value": {"text": "Begin klein.", "source": ""}}, {"type": "callout", "value": {"kind": "warn", "text": "<p>Let op.</p><ul><li>a</li></ul>"}}],
        [{"type": "signature", "value": {"name": "Bestuur", "role": "", "place": "Assen"}}],
    ]  # fmt: skip
    for number, body in enumerate(bodies, start=1):
        make_chapter(publication, f"Hoofd & <stuk> {number}", slug=f"{number}-stuk", body=body)
    part = make_chapter(publication, "Met delen", slug="delen", numbering="unnumbered")
    make_chapter(
        part, "Een deel", slug="deel", body=[heading("In een deel"), table("In een deel", columns=("A", "B", "C"))]
    )
    make_chapter(publication, "Bijlage", slug="bijlage", numbering="annex", body=[heading("Kop"), paragraph("Tekst.")])
    gone.file.storage.delete(gone.file.name)
    return publication


def test_book_with_everything_odd_has_no_message_of_epubcheck(vgg: SiteSetUp, tmp_path: Path) -> None:
    document = make_odd(vgg).document(Viewer.anonymous(vgg.site))

    assert messages(make_epub(document).data, tmp_path) == []


@pytest.mark.soak
def test_book_without_a_chapter_has_no_message_of_epubcheck(vdg: SiteSetUp, tmp_path: Path) -> None:
    publication = make_publication(vdg, "Leeg", body=[])

    assert messages(make_epub(publication.document(Viewer.anonymous(vdg.site))).data, tmp_path) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://vng.nl/a?b=1&c=2#d", "https://vng.nl/a?b=1&c=2#d"), ("https://x.nl/a|b%20%zz", "https://x.nl/a%7Cb%20%25zz"),
        ("http://MÜLLER.nl:80/é", "http://xn--mller-kva.nl:80/%C3%A9"), ("mailto:a@b.nl?subject=x", "mailto:a@b.nl?subject=x"),
        ("tel:+31592", "tel:+31592"), ("https:///leeg", ""), ("http://a b", "http://ab"), ("http://x.nl:99999/", ""),
        ("javascript:x()", ""), ("http://[1", ""), ("http://-x-.nl/", ""), ("mailto:", ""), ("", ""),
    ],
)  # fmt: skip
def test_address_is_written_as_the_standard_wants_it_or_not_at_all(address: str, found: str) -> None:
    assert outside_or_nothing(address) == found


def outside_or_nothing(address: str) -> str:
    """An address as a link in a file has it."""
    return address_in_file(Paper("", places={}, root_url="http://vdg.example", own_address="/", steps=()), address)


def test_media_type_comes_first_as_it_is(handover: PublicationPage, vdg: SiteSetUp) -> None:
    data = make_epub(handover.document(Viewer.anonymous(vdg.site))).data

    # OCF 3.3, "Media type": readable at a fixed place, so not compressed and without extra field.
    assert data[30:38] == b"mimetype"
    assert data[38:58] == b"application/epub+zip"


def test_leaves_are_cover_contents_preface_and_chapters(handover: PublicationPage, vdg: SiteSetUp) -> None:
    book = made(handover, vdg)

    assert book.spine == [
        "omslag.xhtml", "inhoud.xhtml", "vooraf.xhtml", "hoofdstuk-01.xhtml", "hoofdstuk-02.xhtml", "hoofdstuk-03.xhtml",
    ]  # fmt: skip
    heads = [[head.text for head in book.found(name, "//x:h1")] for name in book.spine]
    assert heads == [["Overdracht & meer"], ["Inhoud"], ["Vooraf"], ["Water"], ["Zorg"], ["Afkortingen"]]


def test_contents_lead_to_chapters_parts_and_headings(handover: PublicationPage, vdg: SiteSetUp) -> None:
    book = made(handover, vdg)

    lines = [(link.text, link.get("href")) for link in book.found("inhoud.xhtml", "//x:nav[1]//x:a")]
    assert lines == [
        ("Omslag", "omslag.xhtml"), ("Vooraf", "vooraf.xhtml"), ("1 Water", "hoofdstuk-01.xhtml"),
        ("1.1 Dijken", "hoofdstuk-01.xhtml#water--dijken"), ("2 Zorg", "hoofdstuk-02.xhtml"),
        ("Terugblik", "hoofdstuk-02.xhtml#zorg--terugblik"), ("Bronnen en noten", "hoofdstuk-02.xhtml#zorg--bronnen"),
        ("2.1 Jeugd", "hoofdstuk-02.xhtml#zorg.jeugd"), ("2.1.1 Later", "hoofdstuk-02.xhtml#zorg.jeugd--later"),
        ("A Afkortingen", "hoofdstuk-03.xhtml"),
    ]  # fmt: skip
    marks = [
        (link.get("{http://www.idpf.org/2007/ops}type"), link.get("href"))
        for link in book.found("inhoud.xhtml", "//x:nav[2]//x:a")
    ]
    assert marks == [
        ("titlepage", "omslag.xhtml"), ("toc", "inhoud.xhtml"), ("preface", "vooraf.xhtml"),
        ("bodymatter", "hoofdstuk-01.xhtml"), ("backmatter", "hoofdstuk-03.xhtml"),
    ]  # fmt: skip


def test_every_link_inside_leads_to_something(handover: PublicationPage, vdg: SiteSetUp) -> None:
    book = made(handover, vdg)

    places = {f"{name}#{found}" for name in book.spine for found in book.found(name, "//@id")} | set(book.spine)
    links = [
        f"{name}{link}" if link.startswith("#") else link
        for name in book.spine
        for link in book.found(name, "//x:a/@href")
    ]
    assert [link for link in links if not link.startswith("http") and link not in places] == []
    chapter = book.found("hoofdstuk-02.xhtml", "//x:a/@href")
    assert chapter == ["hoofdstuk-01.xhtml#water", "https://vng.nl/ab?c=%C3%A9", "#zorg--bron-1"]


def test_book_says_what_it_is_and_for_whom_it_can_be_read(handover: PublicationPage, vdg: SiteSetUp) -> None:
    book = made(handover, vdg)

    def told(name: str) -> list[str]:
        return [str(found) for found in book.found("package.opf", f"//*[local-name()='{name}']/text()")]

    def property_of(name: str) -> list[str]:
        return [str(found) for found in book.found("package.opf", f"//opf:meta[@property='{name}']/text()")]

    assert [told(name) for name in ("title", "language", "publisher", "description")] == [
        ["Overdracht & meer"], ["nl"], [vdg.association.name], ["Voor <nieuwe> colleges."],
    ]  # fmt: skip
    assert property_of("schema:accessMode") == ["textual"]
    assert property_of("schema:accessModeSufficient") == ["textual"]
    assert property_of("schema:accessibilityHazard") == ["none"]
    assert "tableOfContents" in property_of("schema:accessibilityFeature")
    assert "Er staan geen beelden in de tekst." in property_of("schema:accessibilitySummary")[0]
    assert len(property_of("dcterms:modified")) == 1


@pytest.mark.parametrize(
    ("description", "features", "sufficient"), [("Een brug", True, "textual"), ("", False, "textual,visual")]
)
def test_descriptions_are_claimed_only_when_all_pictures_have_one(
    vdg: SiteSetUp, description: str, features: bool, sufficient: str
) -> None:
    publication = make_publication(vdg)
    make_chapter(publication, body=[figure(make_image(size=(80, 45), description=description), caption="De brug")])

    opf = made(publication, vdg).files["boek/package.opf"].decode()

    assert ("alternativeText" in opf) == features
    assert f'accessModeSufficient">{sufficient}<' in opf
    assert 'accessMode">visual<' in opf


def test_pictures_come_along_once_with_their_description(vdg: SiteSetUp) -> None:
    image = make_image(size=(800, 450), description='Een "brug" & meer')
    publication = make_publication(vdg)
    make_chapter(publication, body=[figure(image, caption="De brug"), figure(image, decorative=True)])

    book = made(publication, vdg)

    assert [name for name in book.files if name.startswith("boek/beelden/")] == ["boek/beelden/1.jpg"]
    shown = [(found.get("src"), found.get("alt")) for found in book.found("hoofdstuk-01.xhtml", "//x:img")]
    assert shown == [("beelden/1.jpg", 'Een "brug" & meer'), ("beelden/1.jpg", "")]
    assert book.found("hoofdstuk-01.xhtml", "//x:figcaption/text()") == ["Figuur 1. De brug"]


def test_picture_that_is_lost_is_its_description(vdg: SiteSetUp) -> None:
    image = make_image(size=(80, 45), description="Een brug")
    publication = make_publication(vdg, cover=image)
    make_chapter(publication, body=[figure(image)])
    image.file.storage.delete(image.file.name)

    book = made(publication, vdg)

    assert "Een brug" in book.text("hoofdstuk-01.xhtml")
    assert "boek/omslag.svg" in book.files


def test_cells_of_a_wide_table_say_their_column_and_heads_their_scope(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg)
    make_chapter(publication, body=[table("Besluiten", columns=("Dossier", "Stand", "Dag"), rows=1)])

    book = made(publication, vdg)

    name = "hoofdstuk-01.xhtml"
    assert book.found(name, "//x:caption/text()") == ["Tabel 1. Besluiten"]
    assert [cell.get("scope") for cell in book.found(name, "//x:th")] == ["col", "col", "col", "row"]
    assert book.found(name, "//x:tbody//x:td/@data-label") == ["Stand", "Dag"]


def test_same_text_gives_the_same_bytes_and_identifier(handover: PublicationPage, vdg: SiteSetUp) -> None:
    one, two = (make_epub(handover.document(Viewer.anonymous(vdg.site))).data for _ in range(2))
    chapter = PublicationPage.objects.get(pk=handover.pk).get_children().first().specific
    chapter.title = "Water en wind"
    chapter.save_revision().publish()

    other = made(PublicationPage.objects.get(pk=handover.pk), vdg)

    assert one == two
    identifier = "//dc:identifier/text()"
    assert open_book(one).found("package.opf", identifier) == other.found("package.opf", identifier)
    assert "Water en wind" in other.words


def test_restricted_chapter_is_in_no_word_of_the_public_book(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg, "Overdracht")
    make_chapter(publication, "Zorg", body=[paragraph("Voor iedereen.")])
    secret = make_chapter(publication, "Geheim beraad", slug="geheim", body=[paragraph("Onder ons.")])
    setting = restrict(secret, "groups", "VDG raadsleden")
    members = Viewer.for_groups(vdg.site, [group.pk for group in setting.groups.all()])

    public, inside = (make_epub(publication.document(viewer)) for viewer in (Viewer.anonymous(vdg.site), members))

    assert "Onder ons." in open_book(inside.data).words
    assert [word for word in ("Onder ons", "Geheim", "geheim") if word in open_book(public.data).words] == []
    assert (secret.pk in inside.chapters, secret.pk in public.chapters) == (True, False)
    identifiers = {open_book(file.data).found("package.opf", "//dc:identifier/text()")[0] for file in (public, inside)}
    assert len(identifiers) == 2


def test_picture_of_a_closed_collection_is_in_the_members_book_only(vdg: SiteSetUp) -> None:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = make_image(size=(80, 45), description="Geheime brug", collection=collection)
    publication = make_publication(vdg, cover=image)
    make_chapter(publication, body=[figure(image)])

    public, inside = (
        make_epub(publication.document(viewer))
        for viewer in (Viewer.anonymous(vdg.site), Viewer.for_groups(vdg.site, ()))
    )

    books = [open_book(file.data) for file in (public, inside)]
    assert ["Geheime brug" in book.words for book in books] == [False, True]
    assert ["boek/omslag.jpg" in book.files for book in books] == [False, True]
    assert (public.collections, inside.collections) == ((), (collection.path,))


def test_own_logo_stands_on_the_cover(vdg: SiteSetUp) -> None:
    vdg.brand.logo = make_image(size=(400, 160))
    vdg.brand.save()

    book = made(make_publication(vdg), vdg)

    assert book.found("omslag.xhtml", "//x:span/x:img/@src") == ["merk.png"]
