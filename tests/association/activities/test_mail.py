"""Mails of a round of reporting: the first, a reminder and that it is late, each once to each who lacks something."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from association.activities.actions import start_round
from association.activities.mail import send_round_mail
from association.activities.models import ActivityYear, ReportingRound, RoundMail
from association.base.models import User
from home.actions import SiteSetUp
from tests.factories.activities import make_activity, report
from tests.factories.content import make_portfolio, make_user, make_vdg


def asked(setup: SiteSetUp, days: int, message: str = "") -> ReportingRound:
    """A round on the second half of 2026 that ends so many days from now."""
    due_on = timezone.localdate() + timedelta(days=days)
    return start_round(
        association=setup.association, year=2026, period="H2", due_on=due_on, user=None, message=message
    )  # fmt: skip


def sent_days_ago(days: int) -> None:
    """All mails until now were sent so many days ago."""
    RoundMail.objects.update(at=timezone.now() - timedelta(days=days))


def subjects() -> list[tuple[str, list[str]]]:
    """What was sent to whom."""
    return [(message.subject, message.to) for message in mail.outbox]


@pytest.fixture
def lead(vdg: SiteSetUp) -> User:
    """Who leads the process of the portfolio of `row`."""
    return make_user("regie", "VDG procesregie", first_name="Ans", last_name="Achternaam")


@pytest.fixture
def row(vdg: SiteSetUp, lead: User) -> ActivityYear:
    """An activity about which nothing was reported."""
    wonen = make_portfolio(vdg, "Wonen")
    wonen.team.user_set.add(lead)
    made: ActivityYear = make_activity(vdg.association, "Flexwoningen & meer", portfolios=[wonen])
    return made


def test_first_mail_says_what_and_until_when(vdg: SiteSetUp, row: ActivityYear) -> None:
    found = asked(vdg, 30, "Graag kort.")

    assert send_round_mail() == 1

    (message,) = mail.outbox
    until = date_format(found.due_on, "j F Y")
    assert (message.subject, message.to) == ("Wilt u invullen: tweede halfjaar 2026", ["regie@example.org"])
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert message.body == (
        "Beste Ans Achternaam,\n\n"
        f"Wilt u uiterlijk op {until} de voortgang van het tweede halfjaar 2026 invullen? Het gaat om:\n\n"
        "- Flexwoningen & meer\n\n"
        "Graag kort.\n\n"
        "Vul het hier in; wat u schrijft wordt vanzelf bewaard:\n"
        "http://localhost/beheer/activiteiten/vdg/2026/?periode=H2&mijn=1&ontbreekt=1\n"
    )


def test_each_mail_is_sent_once_and_in_its_time(vdg: SiteSetUp, row: ActivityYear) -> None:
    found = asked(vdg, 8)
    sent = [send_round_mail(), send_round_mail()]
    sent_days_ago(5)
    sent.append(send_round_mail())
    for days in (7, 0, -1, -7, -8):
        ReportingRound.objects.filter(pk=found.pk).update(due_on=timezone.localdate() + timedelta(days=days))
        sent += [send_round_mail(), send_round_mail()]

    assert sent == [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert [subject.partition(":")[0] for subject, _ in subjects()] == [
        "Wilt u invullen", "Herinnering", "Nog niet ingevuld"
    ]  # fmt: skip


def test_who_was_asked_this_week_is_not_reminded_tomorrow(vdg: SiteSetUp, row: ActivityYear) -> None:
    asked(vdg, 4)
    send_round_mail()
    sent_days_ago(1)

    assert send_round_mail() == 0
    assert [subject for subject, _ in subjects()] == ["Wilt u invullen: tweede halfjaar 2026"]


def test_new_day_asks_anew(vdg: SiteSetUp, row: ActivityYear) -> None:
    asked(vdg, 20)
    send_round_mail()
    asked(vdg, 40)

    assert send_round_mail() == 1
    assert len(mail.outbox) == 2


def test_who_filled_everything_in_gets_none(vdg: SiteSetUp, row: ActivityYear) -> None:
    asked(vdg, 30)
    report(row, "H1", text="De andere helft.")
    assert send_round_mail() == 1

    for fields in ({"text": "Gebouwd."}, {"text": "", "not_held": True, "reason": "Geen grond."}):
        report(row, "H2", **fields)
        RoundMail.objects.all().delete()
        assert send_round_mail() == 0


def test_who_was_named_gets_it_instead_of_who_leads(vdg: SiteSetUp, row: ActivityYear) -> None:
    named = make_user("genoemd", "VDG redactie")
    row.activity.responsible = named
    row.activity.save()
    asked(vdg, 30)

    send_round_mail()

    assert [to for _, to in subjects()] == [["genoemd@example.org"]]


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_lost_the_account_gets_none(vdg: SiteSetUp, row: ActivityYear, lead: User, change: Any) -> None:
    asked(vdg, 30)
    assert send_round_mail() == 1
    RoundMail.objects.all().delete()

    User.objects.filter(pk=lead.pk).update(**change)

    assert (send_round_mail(), len(mail.outbox)) == (0, 1)


def test_who_may_no_longer_enter_gets_none_and_who_leads_does(vdg: SiteSetUp, row: ActivityYear) -> None:
    gone = make_user("weg", "VDG redactie")
    row.activity.responsible = gone
    row.activity.save()
    gone.groups.clear()
    asked(vdg, 30)

    send_round_mail()

    assert [to for _, to in subjects()] == [["regie@example.org"]]


def test_other_association_is_not_asked(vdg: SiteSetUp, vgg: SiteSetUp, row: ActivityYear) -> None:
    asked(vgg, 30)

    assert send_round_mail() == 0

    asked(vdg, 30)
    assert send_round_mail() == 1


def test_mail_that_the_server_refuses_is_tried_again(vdg: SiteSetUp, row: ActivityYear, settings: Any) -> None:
    asked(vdg, 30)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    refused = (send_round_mail(), RoundMail.objects.count())
    settings.EMAIL_BACKEND = working

    assert refused == (0, 0)
    assert (send_round_mail(), send_round_mail(), len(mail.outbox)) == (1, 0, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_send_each_mail_once() -> None:
    setup = make_vdg()
    for number in range(4):
        user = make_user(f"invuller-{number}", "VDG redactie")
        make_activity(setup.association, f"Activiteit {number}", responsible=user)
    asked(setup, 30)

    def work(_: int) -> int:
        try:
            return send_round_mail()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(work, range(2)))

    assert sum(sent) == RoundMail.objects.count() == 4
    assert sorted(to for _, to in subjects()) == [[f"invuller-{number}@example.org"] for number in range(4)]
