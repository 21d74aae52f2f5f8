"""What is kept while a Word document is read, from its first paragraph to its last."""

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from association.publications.importing.package import Package, Relation
from association.publications.importing.source import Finding, PictureFile, left_outside
from association.publications.importing.word_lists import Numbering
from association.publications.importing.word_styles import Styles


@dataclass
class OpenField:
    """A field that was begun: its code so far, and whether its result is being read."""

    code: str = ""
    in_result: bool = False

    @property
    def kind(self) -> str:
        """The first word of the code, such as HYPERLINK or TOC."""
        return (self.code.split() or [""])[0].upper()


@dataclass
class Reading:
    """Everything that paragraphs share: styles and numbers, pictures found so far, open fields, and what to report.

    `contents`: the paragraphs of lists of contents. `dead_links`: addresses that cannot be used, with their words.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    relations: dict[str, Relation]
    part: str = ""
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    fields: list[OpenField] = field(default_factory=list)
    lifted: list[str] = field(default_factory=list)
    carried: str = ""
    depth: int = 0
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unknown_styles: Counter[str] = field(default_factory=Counter)
    shapes: int = 0
    hidden: list[str] = field(default_factory=list)
    contents: frozenset[Any] = frozenset()
    dead_links: dict[str, str] = field(default_factory=dict)

    def tell(self, kind: str, text: str, excerpt: str = "") -> None:
        """Remember something for the report."""
        self.findings.append(Finding(kind, text, excerpt))

    def tell_outside(self, text: str, excerpts: list[str]) -> None:
        """Remember for the report what was left out that is no part of the text; `{}` becomes how often."""
        self.findings.extend(left_outside(text, excerpts))

    def picture(self, part: str) -> str:
        """The key of a picture that lies in the file; empty when it is not there."""
        if part not in self.files:
            data = self.package.read(part)
            if not data:
                return ""
            key = str(len(self.pictures) + 1)
            self.pictures[key] = PictureFile(posixpath.basename(part), data)
            self.files[part] = key
        return self.files[part]

    def link(self, address: str) -> str:
        """The id of a relation for an address outside the document."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")
