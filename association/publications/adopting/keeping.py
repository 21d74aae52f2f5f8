"""The pictures and documents of an edition: copies by the hash of their bytes."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.urls import reverse

WEBP = "image/webp"
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Copy:
    """Bytes that stand in an edition, with their media type and the name under which a reader saves them."""

    sha256: str
    data: bytes
    media_type: str
    name: str


@dataclass
class EditionKeeper:
    """Keeps what the texts of one form of an edition show and link to."""

    copies: dict[str, Copy] = field(default_factory=dict)
    known: dict[tuple[int, str], str] = field(default_factory=dict)

    def picture(self, image: Any, spec: str) -> str:
        """The address of a copy of a rendition, which is made when it is not there."""
        key = (image.pk, spec)
        if key not in self.known:
            with image.get_rendition(spec).file.open("rb") as file:
                self.known[key] = self.keep(file.read(), WEBP, f"{image.pk}.webp")
        return self.known[key]

    def document(self, document: Any) -> str:
        """The address of a copy of a document."""
        key = (document.pk, "document")
        if key not in self.known:
            with document.file.open("rb") as file:
                self.known[key] = self.keep(file.read(), document.content_type or UNKNOWN, document.filename)
        return self.known[key]

    def keep(self, data: bytes, media_type: str, name: str) -> str:
        """Keep some bytes, once; gives their address."""
        number = hashlib.sha256(data).hexdigest()
        self.copies.setdefault(number, Copy(number, data, media_type, name))
        return reverse("edition_asset", args=[number, PurePosixPath(name).suffix.lstrip(".").lower() or "bin"])
