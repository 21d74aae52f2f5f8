"""The parts of a zipped document, read with care."""

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from association.publications.importing import errors
from association.publications.importing.errors import DocumentRefused

# Word's strict variant has other names for the same things.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Relation:
    """What a part refers to by an id: `kind` is the last word of its type; `external`: the target is an address."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts of a file that safety.check let through."""

    content: bytes
    names: frozenset[str] = frozenset()
    _zip: zipfile.ZipFile = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(BytesIO(self.content))
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """A part's content; empty when there is no such part."""
        return self._zip.read(name) if name in self.names else b""

    def tree(self, name: str) -> Any:
        """A part as an XML element, None when there is no such part; DocumentRefused when it cannot be read."""
        data = self.read(name)
        return parse(data) if data else None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by id; targets inside the file are names of parts."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        if tree is None:
            return {}
        found = {}
        for item in tree.iter(RELATIONS):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            kind = item.get("Type", "").rpartition("/")[2]
            found[item.get("Id", "")] = Relation(kind, target.lstrip("/") if not external else target, external)
        return found


def parse(data: bytes) -> Any:
    """XML as an element, without anything from outside; DocumentRefused when it is broken or declares entities."""
    for strict, usual in STRICT.items():
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefused(errors.DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise DocumentRefused(errors.UNSAFE)
    return root
