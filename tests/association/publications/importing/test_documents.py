"""The source documents come in completely: everything in them is in the draft, or in the report of what was left out."""

from pathlib import Path

import pytest

from home.actions import SiteSetUp
from tests.association.publications.importing.making import bring_in, read
from tests.association.publications.importing.oracle import in_draft, in_open, in_word, is_missing

DOCUMENTS = [
    ("jaarverslag-2022.docx", "Jaarverslag 2022", "annual_report", 10),
    ("overdrachtsdocument-2026.docx", "Overdrachtsdocument 2026", "handover", 13),
    ("thema-bestuur-en-veiligheid.docx", "Bestuur en Veiligheid", "information_pack", 2),
    ("werkplan-2021.odt", "Werkplan 2021", "work_plan", 4),
]


@pytest.mark.parametrize(("name", "title", "kind", "chapters"), DOCUMENTS)
def test_document_comes_in_completely(
    vdg: SiteSetUp, documents_folder: Path, name: str, title: str, kind: str, chapters: int
) -> None:
    path = documents_folder / name
    document = in_word(path) if path.suffix == ".docx" else in_open(path)

    made = bring_in(vdg, read(path.read_bytes(), name), title, kind=kind)

    missing = is_missing(document, in_draft(made.publication), made.report)
    assert missing == [], "\n".join(missing)
    assert made.chapters == chapters
    lost = [item for item in made.report.of_kind("left_out") if item.text.startswith("Deze tekst is niet")]
    assert lost == []


@pytest.mark.parametrize(("name", "title", "kind", "chapters"), DOCUMENTS)
def test_all_text_of_a_document_is_counted(
    vdg: SiteSetUp, documents_folder: Path, name: str, title: str, kind: str, chapters: int
) -> None:
    path = documents_folder / name
    document = in_word(path) if path.suffix == ".docx" else in_open(path)
    texts = [*document.headings, *document.paragraphs, *document.items, *document.cells, *document.notes]

    source = read(path.read_bytes(), name)

    assert len(source.words) == len(texts)
