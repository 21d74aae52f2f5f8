"""What a document may fetch while it is laid out: its own pictures, the font and the mark, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from association.base.models import Brand
from association.base.queries import Viewer
from association.publications.render.pictures import LOGO, PREFIX, print_file
from association.publications.render.style import COVER_ADDRESS, FONT_ADDRESS, MARK_ADDRESS, font_file, mark_drawing

SVG = "image/svg+xml"
DRAWING = f"data:{SVG},"


class Refused(Exception):
    """A document asked for an address that is none of its own."""


@dataclass(frozen=True)
class Sources:
    """Where the parts of a document come from: its viewer and brand, the ids of its pictures and of its cover."""

    viewer: Viewer
    brand: Brand | None
    images: frozenset[int]
    cover: int | None = None

    def read(self, address: str) -> tuple[bytes, str]:
        """Bytes and media type behind an address; Refused for any other than the few that documents use."""
        if address.startswith(DRAWING):
            return unquote_to_bytes(address.removeprefix(DRAWING)), SVG
        if address.startswith(PREFIX) and (number := address.removeprefix(PREFIX)).isdigit():
            if int(number) in self.images:
                return print_file(int(number), self.viewer), "image/jpeg"
            raise Refused(address)
        known: dict[str, Callable[[], tuple[bytes, str]]] = {
            FONT_ADDRESS: lambda: (font_file(), "font/woff2"),
            MARK_ADDRESS: self.mark,
            COVER_ADDRESS: lambda: (print_file(self.cover or 0, self.viewer), "image/jpeg"),
        }
        if address not in known:
            raise Refused(address)
        return known[address]()

    def mark(self) -> tuple[bytes, str]:
        """The brand's own logo, else the mark that it chose."""
        if self.brand and self.brand.logo_id:
            return print_file(self.brand.logo_id, self.viewer, LOGO), "image/png"
        return mark_drawing(self.brand), SVG


def fetcher(sources: Sources) -> Any:
    """A fetcher for WeasyPrint that reads from these sources only: no network, no files."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            body, media_type = sources.read(url)
            return URLFetcherResponse(url, body, {"Content-Type": media_type})

    return OwnFetcher()
