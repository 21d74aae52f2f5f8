"""The page of one portfolio of the register."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body, rendering_for
from association.base.blocks.page import PageBody, table_of_contents
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.base.registry import sections_for
from association.base.rules.phones import phone_href
from association.base.site_settings import SiteSettings
from association.portfolios.blocks import YearBlock
from association.portfolios.forms import PortfolioPageForm
from association.portfolios.models import Portfolio
from association.portfolios.pages.data import led_by
from association.portfolios.pages.dossiers import STATE_QUERY, dossiers_context, results_context
from association.portfolios.pages.people import load_portraits, people_context, register_addresses, relation_facts
from association.portfolios.queries import portfolio_tiles, seats_of_portfolios

PEOPLE, PEOPLE_ANCHOR = "Wie zit waar", "wie-zit-waar"
DOSSIERS, RESULTS = "Dossiers", "Wat het opleverde"
ABOUT, ABOUT_ANCHOR = "Waar het over gaat", "waar-het-over-gaat"
# Short lists of other topics that stand in the aside.
BESIDE = {"agenda", "publicaties", "nieuwsbrief"}


class PortfolioPage(BasePage):
    """The page of one portfolio of the register."""

    portfolio = models.OneToOneField(Portfolio, models.PROTECT, related_name="page", verbose_name="portefeuille")
    body = BodyField(PageBody, blank=True, verbose_name="tekst")
    years = BodyField([("year", YearBlock())], blank=True, verbose_name="jaren")
    contact_name = models.CharField("contact bij het bureau", max_length=120, blank=True)
    contact_phone = models.CharField("telefoon", max_length=30, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)

    base_form_class = PortfolioPageForm
    template = "portfolios/portfolio_page.html"
    parent_page_types: ClassVar = ["association.PortfolioIndexPage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    page_description = "Waar een portefeuille over gaat, wat er per jaar gebeurde en het nieuws erover."

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("portfolio", help_text="Uit de lijst van de eigen vereniging; elke portefeuille heeft één pagina."),
        FieldPanel("body"),
        FieldPanel("years", help_text="Per jaar: wat er gebeurde en wat er komt. Het nieuwste jaar staat bovenaan."),
        FieldPanel("image"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")])],
            heading="Contact bij het bureau",
            classname="collapsed",
        ),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("years")]

    _leads: tuple[Any, ...] | list[Any] = ()

    class Meta:
        verbose_name = "portefeuillepagina"
        verbose_name_plural = "portefeuillepagina's"

    def check_place(self, parent: Page) -> None:
        """As for every page, and refuse a portfolio of another association than the site's."""
        super().check_place(parent)
        site = parent.get_site()
        own = SiteSettings.of(site).association_id if site and self.portfolio_id else None
        if own is not None and own != self.portfolio.association_id:
            raise ValidationError({"portfolio": "Deze portefeuille is van een andere vereniging."})

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """Text, years, what other topics add, and who to ask."""
        load_body(self, self.body, self.years)
        tiles = portfolio_tiles(viewer)
        # The list of all portfolios holds this page's own: no need to ask for it again.
        known = {tile["portfolio"].pk: tile["portfolio"] for tile in tiles}
        if self.portfolio_id in known:
            self.portfolio = known[self.portfolio_id]
        sections = list(sections_for(self, viewer))
        chosen = request.GET.get(STATE_QUERY, "")
        parts = {
            "lead_html": self.lead_html,
            "people": self.people(viewer, {tile["portfolio"].pk: tile["url"] for tile in tiles}),
            "dossiers": dossiers_context(self.portfolio_id, viewer, address_of(self, viewer), chosen),
            "results": results_context(self.portfolio_id),
            "sections": [section for section in sections if section.anchor not in BESIDE],
            "body": render_body(self.body, viewer),
            "years": self.year_blocks(viewer),
            "beside": [section for section in sections if section.anchor in BESIDE],
            "contact": self.contact(),
        }
        return {
            **parts,
            "icon": self.portfolio.icon,
            "picture": picture(self.image, "shaped"),
            "body_title": "" if self.begins_with_heading else ABOUT,
            "jump_links": self.jump_links(parts),
            "related": self.related(viewer),
            "others": [tile for tile in tiles if tile["portfolio"] != self.portfolio],
            "others_title": f"Andere {SiteSettings.of(viewer.site).portfolios_word.lower()}",
        }

    @property
    def begins_with_heading(self) -> bool:
        """Whether the text brings its own first heading."""
        return bool(self.body) and self.body[0].block_type == "heading"

    def jump_links(self, parts: dict[str, Any]) -> list[dict[str, str]]:
        """The parts of the page that are there, in their order."""
        found = [(PEOPLE, PEOPLE_ANCHOR, parts["people"]), (DOSSIERS, "dossiers", parts["dossiers"])]
        found.append((RESULTS, "resultaten", parts["results"]))
        found += [(section.title, section.anchor, True) for section in parts["sections"]]
        # Of the text its beginning: all its headings would make the row three lines long.
        first = table_of_contents(self.body)[:1] if self.begins_with_heading else []
        found += [(item["title"], item["anchor"], True) for item in first]
        if not first:
            found.append((ABOUT, ABOUT_ANCHOR, parts["body"]))
        found.append(("Wat we doen", "wat-we-doen", parts["years"]))
        found += [(section.title, section.anchor, True) for section in parts["beside"]]
        found.append(("Contact", "contact", parts["contact"]))
        return [{"label": label, "anchor": anchor} for label, anchor, there in found if there]

    def people(self, viewer: Viewer, addresses: dict[int, str]) -> dict[str, Any] | None:
        """Who works on the portfolio today; `addresses` of the other portfolios, by their number."""
        today = timezone.localdate()
        seats = seats_of_portfolios([self.portfolio], today)[self.portfolio_id]
        load_portraits(seats)
        facts = relation_facts(self.portfolio, addresses, today)
        to = register_addresses(viewer)
        to.look_for_vacancies(seats.rows, self.portfolio.association_id)
        self._leads = led_by(seats, to, viewer.site.root_url)
        return people_context(seats, to, facts)

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """The page as schema.org says it, with who leads the portfolio today."""
        data = super().structured_data(address, image_url)
        return {**data, "about": self._leads} if self._leads else data

    def year_blocks(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The years, newest first; the newest stands open."""
        rendering = rendering_for(viewer, list(self.years.raw_data), self.years)
        values = sorted((child.value for child in self.years), key=lambda value: -int(value["year"]))
        return [
            {
                "year": value["year"],
                "did": [rendering.html(value["did"])] if value["did"] else [],
                "actions": list(value["actions"]),
                "moments": sorted(value["moments"], key=lambda moment: moment["date"], reverse=True),
                "attention": list(value["attention"]),
                "open": number == 0,
            }
            for number, value in enumerate(values)
        ]

    def contact(self) -> dict[str, str] | None:
        """Who to ask at the bureau, or None."""
        if not (self.contact_name or self.contact_email or self.contact_phone):
            return None
        return {
            "name": self.contact_name,
            "phone": self.contact_phone,
            "phone_href": phone_href(self.contact_phone),
            "email": self.contact_email,
        }
