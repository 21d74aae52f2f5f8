"""manage.py import_page: a document as the draft of one page."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from docx.document import Document

from association.portfolios.pages import PortfolioPage
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.association.publications.importing.making import word_file
from tests.factories.content import make_portfolio, make_portfolio_page


def command(*arguments: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("import_page", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with a title, headings and a table."""

    def build(file: Document) -> None:
        file.add_paragraph("Bestuur en Veiligheid", style="Title")
        file.add_heading("Bestuur & veiligheid", 1)
        file.add_heading("Dit deden wij", 2)
        file.add_paragraph("Wij vergaderden.")
        table = file.add_table(rows=2, cols=2)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"cel {number}"

    path = tmp_path / "thema.docx"
    path.write_bytes(word_file(build))
    return path


def test_document_becomes_a_draft_page_that_an_editor_can_save(vdg: SiteSetUp, document: Path, client: Client) -> None:
    said = command(str(document), "--parent", "/")

    page = StandardPage.objects.get()
    assert (page.title, page.slug, page.live, page.latest_revision is not None) == (
        "Bestuur en Veiligheid", "bestuur-en-veiligheid", False, True
    )  # fmt: skip
    assert client.get("/bestuur-en-veiligheid/").status_code == 404
    assert [block["type"] for block in page.body.raw_data] == ["heading", "paragraph", "table"]
    page.body.stream_block.clean(page.body)
    assert page.body.raw_data[2]["value"]["caption"] == "Tabel bij Dit deden wij"
    assert "Nog te doen (2)" in said


def test_second_run_makes_a_second_draft(vdg: SiteSetUp, document: Path) -> None:
    command(str(document), "--parent", "/")
    command(str(document), "--parent", "/")

    assert list(StandardPage.objects.order_by("pk").values_list("slug", flat=True)) == [
        "bestuur-en-veiligheid",
        "bestuur-en-veiligheid-2",
    ]


def test_document_becomes_the_page_of_its_portfolio(vdg: SiteSetUp, vgg: SiteSetUp, document: Path) -> None:
    make_portfolio(vdg, "Bestuur & Veiligheid")
    theirs = make_portfolio(vgg, "Bestuur en veiligheid")

    command(str(document), "--parent", "/themas/", "--site", "vgg.localhost")

    page = PortfolioPage.objects.get()
    assert (page.portfolio, page.live, page.get_parent().slug) == (theirs, False, "themas")


def test_page_that_a_portfolio_has_gets_a_new_version_and_stays_public_as_it_was(
    vdg: SiteSetUp, document: Path
) -> None:
    portfolio = make_portfolio(vdg, "Bestuur en Veiligheid")
    page = make_portfolio_page(vdg, portfolio, contact_name="Jan")

    command(str(document), "--parent", "/portefeuilles/")

    page.refresh_from_db()
    newest = page.get_latest_revision_as_object()
    assert (page.live, page.has_unpublished_changes, len(page.body)) == (True, True, 0)
    assert (newest.contact_name, len(newest.body)) == ("Jan", 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--parent", "/bestaat-niet/"), "Er is geen pagina op /bestaat-niet/."),
        (("--parent", "/nieuws/"), "Onder Nieuws kan geen gewone pagina staan."),
        (("--parent", "/portefeuilles/"), "De portefeuilles zijn: Sport."),
        (("--parent", "/", "--site", "www.example.org"), "De site www.example.org is er niet."),
    ],
)
def test_command_says_what_is_wrong(vdg: SiteSetUp, document: Path, arguments: tuple[str, ...], message: str) -> None:
    make_portfolio(vdg, "Sport")

    with pytest.raises(CommandError, match=message):
        command(str(document), *arguments)

    assert StandardPage.objects.count() == 0


def test_file_that_is_no_document_makes_nothing(vdg: SiteSetUp, tmp_path: Path) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(b"geen Word")

    with pytest.raises(CommandError, match="Dit is geen Word- of ODT-bestand"):
        command(str(path), "--parent", "/")

    assert StandardPage.objects.count() == 0
