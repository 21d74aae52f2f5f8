"""The month above a mail is that in which it goes out, wherever the mail is shown."""

from datetime import date, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from association.newsletters.composing.dispatch import Proposal, send
from association.newsletters.composing.proof import copy_to_forward, forwardable_message, send_proof
from association.newsletters.composing.rendering import RenderedIssue, variants_of
from association.newsletters.models import Mailing, SenderSettings, Subscriber
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules import places
from home.actions import SiteSetUp
from tests.factories.content import make_user, paragraph
from tests.factories.issues import fill_issue
from tests.factories.mailings import make_list, make_newsletter, make_reader
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
LATER = timedelta(days=40)  # always in another month


def ready_issue(setup: SiteSetUp, **fields: Any) -> NewsletterIssuePage:
    """An issue of a bureau of one with a reader and a clerk, that can be sent."""
    SenderSettings.objects.create(association=setup.association, small_bureau=True)
    one = make_list(setup)
    make_reader(setup, one)
    make_reader(setup, one, role=Subscriber.Role.CLERK)
    series = make_newsletter(setup, title="Brief & raad")
    return fill_issue(setup, one, blocks=[paragraph("Dag")], preheader="Kort", newsletter=series, **fields)


def words(day: Any) -> str:
    """A month as a mail says it."""
    return date_format(day, "F Y")


def test_planned_mail_has_the_month_in_which_it_goes_out(vdg: SiteSetUp) -> None:
    page, moment = ready_issue(vdg, for_clerks=True), timezone.now() + LATER
    chief = make_user("chef", "VDG eindredactie")

    mailing = send(number=page.pk, by=chief, mark=Proposal(page.pk).mark, expected=2, typed=2, send_at=moment)

    texts = [text for kept in mailing.variants.all() for text in (kept.html, kept.text)]
    assert len(texts) == 4
    expected = words(timezone.localdate(moment))
    assert all(expected in text for text in texts)
    assert all(words(timezone.localdate()) not in text and places.MONTH not in text for text in texts)


def test_copy_and_preview_of_a_planned_mail_have_that_month_too(vdg: SiteSetUp) -> None:
    page, moment = ready_issue(vdg), timezone.now() + LATER
    send(
        number=page.pk, by=make_user("chef", "VDG eindredactie"), mark=Proposal(page.pk).mark, expected=2, typed=2,
        send_at=moment,
    )  # fmt: skip
    stored = NewsletterIssuePage.objects.get(pk=page.pk)
    newest: Any = stored.get_latest_revision_as_object()
    client, file = staff_client("VDG eindredactie"), message_from_bytes(forwardable_message(newest))

    shown = [
        copy_to_forward(newest).html,
        *(bytes(part.get_payload(decode=True)).decode() for part in file.walk() if not part.is_multipart()),
        client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode(),
    ]

    assert all(words(timezone.localdate(moment)) in text for text in shown)
    # The archive says its day.
    assert stored.list_date == timezone.localdate(moment)


def test_draft_and_proof_have_the_month_of_today_and_no_place_for_it(vdg: SiteSetUp) -> None:
    page = ready_issue(vdg)
    (variant,) = variants_of(page, [])

    send_proof(page, variant, to=make_user("chef", "VDG eindredactie"))

    (sent,) = mail.outbox
    for text in (str(sent.body), str(sent.alternatives[0][0])):  # type: ignore[union-attr]  # a mail with alternatives
        assert words(timezone.localdate()) in text
        assert places.MONTH not in text


def test_agreement_holds_in_another_month(vdg: SiteSetUp) -> None:
    page = ready_issue(vdg)

    now, then = Proposal(page.pk), Proposal(page.pk, day=date(2031, 2, 1))

    assert now.mark == then.mark
    assert "februari 2031" in then.variants[0].html
    assert "februari 2031" not in now.variants[0].html


def test_month_is_of_the_place_where_the_bureau_is(vdg: SiteSetUp) -> None:
    page = ready_issue(vdg)
    page_of_mailing = fill_issue(vdg, *page.lists.all(), blocks=[paragraph("Dag")])
    midnight = datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    Mailing.objects.create(
        association=vdg.association, newsletter=page.newsletter, issue=page_of_mailing, subject="x", sender="x",
        root_url="x", send_at=midnight,
    )  # fmt: skip

    assert RenderedIssue(NewsletterIssuePage.objects.get(pk=page_of_mailing.pk)).month == "januari 2027"
