"""The page that lists all terms of an association."""

from collections import Counter
from itertools import groupby
from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.glossary.blocks import item
from association.glossary.models import Term
from association.glossary.queries import terms_of
from association.memberships.pages import ServedPage
from association.people.rules import plain
from association.portfolios.models import Portfolio
from association.portfolios.queries import portfolio_links

THEME = "portefeuille"
KIND = "Begrip"


class GlossaryPage(BasePage):
    """All terms of the site's association, in the order of the alphabet."""

    body = BodyField(PageBody, blank=True, verbose_name="tekst")

    template = "glossary/glossary_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Alle begrippen en afkortingen van A tot Z, met hun uitleg. Vult zichzelf."
    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("image"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    json_ld_type = "DefinedTermSet"

    _shown: tuple[Term, ...] = ()

    class Meta:
        verbose_name = "begrippenlijst"
        verbose_name_plural = "begrippenlijsten"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The terms by letter, of one portfolio when the address asks for it."""
        load_body(self, self.body)
        association = SiteSettings.of(viewer.site).association_id
        terms = terms_of(association) if association else []
        portfolios = sorted({term.portfolio for term in terms if term.portfolio}, key=in_register)
        chosen = next((item for item in portfolios if item.slug == request.GET.get(THEME)), None)
        shown = [term for term in terms if chosen is None or term.portfolio_id == chosen.pk]
        self._shown = tuple(shown)
        return {
            "lead_html": self.lead_html,
            "body": render_body(self.body, viewer),
            "filters": self.filters(viewer, terms, portfolios, chosen),
            "clear_url": address_of(self, viewer) if chosen else "",
            "letters": letters(shown, addresses_of(viewer, portfolios)),
            "count": len(shown),
        }

    def filters(
        self, viewer: Viewer, terms: list[Term], portfolios: list[Portfolio], chosen: Portfolio | None
    ) -> list[dict[str, Any]]:
        """The choice of a portfolio as components/filter_form.html shows it; none when there is nothing to choose."""
        numbers = Counter(term.portfolio_id for term in terms)
        every = {"value": "", "label": f"Alle ({len(terms)})", "chosen": chosen is None}
        options = [
            {"value": item.slug, "label": f"{item.name} ({numbers[item.pk]})", "chosen": item == chosen}
            for item in portfolios
        ]
        label = SiteSettings.of(viewer.site).portfolio_word.capitalize()
        return [{"name": THEME, "label": label, "options": [every, *options]}] if options else []

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """The list as https://schema.org/DefinedTermSet says it."""
        terms = [
            {
                "@type": "DefinedTerm",
                "name": term.full_form or term.abbreviation,
                **({"termCode": term.abbreviation} if term.full_form else {}),
                "url": f"{address}#{term.slug}",
            }
            for term in self._shown
        ]
        return {**super().structured_data(address, image_url), "hasDefinedTerm": terms}


def in_register(portfolio: Portfolio) -> tuple[int, str]:
    """Where a portfolio stands in the register."""
    return portfolio.order, portfolio.name


def addresses_of(viewer: Viewer, portfolios: list[Portfolio]) -> dict[int, str]:
    """The addresses of the portfolios whose page the viewer may see, by their number; one query, or none."""
    found = portfolio_links(viewer, portfolios) if portfolios else []
    return {portfolio.pk: link["url"] for portfolio, link in zip(portfolios, found, strict=True)}


def letters(terms: list[Term], addresses: dict[int, str]) -> list[dict[str, Any]]:
    """The terms as components/term_list.html shows them, by letter."""
    return [
        {
            "letter": letter,
            "anchor": f"letter-{letter.lower()}",
            "items": [term_item(term, addresses.get(term.portfolio_id or 0, "")) for term in group],
        }
        for letter, group in groupby(terms, key=lambda term: term.letter)
    ]


def term_item(term: Term, address: str = "") -> dict[str, str]:
    """One term as components/term_list.html shows it."""
    return {
        **item(term),
        "anchor": term.slug,
        "portfolio": term.portfolio.name if term.portfolio else "",
        "portfolio_url": address,
    }


def found_terms(viewer: Viewer, words: str) -> list[ServedPage]:
    """The terms in whose word or full form all words occur, as results of the site's search; two queries, or none.

    None where the viewer finds no list of them.
    """
    settings = SiteSettings.of(viewer.site)
    parts = [part for part in (plain(word) for word in words.split()) if part]
    if not parts or not settings.association_id or not settings.term_count:
        return []
    page = viewable_pages(viewer, GlossaryPage.objects.defer("body")).first()
    if page is None:
        return []
    found = [term for term in terms_of(settings.association_id) if is_named(term, parts)]
    return [ServedPage(str(term), f"{address_of(page, viewer)}#{term.slug}", KIND) for term in found]


def is_named(term: Term, parts: list[str]) -> bool:
    """Whether all words occur in what a term is called."""
    name = plain(" ".join([*term.words, term.full_form]))
    return all(part in name for part in parts)
