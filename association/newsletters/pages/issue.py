"""An issue: a page that is mailed as it is and shown as it was mailed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from association.base.fields import BodyField
from association.base.models import Image
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer, close_where
from association.base.visits import mark_visit
from association.newsletters.blocks import IssueBody
from association.newsletters.blocks.facts import public_images
from association.newsletters.models import Mailing, MailingList, Newsletter, Segment
from association.newsletters.pages.rights import IssuePermissions
from association.newsletters.rules.addresses import PATHS

DARK, TEXT, ARTICLE = "dark", "text", "article"
MODES = [("", "E-mail"), (DARK, "E-mail, donker"), (TEXT, "E-mail, alleen tekst"), (ARTICLE, "In het archief")]
# An issue of which the sending has begun is what its readers got.
SHOWN = (Mailing.State.SENDING, Mailing.State.PAUSED, Mailing.State.STOPPED, Mailing.State.DONE)
Preview = Callable[[Any, HttpRequest, str], HttpResponseBase]
_previews: list[Preview] = []


def register_preview(preview: Preview) -> None:
    """Show issues in the editor's preview: (page, request, mode) gives the answer."""
    _previews[:] = [preview]


class NewsletterIssuePage(BasePage):
    """One issue of a newsletter. It exists for readers once it is sent, and is then what was sent."""

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, related_name="issues", verbose_name="nieuwsbrief")
    number = models.PositiveIntegerField("nummer", default=1)
    preheader = models.CharField(
        "regel na het onderwerp",
        max_length=150,
        blank=True,
        help_text="Mailprogramma's tonen deze regel in de lijst, achter het onderwerp.",
    )
    opening = RichTextField("opening", blank=True, features=["bold", "link"])
    body = BodyField(IssueBody, blank=True, verbose_name="inhoud")
    lists = ParentalManyToManyField(MailingList, blank=True, related_name="issues", verbose_name="verzendlijsten")
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="doelgroep"
    )
    for_clerks = models.BooleanField(
        "kopie voor griffiers",
        default=False,
        help_text="Griffiers krijgen een kopie zonder persoonlijke links, om door te sturen aan alle raadsleden.",
    )

    template = "newsletters/newsletter_issue_page.html"
    parent_page_types: ClassVar = ["association.NewsletterIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een nummer van een nieuwsbrief. Begin het bij Nieuwsbrieven, Nieuw nummer."
    is_read_again_yearly = False
    open_graph_type = "article"

    content_panels: ClassVar = [
        TitleFieldPanel(
            "title", heading="Onderwerp", help_text="Het onderwerp van de mail en de titel in het archief."
        ),
        FieldPanel("opening", help_text="Een paar regels aan de lezer. Wat leest hij in dit nummer?"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("lists", widget=CheckboxSelectMultiple),
                FieldPanel("segment", help_text="Leeg: iedereen op de gekozen lijsten."),
                FieldPanel("for_clerks"),
            ],
            heading="Aan wie",
        ),
        MultiFieldPanel(
            [
                FieldPanel("preheader"),
                FieldPanel("image", help_text="Bovenaan de mail. Leeg: het beeld van de reeks."),
                FieldRowPanel([FieldPanel("newsletter"), FieldPanel("number")]),
            ],
            heading="Regel na het onderwerp, beeld en reeks",
            classname="collapsed",
        ),
    ]
    # Without a moment to be published: it goes on the site when it is sent.
    settings_panels: ClassVar = BasePage.settings_panels[: -len(Page.settings_panels)]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("sent_words")]

    class Meta:
        verbose_name = "nummer van een nieuwsbrief"
        verbose_name_plural = "nummers van nieuwsbrieven"

    def permissions_for_user(self, user: Any) -> IssuePermissions:
        """What a user may do with it in the admin."""
        return IssuePermissions(user, self)

    @property
    def sending(self) -> Mailing | None:
        """The mailing that was made of it, or None."""
        try:
            found: Mailing = self.mailing
        except ObjectDoesNotExist:
            return None
        return found

    @property
    def is_sent(self) -> bool:
        """Whether a mailing was made of it, also one that is to go out later."""
        return self.sending is not None

    @property
    def sent_article(self) -> SafeString:
        """What the public gets to see of it in the archive: our own templates' HTML, kept when it was sent."""
        sent = self.sending
        variant = sent.variants.filter(key="").only("article").first() if sent is not None else None
        return mark_safe(variant.article) if variant is not None else SafeString("")

    @property
    def sent_words(self) -> str:
        """The same as words alone, for the search."""
        return strip_tags(self.sent_article)

    @property
    def list_date(self) -> Any:
        """The day on which it went out."""
        sent = self.sending
        return timezone.localdate(sent.send_at) if sent is not None else None

    @property
    def planned(self) -> datetime | None:
        """When its sender means to send it, as long as that lies ahead; kept as Wagtail's moment of going live."""
        moment: datetime | None = self.go_live_at
        return moment if moment is not None and moment > timezone.now() else None

    @property
    def day(self) -> date:
        """The day for which it is shown: on which it went or goes out, that for which it is planned, or today."""
        sent = self.sending
        moment = sent.send_at if sent is not None else self.planned
        return timezone.localdate(moment)

    @property
    def list_kind(self) -> str:
        """The name of the series."""
        return self.newsletter.title

    def check_place(self, parent: Page) -> None:
        """Also refuse what the archive itself answers to, such as "aanmelden"."""
        super().check_place(parent)
        taken = {path.split("/")[1] for path in PATHS.values()}
        if (self.slug or "") in taken:
            raise ValidationError({"slug": "Dit adres is van de site zelf. Kies een ander."})

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The mail, light and dark, its text, and the archive."""
        return MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """The mail as it would be now, or its place in the archive."""
        self.prepare_preview(request)
        return _previews[0](self, request, mode_name)

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """What was sent; in a preview what would be."""
        article = getattr(request, "issue_article", None)
        if article is None:
            article = self.sent_article
        return {
            "article": article,
            "date": self.day,
            "kind": self.newsletter.title,
            "picture": picture(self.banner, "banner"),
            "picture_narrow": picture(self.banner, "card"),
            "credit": self.banner.credit if self.banner else "",
        }

    @cached_property
    def banner(self) -> Image | None:
        """The picture on top, its own or that of its series, when everybody may see it."""
        found = self.image or self.newsletter.banner
        return found if found is not None and found.pk in public_images([found]) else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, when sending has begun and its series is in the archive; Http404 before."""
        sent = self.sending
        if sent is None or sent.state not in SHOWN or not self.newsletter.in_archive:
            raise Http404
        response = super().serve(request, *args, **kwargs)
        # Whoever made it looks at it too; that says nothing of readers.
        mark_visit(response, None if getattr(request, "shows_admin_tools", False) else sent.pk)
        return response


close_where(
    Q(newsletterissuepage__isnull=False)
    & (Q(newsletterissuepage__newsletter__in_archive=False) | ~Q(newsletterissuepage__mailing__state__in=SHOWN))
)


class IssueAgreement(models.Model):
    """That a second person agreed to send an issue as it then was; another text or list makes it void.

    `fingerprint` is the SHA-256 of all that would be sent and to which lists.
    """

    issue = models.ForeignKey(NewsletterIssuePage, models.CASCADE, related_name="agreements", verbose_name="nummer")
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="akkoord van"
    )
    agreed_at = models.DateTimeField("akkoord op", null=True)

    class Meta:
        verbose_name = "akkoord met een verzending"
        verbose_name_plural = "akkoorden met een verzending"
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return str(self.issue)
