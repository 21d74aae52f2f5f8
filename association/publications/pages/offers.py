"""What readers are offered of a publication to take along: a link to each file, with its size."""

from typing import Any

from django.template.defaultfilters import filesizeformat

from association.publications.models import FileKind

TITLES = {
    FileKind.PDF: "Hele document als pdf",
    FileKind.EPUB: "EPUB voor e-reader en telefoon",
    FileKind.HTML: "Eén bestand om zonder internet te lezen",
}
SHORT = {FileKind.PDF: "Pdf", FileKind.EPUB: "EPUB", FileKind.HTML: "Eén bestand"}
ICONS = {FileKind.PDF: "file-download", FileKind.EPUB: "device-mobile", FileKind.HTML: "download"}
FORMATS = {FileKind.PDF: "pdf", FileKind.EPUB: "epub", FileKind.HTML: "webpagina"}


def offer(kind: str, address: str, words: str) -> dict[str, str]:
    """A link to the file of a kind at the address of a document, as components/download_box.html shows it."""
    known = FileKind(kind)
    return {
        "title": TITLES[known],
        "short": SHORT[known],
        "url": f"{address.rstrip('/')}.{kind}",
        "text": words,
        "icon": ICONS[known],
    }


def offers(variant: Any, address: str, *, short: bool = False) -> list[dict[str, str]]:
    """The files of a form of an edition at its address, the best known first; `short` leaves out the format."""
    order = {kind: place for place, kind in enumerate(FileKind.values)}
    files = sorted((file for file in variant.offered if file["kind"] in order), key=lambda file: order[file["kind"]])
    return [
        offer(file["kind"], address, file_words("" if short else file["kind"], file["size"], file["pages"]))
        for file in files
    ]


def file_words(kind: str, size: int, pages: int) -> str:
    """Format, size and pages of a file; without what is not known."""
    told = f"{pages} pagina's" if pages != 1 else "1 pagina"
    return " · ".join(
        filter(None, [FORMATS[FileKind(kind)] if kind else "", filesizeformat(size), told if pages else ""])
    )
