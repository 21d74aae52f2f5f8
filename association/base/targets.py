"""Links in settings and on start pages: read from the stored form, resolved together in one query."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.rules.addresses import is_usable_address


def stored_values(stream: StreamValue) -> list[dict[str, Any]]:
    """The values of a stream as stored: chosen pages are ids, nothing is queried."""
    return [child["value"] for child in stream.raw_data]


def stored_items(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values of a list block as stored."""
    return [item["value"] if item.get("type") == "item" else item for item in items]


def page_numbers(data: Any) -> Iterator[int]:
    """The ids of all pages chosen in stored values, however deep."""
    if isinstance(data, dict):
        if isinstance(data.get("page"), int):
            yield data["page"]
        for item in data.values():
            yield from page_numbers(item)
    elif isinstance(data, list):
        for item in data:
            yield from page_numbers(item)


class Targets:
    """Where the links of some streams lead for a viewer; pages that do not exist for them have no address."""

    def __init__(self, viewer: Viewer, *streams: StreamValue) -> None:
        numbers = set(page_numbers([stored_values(stream) for stream in streams]))
        found = Page.objects.filter(viewer.visible(), pk__in=numbers) if numbers else []
        self.addresses = {page.pk: address_of(page, viewer) for page in found}

    def address(self, value: dict[str, Any]) -> str:
        """The address of one stored link block, or nothing."""
        if value.get("page"):
            return self.addresses.get(value["page"], "")
        address = str(value.get("address") or "")
        return address if is_usable_address(address) else ""

    def links(self, values: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Stored link blocks with their address (`url`), without those that lead nowhere."""
        return [{**value, "url": url} for value in values if (url := self.address(value))]
