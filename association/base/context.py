"""What every page tells the browser and search engines in its head."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]  # the table behind json_script
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class PageHead:
    """Title, description and addresses for the head; `canonical` and `image_url` are absolute."""

    title: str
    description: str = ""
    canonical: str = ""
    image_url: str = ""
    type: str = "website"
    robots: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def json_ld(self) -> SafeString:
        """The structured data (schema.org) as JSON that cannot end its script element."""
        if not self.data:
            return SafeString("")
        text = json.dumps({"@context": "https://schema.org", **self.data}, ensure_ascii=False)
        return mark_safe(text.translate(_json_script_escapes))  # escaped for a script element


@dataclass(frozen=True)
class Crumb:
    """One step of the path to a page; the last has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """A page in a list: what the cards and teasers show."""

    title: str
    url: str
    date: Any = None
    kind: str = ""
    summary: str = ""
    picture: Any = None
    restricted: bool = False
