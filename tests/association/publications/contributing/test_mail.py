"""Mails to who writes: the link, a reminder and that it is late, each once, and none to who is done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from association.publications.contributing.asking import ask_contributor, forget_contributions, revoke_contribution
from association.publications.contributing.mail import send_contribution_mail
from association.publications.models import Contribution, ContributionLink, ContributionMail
from association.publications.pages import ChapterPage
from home.actions import SiteSetUp
from tests.factories.content import make_user, make_vdg, paragraph
from tests.factories.publications import make_chapter, make_publication


def make_asked(setup: SiteSetUp, days: int = 20, *, number: int = 1, **fields: Any) -> list[Contribution]:
    """Somebody who was asked for some chapters."""
    publication = make_publication(setup, "Geheim boek", live=False)
    chapters = [make_chapter(publication, f"Wonen {one}", live=False, body=[paragraph("")]) for one in range(number)]
    asker = make_user("vrager", "VDG redactie", first_name="Ans", last_name="Vrager")
    given = {"name": "Jo Schrijver", "email": "jo@example.org", "message": "Graag kort.", **fields}
    due_on = timezone.localdate() + timedelta(days=days)
    return list(ask_contributor(chapters=chapters, due_on=due_on, asker=asker, **given).contributions)


def move(contribution: Contribution, *, due: int, sent: int) -> None:
    """The last day is so many days from now, and the mails until now went so many days ago."""
    Contribution.objects.filter(pk=contribution.pk).update(due_on=timezone.localdate() + timedelta(days=due))
    ContributionMail.objects.update(at=timezone.now() - timedelta(days=sent))


def subjects() -> list[str]:
    """What was sent."""
    return [message.subject.partition(":")[0] for message in mail.outbox]


@pytest.mark.django_db
def test_first_mail_holds_the_link_and_names_nothing_else(vdg: SiteSetUp, client: Client) -> None:
    (contribution,) = make_asked(vdg)

    assert send_contribution_mail() == 1
    assert send_contribution_mail() == 0

    (message,) = mail.outbox
    address = next(line for line in message.body.splitlines() if line.startswith("http://localhost/meeschrijven/"))
    assert (message.subject, message.to) == ("Schrijft u mee? Wonen 0", ["jo@example.org"])
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "Geheim" not in message.subject + message.body
    assert "Ans Vrager vraagt u" in message.body
    assert "Graag kort." in message.body
    assert date_format(contribution.due_on, "j F Y") in message.body
    assert client.get(address.removeprefix("http://localhost")).status_code == 200


@pytest.mark.django_db
def test_each_mail_goes_once_and_its_time(vdg: SiteSetUp) -> None:
    (contribution,) = make_asked(vdg)
    sent = [send_contribution_mail()]
    for due, ago in ((10, 5), (3, 5), (3, 5), (0, 5), (-1, 9), (-2, 9), (-8, 20)):
        move(contribution, due=due, sent=ago)
        sent.append(send_contribution_mail())

    assert sent == [1, 0, 1, 0, 0, 1, 0, 0]
    assert subjects() == ["Schrijft u mee? Wonen 0", "Herinnering", "Nog niet klaar"]


@pytest.mark.django_db
def test_link_of_an_earlier_mail_goes_on_working(vdg: SiteSetUp, client: Client) -> None:
    (contribution,) = make_asked(vdg)
    send_contribution_mail()
    move(contribution, due=2, sent=9)
    send_contribution_mail()

    found = [
        line.removeprefix("http://localhost")
        for message in mail.outbox
        for line in message.body.splitlines()
        if "/meeschrijven/" in line
    ]

    assert len(set(found)) == 2
    assert [client.get(address).status_code for address in found] == [200, 200]


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["done", "revoked", "expired", "sender", "address"])
def test_nobody_gets_mail_for_nothing(vdg: SiteSetUp, end: str) -> None:
    (contribution,) = make_asked(vdg)
    if end == "revoked":
        revoke_contribution(contribution=contribution, user=contribution.created_by)
    elif end == "sender":
        contribution.created_by.is_active = False
        contribution.created_by.save()
    else:
        now = timezone.now()
        fields = {"done": {"done_at": now}, "expired": {"expires_at": now}, "address": {"email": ""}}[end]
        Contribution.objects.update(**fields)

    assert send_contribution_mail() == 0
    assert mail.outbox == []
    assert not ContributionLink.objects.exists()


@pytest.mark.django_db
def test_mail_that_the_server_did_not_take_goes_again(vdg: SiteSetUp, settings: Any) -> None:
    make_asked(vdg)
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    assert send_contribution_mail() == 0
    assert not ContributionLink.objects.exists()

    settings.EMAIL_BACKEND = kept

    assert send_contribution_mail() == 1


@pytest.mark.django_db
def test_asked_again_is_one_contribution_with_a_new_day(vdg: SiteSetUp) -> None:
    (contribution,) = make_asked(vdg)
    send_contribution_mail()
    due_on = timezone.localdate() + timedelta(days=40)

    ask_contributor(
        chapters=[ChapterPage.objects.get()], name="Jo Schrijver", email="JO@example.org", due_on=due_on, message="",
        asker=contribution.created_by,
    )  # fmt: skip

    assert Contribution.objects.get().due_on == due_on
    assert send_contribution_mail() == 1


@pytest.mark.django_db
def test_who_asks_again_answers_for_the_link(vdg: SiteSetUp) -> None:
    (contribution,) = make_asked(vdg)
    contribution.created_by.is_active = False
    contribution.created_by.save()
    colleague = make_user("collega", "VDG redactie")

    ask_contributor(
        chapters=[ChapterPage.objects.get()], name="Jo Schrijver", email="jo@example.org",
        due_on=timezone.localdate() + timedelta(days=40), message="", asker=colleague,
    )  # fmt: skip

    assert Contribution.objects.get().created_by == colleague
    assert send_contribution_mail() == 1


@pytest.mark.django_db
def test_who_was_asked_is_forgotten_after_a_year(vdg: SiteSetUp) -> None:
    make_asked(vdg, number=2)
    Contribution.objects.filter(chapter__title="Wonen 0").update(expires_at=timezone.now() - timedelta(days=366))

    forget_contributions()

    assert [row.chapter.title for row in Contribution.objects.all()] == ["Wonen 1"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_send_each_mail_once() -> None:
    make_asked(make_vdg(), number=4)

    def work(_: int) -> int:
        try:
            return send_contribution_mail()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(work, range(2)))

    assert sum(sent) == ContributionMail.objects.count() == ContributionLink.objects.count() == 4
    assert sorted(message.subject for message in mail.outbox) == [f"Schrijft u mee? Wonen {one}" for one in range(4)]
