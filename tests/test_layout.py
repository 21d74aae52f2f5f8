"""The layout of the code, and the house rules that keep it so."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rules import find_in_templates, find_page_lists, find_safe_text, unused_places

ROOT = Path(__file__).resolve().parents[1]
LINTER = Path(sys.executable).parent / "lint-imports"
Finder = Callable[[Path], Iterator[str]]
needs_git = pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="no git, or no checkout of the repository"
)


@pytest.fixture
def copied_code(tmp_path: Path) -> Path:
    """A copy of the packages, to break something in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("site/noaber", "home", "association"):
        python_only = shutil.ignore_patterns("static", "content", "__pycache__", "locale")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=python_only)
    return tmp_path


def check_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the packages in a folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "site"), str(root)])}
    command = [str(LINTER), "--no-cache"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_source_folder_is_no_package() -> None:
    assert (ROOT / "site" / "noaber" / "__init__.py").exists()

    assert not (ROOT / "site" / "__init__.py").exists()


@needs_git
def test_source_folder_is_not_ignored_by_git() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", ".venv", "site", "site/noaber/settings/base.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert ignored.stdout.split() == [".venv"]


@pytest.mark.parametrize("app", ["association", "home"])
def test_migrations_form_one_line(app: str) -> None:
    folder = ROOT / app / "migrations"

    names = sorted(file.stem for file in folder.glob("[0-9]*.py"))

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert (folder / "max_migration.txt").read_text(encoding="utf-8").strip() == names[-1]


def test_contracts_hold(copied_code: Path) -> None:
    found = check_imports(copied_code)

    assert (found.returncode, "3 kept, 0 broken" in found.stdout) == (0, True), found.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("association/base/links.py", "import home.pages", "1. The project uses the site"),
        ("home/navigation.py", "import noaber.media", "1. The project uses the site"),
        ("association/base/links.py", "import association.news.pages", "2. Topics"),
        ("association/portfolios/pages.py", "def later():\n    import association.news.pages", "2. Topics"),
        ("association/strays.py", "", "2. Topics"),
        ("association/portfolios/models.py", "import association.portfolios.pages", "3. Layers inside a topic"),
        ("association/news/queries.py", "import association.news.pages", "3. Layers inside a topic"),
        ("association/base/strays.py", "", "3. Layers inside a topic"),
    ],
)
def test_broken_contract_is_refused(copied_code: Path, file: str, line: str, broken: str) -> None:
    with (copied_code / file).open("a", encoding="utf-8") as code:
        code.write(f"\n{line}\n")

    found = check_imports(copied_code)

    refused = [row for row in found.stdout.splitlines() if row.endswith("BROKEN")]
    assert found.returncode == 1, found.stdout
    assert [row for row in refused if row.startswith(broken)], found.stdout


@pytest.mark.parametrize("find", [find_page_lists, find_safe_text, find_in_templates])
def test_house_rule_holds(find: Finder) -> None:
    assert list(find(ROOT)) == []


def test_every_exception_to_a_house_rule_is_needed() -> None:
    assert unused_places(ROOT) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(page): return page.get_children()", 1),
        ("def f(page): return page.get_children().live().public()", 3),
        ("def f(): return list(NewsPage.objects.all())", 1),
        ("def f():\n    for page in Page.objects.filter(depth=2):\n        yield page", 1),
        ("def f(pages): return pages.filter(live=True)", 1),
        ("def f(viewer): return NewsPage.objects.viewable_by(viewer)", 0),
        ("def f(viewer, page): return viewable_pages(viewer).child_of(page)", 0),
        ("def f(viewer): return Page.objects.filter(viewer.visible())", 0),
        ("def f(): return Portfolio.objects.all()", 0),
    ],
)
def test_pages_without_viewer_are_found(tmp_path: Path, code: str, found: int) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "strays.py").write_text(code, encoding="utf-8")

    findings = list(find_page_lists(tmp_path))

    assert len(findings) == found
    assert all(finding.startswith("home/strays.py:") for finding in findings)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(text): return mark_safe(text)", ["home/strays.py:1: declares text safe in f"]),
        ("def f(text): return SafeString('<p>' + text)", ["home/strays.py:1: declares text safe in f"]),
        ("def f(): return SafeString('<p>Vast</p>')", []),
        ("def f(text): return format_html('<p>{}</p>', text)", []),
    ],
)
def test_text_declared_safe_is_found(tmp_path: Path, code: str, found: list[str]) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "strays.py").write_text(code, encoding="utf-8")

    assert list(find_safe_text(tmp_path)) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p style="color: red">', ["inline style"]),
        ("<style>p {}</style>", ["inline style"]),
        ("<script>alert(1)</script>", ["inline script"]),
        ('<button type="button" onclick="go()">', ["inline event handler"]),
        ('<a href="javascript:go()">', ["address with script"]),
        ("{{ text|safe }}", ["unescaped text"]),
        ("{% autoescape off %}", ["unescaped text"]),
        ("{% for child in page.get_children %}", ["pages without viewer"]),
        ('<script type="module" src="/static/js/noaber.js"></script>', []),
        ('<script type="application/ld+json">{{ data }}</script>', []),
        ('{# style="no rule for what is not shown" #}', []),
        ('<p class="style" data-on="click">{{ text }}</p>', []),
    ],
)
def test_what_may_not_stand_in_a_template_is_found(tmp_path: Path, html: str, found: list[str]) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "stray.html").write_text(f"<p></p>\n{html}\n", encoding="utf-8")

    assert list(find_in_templates(tmp_path)) == [f"templates/stray.html:2: {what}" for what in found]
