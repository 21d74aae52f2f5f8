"""Mail that comes back: what it says, what follows from it, and that nothing else changes anything."""

import imaplib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from association.newsletters.bounces import boxes
from association.newsletters.bounces.boxes import NoMailbox, read_returned_mail
from association.newsletters.bounces.counting import count, take
from association.newsletters.bounces.reports import Kind, Report, read
from association.newsletters.models import ConsentEvent, Delivery, Mailing, Subscription, Suppression
from association.newsletters.rules.tokens import address_hash
from home.actions import SiteSetUp
from tests.factories.mailings import make_list, make_mailing, make_reader

TOKEN = "abcdefghijklmnopqrstuvwxyz"
TO = f"terug+{TOKEN}@vereniging.example.org"
REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; jikke@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no <jikke@example.org>

--x
Content-Type: message/rfc822

Message-ID: <{enclosed}@vereniging.example.org>
Subject: Nieuws

Tekst
--x--
"""
COMPLAINT = """\
From: feedback@example.org
To: {to}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="x"

--x
Content-Type: text/plain

This is an email abuse report.

--x
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--x
Content-Type: message/rfc822

Message-ID: <{enclosed}@vereniging.example.org>

Tekst
--x--
"""


def report(*, to: str = TO, action: str = "failed", status: str = "5.1.1", enclosed: str = "0" * 26) -> bytes:
    """A report of a mail server."""
    return REPORT.format(to=to, action=action, status=status, enclosed=enclosed).encode()


def complaint(*, to: str = TO, kind: str = "abuse", enclosed: str = TOKEN) -> bytes:
    """A report that somebody called a mail unwanted."""
    return COMPLAINT.format(to=to, kind=kind, enclosed=enclosed).encode()


@pytest.fixture
def delivery(vdg: SiteSetUp) -> Delivery:
    """A mail that was sent to a reader of two lists."""
    one, other = make_list(vdg), make_list(vdg)
    make_reader(vdg, one, other, email="jikke@example.org")
    mailing = make_mailing(vdg, one)
    mailing.deliveries.update(state=Delivery.State.SENT, token=TOKEN)
    Mailing.objects.update(state=Mailing.State.DONE)
    return Delivery.objects.select_related("subscriber").get()


def subscriptions() -> list[str]:
    """Where the subscriptions stand."""
    return list(Subscription.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("status", "action", "kind"),
    [("5.1.1", "failed", Kind.HARD), ("5.1.10", "failed", Kind.HARD), ("5.1.2", "failed", Kind.HARD), ("5.2.1", "failed", Kind.HARD),
     ("5.2.2", "failed", Kind.SOFT), ("5.7.1", "failed", Kind.SOFT), ("4.4.7", "failed", Kind.SOFT), ("5.1.19", "failed", Kind.SOFT),
     ("4.4.1", "delayed", Kind.OTHER), ("2.0.0", "delivered", Kind.OTHER)],
)  # fmt: skip
def test_report_of_a_server_is_understood(status: str, action: str, kind: Kind) -> None:
    text = f"{status} smtp; 550 {status} no <(adres)>" if kind is not Kind.OTHER else ""

    assert read(report(status=status, action=action)) == Report(kind, TOKEN, text)


def test_address_it_came_back_to_comes_first() -> None:
    assert read(report(enclosed="b" * 26)).token == TOKEN
    assert read(report(to="postmaster@example.org", enclosed="b" * 26)).token == "b" * 26
    assert (
        read(b"Delivered-To: Terug+" + TOKEN.upper().encode() + b"@x.example.org\n" + report(to="x@example.org")).token
        == TOKEN
    )


def test_complaint_is_understood() -> None:
    assert read(complaint()) == Report(Kind.COMPLAINT, TOKEN, "SomeGenerator/1.0")
    assert read(complaint(to="klacht@example.org")).kind is Kind.COMPLAINT
    assert read(complaint(kind="not-spam")).kind is Kind.OTHER


def test_answers_of_people_and_machines_are_no_reports() -> None:
    away = f"To: {TO}\nAuto-Submitted: auto-replied\nSubject: Afwezig\n\nIk ben er niet.".encode()

    assert read(away) == Report(Kind.OTHER, TOKEN)
    assert read(b"To: bureau@example.org\n\nHallo") == Report(Kind.OTHER)


def test_mail_to_leave_is_understood() -> None:
    mail = f"To: <terug+afmelden.{TOKEN}@vereniging.example.org>\nSubject: afmelden\n\n".encode()

    assert read(mail) == Report(Kind.LEAVING, TOKEN)


@given(data=st.binary(max_size=600))
def test_any_bytes_are_read(data: bytes) -> None:
    assert read(data).kind is Kind.OTHER
    read(b"Content-Type: multipart/report; boundary=x\nTo: " + TO.encode() + b"\n\n--x\n" + data)
    read(b"Content-Type: message/feedback-report\nTo: " + TO.encode() + b"\n\n" + data)


def test_enclosed_mail_in_characters_of_nobody_is_read() -> None:
    text = report(to="x@vereniging.example.org", enclosed=TOKEN).decode()
    odd = text.replace("Subject: Nieuws", "Subject: Nieuws\nContent-Type: text/plain; charset=nergens").encode()

    found = read(odd.replace(b"Tekst", b"T\xe9kst").replace(b"550", b"550\x00\xe9"))

    assert (found.kind, found.token) == (Kind.HARD, TOKEN)
    assert "\x00" not in found.text


def test_mail_that_cannot_be_read_holds_up_no_other(
    delivery: Delivery, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"raar")
    (tmp_path / "new" / "2").write_bytes(report(to=TO.replace(TOKEN, delivery.token)))
    settings.BOUNCE_MAILBOX = str(tmp_path)

    def strict(data: bytes) -> Report:
        """Read all but one mail."""
        if data == b"raar":
            raise LookupError
        return read(data)

    monkeypatch.setattr(boxes, "read", strict)

    assert read_returned_mail() == 2
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.HARD


def test_first_hard_failure_is_counted_and_the_second_stops(delivery: Delivery, vdg: SiteSetUp) -> None:
    assert take(read(report()))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.subscriber.hard_bounces) == ("hard", 1)  # type: ignore[union-attr]
    assert subscriptions() == ["active", "active"]

    count(delivery.subscriber_id or 0, hard=True)

    assert subscriptions() == ["stopped", "stopped"]
    events = ConsentEvent.objects.filter(kind=ConsentEvent.Kind.STOPPED)
    assert events.count() == 2


def test_same_report_counts_once(delivery: Delivery) -> None:
    assert take(read(report()))

    assert not take(read(report()))
    assert not take(read(report(status="4.4.7")))

    assert delivery.subscriber
    delivery.subscriber.refresh_from_db()
    assert (delivery.subscriber.hard_bounces, delivery.subscriber.soft_bounces) == (1, 0)


def test_soft_failures_stop_only_when_there_are_many(delivery: Delivery) -> None:
    for number in range(1, 6):
        count(delivery.subscriber_id or 0, hard=False)
        assert subscriptions() == (["active", "active"] if number < 5 else ["stopped", "stopped"])


def test_old_failures_fade(delivery: Delivery) -> None:
    reader = delivery.subscriber
    assert reader
    reader.hard_bounces, reader.soft_bounces, reader.bounced_at = 1, 4, timezone.now() - timedelta(days=91)
    reader.save()

    count(reader.pk, hard=True)

    reader.refresh_from_db()
    assert (reader.hard_bounces, reader.soft_bounces) == (1, 0)
    assert subscriptions() == ["active", "active"]


def test_uncertain_mail_that_comes_back_did_go_out(delivery: Delivery) -> None:
    Delivery.objects.update(state=Delivery.State.UNCERTAIN)

    assert take(read(report(status="5.2.2")))

    delivery.refresh_from_db()
    assert delivery.state == "soft"


def test_report_about_a_mail_that_was_not_sent_changes_nothing(delivery: Delivery) -> None:
    Delivery.objects.update(state=Delivery.State.QUEUED)

    assert not take(read(report()))
    assert not take(Report(Kind.HARD, ""))
    assert not take(Report(Kind.HARD, "b" * 26))


def test_complaint_suppresses_the_address(delivery: Delivery, vdg: SiteSetUp) -> None:
    assert take(read(complaint()))
    take(read(complaint()))

    assert subscriptions() == ["ended", "ended"]
    (blocked,) = Suppression.objects.all()
    assert (blocked.association, blocked.reason) == (vdg.association, "complained")
    assert blocked.address_hash == address_hash("jikke@example.org")
    assert ConsentEvent.objects.filter(kind=ConsentEvent.Kind.COMPLAINED).count() == 2


def test_report_about_an_erased_reader_is_kept_at_the_delivery(delivery: Delivery) -> None:
    assert delivery.subscriber
    delivery.subscriber.delete()

    assert take(read(report()))


def test_mail_to_leave_ends_that_subscription_alone(delivery: Delivery) -> None:
    token = Subscription.objects.order_by("pk").values_list("token", flat=True)[0]
    mail = f"To: terug+afmelden.{token}@vereniging.example.org\n\n".encode()

    take(read(mail))
    take(read(mail))

    assert subscriptions() == ["ended", "active"]


def maildir(folder: Path, *mails: bytes) -> Path:
    """A Maildir with new mails."""
    (folder / "new").mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(mails):
        (folder / "new" / f"{number}.mail").write_bytes(data)
    return folder


def test_maildir_is_read_once(delivery: Delivery, settings: Any, tmp_path: Path) -> None:
    settings.BOUNCE_MAILBOX = str(maildir(tmp_path / "Maildir", report(), b"To: iemand@example.org\n\nHallo"))

    assert read_returned_mail() == 2
    assert read_returned_mail() == 0

    delivery.refresh_from_db()
    assert delivery.state == "hard"
    assert [file.name for part in ("new", "cur") for file in (tmp_path / "Maildir" / part).iterdir()] == ["1.mail:2,S"]


def test_failure_leaves_the_mail_for_the_next_time(
    delivery: Delivery, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BOUNCE_MAILBOX = str(maildir(tmp_path / "Maildir", report()))

    def broken(report: Report) -> bool:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(boxes, "take", broken)
        with pytest.raises(RuntimeError):
            read_returned_mail()

    assert read_returned_mail() == 1


class Imap:
    """An IMAP server with mails, as imaplib shows it."""

    def __init__(self, *mails: bytes, capabilities: tuple[str, ...] = ()) -> None:
        self.capabilities = capabilities
        self.mails = dict(enumerate(mails, 1))
        self.seen: set[str] = set()
        self.deleted: set[str] = set()
        self.asked: list[tuple[str, ...]] = []

    def __enter__(self) -> "Imap":
        return self

    def __exit__(self, *error: object) -> None:
        self.asked.append(("left",))

    def login(self, user: str, password: str) -> None:
        self.asked.append(("login", user, password))

    def select(self, folder: str) -> tuple[str, list[bytes]]:
        return ("OK" if folder == '"Terug"' else "NO"), [b""]

    def uid(self, command: str, *arguments: str) -> tuple[str, list[Any]]:
        if command == "SEARCH":
            return "OK", [b" ".join(str(key).encode() for key in self.mails if str(key) not in self.seen)]
        if command == "FETCH":
            return "OK", [(b"1 (BODY[] {9}", self.mails[int(arguments[0])]), b")"]
        if command == "EXPUNGE":
            return self.expunge(*arguments)
        self.seen.add(arguments[0])
        if r"\Deleted" in arguments[2]:
            self.deleted.add(arguments[0])
        return "OK", []

    def expunge(self, *numbers: str) -> tuple[str, list[Any]]:
        for number in self.deleted & set(numbers or self.deleted):
            del self.mails[int(number)]
            self.deleted.remove(number)
        return "OK", []


@pytest.mark.parametrize(("capabilities", "left"), [(("UIDPLUS",), {2, 3}), ((), {2})])
def test_imap_is_read_once(
    delivery: Delivery, settings: Any, monkeypatch: pytest.MonkeyPatch, capabilities: tuple[str, ...], left: set[int]
) -> None:
    settings.BOUNCE_MAILBOX = "imaps://terug%40example.org:ge%3Aheim@imap.example.org/Terug"
    server = Imap(report(), b"To: iemand@example.org\n\nHallo", b"To: weg@example.org\n\n", capabilities=capabilities)
    server.seen, server.deleted = {"3"}, {"3"}
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(imaplib, "IMAP4_SSL", lambda *place, **_: found.append(place) or server)

    assert read_returned_mail() == 2
    assert read_returned_mail() == 0

    delivery.refresh_from_db()
    assert delivery.state == "hard"
    assert server.seen == {"1", "2", "3"}
    assert set(server.mails) == left
    assert found == [("imap.example.org", 993)] * 2
    assert server.asked[0] == ("login", "terug@example.org", "ge:heim")


def test_mailbox_that_is_not_there_says_so(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BOUNCE_MAILBOX = "pop3://example.org"
    with pytest.raises(NoMailbox):
        read_returned_mail()

    settings.BOUNCE_MAILBOX = "imap://example.org/Anders"
    monkeypatch.setattr(imaplib, "IMAP4", lambda *_, **__: Imap())
    with pytest.raises(NoMailbox):
        read_returned_mail()


def test_no_mailbox_is_read_without_one(settings: Any) -> None:
    settings.BOUNCE_MAILBOX = ""

    assert read_returned_mail() == 0
