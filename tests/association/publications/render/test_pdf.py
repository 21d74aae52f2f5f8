"""The PDF of a publication: what somebody who cannot see gets of it, and what somebody who can sees."""

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from wagtail.models import Collection, CollectionViewRestriction

from association.base.queries import Viewer
from association.publications.pages import PublicationPage
from association.publications.render.document import printed
from association.publications.render.gate import KeptBack
from association.publications.render.pdf import Made, make_pdf
from home.actions import SiteSetUp
from tests.factories.content import make_image, restrict
from tests.factories.publications import figure, heading, make_chapter, make_publication, paragraph, table
from tests.factories.reading import page_texts, read

pytestmark = pytest.mark.django_db
LONG = "De gemeenten spreken elkaar vier keer per jaar over wonen, zorg en ruimte, en delen wat zij leren. " * 12
BRANDS = ["vdg", "vgg"]


@pytest.fixture(params=BRANDS)
def setup(request: pytest.FixtureRequest) -> SiteSetUp:
    """A site, in each brand."""
    found: SiteSetUp = request.getfixturevalue(request.param)
    return found


def make_handover(setup: SiteSetUp) -> PublicationPage:
    """A publication with all that a tag tree must hold: headings, lists, links, tables, figures, parts and an annex."""
    publication = make_publication(
        setup,
        "Overdracht 2026",
        slug="overdracht-2026",
        summary="Voor nieuwe colleges.",
        reference_date=date(2026, 1, 1),
    )
    make_chapter(publication, "Voorwoord", slug="voorwoord", numbering="unnumbered", body=[paragraph("Welkom.")])
    text = (
        f'<p>{LONG}</p><p>Lees <a href="https://vng.nl/over">over de <b>VNG</b></a>'
        '<sup><a href="#bron-1">1</a></sup>.</p>'
        "<ul><li>Een<ul><li>Binnen een</li></ul></li><li>Twee</li></ul><ol><li>Eerst</li><li>Dan</li></ol>"
    )
    source = {"type": "item", "id": "bron", "value": {"text": "<p>Het verslag.</p>"}}
    make_chapter(
        publication, "Zorg", slug="zorg", summary="Wat er ligt.",
        body=[
            heading("Terugblik"), {"type": "paragraph", "value": text},
            figure(make_image(size=(800, 450), description="Een brug"), caption="De brug"),
            figure(make_image(size=(800, 450)), decorative=True), heading("Besluiten"),
            table("Besluiten", columns=("Dossier", "Stand", "Dag"), rows=90), paragraph(LONG * 4),
            {"type": "sources", "value": {"items": [source]}},
        ],
    )  # fmt: skip
    chapter = make_chapter(publication, "Ruimte", slug="ruimte", body=[heading("Vooraf"), paragraph(LONG)])
    make_chapter(chapter, "Wonen", slug="wonen", body=[heading("Woningen"), table("Woningen", rows=3)])
    make_chapter(chapter, "Water", slug="water", body=[paragraph(LONG * 8)])
    make_chapter(publication, "Afkortingen", slug="afkortingen", numbering="annex", body=[table("Afkortingen", rows=4)])
    return publication


def made(publication: PublicationPage, setup: SiteSetUp) -> Made:
    """The public's PDF; it passed the gate, or this fails."""
    return make_pdf(publication.document(Viewer.anonymous(setup.site)))


def test_every_heading_table_figure_and_link_is_tagged_once_in_order(setup: SiteSetUp) -> None:
    tree = read(made(make_handover(setup), setup).data)

    headings = [(tag.kind, tag.text) for tag in tree.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert headings == [
        ("H1", "Overdracht 2026"), ("H2", "Inhoud"), ("H2", "Voorwoord"), ("H2", "Zorg"), ("H3", "1.1 Terugblik"),
        ("H3", "1.2 Besluiten"), ("H3", "Bronnen en noten"), ("H2", "Ruimte"), ("H3", "Vooraf"), ("H3", "Wonen"),
        ("H4", "2.1.1 Woningen"), ("H3", "Water"), ("H2", "Afkortingen"),
    ]  # fmt: skip
    captions = [tag.all("Caption")[0].text for tag in tree.all("Table")]
    assert captions == ["Tabel 1. Besluiten", "Tabel 2. Woningen", "Tabel 3. Afkortingen"]
    assert [tag.description for tag in tree.all("Figure")] == ["Een brug"]
    assert [(tag.text, set(tag.links)) for tag in tree.all("Link")[6:]] == [
        ("over de VNG", {"over de VNG (https://vng.nl/over)"}),
        ("1", {"Bron 1"}),
    ]


def test_table_over_page_breaks_is_one_table_with_one_head(setup: SiteSetUp) -> None:
    found = made(make_handover(setup), setup)
    table_tag = read(found.data).all("Table")[0]

    assert [tag.kind for tag in table_tag.inner] == ["Caption", "THead", "TBody"]
    rows = table_tag.all("TR")
    assert len(rows) == 91
    assert [(cell.kind, cell.scope, cell.text) for cell in rows[0].inner] == [
        ("TH", "Column", "Dossier"), ("TH", "Column", "Stand"), ("TH", "Column", "Dag"),
    ]  # fmt: skip
    assert [(cell.kind, cell.scope, cell.text) for cell in rows[90].inner] == [
        ("TH", "Row", "Dossier 90"), ("TD", "", "Stand 90"), ("TD", "", "Dag 90"),
    ]  # fmt: skip
    # The head is repeated for the eye on every page that the table goes on.
    assert sum("Dossier Stand Dag" in " ".join(text.split()) for text in page_texts(found.data)) > 2


def test_text_over_page_breaks_and_lists_in_lists_stay_whole(vdg: SiteSetUp) -> None:
    tree = read(made(make_handover(vdg), vdg).data)

    long = [tag for tag in tree.all("P") if tag.words.count("vier keer per jaar") >= 12]
    assert sorted(tag.words.count("vier keer per jaar") for tag in long) == [12, 12, 48, 96]
    [outer] = [tag for tag in tree.all("L") if tag.inner[0].text.startswith("Een")]
    assert [tag.kind for tag in outer.walk() if tag.text.startswith("Binnen")] == ["L", "LI", "LBody"]
    assert [item.text for item in outer.inner] == ["Een Binnen een", "Twee"]


def test_running_heads_and_feet_are_in_no_tag(vdg: SiteSetUp) -> None:
    found = made(make_handover(vdg), vdg)

    assert "localhost/publicaties/overdracht-2026" in page_texts(found.data)[3]
    assert "localhost/publicaties" not in read(found.data).text


def test_page_numbers_in_the_contents_are_right(setup: SiteSetUp) -> None:
    found = made(make_handover(setup), setup)
    texts = page_texts(found.data)

    lines = [tag.text.rsplit(" ", 1) for tag in read(found.data).all("TOCI")]
    titles = {"Voorwoord": "Welkom.", "Zorg": "Hoofdstuk 1", "Ruimte": "Hoofdstuk 2", "Wonen": "Deel 2.1",
              "Water": "Deel 2.2", "Afkortingen": "Bijlage A"}  # fmt: skip
    assert len(lines) == len(titles)
    for words, number in lines:
        text = texts[int(number) - 1]
        title = next(title for title in titles if title in words)
        assert titles[title] in text
        assert text.rstrip().endswith(f" {number}")


def test_file_says_its_title_language_and_chapters(vdg: SiteSetUp) -> None:
    found = made(make_handover(vdg), vdg)

    with pikepdf.open(BytesIO(found.data)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Overdracht 2026"
        with pdf.open_outline() as outline:
            top = outline.root[0]
            names = [(item.title, [inner.title for inner in item.children]) for item in top.children]
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
        assert found.pages == len(pdf.pages)
    assert (top.title, names) == (
        "Overdracht 2026",
        [
            ("Inhoud", []), ("Voorwoord", []), ("1 Zorg", ["1.1 Terugblik", "1.2 Besluiten", "Bronnen en noten"]),
            ("2 Ruimte", ["Vooraf", "2.1 Wonen", "2.2 Water"]), ("A Afkortingen", []),
        ],
    )  # fmt: skip


def test_same_text_gives_the_same_bytes(vdg: SiteSetUp) -> None:
    publication = make_handover(vdg)

    assert made(publication, vdg).data == made(publication, vdg).data


def test_restricted_chapter_is_in_no_text_of_the_public_file(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg, "Overdracht")
    make_chapter(publication, "Zorg", body=[paragraph("Voor iedereen.")])
    secret = make_chapter(publication, "Geheim beraad", body=[paragraph("Onder ons.")])
    setting = restrict(secret, "groups", "VDG raadsleden")
    members = Viewer.for_groups(vdg.site, [group.pk for group in setting.groups.all()])

    public, inside = (make_pdf(publication.document(viewer)) for viewer in (Viewer.anonymous(vdg.site), members))

    assert "Onder ons." in " ".join(page_texts(inside.data))
    assert not any(word in " ".join(page_texts(public.data)) for word in ("Onder ons", "Geheim"))
    assert b"Geheim" not in b"".join(stream(public.data))
    assert (secret.pk in inside.chapters, secret.pk in public.chapters) == (True, False)


def stream(data: bytes) -> list[bytes]:
    """All that a PDF holds, unpacked."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [item.read_bytes() if isinstance(item, pikepdf.Stream) else repr(item).encode() for item in pdf.objects]


def test_picture_of_a_closed_collection_is_in_the_members_file_only(vdg: SiteSetUp) -> None:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = make_image(size=(800, 450), description="Geheime brug", collection=collection)
    publication = make_publication(vdg)
    make_chapter(publication, body=[figure(image)])

    public, inside = (
        make_pdf(publication.document(viewer))
        for viewer in (Viewer.anonymous(vdg.site), Viewer.for_groups(vdg.site, ()))
    )

    assert [tag.description for tag in read(public.data).all("Figure")] == []
    assert [tag.description for tag in read(inside.data).all("Figure")] == ["Geheime brug"]
    assert (public.collections, inside.collections) == ((), (collection.path,))


@pytest.mark.parametrize(
    "body",
    [
        [],
        [heading("Te diep", level=4), heading(" ", level=2), paragraph("Tekst.")],
        [table("", columns=("A",) * 9, rows=1), table("Leeg", columns=("",), rows=0)],
        [paragraph("Łódź, ελληνικά, Привет, → ✓ ½ ‑ en \u00ad zacht")],
        [{"type": "paragraph", "value": "<p></p><ul><li></li></ul><p>Een <a href='#nergens'>dode</a> link</p>"}],
        [{"type": "paragraph", "value": "<p>" + "onafbreekbaar" * 60 + "</p>"}],
        [{"type": "accordion", "value": {"items": [{"type": "item", "id": "a", "value": {"title": "Waarom?", "text": "<p>Daarom.</p>"}}]}}],
        [{"type": "video", "value": {"title": "Film", "length": "", "poster": None, "file": None, "address": "https://vimeo.com/1", "transcript": "<p>Stem.</p>"}}],
        [{"type": "links", "value": {"items": [{"type": "item", "id": "a", "value": {"title": "Elders", "text": "", "page": None, "address": "https://vng.nl/"}}]}}],
        [{"type": "quote", "value": {"text": "Begin klein.", "source": "Het bureau"}}, {"type": "callout", "value": {"kind": "warn", "text": "<p>Let op.</p>"}}],
        [{"type": "signature", "value": {"name": "Bestuur", "role": "", "place": "Assen"}}],
    ],
)  # fmt: skip
def test_odd_text_passes_the_gate_all_the_same(vdg: SiteSetUp, body: list[dict[str, Any]]) -> None:
    publication = make_publication(vdg, "Vreemd <b>& 'raar'", body=[])
    make_chapter(publication, "Hoofd & <stuk>", body=body)

    tree = read(made(publication, vdg).data)

    assert tree.all("H1")[0].text == "Vreemd <b>& 'raar'"


def test_character_that_no_font_has_is_kept_back_in_words_for_an_editor(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg)
    make_chapter(publication, "Zorg", body=[paragraph("Een teken zonder vorm: \ue0ff")])

    with pytest.raises(KeptBack) as kept:
        made(publication, vdg)

    assert "staat in geen van de lettertypen" in kept.value.problems[0]
    assert kept.value.problems[0].endswith("Kijk in 'Zorg' naar: \ue0ff (U+E0FF).")


def test_printed_text_has_nothing_to_press_and_only_own_pictures(vdg: SiteSetUp) -> None:
    html = printed(make_handover(vdg).document(Viewer.anonymous(vdg.site))).html

    assert [
        word for word in ("<button", "<script", "<details", "<picture", "srcset", "/beeld/", "style=") if word in html
    ] == []
    assert 'src="noaber:image/' in html


def test_picture_that_is_lost_is_its_description(vdg: SiteSetUp) -> None:
    image = make_image(size=(800, 450), description="Een brug")
    publication = make_publication(vdg, cover=image)
    make_chapter(publication, body=[figure(image)])
    image.file.storage.delete(image.file.name)

    tree = read(made(publication, vdg).data)

    assert "Een brug" in tree.text


def test_cover_of_a_closed_collection_is_in_the_members_file_only(vdg: SiteSetUp) -> None:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    publication = make_publication(vdg, cover=make_image(size=(800, 450), collection=collection))

    found = [
        make_pdf(publication.document(viewer)).collections
        for viewer in (Viewer.anonymous(vdg.site), Viewer.for_groups(vdg.site, ()))
    ]

    assert found == [(), (collection.path,)]


def test_own_logo_and_long_title_fit_on_the_cover(vdg: SiteSetUp) -> None:
    vdg.brand.logo = make_image(size=(400, 160))
    vdg.brand.save()
    publication = make_publication(vdg, "Een heel lange titel van een document " * 6, summary="Voor wie begint. " * 20)

    found = made(publication, vdg)

    assert found.pages == 1
    assert len(page_texts(found.data)) == 1
