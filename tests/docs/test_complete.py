"""Commands, their options, make words, blocks and page types are described."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import load_command_class

from association.base.blocks.page import PageBody
from association.base.models import Role
from association.base.pages import BasePage
from association.portfolios.pages import PortfolioPage
from association.publications.blocks import ChapterBody
from tests.docs.reading import EDITORS, OPERATORS, ROOT, first_cells

DJANGOS_OWN = {
    "--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    "--skip-checks",
}  # fmt: skip
MAKE_WORD = re.compile(r"^([a-z]+):.*##", re.MULTILINE)


def text(path: Path) -> str:
    """A page of documentation."""
    return path.read_text(encoding="utf-8")


def own_commands() -> dict[str, str]:
    """Our management commands, with the app of each."""
    return {
        file.stem: app
        for app in settings.FIRST_PARTY_APPS
        for file in Path(apps.get_app_config(app).path, "management", "commands").glob("[a-z]*.py")
    }


def page_types() -> list[type[BasePage]]:
    """All types of pages that an editor can make."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def test_commands_are_described() -> None:
    described = first_cells(text(OPERATORS / "opdrachten.md"))

    assert "load_demo" in own_commands()
    assert set(own_commands()) <= set(described)


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_options_of_a_command_are_described(name: str) -> None:
    parser = load_command_class(own_commands()[name], name).create_parser("manage.py", name)
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}

    missing = [
        option for option in sorted(options - DJANGOS_OWN) if f"`{option}`" not in text(OPERATORS / "opdrachten.md")
    ]

    assert missing == []


def test_make_words_are_described() -> None:
    words = MAKE_WORD.findall(text(ROOT / "Makefile"))

    missing = [
        f"{word} in {page.name}"
        for page in (ROOT / "CONTRIBUTING.md", OPERATORS / "opdrachten.md")
        for word in words
        if f"| `make {word}" not in text(page)
    ]

    assert "demo" in words
    assert missing == []


def blocks() -> list[tuple[str, str]]:
    """Name and label of every block of pages, of chapters and of a portfolio's years."""
    years: Any = PortfolioPage._meta.get_field("years")
    found = [
        *PageBody().child_blocks.items(),
        *ChapterBody().child_blocks.items(),
        *years.stream_block.child_blocks.items(),
    ]
    return sorted({(name, str(block.label)) for name, block in found})


@pytest.mark.parametrize(("name", "label"), blocks())
def test_block_is_described_for_editors_and_developers(name: str, label: str) -> None:
    manual = "".join(text(EDITORS / f"{name}.md") for name in ("pagina-maken", "portefeuilles", "publicaties"))

    assert f"**{label}**" in manual
    assert f"`{name}`" in text(ROOT / "docs" / "data-model.md")


@pytest.mark.parametrize("page_type", page_types(), ids=lambda model: model.__name__)
def test_page_type_is_described(page_type: type[BasePage]) -> None:
    manual = "".join(text(page) for page in EDITORS.glob("*.md")).lower()

    assert f"`{page_type.__name__}`" in text(ROOT / "docs" / "data-model.md")
    assert str(page_type._meta.verbose_name).split()[0] in manual


def test_roles_are_described() -> None:
    missing = [code for code in Role.values if f"`{code}`" not in text(ROOT / "docs" / "data-model.md")]

    assert missing == []
