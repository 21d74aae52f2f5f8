"""Links, pictures and files of the documentation are whole."""

from pathlib import Path

import pytest

from tests.docs.reading import OPERATORS, ROOT, local_links, pages

IMAGES = ROOT / "docs" / "images"
SERVER_FILES = OPERATORS / "bestanden"
MOST_BYTES_OF_PICTURES = 700_000


@pytest.mark.parametrize("file", pages(), ids=lambda file: str(file.relative_to(ROOT)))
def test_page_links_to_what_is_there(file: Path) -> None:
    missing = [str(target.relative_to(ROOT)) for target in local_links(file) if not target.exists()]

    assert missing == []


def test_pictures_are_all_shown_and_small() -> None:
    linked = {target for page in pages() for target in local_links(page)}
    pictures = {file for file in IMAGES.rglob("*") if file.is_file()}

    assert pictures
    assert pictures - linked == set()
    assert sum(file.stat().st_size for file in pictures) < MOST_BYTES_OF_PICTURES


def test_decisions_are_all_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    written = set(folder.glob("[0-9]*.md"))

    assert written
    assert written <= set(local_links(folder / "README.md"))


def test_server_files_are_all_named_in_the_installation() -> None:
    text = (OPERATORS / "installatie.md").read_text(encoding="utf-8")

    missing = [file.name for file in SERVER_FILES.iterdir() if file.name not in text]

    assert missing == []


def test_web_server_serves_only_the_two_public_folders() -> None:
    lines = (SERVER_FILES / "nginx-noaber.conf").read_text(encoding="utf-8").splitlines()
    settings = [line.split("#")[0].strip() for line in lines]

    served = [line for line in settings if line.startswith(("alias ", "root "))]

    assert served == [
        "root /var/www/certificaat;",
        "alias /var/lib/noaber/static/;",
        "alias /var/lib/noaber/media/;",
    ]
    assert not any("private" in line for line in settings)
