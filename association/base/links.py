"""Links inside a site: root-relative, and only to what the viewer may see."""

import re
from collections.abc import Iterable, Mapping
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


def linked(texts: Iterable[str]) -> dict[str, set[int]]:
    """The numbers of the pages and documents that some texts link to, as {"page": …, "document": …}."""
    numbers: dict[str, set[int]] = {"page": set(), "document": set()}
    for text in texts:
        for tag in LINK_TAG.findall(text):
            for kind, known in numbers.items():
                if f'linktype="{kind}"' in tag and (found := NUMBER.search(tag)):
                    known.add(int(found[1]))
    return numbers


class Links:
    """The targets of all links in some texts: from `fetched` (objects by type and number), or in a query per kind."""

    def __init__(
        self, viewer: Viewer, texts: Iterable[str], fetched: Mapping[type, Mapping[int, Any]] | None = None
    ) -> None:
        self.viewer = viewer
        self.fetched = fetched
        self.pages: dict[str, str] = {}
        self.documents: dict[str, str] = {}
        numbers = linked(texts)
        self._find_pages(numbers["page"])
        self._find_documents(numbers["document"])

    def _find_pages(self, numbers: set[int]) -> None:
        if self.fetched is not None:
            known = self.fetched[Page]
            found = [known[number] for number in numbers if number in known and self.viewer.may_view(known[number])]
        else:
            found = Page.objects.filter(self.viewer.visible(), pk__in=numbers) if numbers else []
        self.pages = {str(page.pk): address_of(page, self.viewer) for page in found}

    def _find_documents(self, numbers: set[int]) -> None:
        from association.base.models import Document

        if self.fetched is not None:
            known = self.fetched[Document]
            found = [known[number] for number in numbers if number in known]
        else:
            found = Document.objects.filter(pk__in=numbers).select_related("collection") if numbers else []
        self.documents = {str(item.pk): item.url for item in found if self.viewer.may_use(item)}

    def expand(self, html: str) -> SafeString:
        """Rich text as stored, with every link resolved; one to a hidden page becomes plain text."""
        rules = {"page": partial(tags, self.pages), "document": partial(tags, self.documents)}
        # Text may come from elsewhere than the editor: only the allowed elements and addresses pass.
        return mark_safe(harmless(LinkRewriter(bulk_rules=rules)(html)))


def tags(addresses: dict[str, str], links: list[dict[str, Any]]) -> list[str]:
    """Opening tags for links, without address where the target is not to be seen."""
    found = (addresses.get(str(link.get("id"))) for link in links)
    return [f'<a href="{escape(address)}">' if address else "<a>" for address in found]
