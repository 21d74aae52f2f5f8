"""The demonstration content as it lies in files: TOML, one folder per association."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Content:
    """All that the demonstration knows of one association."""

    key: str
    site: dict[str, Any]
    contact: dict[str, Any]
    pages: list[dict[str, Any]]
    portfolios: list[dict[str, Any]]
    news: list[dict[str, Any]]
    publications: list[dict[str, Any]]
    desk: dict[str, Any]
    dossiers: list[dict[str, Any]]
    vacancies: list[dict[str, Any]]
    activities: dict[int, list[dict[str, Any]]]
    newsletters: dict[str, Any]
    agenda: dict[str, Any]
    guides_index: dict[str, Any]
    guides: list[dict[str, Any]]


def read_file(file: Path) -> dict[str, Any]:
    """One file; tomllib.TOMLDecodeError when it is none."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read_folder(folder: Path) -> list[dict[str, Any]]:
    """All files of a folder, by name."""
    return [read_file(file) for file in sorted(folder.glob("*.toml"))]


def read_publication(folder: Path) -> dict[str, Any]:
    """A publication with its chapters, in the order of the numbers that their file names start with."""
    chapters = [{"slug": file.stem.partition("-")[2], **read_file(file)} for file in sorted(folder.glob("[0-9]*.toml"))]
    return {"slug": folder.name, **read_file(folder / "publication.toml"), "chapters": chapters}


def read_content(key: str) -> Content:
    """The content of `vdg` or `vgg`."""
    folder = FOLDER / key
    return Content(
        key=key,
        site=read_file(folder / "site.toml"),
        contact=read_file(folder / "contact.toml"),
        pages=read_folder(folder / "pages"),
        portfolios=read_folder(folder / "portfolios"),
        news=read_folder(folder / "news"),
        publications=[read_publication(file.parent) for file in sorted(folder.glob("publications/*/publication.toml"))],
        desk=read_file(folder / "desk.toml"),
        dossiers=read_file(folder / "dossiers.toml")["dossiers"],
        vacancies=read_file(folder / "vacancies.toml")["vacancies"],
        activities={int(file.stem): read_file(file)["activities"] for file in sorted(folder.glob("activities/*.toml"))},
        newsletters=read_file(folder / "newsletters.toml"),
        agenda=read_file(folder / "agenda.toml"),
        guides_index=read_file(folder / "guides" / "index.toml"),
        guides=[read_file(file) for file in sorted((folder / "guides").glob("[0-9]*.toml"))],
    )
