"""The files of a document for every kind of reader, as a worker with a lease makes them."""

import hashlib
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from wagtail.models import Page

from association.base.blocks.explaining import Manner, words_explained
from association.publications.models import FileKind, OfferedFile
from association.publications.pages import Selected
from association.publications.render.formats import make_formats
from association.publications.render.leases import Lease
from association.publications.render.made import Made
from association.publications.render.variants import variants

Row = TypeVar("Row", bound=OfferedFile)


@dataclass(frozen=True)
class Versions:
    """The files for all readers, and in Dutch why PDFs are kept back and what could not be made beside them."""

    files: tuple[Made, ...]
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def make_versions(lease: Lease, publication: int, selected: Selected | None = None) -> Versions:
    """The files of a document, or of some of its chapters; LeaseLost when somebody else has the work.

    With problems there is no PDF among them.
    """
    wanted = variants(read_anew(publication), selected=selected)
    made: list[Made] = []
    remarks: list[str] = []
    problems: list[str] = []
    for number, viewer in enumerate(wanted):
        step = f"Versie {number + 1} van {len(wanted)}." if len(wanted) > 1 else ""
        share = 90 // len(wanted)

        def report(percent: int, *, step: str = step, done: int = number * share, share: int = share) -> None:
            lease.renew(step, 5 + done + percent * share // 100)

        report(0)
        # Whoever looks, the page itself is read anew: what one viewer may see of it must not stay on it for the next.
        with words_explained(viewer, Manner.PRINT):
            document = read_anew(publication).document(viewer, selected=selected)
        formats = make_formats(document, report)
        made.extend(formats.files)
        remarks.extend(remark for remark in formats.remarks if remark not in remarks)
        problems.extend(problem for problem in formats.problems if problem not in problems)
    if problems:
        made = [file for file in made if file.kind != FileKind.PDF]
    return Versions(tuple(made), tuple(problems), tuple(remarks))


def read_anew(publication: int) -> Any:
    """A document as it is now."""
    return Page.objects.get(pk=publication).specific


def stored(row: Row, made: Made) -> Row:
    """The row filled for a file, which lies in the store then; the row is not saved yet."""
    row.kind, row.size, row.pages = made.kind, len(made.data), made.pages
    row.chapters, row.collections, row.linked = list(made.chapters), list(made.collections), list(made.linked)
    row.sha256 = hashlib.sha256(made.data).hexdigest()
    row.file.save(f"document.{made.kind}", ContentFile(made.data), save=False)
    return row
