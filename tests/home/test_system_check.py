"""The screen that says what this server can do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from association.newsletters.models import Mailing, SenderMark
from association.publications.models import FileJob
from home.actions import SiteSetUp
from home.system_check import check_sender, check_worker
from tests.factories.mailings import make_list, make_mailing, make_reader
from tests.factories.publications import make_publication
from tests.factories.staff import staff_client
from tests.home.test_admin_language import english

pytestmark = pytest.mark.django_db


def test_manager_reads_what_is_right_in_dutch(vdg: SiteSetUp) -> None:
    html = staff_client("VDG beheer").get(reverse("system")).content.decode()

    assert [name for name in ("Pdf&#x27;s maken", "Taken op de achtergrond") if name not in html] == []
    assert english(html) == []


def test_editor_stays_out(vdg: SiteSetUp) -> None:
    assert staff_client("VDG redactie").get(reverse("system")).status_code in {302, 403}


def test_work_that_waits_too_long_is_told(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg)
    before = check_worker().is_right
    FileJob.objects.update_or_create(
        publication=publication, defaults={"state": "waiting", "requested_at": timezone.now() - timedelta(hours=1)}
    )

    found = check_worker()

    assert (before, found.is_right, "1 taken" in found.text) == (True, False, True)


def test_newsletter_that_nobody_sends_is_told(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    mailing = make_mailing(vdg, one)
    before = check_sender().is_right
    mailing.deliveries.update(next_try_at=timezone.now() - timedelta(minutes=11))

    found = check_sender()

    assert (before, found.is_right, "wacht 1 mail langer" in found.text) == (True, False, True)
    Mailing.objects.update(state=Mailing.State.PAUSED)
    assert check_sender().is_right


def test_copy_that_may_not_send_is_told(vdg: SiteSetUp) -> None:
    SenderMark.objects.create(held_at=timezone.now())

    assert "kopie" in check_sender().text
