"""One stylesheet, under a name that changes with it, compressed beforehand."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from association.base.stylesheets import bundle

SOURCE = """/* What is loaded. */
@layer reset, parts;
@import url("reset.css") layer(reset);
@import url('parts/card.css') layer(parts);
@import url("print.css") print;

.page { color: red; }
"""


@pytest.fixture
def stylesheet(tmp_path: Path) -> Path:
    """A stylesheet that imports three others."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "noaber.css").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "reset.css").write_text("* {\n  margin: 0;\n}\n", encoding="utf-8")
    (tmp_path / "parts" / "card.css").write_text(".card { top: 0 }/* gone */", encoding="utf-8")
    (tmp_path / "print.css").write_text("nav { display: none }", encoding="utf-8")
    return tmp_path / "noaber.css"


def test_bundle_puts_each_import_in_its_layer(stylesheet: Path) -> None:
    parts = [
        "@layer reset,parts;",
        "@layer reset{*{margin: 0;}}",
        "@layer parts{.card{top: 0}}",
        "@media print{nav{display: none}}",
        ".page{color: red;}",
    ]
    assert bundle(stylesheet) == "".join(parts)


def test_bundle_of_a_missing_file_fails(stylesheet: Path) -> None:
    (stylesheet.parent / "reset.css").unlink()

    with pytest.raises(FileNotFoundError):
        bundle(stylesheet)


def test_collected_stylesheet_is_one_hashed_compressed_file(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "noaber.static_files.BundlingStorage"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    [hashed] = tmp_path.glob("css/noaber.????????????.css")
    text = hashed.read_text(encoding="utf-8")
    assert "@import" not in text
    assert "/*" not in text
    assert gzip.decompress(Path(f"{hashed}.gz").read_bytes()).decode() == text
    assert (tmp_path / "staticfiles.json").exists()
