"""Mails about sign-ups: what they say, and sending them from the stored rows; called by the worker.

Nothing that a visitor wrote stands in them: anybody can type anybody's address.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from association.base.mail_style import MailStyle
from association.base.queries import Viewer
from association.base.rules.tokens import TOKEN_LENGTH, hashed, new_token
from association.base.site_settings import SiteSettings
from association.meetings.feeds.ical import calendar_bytes
from association.meetings.models import Moment, SignUp, SignUpMail
from association.meetings.models.signing import CHANGED
from association.meetings.pages import EventPage
from association.meetings.pages.shown import hours
from association.meetings.rules.signing import KEPT_AFTER, rounds_of

logger = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = 6  # as a power of two, in minutes: about an hour
MOST_TRIES = 60  # more than two days
MOST_AT_ONCE = 500
MARK = 48
PERMANENT = 500  # RFC 5321, section 4.2.1: the first digit 5 is a refusal for good
HEADERS = {"Auto-Submitted": "auto-generated"}
Kind = SignUpMail.Kind
SUBJECTS: dict[str, str] = {
    CHANGED: "Uw aanmelding is gewijzigd",
    Kind.PLACED: "U bent aangemeld",
    Kind.WAITING: "U staat op de wachtlijst",
    Kind.MOVED_UP: "Er is plek voor u",
    Kind.KNOWN: "U was al aangemeld",
    Kind.CANCELLED: "U bent afgemeld",
}
LEADS: dict[str, list[str]] = {
    CHANGED: ["Het bureau wijzigde uw aanmelding voor: {title}.", "U {now}. Hieronder leest u hoe het nu is."],
    Kind.PLACED: ["U bent aangemeld voor: {title}. U hebt een plek."],
    Kind.WAITING: [
        "U hebt zich aangemeld voor: {title}.",
        "Er is nu geen plek. U staat op de wachtlijst. Komt er een plek vrij, dan krijgt u weer een mail.",
    ],
    Kind.MOVED_UP: [
        "Er kwam een plek vrij voor: {title}. U hebt nu een plek.",
        "Kunt u niet meer? Meld u dan af, dan kan een ander komen.",
    ],
    Kind.KNOWN: [
        "Iemand heeft dit e-mailadres nog een keer ingevuld voor: {title}.",
        "U was al aangemeld{state}. Uw eerste aanmelding blijft staan. "
        "Wilt u andere sessies? Meld u dan af en meld u opnieuw aan.",
    ],
    Kind.CANCELLED: ["U bent afgemeld voor: {title}."],
}
# To who has a place: when it is, for their own calendar. What was called off is called off there too.
WITH_CALENDAR = frozenset({CHANGED, Kind.PLACED, Kind.MOVED_UP, Kind.KNOWN, Kind.NOTICE})
CALENDAR_TYPE = "text/calendar"
# In place of the secret, where staff look at a mail before it goes out.
NO_TOKEN = "x" * TOKEN_LENGTH


@dataclass(frozen=True)
class Letter:
    """A mail in words."""

    subject: str
    text: str
    html: str
    bureau: str


def send_sign_up_mail() -> int:
    """Send what waits; returns how many the mail server took. Safe to run twice at once: each is claimed first.

    After a failure a mail is tried again, ever later. No transaction is open while the mail server takes its time.
    """
    now = timezone.now()
    due = SignUpMail.objects.filter(sent_at=None, refused_at=None, next_try_at__lte=now, tries__lt=MOST_TRIES)
    numbers = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(deliver(number) for number in numbers)


def deliver(number: int) -> int:
    """Send one mail that is due; 1 when the mail server took it."""
    now, token = timezone.now(), new_token()
    if not claim(number, now, token):
        return 0
    try:
        return send(number, token)
    except Exception:  # whatever is wrong with one mail, the others are due as well
        logger.exception("Mail %s about a sign-up failed", number)
        put_off(number)
        return 0


def claim(number: int, now: datetime, token: str) -> bool:
    """Take a mail that is due, for five minutes, with the secret of its link; False when somebody else has it."""
    due = SignUpMail.objects.filter(pk=number, sent_at=None, refused_at=None, next_try_at__lte=now)
    return bool(due.update(next_try_at=now + CLAIM, tries=F("tries") + 1, token_hash=hashed(token)))


def send(number: int, token: str) -> int:
    """Send a mail that was claimed; 1 when the mail server took it. What it refuses for good is not tried again."""
    row = SignUpMail.objects.select_related("sign_up__event", "notice").filter(pk=number).first()
    # Somebody may have had their data erased since.
    if row is None or not row.sign_up.email:
        return 0
    letter = letter_for(row, token)
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[row.sign_up.email],
        reply_to=[letter.bureau] if letter.bureau else [],
        headers=HEADERS,
    )
    message.attach_alternative(letter.html, "text/html")
    if row.kind in WITH_CALENDAR and row.sign_up.state == SignUp.State.PLACED:
        message.attach("agenda.ics", calendar_file(row.sign_up.event), CALENDAR_TYPE)
    mine = SignUpMail.objects.filter(pk=number)
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= PERMANENT for code, _ in error.recipients.values()):
            mine.update(refused_at=timezone.now())
        else:
            put_off(number)
        return 0
    except OSError:
        put_off(number)
        return 0
    mine.update(sent_at=timezone.now())
    return 1


def put_off(number: int) -> None:
    """Let a mail that was not taken wait, ever longer."""
    row = SignUpMail.objects.filter(pk=number).first()
    if row is not None:
        pause = timedelta(minutes=2 ** min(row.tries, LONGEST_PAUSE))
        SignUpMail.objects.filter(pk=number).update(next_try_at=timezone.now() + pause)


def letter_for(row: SignUpMail, token: str = NO_TOKEN) -> Letter:
    """What a mail says; the row need not be stored."""
    sign_up, event = row.sign_up, row.sign_up.event
    site = event.get_site()
    settings = SiteSettings.of(site) if site else None
    root = site.root_url if site else ""
    bureau = settings.email if settings else ""
    context = {
        "lead": lead_of(row),
        "is_over": row.kind == Kind.CANCELLED,
        "event": event,
        "moments": moments_of(event),
        "sessions": sessions_of(event, sign_up),
        "video_link": event.video_link if sign_up.state == SignUp.State.PLACED and not event.is_over else "",
        "url": root + reverse("cancel_sign_up", args=[token]),
        "page_url": (event.full_url or "") if event.live else "",
        "association": settings.association if settings else None,
        "bureau": bureau,
        "days": KEPT_AFTER.days,
    }
    subject = row.notice.subject if row.notice else f"{SUBJECTS[row.kind]}: {event.title}"
    text = render_to_string("email/sign_up.txt", context)
    return Letter(" ".join(subject.split()), text, html_of(context, settings, root), bureau)


def lead_of(row: SignUpMail) -> list[str]:
    """What a mail begins with, in paragraphs."""
    title = " ".join(row.sign_up.event.title.split())
    if row.notice:
        return [*filter(None, map(str.strip, row.notice.text.splitlines())), f"Dit gaat over: {title}"]
    waits = row.sign_up.state == SignUp.State.WAITING
    state, now = (" en staat op de wachtlijst", "staat op de wachtlijst") if waits else ("", "hebt een plek")
    return [words.format(title=title, state=state, now=now) for words in LEADS[row.kind]]


def html_of(context: dict[str, Any], settings: SiteSettings | None, root: str) -> str:
    """The same mail in the look of the brand."""
    brand = settings.brand if settings else None
    style = MailStyle(brand)
    source = root + static(f"brand/{brand.mark}-mail.png") if brand and brand.mark else ""
    more = {
        "style": style.tag,
        "name_lines": [settings.name_line, settings.name_main] if settings else ["", ""],
        "mark": {"src": source, "width": MARK, "height": MARK} if source else None,
    }
    return style.written_into(render_to_string("mail/sign_up.html", {**context, **more}))


def calendar_file(event: EventPage) -> bytes:
    """The moments of an event as a calendar file for who has a place; empty without site."""
    site = event.get_site()
    moments = Moment.objects.filter(page=event).select_related("page__eventpage__kind")
    return calendar_bytes(event.title, moments, Viewer.anonymous(site), has_place=True) if site else b""


def moments_of(event: EventPage) -> list[dict[str, Any]]:
    """When an event is held: day, hours, name, place, and what became of it when it does not go on."""
    return [
        {
            "day": moment.day,
            "hours": hours(moment),
            "title": moment.title,
            "place": moment.place or event.place,
            "off": "" if moment.goes_on else moment.get_status_display(),
        }
        for moment in event.moments.all()
    ]


def sessions_of(event: EventPage, sign_up: SignUp) -> list[dict[str, str]]:
    """What somebody chose, in the order of the programme; what is no longer in it by its name of then."""
    parts = {part.key: part for part in rounds_of(event.programme)}
    known = [key for key in parts if key in sign_up.choices]
    gone = [key for key, one in sign_up.choices.items() if key not in parts and one["session"]]
    return [session_in(parts.get(key), sign_up.choices[key]) for key in [*known, *gone]]


def session_in(part: Any, choice: dict[str, str]) -> dict[str, str]:
    """One choice in words, as the session is called now; to who is not there in a round, that."""
    if not choice["session"]:
        return {"hours": part.hours, "title": "u bent er dan niet", "room": ""}
    sessions: Iterable[Any] = part.sessions if part else ()
    now = next((one for one in sessions if one.key == choice["session"]), None)
    return {
        "hours": part.hours if part else "",
        "title": now.title if now else choice["title"],
        "room": now.room if now else "",
    }
