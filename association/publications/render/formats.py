"""All files of a publication: the PDF, which is judged, and beside it what is made on a best effort."""

import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass

from association.publications.models import FileKind
from association.publications.pages import WholeDocument
from association.publications.render.epub import make_epub
from association.publications.render.gate import KeptBack
from association.publications.render.made import Made
from association.publications.render.pdf import Report, make_pdf, tell_nobody
from association.publications.render.single import make_single

logger = logging.getLogger(__name__)
# From here on it is worth the time to look for room that nothing uses any more.
MANY_PAGES = 30
BESIDE: tuple[tuple[FileKind, Callable[[WholeDocument], Made], str], ...] = (
    (FileKind.EPUB, make_epub, "De epub is niet gemaakt; de andere bestanden wel. De reden staat in het logboek."),
    (
        FileKind.HTML,
        make_single,
        "Het bestand om zonder internet te lezen is niet gemaakt; de andere wel. De reden staat in het logboek.",
    ),
)


@dataclass(frozen=True)
class Formats:
    """The files of a document, the PDF first, and in Dutch what could not be made and why the PDF is kept back."""

    files: tuple[Made, ...]
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def make_formats(document: WholeDocument, report: Report = tell_nobody) -> Formats:
    """Every kind of file of a document, without a PDF that is not what it should be. `report` hears the percent."""
    files: list[Made] = []
    remarks: list[str] = []
    problems: tuple[str, ...] = ()
    try:
        files.append(make_pdf(document, lambda percent: report(percent * 85 // 100)))
    except KeptBack as kept:
        problems = kept.problems
    if not files or files[0].pages > MANY_PAGES:
        gc.collect()
    for step, (kind, make, remark) in enumerate(BESIDE):
        report(85 + 7 * step)
        try:
            files.append(make(document))
        except Exception:  # whatever it is, readers get the other files
            logger.exception("No %s of publication %s", kind, document.publication.pk)
            remarks.append(remark)
    return Formats(tuple(files), tuple(remarks), problems)
