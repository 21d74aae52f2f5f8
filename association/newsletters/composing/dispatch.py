"""The way from a draft to a mailing: everything is looked at once more, then it is frozen."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.newsletters.composing.agreement import agreement_of, fingerprint, needs_agreement
from association.newsletters.composing.checks import Finding, findings
from association.newsletters.composing.rendering import Look, RenderedIssue, audiences_of
from association.newsletters.composing.rights import may_send
from association.newsletters.models import Delivery, Mailing, MailingList, MailingVariant, Subscriber
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.variants import Variant
from association.newsletters.sending.audience import Counts, count
from association.newsletters.sending.preparing import NotPrepared, prepare

# Behind the key of a text that is for who forwards it.
CLERKS = "griffiers"


class Proposal:
    """An issue as it would be sent on a day, else when it is planned, else now.

    That is its newest version, for whom, what is to mend, and who agreed.
    """

    def __init__(self, number: int, *, make_pictures: bool = False, day: date | None = None) -> None:
        stored = NewsletterIssuePage.objects.get(pk=number)
        self.revision = stored.latest_revision_id
        self.page: NewsletterIssuePage = stored.get_latest_revision_as_object()
        self.lists: list[MailingList] = list(self.page.lists.all())
        self.issue = RenderedIssue(self.page, day=day)
        if make_pictures:
            self.issue.make_pictures()
        undated = [self.issue.undated(groups, own) for groups, own in audiences_of(self.lists).items()]
        self.variants: list[Variant] = [variant.of_month(self.issue.month) for variant in undated]
        self.mark = fingerprint(self.page, undated)

    @property
    def association(self) -> int:
        """The number of the association that sends it."""
        return int(self.page.newsletter.association_id)

    @property
    def findings(self) -> list[Finding]:
        """What there is to mend."""
        return findings(self.issue, self.lists, self.variants)

    def counts(self, day: Any = None) -> Counts:
        """Who would get it on a day, or else on that for which it is shown."""
        return count(self.lists, self.page.segment, day or self.issue.day)

    @property
    def is_agreed(self) -> bool:
        """Whether a second person agreed to it as it is."""
        found = agreement_of(self.page, self.mark)
        return found is not None and found.agreed_by_id is not None


def send(
    *, number: int, by: Any, mark: str, expected: int, typed: int | None = None, send_at: datetime | None = None
) -> Mailing:
    """Freeze an issue and let it be sent, now or at a moment; asked twice it gives the same mailing.

    `mark` is the fingerprint of what somebody saw, `expected` how many readers, `typed` that number in the hand of who
    sends for a bureau of one. Raises NotPrepared, in Dutch, when anything is not as it was seen, or not agreed to.
    """
    if known := Mailing.objects.filter(issue=number).first():
        return known
    found = Proposal(number, make_pictures=True, day=timezone.localdate(send_at))
    check(found, by=by, mark=mark, expected=expected, typed=typed)
    if send_at is not None and send_at <= timezone.now():
        raise NotPrepared("Dit moment is al voorbij. Kies een later moment, of verzend nu.")
    with transaction.atomic():
        stored = NewsletterIssuePage.objects.select_for_update().get(pk=number)
        if stored.latest_revision_id != found.revision:
            raise NotPrepared("Iemand wijzigde het nummer op dit moment. Kijk het na en probeer het opnieuw.")
        mailing = prepare(found.page, found.variants, by=by, send_at=send_at, expected=expected)
        if found.page.for_clerks:
            give_clerks_copies(mailing, found)
        return mailing


def give_clerks_copies(mailing: Mailing, found: Proposal) -> None:
    """Let clerks get the text of their list without anything personal, to forward; a few queries for each text."""
    for groups, own in audiences_of(found.lists).items():
        key = Variant(groups, "", "").key
        rows = mailing.deliveries.filter(
            variant__key=key, subscriber__role=Subscriber.Role.CLERK, state=Delivery.State.QUEUED
        )
        if not rows.exists():
            continue
        copy = found.issue.variant(groups, own, Look(forwarded=True))
        kept = MailingVariant.objects.create(
            mailing=mailing, key=f"{key}-{CLERKS}", groups=list(groups), html=copy.html, text=copy.text
        )
        rows.update(variant=kept)


def check(found: Proposal, *, by: Any, mark: str, expected: int, typed: int | None) -> None:
    """Raise NotPrepared when an issue may not be sent by somebody as it is."""
    if not may_send(by, found.association):
        raise NotPrepared("U mag geen nieuwsbrieven verzenden voor deze vereniging.")
    if found.mark != mark:
        raise NotPrepared("Het nummer of de lijst is gewijzigd sinds u het las. Kijk het na en probeer het opnieuw.")
    if any(finding.stops for finding in found.findings):
        raise NotPrepared("Dit nummer is nog niet klaar: kijk de punten na die het verzenden tegenhouden.")
    if needs_agreement(found.association):
        if not found.is_agreed:
            raise NotPrepared("Er is nog geen akkoord van een tweede persoon.")
    elif typed != expected:
        raise NotPrepared(f"Typ het aantal ontvangers over: {expected}.")
