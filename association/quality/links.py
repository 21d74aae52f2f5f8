"""The links of a page: to other pages, and to addresses outside the site."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from django.db.models import ForeignKey
from django.http import Http404
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, Site

from association.base.blocks.base import texts_in
from association.base.blocks.choosers import chosen
from association.base.links import linked
from association.base.models import Document
from association.base.routing import check_rest
from association.base.rules.addresses import FIXED
from association.quality.rules.checks import is_external
from association.quality.rules.content import Link

# The number of a page that no address answers to.
NOWHERE = 0
LONGEST_ADDRESS = 2000
MOST_WORDS = 250


@dataclass(frozen=True)
class Lead:
    """Where a link leads: the number of a page (NOWHERE for none), or an address outside the site."""

    text: str
    place: str
    page: int | None = None
    address: str = ""


def leads_of(page: Page, links: Iterable[Link]) -> list[Lead]:
    """Where the links of a page lead; what is neither a page nor on the web (mail, telephone, files) is left out."""
    links = list(links)
    hosts = own_hosts(links)
    paths = {link: path for link in links if (path := own_path(link.address, hosts))}
    numbers = pages_at(page, set(paths.values()))
    leads = {}
    for link in links:
        lead = None
        if link.page is not None:
            lead = Lead(link.text[:MOST_WORDS], link.place, page=link.page)
        elif link in paths:
            number = numbers.get(paths[link])
            lead = Lead(link.text[:MOST_WORDS], link.place, page=number) if number is not None else None
        elif is_external(link):
            lead = Lead(link.text[:MOST_WORDS], link.place, address=plain_address(link.address))
        if lead is not None:
            leads[lead.text, lead.page, lead.address] = lead
    return list(leads.values())


def own_hosts(links: Iterable[Link]) -> frozenset[str]:
    """The hosts of all sites, asked only when there is an address on the web."""
    if not any(is_external(link) for link in links):
        return frozenset()
    return frozenset(Site.objects.values_list("hostname", flat=True))


def own_path(address: str, hosts: frozenset[str]) -> str:
    """The path of an address on one of our sites, empty for any other."""
    if address.startswith("/") and not address.startswith("//"):
        return path_of(address)
    try:
        parts = urlsplit(plain_address(address)) if hosts else None
        own = parts is not None and parts.scheme in {"http", "https"} and (parts.hostname or "") in hosts
    except ValueError:
        return ""
    return path_of(parts.path or "/") if own and parts is not None else ""


def path_of(address: str) -> str:
    """The path of an address, without query and place in the page, with slashes around it."""
    path = unquote(re.split("[?#]", address, maxsplit=1)[0])
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def plain_address(address: str) -> str:
    """An address as it is asked for: with a scheme, without place in the page, of a bearable length."""
    whole = f"https:{address}" if address.startswith("//") else address
    try:
        return urldefrag(whole)[0][:LONGEST_ADDRESS]
    except ValueError:
        return whole[:LONGEST_ADDRESS]


def address_hash(address: str) -> str:
    """What an address is found by."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def pages_at(page: Page, paths: set[str]) -> dict[str, int]:
    """The number of the page that answers to each path on a page's site, NOWHERE for none.

    A path that is no page's (a file, the search) is left out. At most three queries.
    """
    site = page.get_site() if paths else None
    if site is None:
        return {}
    steps = {path: path.strip("/").split("/") if path != "/" else [] for path in paths}
    steps = {path: parts for path, parts in steps.items() if not parts or is_page_path(parts)}
    root = site.root_page
    wanted = {
        root.url_path + "".join(f"{part}/" for part in parts[:end])
        for parts in steps.values()
        for end in range(len(parts) + 1)
    }
    found = {item.url_path: item for item in Page.objects.filter(url_path__in=wanted)}
    numbers = {path: answering(root.url_path, parts, found) for path, parts in steps.items()}
    lost = {path.rstrip("/") for path, number in numbers.items() if number == NOWHERE}
    if lost:
        kept = set(Redirect.objects.filter(old_path__in=lost).values_list("old_path", flat=True))
        numbers = {path: number for path, number in numbers.items() if path.rstrip("/") not in kept}
    return numbers


def is_page_path(parts: list[str]) -> bool:
    """Whether a path on the site can be a page's: not one of the product's own, and no file."""
    return parts[0] not in FIXED and "." not in parts[-1]


def answering(root: str, parts: list[str], found: dict[str, Page]) -> int:
    """The number of the deepest page on a path that answers to the rest of it."""
    for end in range(len(parts), -1, -1):
        page = found.get(root + "".join(f"{part}/" for part in parts[:end]))
        if page is None:
            continue
        if parts[end:]:
            try:
                check_rest(page, parts[end:])
            except Http404:
                return NOWHERE
        return int(page.pk)
    return NOWHERE


def files_in_drafts() -> dict[type, set[int]]:
    """Numbers of pictures, documents and pages that newer versions of published pages use, by model; one query.

    Wagtail's index of references knows what is published, and pages that never were.
    """
    newest = Page.objects.filter(live=True, has_unpublished_changes=True).values("latest_revision")
    used: dict[type, set[int]] = {}
    for revision in Revision.objects.filter(pk__in=newest).select_related("content_type"):
        model = revision.content_type.model_class()
        if model is not None:
            for kind, number in chosen_in(model, revision.content):
                used.setdefault(kind, set()).add(number)
    return used


def chosen_in(model: Any, content: dict[str, Any]) -> Iterator[tuple[type, int]]:
    """Model and number of what the stored version of a page chose, in its fields and its texts."""
    for field in model._meta.concrete_fields:
        stored = content.get(field.name)
        if isinstance(field, ForeignKey) and isinstance(stored, int):
            yield field.related_model, stored
        elif isinstance(field, StreamField) and isinstance(stored, str):
            stream = stream_of(stored)
            yield from chosen(field.stream_block, stream)
            yield from ((Document, number) for number in linked(texts_in(stream))["document"])
        elif isinstance(stored, str):
            yield from ((Document, number) for number in linked([stored])["document"])


def stream_of(stored: str) -> list[Any]:
    """The stored form of a stream, empty when it cannot be read."""
    try:
        found = json.loads(stored)
    except ValueError:
        return []
    return found if isinstance(found, list) else []
