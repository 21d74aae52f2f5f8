"""From a document to draft pages: what is made, for whom, and that nothing of it is public."""

import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from docx.document import Document as WordDocument
from PIL import Image as Pillow
from wagtail.models import Page

from association.base.models import Document, Image
from association.publications.importing.build import Choices
from association.publications.importing.drafts import EMPTY, EMPTY_ODD
from association.publications.importing.report import Report
from association.publications.importing.source import Cell, Heading, Paragraph, Picture, PictureFile, Source, Table
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.association.publications.importing.making import bring_in, read, stored, word_file
from tests.factories.content import make_portfolio, make_user, picture_file
from tests.factories.publications import make_series

TEXT = Paragraph("Er staat tekst.")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><text>Kaart</text></svg>'
EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)


def document(*blocks: Any, name: str = "stuk.docx", pictures: dict[str, PictureFile] | None = None) -> Source:
    """A document of two chapters; the blocks stand in the first."""
    everything = (Heading(1, "Een"), *(blocks or (TEXT,)), Heading(1, "Twee"), TEXT)
    return Source(name, "", everything, pictures=pictures or {})


def files(folder: Path) -> set[Path]:
    """The files in a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def converted(kind: str) -> bytes:
    """A picture in another format."""
    output = io.BytesIO()
    Pillow.open(io.BytesIO(picture_file())).save(output, kind)
    return output.getvalue()


def test_publication_and_chapters_are_drafts_with_a_version(vdg: SiteSetUp, client: Client) -> None:
    user = make_user("els", "VDG redactie")

    made = bring_in(vdg, document(), "Werkplan 2021", kind="work_plan", user=user)

    publication = PublicationPage.objects.get()
    chapters = list(ChapterPage.objects.order_by("path"))
    assert (publication.title, publication.slug, publication.year) == ("Werkplan 2021", "werkplan-2021", 2021)
    assert (publication.series.name, publication.series.kind) == ("Werkplan", "work_plan")
    assert [(page.title, page.slug, page.numbering) for page in chapters] == [
        ("Een", "een", "numbered"),
        ("Twee", "twee", "numbered"),
    ]
    for page in (publication, *chapters):
        assert (page.live, page.has_unpublished_changes, page.owner) == (False, True, user)
        assert page.latest_revision.user == user
    assert made.chapters == 2
    for address in (
        "/publicaties/werkplan-2021/",
        "/publicaties/werkplan-2021/een/",
        "/publicaties/werkplan-2021/volledig/",
    ):
        assert client.get(address).status_code == 404


def test_second_time_makes_a_second_draft_in_the_same_series(vdg: SiteSetUp) -> None:
    series = make_series(vdg, "Overdracht aan colleges", "handover")

    bring_in(vdg, document(), "Overdracht 2026")
    bring_in(vdg, document(), "Overdracht 2026")

    found = PublicationPage.objects.order_by("pk")
    assert [(page.slug, page.series) for page in found] == [("overdracht-2026", series), ("overdracht-2026-2", series)]
    assert PublicationSeries.objects.count() == 1


def test_other_association_is_left_alone(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    theirs = make_portfolio(vgg, "Sport")
    source = document(Heading(2, "Portefeuille Sport"), TEXT)

    bring_in(vdg, source, "Overdracht 2026")

    assert PublicationSeries.objects.get().association == vdg.association
    assert Page.objects.filter(path__startswith=vgg.home.path, content_type__model="publicationpage").count() == 0
    assert not ChapterPage.objects.filter(portfolio=theirs).exists()


@pytest.mark.parametrize("name", ["Financiën & Economie", "financien en economie"])
def test_part_belongs_to_the_portfolio_that_it_is_named_for(vdg: SiteSetUp, name: str) -> None:
    portfolio = make_portfolio(vdg, name)

    bring_in(vdg, document(Heading(2, "Portefeuille Financiën en Economie"), TEXT))

    part = ChapterPage.objects.get(depth=6)
    assert (part.title, part.portfolio) == ("Portefeuille Financiën en Economie", portfolio)


def test_chapters_get_addresses_of_their_own(vdg: SiteSetUp) -> None:
    titles = ["Doel", "doel!", "Volledig", "Versies", "…", "Bijlage A: Doel"]
    blocks = tuple(block for title in titles for block in (Heading(1, title), TEXT))

    bring_in(vdg, Source("stuk.docx", "", blocks))

    found = ChapterPage.objects.order_by("path").values_list("slug", "numbering")
    assert list(found) == [
        ("doel", "numbered"), ("doel-2", "numbered"), ("volledig-2", "numbered"), ("versies-2", "numbered"),
        ("hoofdstuk", "numbered"), ("doel-3", "annex"),
    ]  # fmt: skip


def test_links_inside_the_document_lead_to_chapters_and_headings(vdg: SiteSetUp) -> None:
    links = " ".join(f'<a href="#{name}">{name}</a>' for name in ("doel", "twee", "weg", "een"))
    blocks = (
        Heading(1, "Een", ("een",)), Paragraph(links), Heading(2, "Doel", ("doel",)), TEXT, Heading(1, "Twee", ("twee",)),
        TEXT,
    )  # fmt: skip

    made = bring_in(vdg, Source("stuk.docx", "", blocks))

    two = ChapterPage.objects.get(slug="twee")
    html = f'<a href="#doel">doel</a> <a linktype="page" id="{two.pk}">twee</a> weg een'
    assert stored(made)[0] == ("paragraph", f"<p>{html}</p>")
    newest = ChapterPage.objects.get(slug="een").get_latest_revision_as_object()
    assert newest.body.raw_data[0]["value"] == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.png", picture_file()),
        ("x.jpeg", picture_file(kind="JPEG")),
        ("x.gif", converted("GIF")),
        ("x.bmp", converted("BMP")),
        ("x.tiff", converted("TIFF")),
    ],
)
def test_picture_is_kept_with_its_words(vdg: SiteSetUp, name: str, data: bytes) -> None:
    source = document(Picture("1", "Een groen vlak"), pictures={"1": PictureFile(name, data)})

    made = bring_in(vdg, source)

    image = Image.objects.get()
    assert (image.title, image.description, image.collection) == ("Een groen vlak", "Een groen vlak", vdg.collection)
    assert stored(made)[0] == ("figure", {"image": image.pk, "decorative": False, "caption": "", "wide": False})


def test_same_picture_is_kept_once(vdg: SiteSetUp) -> None:
    source = document(Picture("1", "Vlak"), pictures={"1": PictureFile("x.png", picture_file())})

    bring_in(vdg, source)
    bring_in(vdg, source)

    assert Image.objects.count() == 1


@pytest.mark.parametrize(("name", "data"), [("x.svg", SVG), ("x.emf", EMF), ("x.wmf", b"\xd7\xcd\xc6\x9a" + bytes(40))])
def test_drawing_that_cannot_be_shown_is_a_file_to_download(vdg: SiteSetUp, name: str, data: bytes) -> None:
    source = document(
        TEXT, Picture("1"), Paragraph("Figuur 1: Kaart", "caption"), pictures={"1": PictureFile(name, data)}
    )

    made = bring_in(vdg, source)

    file = Document.objects.get()
    assert (file.title, file.collection, file.filename) == ("Kaart", vdg.collection, "x.docx")
    _, (kind, value) = stored(made)
    assert (kind, value["title"], [item["value"] for item in value["documents"]]) == ("documents", "Kaart", [file.pk])
    assert any("kan niet op een webpagina staan" in item.text for item in made.report.of_kind("unsure"))
    with file.file.open() as wrapped:
        inside = read(wrapped.read(), file.filename).pictures
    assert data in {picture.data for picture in inside.values()} or name == "x.svg"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(picture_file()[:60], "te groot"), (b"geen beeld", "te groot"), (picture_file((1, 1)), "beeldpunten")],
)
def test_broken_picture_is_told_and_stops_nothing(vdg: SiteSetUp, data: bytes, reason: str) -> None:
    made = bring_in(vdg, document(TEXT, Picture("1"), pictures={"1": PictureFile("x.png", data)}))

    assert Image.objects.count() == 0
    assert any(reason in item.text for item in made.report.items)


def test_failure_leaves_nothing_behind(vdg: SiteSetUp, private_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = document(Picture("1"), pictures={"1": PictureFile("x.png", picture_file())})
    before = files(private_folder)

    with pytest.raises(ValueError, match="no_such_kind"):
        bring_in(vdg, source, kind="no_such_kind")

    assert (PublicationPage.objects.count(), Image.objects.count()) == (0, 0)
    assert files(private_folder) == before


def test_report_tells_what_was_found_left_out_and_lost(vdg: SiteSetUp) -> None:
    table = Table(
        ((Cell((Paragraph("a"),)), Cell((Paragraph("b"),))), (Cell((Paragraph("c"),)), Cell((Paragraph("d"),))))
    )
    source = Source(
        "stuk.docx",
        "",
        (Heading(1, "1. Een"), table, Heading(1, "2. Twee"), TEXT),
        words=("1. Een", "a", "b", "c", "d", "2. Twee", "Er staat tekst.", "Dit stond ergens anders."),
    )

    report = bring_in(vdg, source).report

    assert [(item.kind, item.text, item.place) for item in report.items] == [
        ("recognised", "Hoofdstuk: 4 woorden, 1 tabel.", "Een"),
        ("recognised", "Hoofdstuk: 3 woorden.", "Twee"),
        ("todo", "Deze tabel heeft geen bijschrift. Zeg in een paar woorden wat erin staat.", "Een"),
        ("todo", "Niet elke kolom van deze tabel heeft een naam.", "Een"),
        ("left_out", "Getypte nummers voor koppen en bijschriften; de site nummert zelf.", ""),
        ("left_out", "Deze tekst is niet overgenomen. Zet hem er zelf bij.", ""),
    ]
    assert report.items[-1].excerpt == "Dit stond ergens anders."
    assert Report.from_json(report.to_json()) == report
    assert "Weggelaten (2)" in report.lines()


def test_heading_above_the_chapters_without_text_is_told_once(vdg: SiteSetUp) -> None:
    source = Source(
        "stuk.docx",
        "",
        (Heading(2, "Een"), Paragraph("Tekst"), Heading(1, "Los"), Heading(2, "2. Twee"), TEXT, Heading(2, "Leeg")),
    )

    report = bring_in(vdg, source).report

    assert [(item.place, item.text) for item in report.of_kind("unsure")] == [("Los", EMPTY_ODD), ("Leeg", EMPTY)]
    assert [item.text for item in report.of_kind("recognised")] == [
        "Hoofdstuk: 1 woord.", "Hoofdstuk: 0 woorden.", "Hoofdstuk: 3 woorden.", "Hoofdstuk: 0 woorden.",
    ]  # fmt: skip


def test_choices_decide_what_becomes_a_chapter(vdg: SiteSetUp) -> None:
    made = bring_in(vdg, document(TEXT, Heading(2, "A"), TEXT, Heading(2, "B")), choices=Choices(chapter_level=2))

    assert [page.title for page in ChapterPage.objects.order_by("path")] == ["Een", "A", "B", "Twee"]
    assert made.chapters == 4


NAMES = [
    "../../stuk.docx", "stuk\x00.docx", "stuk\r\nX: y.docx", "\u202excod.stuk.docx", "CON.docx", f"{'x' * 300}.docx",
    "🗳️.docx", unicodedata.normalize("NFC", "financiën.docx"), unicodedata.normalize("NFD", "financiën.docx"), "",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_file_name_will_do(vdg: SiteSetUp, private_folder: Path, name: str) -> None:
    before = files(private_folder)
    source = document(Picture("1"), name=name, pictures={"1": PictureFile(name, picture_file())})

    bring_in(vdg, source)

    image = Image.objects.get()
    assert len(image.title) <= 255
    assert "\x00" not in image.title
    assert len(files(private_folder) - before) == 1


def command(*arguments: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("import_publication", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document with two chapters."""

    def build(file: WordDocument) -> None:
        for title in ("Voorwoord", "Wat wij deden"):
            file.add_heading(title, 1)
            file.add_paragraph("Er staat tekst.")

    path = tmp_path / "stuk.docx"
    path.write_bytes(word_file(build))
    return path


@pytest.mark.parametrize("host", ["vgg.localhost", "vgg.localhost:8000", "VGG.localhost:80"])
def test_command_makes_a_draft_on_the_site_that_it_is_told(
    vdg: SiteSetUp, vgg: SiteSetUp, path: Path, host: str
) -> None:
    said = command(str(path), "--kind", "annual_report", "--title", "Jaarverslag 2022", "--site", host)

    publication = PublicationPage.objects.get()
    assert publication.url_path == "/vgg/publicaties/jaarverslag-2022/"
    assert publication.series.association == vgg.association
    assert said.splitlines()[0] == "Herkend (2)"
    assert "Concept gemaakt: Jaarverslag 2022, 2 hoofdstukken en delen" in said.splitlines()[-1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"--site": "www.example.org"}, "De site www.example.org is er niet. Kies uit: localhost."),
        ({"--title": "  "}, "De titel is leeg."),
        ({"--kind": "novel"}, "novel"),
        ({"file": "weg.docx"}, "Het bestand weg.docx kan niet worden gelezen"),
        ({"file": "stuk.txt"}, "Dit is geen Word- of ODT-bestand."),
    ],
)
def test_command_says_what_is_wrong_and_makes_nothing(
    vdg: SiteSetUp, path: Path, change: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "stuk.txt").write_text("Beste raad")
    options = {"--kind": "handover", "--title": "Stuk", **change}
    file = options.pop("file", str(path))

    with pytest.raises(CommandError, match=message):
        command(file, *(part for pair in options.items() for part in pair))

    assert PublicationPage.objects.count() == 0


def test_editors_of_the_site_may_see_the_draft(vdg: SiteSetUp, client: Client) -> None:
    user = make_user("els", "VDG redactie")
    made = bring_in(vdg, document(), user=user)
    client.force_login(user)

    assert Group.objects.filter(name="VDG redactie", user=user).exists()
    assert client.get(f"/beheer/pages/{made.publication.pk}/edit/").status_code == 200
