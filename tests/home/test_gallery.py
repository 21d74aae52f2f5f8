"""The gallery of components shows all of them."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find

from home.gallery import gallery_context
from home.gallery.examples import EXAMPLES, PARTS

FOLDERS = [Path(folder) / "components" for engine in settings.TEMPLATES for folder in engine["DIRS"]]


def test_every_component_has_one_example() -> None:
    components = sorted(file.stem for folder in FOLDERS for file in folder.glob("*.html"))

    names = [example.name for example in EXAMPLES]

    assert sorted([*names, *PARTS]) == components


def test_style_of_every_component_is_in_the_stylesheet() -> None:
    folder = Path(str(find("css/noaber.css"))).parent
    sheet = (folder / "noaber.css").read_text(encoding="utf-8")

    missing = [file.name for file in folder.glob("components/*.css") if f'"components/{file.name}"' not in sheet]

    assert missing == []


def test_every_state_shows_something() -> None:
    html = {
        (example["name"], state["label"]): state["html"].strip()
        for example in gallery_context()["examples"]  # type: ignore[attr-defined]  # a list of dictionaries
        for state in example["states"]
    }

    assert [key for key, text in html.items() if not text] == []
