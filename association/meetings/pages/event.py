"""An event: a congress, a course of several evenings, a working visit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.meetings.blocks import RoundBlock
from association.meetings.forms import EventPageForm
from association.meetings.models import EventKind, MomentStatus, SignUp
from association.meetings.pages.items import programme
from association.meetings.pages.scheduled import ScheduledPage
from association.meetings.pages.shown import clock, day_words, own_row
from association.meetings.rules.signing import (
    Full,
    Room,
    Times,
    room_of,
    rounds_of,
    sessions_in,
    what_is_full,
    why_closed,
)
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.portfolios.queries import portfolio_links

VIDEO_HELP = (
    "Melden mensen zich aan met het formulier op deze pagina? Dan staat de link niet op de site. "
    "Alleen wie een plek heeft, krijgt hem per mail."
)
LINK_BY_MAIL = "U krijgt de link per mail als u een plek hebt."


class EventPage(ScheduledPage):
    """Something that an association organises, or where it takes part."""

    class SignUpMode(models.TextChoices):
        NONE = "none", "aanmelden is niet nodig"
        LINK = "link", "aanmelden gaat via een andere website of per mail"
        FORM = "form", "aanmelden met het formulier op deze pagina"

    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events", verbose_name="soort")
    portfolios = ParentalManyToManyField(Portfolio, blank=True, related_name="events", verbose_name="hoort bij")
    for_whom = models.CharField("voor wie", max_length=150, blank=True)
    place = models.CharField("plaats", max_length=200, blank=True)
    video_link = models.URLField("link om online mee te doen", blank=True)
    body = BodyField(PageBody, blank=True, verbose_name="tekst")
    programme = BodyField([("round", RoundBlock())], blank=True, verbose_name="programma")
    partners = ParentalManyToManyField(Organization, blank=True, related_name="events", verbose_name="partners")

    sign_up = models.CharField("aanmelden", max_length=10, choices=SignUpMode.choices, default=SignUpMode.NONE)
    sign_up_address = models.CharField(
        "adres om aan te melden", max_length=300, blank=True, help_text="Een webadres of een e-mailadres."
    )
    capacity = models.PositiveIntegerField("aantal plaatsen", null=True, blank=True, help_text="Leeg: geen grens.")
    closes_at = models.DateTimeField("aanmelden kan tot", null=True, blank=True, help_text="Leeg: tot het begint.")
    asks_diet = models.BooleanField("vraag naar dieetwensen", default=False)

    base_form_class = EventPageForm
    template = "meetings/event_page.html"
    parent_page_types: ClassVar = ["association.AgendaIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een congres, cursus, werkbezoek of andere bijeenkomst, met programma en aanmelden."

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("kind"),
        ScheduledPage.moments_panel,
        FieldRowPanel([FieldPanel("place"), FieldPanel("video_link", help_text=VIDEO_HELP)]),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("programme"),
        MultiFieldPanel(
            [
                FieldPanel("sign_up"),
                FieldPanel("sign_up_address"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("closes_at")]),
                FieldPanel("asks_diet"),
            ],
            heading="Aanmelden",
        ),
        MultiFieldPanel(
            [
                FieldPanel("for_whom"),
                FieldPanel("portfolios", widget=CheckboxSelectMultiple),
                FieldPanel("partners", widget=CheckboxSelectMultiple),
            ],
            heading="Voor wie en met wie",
            classname="collapsed",
        ),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("programme"),
        index.SearchField("place"),
    ]

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"

    @property
    def list_kind(self) -> str:
        """The kind in words."""
        return self.kind.name if self.kind_id else ""

    @property
    def mails_video_link(self) -> bool:
        """Whether the link to join from home is only for who signed up and has a place, by mail."""
        return bool(self.video_link) and self.sign_up == self.SignUpMode.FORM

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The event with its moments, its programme and how to sign up."""
        load_body(self, self.body, self.programme)
        # Where the link goes by mail, machines too are sent to this page.
        page_url = f"{viewer.site.root_url}{address_of(self, viewer)}"
        self._online = page_url if self.mails_video_link else self.video_link
        return {
            "lead_html": self.lead_html,
            "kind_line": self.list_kind,
            "banners": self.banners,
            "picture": picture(self.image, "shaped"),
            "facts": self.facts(),
            "moments": [own_row(moment, self.moved_to(moment)) for moment in self.ordered_moments],
            "video_link": "" if self.mails_video_link or self.is_over else self.video_link,
            "video_note": LINK_BY_MAIL if self.mails_video_link and not self.is_over else "",
            "file": self.calendar_file(viewer),
            "body": render_body(self.body, viewer),
            "programme": programme(self.programme, viewer),
            "sign_up_box": self.sign_up_box(viewer),
            "partners": [{"title": one.name, "url": one.website} for one in self.partners.all()],
            "portfolios": [one for one in portfolio_links(viewer, list(self.portfolios.all())) if one["url"]],
            "related": self.related(viewer),
        }

    def facts(self) -> list[dict[str, Any]]:
        """When, where and for whom; several moments stand in a list of their own."""
        count = len([moment for moment in self.ordered_moments if moment.goes_on])
        when = self.moment_facts() if count < 2 else [{"label": "Wanneer", "value": f"{count} bijeenkomsten"}]
        if count > 1 and self.place:
            when.append({"label": "Waar", "value": self.place})
        return [*when, *([{"label": "Voor wie", "value": self.for_whom}] if self.for_whom else [])]

    def sign_up_box(self, viewer: Viewer) -> dict[str, str] | None:
        """How to sign up, as components/sign_up_box.html shows it; None where nobody has to."""
        mode = self.SignUpMode
        if self.sign_up == mode.NONE or not self.ordered_moments:
            return None
        if closed := why_closed(self.times, self.closes_at, timezone.now()):
            return {"text": closed, "url": "", "label": ""}
        if self.sign_up == mode.FORM:
            return self.form_box(f"{address_of(self, viewer)}aanmelden/")
        is_mail = "@" in self.sign_up_address and ":" not in self.sign_up_address
        text = f"Mail naar {self.sign_up_address}." if is_mail else "Aanmelden gaat via een andere website."
        url = f"mailto:{self.sign_up_address}" if is_mail else self.sign_up_address
        return {"text": text, "url": url, "label": "Mail uw aanmelding" if is_mail else "Ga naar de aanmelding"}

    def form_box(self, url: str) -> dict[str, str]:
        """The way to the form; when all is full, to the waiting list. One query."""
        until = f"Aanmelden kan tot {time_words(self.closes_at)}." if self.closes_at else ""
        full = what_is_full(self.room((SignUp.State.PLACED, SignUp.State.RECEIVED)), rounds_of(self.programme))
        if full == Full.SESSIONS:
            text = f"Alle sessies zijn vol. Daarvoor kunt u op de wachtlijst. {until}".strip()
            return {"text": text, "url": url, "label": "Meld u aan"}
        if full == Full.EVENT:
            text = f"Alle plaatsen zijn bezet. U kunt op de wachtlijst. {until}".strip()
            return {"text": text, "url": url, "label": "Zet mij op de wachtlijst"}
        return {"text": until or "Er is een formulier op deze site.", "url": url, "label": "Meld u aan"}

    @property
    def times(self) -> Times:
        """When the event is held."""
        moments = self.ordered_moments
        held = tuple((moment.start, moment.end) for moment in moments if moment.goes_on)
        return Times(held, is_off=any(moment.status == MomentStatus.CANCELLED for moment in moments))

    def room(self, states: Iterable[str]) -> Room:
        """What is free, apart from who is in one of these states; an address counts once. One query."""
        rows = SignUp.objects.filter(event=self.pk, state__in=states).order_by("pk")
        taken = {email or str(key): choices for email, key, choices in rows.values_list("email_key", "pk", "choices")}
        return room_of(self.capacity, rounds_of(self.programme), [sessions_in(one) for one in taken.values()])

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """As an Event, organised by the association."""
        data = super().structured_data(address, image_url)
        return {**data, "organizer": {"@type": "Organization", "name": self.kind.association.name}}

    def clean(self) -> None:
        """As for every page, and ask for the address to sign up at where that is the way (ValidationError)."""
        super().clean()
        address = self.sign_up_address.strip()
        if self.sign_up != self.SignUpMode.LINK:
            return
        if not address:
            raise ValidationError({"sign_up_address": "Geef het adres waar mensen zich aanmelden."})
        check = validate_email if "@" in address and "://" not in address else URLValidator(["http", "https"])
        try:
            check(address)
        except ValidationError as error:
            message = "Dit is geen webadres (https://…) en geen e-mailadres."
            raise ValidationError({"sign_up_address": message}) from error


def time_words(moment: datetime) -> str:
    """A moment in words: "donderdag 26 maart 2026, 12.00 uur"."""
    return f"{day_words(timezone.localtime(moment).date())}, {clock(moment)} uur"
