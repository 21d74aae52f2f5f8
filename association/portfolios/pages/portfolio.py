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
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.base.registry import sections_for
from association.base.rules.phones import phone_href
from association.base.site_settings import SiteSettings
from association.portfolios.blocks import YearBlock
from association.portfolios.forms import PortfolioPageForm
from association.portfolios.models import Portfolio
from association.portfolios.pages.people import load_portraits, people_context, register_addresses, relation_facts
from association.portfolios.queries import portfolio_tiles, seats_of_portfolios

PEOPLE, PEOPLE_ANCHOR = "Wie zit waar", "wie-zit-waar"


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
        toc = table_of_contents(self.body)
        people = self.people(viewer, {tile["portfolio"].pk: tile["url"] for tile in tiles})
        jump = [{"label": PEOPLE, "anchor": PEOPLE_ANCHOR}] if people else []
        jump += [{"label": item["title"], "anchor": item["anchor"]} for item in toc]
        years = self.year_blocks(viewer)
        if years:
            jump.append({"label": "Wat we doen", "anchor": "wat-we-doen"})
        jump += [{"label": section.title, "anchor": section.anchor} for section in sections]
        contact = self.contact()
        others = [tile for tile in tiles if tile["portfolio"] != self.portfolio]
        if contact:
            jump.append({"label": "Contact", "anchor": "contact"})
        return {
            "icon": self.portfolio.icon,
            "picture": picture(self.image, "shaped"),
            "people": people,
            "body": render_body(self.body, viewer),
            "toc": toc,
            "years": years,
            "sections": sections,
            "jump_links": jump,
            "related": self.related(viewer),
            "contact": contact,
            "others": others,
            "others_title": f"Andere {SiteSettings.of(viewer.site).portfolios_word.lower()}",
        }

    def people(self, viewer: Viewer, addresses: dict[int, str]) -> dict[str, Any] | None:
        """Who works on the portfolio today; `addresses` of the other portfolios, by their number."""
        today = timezone.localdate()
        seats = seats_of_portfolios([self.portfolio], today)[self.portfolio_id]
        load_portraits(seats)
        facts = relation_facts(self.portfolio, addresses, today)
        return people_context(seats, register_addresses(viewer), facts)

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
