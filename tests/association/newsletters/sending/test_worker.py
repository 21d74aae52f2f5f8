"""The sender against a real connection: what each answer of the server becomes, and that nobody gets a mail twice."""

import email
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from association.newsletters.models import Delivery, Mailing, SenderSettings, Subscriber, Subscription, Suppression
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.tokens import address_hash
from association.newsletters.sending import claiming, steering
from association.newsletters.sending.connection import Answer, Fate, SmtpLine
from association.newsletters.sending.message import Letter, Recipient
from association.newsletters.sending.notices import tell_staff
from association.newsletters.sending.worker import BROKEN, Sender, head_of
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.mail_server import DROP, HANG, mail_server, use_server
from tests.factories.mailings import make_list, make_mailing, make_reader, make_readers

FAST = 1000
UNUSED_PORT = 1


def always(answer: Any) -> Callable[[Any], Any]:
    """The same answer to everything."""
    return lambda _: answer


def fast(setup: SiteSetUp, **fields: Any) -> SenderSettings:
    """The association sends as fast as it can."""
    return SenderSettings.objects.create(association=setup.association, **{"per_second": FAST} | fields)


@pytest.fixture
def mailing(vdg: SiteSetUp) -> Mailing:
    """A mailing to five readers."""
    fast(vdg)
    one = make_list(vdg)
    make_readers(vdg, one, 5)
    return make_mailing(vdg, one)


def send() -> None:
    """Send what is due and leave."""
    sender = Sender()
    try:
        sender.run_once()
    finally:
        sender.close()


def states(mailing: Mailing) -> Counter[str]:
    """How many deliveries stand where."""
    return Counter(mailing.deliveries.values_list("state", flat=True))


def addresses(mailing: Mailing) -> list[str]:
    """The readers in the order in which they are sent."""
    return list(mailing.deliveries.order_by("pk").values_list("subscriber__email", flat=True))


def test_everyone_gets_one_mail_over_one_connection(mailing: Mailing) -> None:
    with mail_server() as server:
        send()

    mailing.refresh_from_db()
    assert server.readers == addresses(mailing)
    assert len(server.connections) == 1
    assert states(mailing) == {"sent": 5}
    assert (mailing.state, mailing.finished_at is not None) == (Mailing.State.DONE, True)


def test_mail_bears_the_tokens_of_its_reader(mailing: Mailing) -> None:
    with mail_server() as server:
        send()

    for sender, to, data in server.arrived:
        row = Delivery.objects.select_related("subscriber", "subscription").get(subscriber__email=to)
        found = email.message_from_bytes(data)
        text = found.get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert sender == f"terug+{row.token}@vereniging.example.org"
        assert row.subscription
        assert row.subscriber
        assert f"/afmelden/{row.subscription.token}/" in text
        assert f"/voorkeuren/{row.subscriber.token}/" in text
        assert row.token in str(found["Message-ID"])
        assert found["To"] == to


def test_second_run_sends_nothing(mailing: Mailing) -> None:
    with mail_server() as server:
        send()
        send()
        call_command("send_newsletters", "--once")

    assert len(server.arrived) == 5


def test_refused_connection_leaves_all_waiting_and_says_so(mailing: Mailing) -> None:
    with use_server(UNUSED_PORT):
        send()

    mailing.refresh_from_db()
    assert states(mailing) == {"queued": 5}
    assert mailing.state == Mailing.State.SENDING
    assert "niet bereikbaar" in mailing.notice
    assert set(mailing.deliveries.values_list("tries", flat=True)) == {0}


def test_server_that_comes_back_gets_everything(mailing: Mailing) -> None:
    with use_server(UNUSED_PORT):
        sender = Sender()
        assert sender.run_once() == 1
        assert sender.rest_until > 0
        assert sender.run_once() == 0

    with mail_server() as server:
        send()

    assert server.readers == addresses(mailing)


@pytest.mark.parametrize(
    ("fault", "state"),
    [("451 4.2.0 later", "queued"), ("421 4.3.2 closing", "queued"), ("550 5.1.1 no such user", "failed"), (HANG, "queued"),
     (DROP, "queued")],
)  # fmt: skip
def test_answer_about_one_reader(mailing: Mailing, fault: str, state: str) -> None:
    bad = addresses(mailing)[2]
    with mail_server(on_rcpt=lambda to: fault if to == bad else "") as server:
        send()

    row = mailing.deliveries.get(subscriber__email=bad)
    assert row.state == state
    assert bad not in server.readers
    assert addresses(mailing)[:2] == server.readers[:2]
    if fault[:3] in {"451", "550"}:
        assert states(mailing) == {"sent": 4, state: 1}
        assert (row.code, row.answer) == (int(fault[:3]), fault[4:])


def test_answer_of_a_server_names_nobody(mailing: Mailing) -> None:
    with mail_server(on_rcpt=lambda to: f"550 5.1.1 <{to.upper()}> is not here"):
        send()

    assert set(mailing.deliveries.values_list("answer", flat=True)) == {"5.1.1 <(adres)> is not here"}


def test_soft_refusal_is_tried_again_later(mailing: Mailing) -> None:
    with mail_server(on_rcpt=always("451 4.2.0 later")):
        send()
    row = mailing.deliveries.order_by("pk")[0]
    assert (row.tries, row.next_try_at > timezone.now()) == (1, True)
    mailing.deliveries.update(next_try_at=timezone.now())

    with mail_server() as server:
        send()

    assert server.readers == addresses(mailing)
    assert states(mailing) == {"sent": 5}


def test_soft_refusal_is_not_tried_for_ever(mailing: Mailing) -> None:
    mailing.deliveries.update(tries=claiming.MOST_TRIES - 1)

    with mail_server(on_rcpt=always("451 4.2.0 later")):
        send()

    assert states(mailing) == {"failed": 5}


@pytest.mark.parametrize(
    ("fault", "expected", "arrives"),
    [("554 5.6.0 bad content", "failed", False), ("451 4.3.0 later", "queued", False), (DROP, "uncertain", True),
     (HANG, "uncertain", False)],
)  # fmt: skip
def test_answer_about_a_whole_mail(mailing: Mailing, fault: str, expected: str, arrives: bool) -> None:
    bad = addresses(mailing)[1]
    with mail_server(on_data=lambda to: fault if to == bad else "") as server:
        send()

    assert mailing.deliveries.get(subscriber__email=bad).state == expected
    assert (bad in server.readers) == arrives
    assert max(Counter(server.readers).values()) == 1
    assert states(mailing) == {"sent": 4, expected: 1}


@pytest.mark.parametrize("fault", ["530 5.7.0 authentication required", "550 5.7.1 you may not"])
def test_server_that_will_have_nothing_of_us_pauses_the_mailing(vdg: SiteSetUp, mailing: Mailing, fault: str) -> None:
    make_user("chef", "VDG eindredactie")
    make_user("redacteur", "VDG redactie")
    with mail_server(on_mail=always(fault)) as server:
        send()
        send()

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    assert fault in mailing.notice
    assert states(mailing) == {"queued": 5}
    assert server.arrived == []


def test_staff_who_may_send_hear_of_a_pause(mailing: Mailing, settings: Any) -> None:
    make_user("chef", "VDG eindredactie")
    make_user("redacteur", "VDG redactie")
    make_user("ander", "VGG eindredactie")
    tell_staff(mailing, "550 5.7.1 nee")

    (sent,) = mail.outbox
    assert sent.to == ["chef@example.org"]
    assert "550 5.7.1 nee" in sent.body


def test_policy_refusals_of_one_reader_after_another_pause_the_mailing(vdg: SiteSetUp, mailing: Mailing) -> None:
    one = make_list(vdg)
    make_readers(vdg, one, 20)
    mailing = make_mailing(vdg, one)

    with mail_server(on_rcpt=always("550 5.7.1 relaying denied")) as server:
        send()

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    assert states(mailing) == {"failed": 5, "queued": 15}
    assert server.arrived == []


def test_connection_that_is_closed_after_some_mails_is_made_again(mailing: Mailing) -> None:
    with mail_server() as server:
        server.on_mail = lambda _: (
            "421 4.7.0 enough" if len(server.arrived) == 3 and len(server.connections) == 1 else ""
        )
        send()

    assert server.readers == addresses(mailing)
    assert len(server.connections) == 2


def test_repeated_closing_pauses_the_mailing(mailing: Mailing) -> None:
    with mail_server(on_mail=always("421 4.3.2 closing")):
        sender = Sender()
        for _ in range(8):
            sender.rest_until = 0
            sender.round()
        sender.close()

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    assert "verbreekt steeds" in mailing.notice


def test_who_left_after_freezing_gets_nothing(vdg: SiteSetUp) -> None:
    fast(vdg)
    one = make_list(vdg)
    left, paused, blocked, erased, stopped, stays = [make_reader(vdg, one) for _ in range(6)]
    mailing = make_mailing(vdg, one)
    Subscription.objects.filter(subscriber=left).update(state=Subscription.State.ENDED)
    Subscription.objects.filter(subscriber=stopped).update(state=Subscription.State.STOPPED)
    Subscriber.objects.filter(pk=paused.pk).update(paused_until=timezone.localdate() + timedelta(days=3))
    Suppression.objects.create(association=vdg.association, address_hash=address_hash(blocked.email), reason="staff")
    erased.delete()

    with mail_server() as server:
        send()

    assert server.readers == [stays.email]
    reasons = Counter(mailing.deliveries.values_list("state", "reason"))
    assert reasons == {
        ("sent", ""): 1, ("excluded", "unsubscribed"): 2, ("excluded", "paused"): 1, ("excluded", "suppressed"): 1,
        ("excluded", "bounced"): 1,
    }  # fmt: skip


def test_unsubscribing_during_a_send_works(vdg: SiteSetUp) -> None:
    fast(vdg, per_second=1)
    one = make_list(vdg)
    make_readers(vdg, one, 12)
    mailing = make_mailing(vdg, one)
    last = addresses(mailing)[-1]

    with mail_server() as server:
        sender = Sender(wait=always(False))
        sender.round()
        Subscription.objects.filter(subscriber__email=last).update(state=Subscription.State.ENDED)
        sender.run_once()
        sender.close()

    assert server.readers == addresses(mailing)[:-1]


class WatchedLine(SmtpLine):
    """A line after each mail of which something happens."""

    def __init__(self, after: Callable[[str], object]) -> None:
        super().__init__()
        self.after = after

    def send(self, sender: str, to: str, data: bytes) -> Answer:
        """Send it, and let it happen."""
        answer = super().send(sender, to, data)
        self.after(to)
        return answer


def test_pausing_acts_within_a_batch_and_resuming_goes_on(vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    fast(vdg)
    one = make_list(vdg)
    make_readers(vdg, one, 40)
    mailing = make_mailing(vdg, one)
    fourth = addresses(mailing)[3]
    monkeypatch.setattr("association.newsletters.sending.worker.LOOK_AGAIN", 0)

    with mail_server() as server:
        sender = Sender(line=WatchedLine(lambda to: steering.pause(mailing) if to == fourth else None))
        sender.run_once()
        assert server.readers == addresses(mailing)[:4]
        assert states(mailing) == {"sent": 4, "queued": 36}
        with pytest.raises(steering.NotPossible):
            steering.pause(mailing)
        steering.resume(mailing)
        sender.run_once()
        sender.close()

    assert server.readers == addresses(mailing)


def test_stopped_mailing_tells_who_did_not_get_it(mailing: Mailing) -> None:
    steering.stop(mailing)

    with mail_server() as server:
        send()

    mailing.refresh_from_db()
    assert server.arrived == []
    assert Counter(mailing.deliveries.values_list("state", "reason")) == {("excluded", "stopped"): 5}
    assert mailing.state == Mailing.State.STOPPED


def test_lost_claim_leaves_one_uncertain_and_the_rest_waiting(mailing: Mailing) -> None:
    name = claiming.new_claim()
    rows = claiming.claim(mailing, 10, name)
    assert claiming.claim(mailing, 10, claiming.new_claim()) == []
    assert claiming.recover() == 0
    mailing.deliveries.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert claiming.recover() == 1

    assert states(mailing) == {"uncertain": 1, "queued": 4}
    assert mailing.deliveries.get(state="uncertain").pk == rows[0].number
    with mail_server() as server:
        send()
    assert server.readers == addresses(mailing)[1:]


def test_answer_that_comes_after_the_lease_still_counts(mailing: Mailing) -> None:
    name = claiming.new_claim()
    rows = claiming.claim(mailing, 10, name)
    mailing.deliveries.update(lease_until=timezone.now() - timedelta(seconds=1))
    claiming.recover()

    assert not claiming.mark_sent(rows[0].number, name, Answer(Fate.SENT, 250, "OK"))
    assert not claiming.mark_sent(rows[1].number, name, Answer(Fate.SENT, 250, "OK"))

    assert states(mailing) == {"sent": 1, "queued": 4}


def test_sender_that_slept_past_its_lease_sends_no_other_mail(mailing: Mailing) -> None:
    def sleep(to: str) -> None:
        mailing.deliveries.filter(state="claimed").update(lease_until=timezone.now() - timedelta(seconds=1))
        claiming.recover()

    with mail_server() as server:
        sender = Sender(line=WatchedLine(sleep))
        sender.round()
        assert server.readers == addresses(mailing)[:1]
        assert states(mailing) == {"sent": 1, "queued": 4}
        sender.line.close()


def test_failure_in_the_program_never_sends_twice(mailing: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("chef", "VDG eindredactie")

    def broken(*args: Any) -> bool:
        raise RuntimeError

    with mail_server() as server:
        with monkeypatch.context() as patch:
            patch.setattr(claiming, "mark_sent", broken)
            send()
            send()
        mailing.refresh_from_db()
        paused = (mailing.state, BROKEN in mailing.notice, server.readers[1:])
        steering.resume(mailing)
        send()
        mailing.deliveries.filter(state="claimed").update(lease_until=timezone.now() - timedelta(seconds=1))
        send()

    assert paused == (Mailing.State.PAUSED, True, ["chef@example.org"])
    assert Counter(server.readers) == dict.fromkeys([*addresses(mailing), "chef@example.org"], 1)
    assert states(mailing) == {"sent": 4, "uncertain": 1}


def test_failure_in_one_mailing_leaves_the_others_going(
    vdg: SiteSetUp, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_list(vdg)
    make_readers(vdg, one, 2)
    other = make_mailing(vdg, one)
    letter_of = Sender.letter_of

    def half_broken(sender: Sender, wanted: Mailing, variant: int) -> Letter:
        if wanted.pk == mailing.pk:
            raise RuntimeError
        return letter_of(sender, wanted, variant)

    monkeypatch.setattr(Sender, "letter_of", half_broken)
    with mail_server() as server:
        send()

    mailing.refresh_from_db()
    assert server.readers == addresses(other)
    assert (mailing.state, states(mailing)) == (Mailing.State.PAUSED, {"queued": 5})


def test_failure_of_the_database_is_no_fault_of_a_mailing(mailing: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> bool:
        raise OperationalError

    monkeypatch.setattr(claiming, "mark_sent", broken)
    with mail_server(), pytest.raises(OperationalError):
        send()

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING


def test_wrong_address_for_returned_mail_pauses_the_mailing(mailing: Mailing, settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "térug@vereniging.example.org"

    with mail_server() as server:
        send()

    mailing.refresh_from_db()
    assert (mailing.state, states(mailing), server.arrived) == (Mailing.State.PAUSED, {"queued": 5}, [])
    assert "BOUNCE_ADDRESS" in mailing.notice


def test_line_that_broke_in_our_own_hands_is_not_used_again() -> None:
    with mail_server() as server:
        line = SmtpLine()
        with pytest.raises(UnicodeEncodeError):
            line.send("térug@vereniging.example.org", "lezer@example.org", b"")
        left = line.server
        answer = line.send("terug@vereniging.example.org", "lezer@example.org", b"Subject: Dag\r\n\r\nDag\r\n")
        line.close()

    assert (left, answer.fate, server.readers) == (None, Fate.SENT, ["lezer@example.org"])


def test_uncertain_mail_is_sent_again_when_asked(mailing: Mailing) -> None:
    first = addresses(mailing)[0]
    with mail_server(on_data=lambda to: DROP if to == first else ""):
        send()
    mailing.refresh_from_db()
    row = mailing.deliveries.get(state="uncertain")
    sent = mailing.deliveries.filter(state="sent")[0]

    assert steering.send_again(mailing, [row.pk, sent.pk]) == 1

    with mail_server() as server:
        send()
    assert server.readers == [first]
    assert states(mailing) == {"sent": 5}


def test_nothing_goes_out_outside_the_hours(vdg: SiteSetUp, mailing: Mailing) -> None:
    hour = timezone.localtime().hour
    SenderSettings.objects.update(from_hour=(hour + 1) % 24, until_hour=24 if hour < 23 else 1)

    with mail_server() as server:
        send()

    assert server.arrived == []
    assert states(mailing) == {"queued": 5}


def test_issue_that_staff_took_off_the_site_stays_off_when_sending_goes_on(mailing: Mailing) -> None:
    steering.pause(mailing)
    page = NewsletterIssuePage.objects.get(pk=mailing.issue_id)
    was_live = page.live
    page.unpublish()

    steering.resume(mailing)

    page.refresh_from_db()
    mailing.refresh_from_db()
    assert (was_live, page.live, mailing.state) == (True, False, Mailing.State.SENDING)


def test_planned_mailing_begins_on_time_and_publishes_its_page(vdg: SiteSetUp) -> None:
    fast(vdg)
    one = make_list(vdg)
    make_reader(vdg, one)
    mailing = make_mailing(vdg, one, send_at=timezone.now() + timedelta(hours=1))
    with mail_server() as server:
        send()
        assert server.arrived == []
        Mailing.objects.update(send_at=timezone.now())
        Delivery.objects.update(next_try_at=timezone.now())

        send()

    mailing.refresh_from_db()
    assert len(server.arrived) == 1
    assert mailing.state == Mailing.State.DONE
    assert NewsletterIssuePage.objects.get(pk=mailing.issue_id).live


def test_planned_mailing_that_is_too_late_asks_first(vdg: SiteSetUp) -> None:
    fast(vdg)
    one = make_list(vdg)
    make_reader(vdg, one)
    mailing = make_mailing(vdg, one, send_at=timezone.now() + timedelta(hours=1))
    Mailing.objects.update(send_at=timezone.now() - timedelta(minutes=61))
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(minutes=61))
    with mail_server() as server:
        send()
        mailing.refresh_from_db()
        assert (mailing.state, server.arrived) == (Mailing.State.LATE, [])
        assert not NewsletterIssuePage.objects.get(pk=mailing.issue_id).live

        steering.resume(mailing)
        send()

    assert len(server.arrived) == 1


def test_mailing_that_is_taken_back_can_be_made_again(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    mailing = make_mailing(vdg, one, send_at=timezone.now() + timedelta(hours=1))

    steering.cancel(mailing)

    assert not Mailing.objects.exists()
    assert not NewsletterIssuePage.objects.get().locked
    with pytest.raises(steering.NotPossible):
        steering.cancel(make_mailing(vdg, one))


def test_bad_address_fails_alone(vdg: SiteSetUp) -> None:
    fast(vdg)
    one = make_list(vdg)
    bad = make_reader(vdg, one, email="a@example.org\r\nRCPT TO:<b@example.org>")
    good = make_reader(vdg, one)
    mailing = make_mailing(vdg, one)

    with mail_server() as server:
        send()

    assert server.readers == [good.email]
    assert mailing.deliveries.get(subscriber=bad).state == "failed"


def test_address_that_does_not_exist_counts_as_come_back(vdg: SiteSetUp) -> None:
    fast(vdg)
    one = make_list(vdg)
    gone, full = make_reader(vdg, one), make_reader(vdg, one)
    answers = {gone.email: "550 5.1.1 no such user", full.email: "552 5.2.2 full"}
    make_mailing(vdg, one)

    with mail_server(on_rcpt=answers.get):
        send()

    gone.refresh_from_db()
    full.refresh_from_db()
    assert (gone.hard_bounces, full.hard_bounces) == (1, 0)


def test_mail_goes_to_the_backend_without_a_server(mailing: Mailing) -> None:
    send()

    assert [message.to for message in mail.outbox] == [[one] for one in addresses(mailing)]
    assert states(mailing) == {"sent": 5}


def test_sending_takes_few_queries_per_mail(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    fast(vdg)
    one = make_list(vdg)
    make_readers(vdg, one, 2)
    make_mailing(vdg, one)
    send()
    make_mailing(vdg, one)
    with statements() as few:
        send()
    make_readers(vdg, one, 30)
    make_mailing(vdg, one)

    with statements() as many:
        send()

    assert len(many) - len(few) == 30


def test_sender_with_a_domain_of_other_letters_is_written_as_dns_has_it(vdg: SiteSetUp) -> None:
    chosen = make_list(vdg)
    make_reader(vdg, chosen)
    mailing = make_mailing(vdg, chosen)
    mailing.sender = "Bureau <nieuws@coördinatie.example.org>"
    to = Recipient("lezer@example.org", "", *["a" * 26] * 3)

    letter = Letter(head_of(mailing), html_text="<p>Dag</p>", text="Dag")

    head = email.message_from_bytes(letter.fill(to, timezone.localtime()))
    domain = "xn--cordinatie-fcb.example.org"
    assert (head["From"], head["List-ID"]) == (
        f"Bureau <nieuws@{domain}>", f"<{mailing.newsletter.slug}.{domain}>",
    )  # fmt: skip
    assert letter.envelope(to).isascii()
