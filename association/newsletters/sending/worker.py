"""The sender: batch after batch, over one line, at the pace and in the hours that each association chose."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from association.newsletters.bounces.counting import count
from association.newsletters.bounces.reports import is_gone
from association.newsletters.models import Mailing, MailingVariant, SenderSettings
from association.newsletters.sending import claiming, release, steering
from association.newsletters.sending.claiming import Claimed
from association.newsletters.sending.connection import CLOSING, Answer, Fate, Line, open_line, without
from association.newsletters.sending.message import BadAddress, Head, Letter, wire_address
from association.newsletters.sending.notices import tell_staff
from association.newsletters.sending.pace import Pace

logger = logging.getLogger(__name__)
BATCH = 100
SECONDS_OF_WORK = 5  # that a batch is at most, so that pausing and unsubscribing act soon
LOOK_AGAIN = 1.0  # seconds between two looks at whether a mailing still goes on
LONGEST_REST = 300.0  # seconds without trying a server that does not answer
MOST_CLOSINGS = 8
MOST_BLOCKED = 5
WRONG_ADDRESS = "Het adres van de afzender, of dat voor teruggekomen mail (BOUNCE_ADDRESS), klopt niet"
BROKEN = (
    "Er ging iets mis in het programma zelf. Vraag wie de site beheert om in het logboek te kijken, en ga daarna "
    "verder. Niemand krijgt de mail twee keer."
)
BLOCKED = "5.7."  # RFC 3463: a matter of policy


def sleep(seconds: float) -> bool:
    """Wait; whether stopping was asked, which nobody does here."""
    time.sleep(seconds)
    return False


@dataclass
class Sender:
    """One worker with its line. `wait` takes seconds and says whether to stop."""

    wait: Callable[[float], bool] = sleep
    line: Line = field(default_factory=open_line)
    letters: dict[int, Letter] = field(default_factory=dict)
    paces: dict[int, tuple[tuple[object, ...], Pace]] = field(default_factory=dict)
    failures: int = 0
    blocked: int = 0
    rest_until: float = 0.0
    is_stopping: bool = False
    # The delivery that may be on its way to the server.
    under_way: int | None = None

    def round(self) -> int:
        """Do what is due once: a batch of each mailing. Returns how many mails were handled."""
        if not release.may_send():
            return 0
        claiming.write_for_good()
        steering.run_due()
        handled = 0
        for mailing in Mailing.objects.filter(state=Mailing.State.SENDING).order_by("send_at", "pk"):
            if self.is_stopping or time.monotonic() < self.rest_until:
                break
            handled += self.batch_or_hold(mailing)
        steering.finish_done()
        return handled

    def run_once(self) -> int:
        """Go on until nothing is due; returns how many mails were handled."""
        total = 0
        while not self.is_stopping and (handled := self.round()):
            total += handled
        return total

    def close(self) -> None:
        """Leave the server."""
        self.line.close()

    def batch_or_hold(self, mailing: Mailing) -> int:
        """A batch of a mailing. What goes wrong in our own work pauses that mailing alone, and staff hear so once.

        Without the database nothing can be paused: that is raised.
        """
        try:
            return self.batch(mailing)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # whatever is wrong with one mailing, the others are due as well
            logger.exception("Mailing %s could not be sent", mailing.pk)
            hold(mailing, f"{BROKEN} (De fout heet {type(error).__name__}.)")
            return 0

    def batch(self, mailing: Mailing) -> int:
        """Claim some deliveries of a mailing and send them; returns how many were handled."""
        chosen = settings_of(mailing.association_id)
        if not is_in_window(chosen, timezone.localtime()) or not claiming.is_due(mailing):
            return 0
        name = claiming.new_claim()
        rows = claiming.claim(mailing, min(BATCH, max(1, chosen.per_second * SECONDS_OF_WORK)), name)
        if not rows:
            return 0
        handled = 0
        try:
            release.count_batch()
            for row in self.in_time(mailing, rows, name, self.pace_of(chosen)):
                handled += 1
                if not self.deliver(mailing, row, name):
                    break
        finally:
            claiming.give_back(name, but=self.under_way)
            self.under_way = None
        return handled

    def in_time(self, mailing: Mailing, rows: list[Claimed], name: str, pace: Pace) -> Iterator[Claimed]:
        """The rows one by one, each when it may go; ends when the mailing no longer goes on or the claim is lost."""
        looked = until = time.monotonic()
        until += claiming.LEASE.total_seconds()
        for row in rows:
            pause = pace.pause_before(row.to.email.rpartition("@")[2].lower(), time.monotonic())
            if pause > 0 and self.wait(pause):
                self.is_stopping = True
                return
            now = time.monotonic()
            if now - looked > LOOK_AGAIN:
                looked = now
                if not Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).exists():
                    return
            if until - now < claiming.MARGIN.total_seconds():
                # The claim may have been ended meanwhile, and its rows be somebody else's.
                if now >= until or not claiming.renew(name):
                    return
                until = now + claiming.LEASE.total_seconds()
            yield row

    def deliver(self, mailing: Mailing, row: Claimed, name: str) -> bool:
        """Send one mail and write down what became of it; False when no other should follow now."""
        try:
            letter = self.letter_of(mailing, row.variant)
        except BadAddress as error:
            hold(mailing, f"{WRONG_ADDRESS}: {error}")
            return False
        try:
            to, data = wire_address(row.to.email), letter.fill(row.to, timezone.localtime())
        except BadAddress as error:
            claiming.mark(row.number, name, Answer(Fate.FAILED, None, str(error)))
            return True
        self.under_way = row.number
        answer = without(self.line.send(letter.envelope(row.to), to, data), to)
        if answer.fate is Fate.SENT:
            self.failures = self.blocked = 0
            goes_on = claiming.mark_sent(row.number, name, answer)
        else:
            claiming.mark(row.number, name, answer)
            if answer.fate is Fate.FAILED and is_gone(answer.text):
                count(row.subscriber, hard=True)
            goes_on = self.goes_on_after(mailing, answer)
        self.under_way = None
        return goes_on

    def goes_on_after(self, mailing: Mailing, answer: Answer) -> bool:
        """What one failure means for the others; False when no other mail should follow now."""
        self.blocked = self.blocked + 1 if answer.fate is Fate.FAILED and answer.text.startswith(BLOCKED) else 0
        if answer.fate is Fate.REFUSED or self.blocked >= MOST_BLOCKED:
            self.blocked = 0
            hold(mailing, f"De mailserver weigert onze mail: {told(answer)}")
            return False
        if answer.fate is Fate.LOST:
            self.failures += 1
            if answer.code == CLOSING and self.failures >= MOST_CLOSINGS:
                self.failures = 0
                hold(mailing, f"De mailserver verbreekt steeds de verbinding: {told(answer)}")
                return False
            self.rest(mailing, answer)
            return False
        return True

    def rest(self, mailing: Mailing, answer: Answer) -> None:
        """Leave the server alone for a while, ever longer, and tell who looks at the mailing."""
        seconds = min(LONGEST_REST, 2.0**self.failures) * random.uniform(0.75, 1.25)  # noqa: S311 - spreads only
        self.rest_until = time.monotonic() + seconds
        notice = (
            f"De mailserver is nu niet bereikbaar; we proberen het steeds opnieuw. Laatste antwoord: {told(answer)}"
        )
        Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).update(notice=notice)

    def letter_of(self, mailing: Mailing, variant: int) -> Letter:
        """The mail of a variant, built at first use. Raises BadAddress when the sender's address is none."""
        if variant not in self.letters:
            texts = MailingVariant.objects.get(pk=variant)
            self.letters = {key: self.letters[key] for key in list(self.letters)[-20:]}
            self.letters[variant] = Letter(head_of(mailing), html_text=texts.html, text=texts.text)
        return self.letters[variant]

    def pace_of(self, chosen: SenderSettings) -> Pace:
        """The pace of an association, which goes on between batches; a new one when its settings changed."""
        wanted = (chosen.per_second, *sorted(chosen.per_domain.items()))
        known = self.paces.get(chosen.association_id)
        if known is None or known[0] != wanted:
            known = (wanted, Pace(chosen.per_second, chosen.per_domain))
            self.paces[chosen.association_id] = known
        return known[1]


def hold(mailing: Mailing, notice: str) -> None:
    """Pause a mailing that cannot go on, and tell staff once."""
    try:
        steering.pause(mailing, notice=notice)
    except steering.NotPossible:
        return
    logger.error("Mailing %s is paused: %s", mailing.pk, notice)
    tell_staff(mailing, notice)


def told(answer: Answer) -> str:
    """The answer of a server for people."""
    return " ".join(filter(None, [str(answer.code or ""), answer.text])) or "geen antwoord"


def head_of(mailing: Mailing) -> Head:
    """What all mails of a mailing have in common. Failures come back to BOUNCE_ADDRESS, or to the sender's domain.

    Raises BadAddress when one of these addresses is none.
    """
    domain = wire_address(mailing.sender.rpartition(" <")[2].rstrip(">")).rpartition("@")[2]
    return Head(
        sender=mailing.sender,
        subject=mailing.subject,
        root_url=mailing.root_url,
        list_id=f"{mailing.newsletter.slug}.{domain}",
        bounces=wire_address(settings.BOUNCE_ADDRESS or f"bounce@{domain}"),
        reply_to=mailing.reply_to,
    )


def settings_of(association: int) -> SenderSettings:
    """How fast and when an association sends."""
    found = SenderSettings.objects.filter(association=association).first()
    return found or SenderSettings(association_id=association)


def is_in_window(chosen: SenderSettings, now: datetime) -> bool:
    """Whether mail may go out at this hour, on the clock of the association."""
    return chosen.from_hour <= now.hour < chosen.until_hour
