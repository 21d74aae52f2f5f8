"""The PDF of a publication as one viewer sees it: laid out, tags repaired, judged."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from association.base.site_settings import SiteSettings
from association.publications.models import FileKind
from association.publications.pages import WholeDocument
from association.publications.render.document import PrintedDocument, printed
from association.publications.render.fetcher import Sources, fetcher
from association.publications.render.gate import check
from association.publications.render.made import Made, cover_of, made_of
from association.publications.render.repair import SOURCE, repair
from association.publications.render.style import stylesheet

Report = Callable[[int], object]
# What fontTools asks before it writes the present moment into a font; without it no file would be the same twice.
CLOCK = "SOURCE_DATE_EPOCH"
# Characters of HTML: some thirty pages, of which the layout takes tens of megabytes.
LONG = 100_000
_tracing = Lock()


def tell_nobody(percent: int) -> None:
    """For who does not ask how far it is."""


def make_pdf(document: WholeDocument, report: Report = tell_nobody) -> Made:
    """The PDF/UA-1 of a document; KeptBack when it is not what it should be. `report` hears the percent done."""
    text = printed(document)
    let_go(len(text.html))
    report(10)
    raw = lay_out(document, text)
    # The layout is a web of boxes that point at each other: it goes before the repair needs room, not some time later.
    let_go(len(text.html))
    report(80)
    repaired = repair(raw, text.origins, changed=text.changed)
    report(90)
    check(repaired.data, text.html)
    return made_of(document, FileKind.PDF, repaired.data, pages=repaired.pages)


def let_go(length: int) -> None:
    """Give back the room that a text of so many characters took; a short one takes too little to look for it."""
    if length > LONG:
        gc.collect()


def lay_out(document: WholeDocument, text: PrintedDocument) -> bytes:
    """The pages as WeasyPrint makes them: tagged page by page, each tag with the number of its element."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    brand = SiteSettings.of(document.viewer.site).brand
    cover = cover_of(document)
    number = cover.pk if cover else None
    own = fetcher(Sources(viewer=document.viewer, brand=brand, images=text.images, cover=number))
    fonts = FontConfiguration()
    styles = CSS(string=stylesheet(brand, cover=cover is not None), url_fetcher=own, font_config=fonts)
    html = HTML(string=text.html, base_url="noaber:", url_fetcher=own)
    with traced():
        written = html.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return bytes(written)


@contextmanager
def traced() -> Iterator[None]:
    """Have WeasyPrint leave on each tag the number of the element that it comes from, which it does not do itself.

    It is the only way to know which tags on two pages are one element. One thread at a time.
    """
    from weasyprint.logger import LOGGER
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def numbered(box: Any, *arguments: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        number = None if box.element is None or "::" in box.element_tag else box.element.get("data-source")
        for tag in original(box, *arguments):
            if number is not None and box.element_tag not in {"html", "body"} and SOURCE not in tag:
                tag[SOURCE] = number
            yield tag

    with _tracing:
        tags._build_box_tree = numbered
        LOGGER.addFilter(is_news)
        clock = os.environ.get(CLOCK)
        os.environ.setdefault(CLOCK, "0")
        try:
            yield
        finally:
            if clock is None:
                del os.environ[CLOCK]
            LOGGER.removeFilter(is_news)
            tags._build_box_tree = original


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line of WeasyPrint tells something: pictures without description become artefacts later on."""
    return "has no required alt description" not in str(record.msg)
