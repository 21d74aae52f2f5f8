"""A meeting of a body: when, where, what is discussed, with which papers, and what was decided."""

import json
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.html import format_html
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.meetings.blocks import AgendaItemBlock
from association.meetings.forms import MeetingPageForm
from association.meetings.models import Presence
from association.meetings.pages.items import agenda_items
from association.meetings.pages.scheduled import ScheduledPage
from association.meetings.pages.shown import day_words, own_row
from association.meetings.queries import of_body, visible_moments
from association.memberships.blocks import count_words, table_row
from association.memberships.links import Addresses
from association.memberships.queries import composition, public_people
from association.organizations.models import Organization
from association.organizations.queries import BODIES
from association.portfolios.models import Portfolio
from association.portfolios.pages.people import NoAddresses, register_addresses
from association.portfolios.queries import portfolio_links


class MeetingPage(ScheduledPage):
    """A meeting of a body of the register."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="meetings", verbose_name="overleg of bestuur"
    )
    portfolios = ParentalManyToManyField(
        Portfolio,
        blank=True,
        related_name="meetings",
        verbose_name="gaat ook over",
        help_text="Wat bij het overleg hoort, komt vanzelf mee.",
    )
    place = models.CharField("plaats", max_length=200, blank=True)
    video_link = models.URLField("link om online mee te doen", blank=True)
    is_public = models.BooleanField("openbaar: iedereen mag erbij zijn", default=False)
    body = BodyField(PageBody, blank=True, verbose_name="tekst")
    items = BodyField([("item", AgendaItemBlock())], blank=True, verbose_name="agendapunten")
    shows_attendance = models.BooleanField("laat op de site zien wie er waren", default=False)

    # Who was there, what was read and what was decided are of one day; a copy is for another.
    exclude_fields_in_copy: ClassVar = [*ScheduledPage.exclude_fields_in_copy, "attendance", "items"]
    base_form_class = MeetingPageForm
    template = "meetings/meeting_page.html"
    parent_page_types: ClassVar = ["association.AgendaIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een vergadering van een overleg of bestuur, met agenda, stukken en besluiten."
    # What it is about stands in its items.
    needs_summary = False

    content_panels: ClassVar = [
        FieldPanel("organization"),
        ScheduledPage.moments_panel,
        TitleFieldPanel("title"),
        FieldRowPanel(
            [
                FieldPanel("place", help_text="Leeg bij een nieuwe vergadering: waar dit overleg de vorige keer was."),
                FieldPanel(
                    "video_link",
                    help_text="Bij een besloten vergadering zien alleen mensen met een account deze link.",
                ),
            ]
        ),
        FieldPanel("is_public"),
        FieldPanel("items"),
        FieldPanel("body"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("portfolios", widget=CheckboxSelectMultiple), FieldPanel("image")],
            heading="Portefeuilles en beeld",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("propose_attendance"),
                InlinePanel("attendance", label="Deelnemer"),
                FieldPanel("shows_attendance"),
            ],
            heading="Wie waren er",
            classname="collapsed",
        ),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("items"),
        index.SearchField("place"),
    ]

    class Meta:
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"

    @property
    def list_kind(self) -> str:
        """The word that a list shows beside the title."""
        return "Openbare vergadering" if self.is_public else "Vergadering"

    def start_anew(self, copy: Any) -> None:
        """As for all that is held; of the agenda only what was discussed, and to what end."""
        super().start_anew(copy)
        items = [{"title": one.value["title"], "goal": one.value["goal"]} for one in self.items]
        copy.items = json.dumps([{"type": "item", "value": value} for value in items])

    def check_place(self, parent: Page) -> None:
        """As for every page, and refuse a body of another association than the site's."""
        super().check_place(parent)
        site = parent.get_site()
        own = SiteSettings.of(site).association_id if site and self.organization_id else None
        if own is not None and self.organization.managed_by_id not in {own, None} and self.organization_id != own:
            raise ValidationError({"organization": "Dit overleg is van een andere vereniging."})

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The meeting with its agenda, and who sits in the body on its day."""
        load_body(self, self.body, self.items)
        to = register_addresses(viewer)
        # Where to join from home is for who may be there.
        self._online = self.video_link if self.is_public or viewer.is_member else ""
        previous, following = self.neighbours(viewer)
        return {
            "lead_html": self.lead_html,
            "kind_line": self.kind_line,
            "banners": self.banners,
            "facts": self.facts(to.body(self.organization) if self.is_own(viewer) else ""),
            "moments": [own_row(moment) for moment in self.ordered_moments if moment.goes_on],
            "video_link": self._online if not self.is_over else "",
            "file": self.calendar_file(viewer),
            "items": agenda_items(self.items, viewer, to),
            "body": render_body(self.body, viewer),
            "attendance": self.shown_attendance(to),
            "seats": self.seats(viewer, to),
            "portfolios": [one for one in portfolio_links(viewer, list(self.portfolios.all())) if one["url"]],
            "previous": previous,
            "next": following,
            "related": self.related(viewer),
        }

    def facts(self, body_url: str) -> list[dict[str, Any]]:
        """When, where, of whom and for whom."""
        name = self.organization.name
        body = format_html('<a href="{}">{}</a>', body_url, name) if body_url else name
        who = "openbaar: u bent welkom" if self.is_public else "besloten"
        return [
            *self.moment_facts(),
            {"label": "Overleg", "value": body},
            {"label": "Wie mag erbij zijn", "value": who},
        ]

    @property
    def kind_line(self) -> str:
        """What it is, and of whom where the title does not say it."""
        name = self.organization.name
        return self.list_kind if name.casefold() in self.title.casefold() else f"{self.list_kind} · {name}"

    def is_own(self, viewer: Viewer) -> bool:
        """Whether the site shows who sits in the body."""
        owner = SiteSettings.of(viewer.site).association_id
        return self.organization.managed_by_id in {owner, None} and self.organization.classification in BODIES

    def seats(self, viewer: Viewer, to: Addresses | NoAddresses) -> dict[str, Any] | None:
        """Who sits in the body on the day of the meeting, as components/seats_table.html shows it; None for unknown."""
        association = SiteSettings.of(viewer.site).association_id
        moment = self.main_moment
        if moment is None or not self.is_own(viewer):
            return None
        shared = self.organization.managed_by_id != association
        found = composition(self.organization, moment.day, association=association if shared else None)
        plain = to if isinstance(to, Addresses) else Addresses("", {})
        rows = [table_row(row, plain, set()) for row in found.rows]
        if not rows:
            return None
        return {
            "caption": f"Samenstelling op {in_words(moment.day, 'day')}",
            "rows": rows,
            "count_words": count_words(rows),
            "url": to.body(self.organization),
        }

    def shown_attendance(self, to: Addresses | NoAddresses) -> list[dict[str, Any]]:
        """Who was there, by how it stood; nothing when the editor keeps it for staff."""
        if not self.shows_attendance:
            return []
        rows = list(self.attendance.select_related("person__merged_into", "on_behalf_of"))
        people = [row.person.merged_into or row.person if row.person else None for row in rows]
        public = public_people(person.pk for person in people if person)
        groups: dict[str, list[dict[str, str]]] = {}
        for row, person in zip(rows, people, strict=True):
            name = person.full_name if person else row.label
            shown = to.person(person) if person and person.pk in public else ""
            note = ", ".join(filter(None, [row.role, f"namens {row.on_behalf_of}" if row.on_behalf_of else ""]))
            groups.setdefault(row.presence, []).append({"name": name, "url": shown, "note": note})
        return [
            {"label": label.capitalize(), "people": groups[code]} for code, label in Presence.choices if code in groups
        ]

    def neighbours(self, viewer: Viewer) -> tuple[dict[str, str] | None, dict[str, str] | None]:
        """The meetings of the body before and after this one; two queries."""
        if self.main_moment is None:
            return None, None
        start = self.main_moment.start
        others = visible_moments(viewer).filter(of_body(self.organization_id)).exclude(page=self.pk)
        before = others.filter(start__lt=start).order_by("-start", "-pk").first()
        after = others.filter(start__gte=start).first()
        return neighbour(before, viewer), neighbour(after, viewer)

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """As an Event, held by the body."""
        data = super().structured_data(address, image_url)
        return {**data, "organizer": {"@type": "Organization", "name": self.organization.name}}


def neighbour(moment: Any, viewer: Viewer) -> dict[str, str] | None:
    """Another meeting of the body, by its day."""
    return {"title": day_words(moment.day), "url": address_of(moment.page, viewer)} if moment else None
