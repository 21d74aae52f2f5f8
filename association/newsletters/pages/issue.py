"""An issue: a page that is mailed as it is and shown as it was mailed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from association.base.fields import BodyField
from association.base.pages import BasePage
from association.newsletters.blocks import IssueBody
from association.newsletters.models import MailingList, Newsletter, Segment


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
    page_description = "Een nummer van een nieuwsbrief."
    is_read_again_yearly = False

    class Meta:
        verbose_name = "nummer van een nieuwsbrief"
        verbose_name_plural = "nummers van nieuwsbrieven"


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
