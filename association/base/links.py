"""Links inside a site: root-relative, and only to what the viewer may see."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text.rewriters import LinkRewriter

from association.base.queries import Viewer
from association.base.rules.markup import harmless

LINK_TAG = re.compile(r"<a\b[^>]*>")
NUMBER = re.compile(r'\bid=\\?"(\d{1,12})\\?"')


def address_of(page: Page, viewer: Viewer) -> str:
    """The page's root-relative address on the viewer's site."""
    return str(page.url_path)[len(viewer.site.root_page.url_path) - 1 :]


def link_to(page: Page | None, viewer: Viewer) -> str:
    """The root-relative address, or nothing when the page does not exist for the viewer."""
    return address_of(page, viewer) if page is not None and viewer.may_view(page) else ""


class Links:
    """The targets of all links in some texts, found in one query for pages and one for documents."""

    def __init__(self, viewer: Viewer, texts: Iterable[str]) -> None:
        self.viewer = viewer
        self.pages: dict[str, str] = {}
        self.documents: dict[str, str] = {}
        numbers: dict[str, set[int]] = {"page": set(), "document": set()}
        for text in texts:
            for tag in LINK_TAG.findall(text):
                for kind in numbers:
                    if f'linktype="{kind}"' in tag and (found := NUMBER.search(tag)):
                        numbers[kind].add(int(found[1]))
        self._find_pages(numbers["page"])
        self._find_documents(numbers["document"])

    def _find_pages(self, numbers: set[int]) -> None:
        if numbers:
            found = Page.objects.filter(self.viewer.visible(), pk__in=numbers)
            self.pages = {str(page.pk): address_of(page, self.viewer) for page in found}

    def _find_documents(self, numbers: set[int]) -> None:
        if numbers:
            from association.base.models import Document

            self.documents = {str(item.pk): item.url for item in Document.objects.filter(pk__in=numbers)}

    def expand(self, html: str) -> SafeString:
        """Rich text as stored, with every link resolved; one to a hidden page becomes plain text."""
        rules = {"page": partial(tags, self.pages), "document": partial(tags, self.documents)}
        # Text may come from elsewhere than the editor: only the allowed elements and addresses pass.
        return mark_safe(harmless(LinkRewriter(bulk_rules=rules)(html)))  # noqa: S308


def tags(addresses: dict[str, str], links: list[dict[str, Any]]) -> list[str]:
    """Opening tags for links, without address where the target is not to be seen."""
    found = (addresses.get(str(link.get("id"))) for link in links)
    return [f'<a href="{escape(address)}">' if address else "<a>" for address in found]
