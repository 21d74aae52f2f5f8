"""A copy and a restored installation are silent until somebody says that they are real."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from association.newsletters.models import Mailing, SenderMark, SubscriberRequest
from association.newsletters.sending import release
from association.newsletters.sending.worker import Sender
from association.newsletters.subscribing.answering import send_request_mail
from association.newsletters.tasks import answer_requests
from association.review.mail import store
from association.review.models import ReviewMail
from home import upkeep
from home.actions import SiteSetUp
from home.contact import ContactPage, ContactSubmission
from tests.factories import subscribing
from tests.factories.content import add_page, make_user
from tests.factories.mail_server import mail_server
from tests.factories.mailings import make_issue, make_list, make_mailing, make_readers
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
FILE = "sender-mark.json"


@pytest.fixture(autouse=True)
def _real_site(settings: Any) -> None:
    settings.DEMO = False


@pytest.fixture
def mailing(vdg: SiteSetUp) -> Mailing:
    """A site that sends, with a mailing of three mails."""
    assert release.may_send()
    one = make_list(vdg)
    make_readers(vdg, one, 3)
    return make_mailing(vdg, one)


def sent() -> int:
    """How many mails go out now."""
    with mail_server() as server:
        sender = Sender(wait=lambda _: False)
        sender.run_once()
        sender.close()
    return len(server.arrived)


def hold() -> None:
    """What a worker finds is not as it was."""
    assert not release.may_send()
    assert release.held_mark() is not None


def test_new_installation_may_send_at_once(vdg: SiteSetUp) -> None:
    assert release.may_send()
    assert release.may_send()
    assert SenderMark.objects.count() == 1


def test_installation_goes_on_sending(mailing: Mailing) -> None:
    assert sent() == 3
    assert release.may_send()


def test_copy_without_its_files_is_silent(mailing: Mailing, settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path / "elsewhere"

    assert sent() == 0
    hold()


def test_copy_with_its_files_is_silent(mailing: Mailing, settings: Any, tmp_path: Path) -> None:
    shutil.copytree(tmp_path, tmp_path / "copy")
    settings.DATA_FOLDER = tmp_path / "copy"

    assert sent() == 0
    hold()


def test_copy_at_another_address_is_silent(mailing: Mailing, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://proef.example.org"

    assert sent() == 0


def test_restored_database_is_silent(mailing: Mailing) -> None:
    before = SenderMark.objects.get().count
    assert sent() == 3
    mailing.deliveries.update(state="queued")
    Mailing.objects.update(state="sending")
    SenderMark.objects.update(count=before)

    assert sent() == 0
    hold()


def test_database_of_before_the_first_mark_is_silent(mailing: Mailing) -> None:
    assert sent() == 3
    SenderMark.objects.all().delete()

    assert not release.may_send()


def test_copy_of_a_site_that_never_sent_is_silent(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_readers(vdg, one, 3)
    make_mailing(vdg, one)

    assert sent() == 0


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"key": 1, "count": "x", "place": []}'])
def test_file_that_cannot_be_read_holds(mailing: Mailing, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")

    assert not release.may_send()


def test_released_installation_sends_and_has_a_key_of_its_own(mailing: Mailing, settings: Any, tmp_path: Path) -> None:
    key = SenderMark.objects.get().key
    settings.DATA_FOLDER = tmp_path / "elsewhere"
    hold()

    assert release.release(by=make_user("chef"))

    assert release.held_mark() is None
    assert sent() == 3
    assert SenderMark.objects.get().key != key
    settings.DATA_FOLDER = tmp_path
    assert not release.may_send()


def test_release_of_an_earlier_time_does_not_count_again(mailing: Mailing, settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path / "elsewhere"
    hold()
    release.release(by=make_user("chef"))
    assert release.may_send()

    settings.DATA_FOLDER = tmp_path / "again"

    hold()
    assert sent() == 0


def test_nothing_to_release_when_nothing_is_held(mailing: Mailing) -> None:
    assert not release.release(by=make_user("chef"))


def test_confirmation_waits_in_a_copy_and_goes_out_after_release(vdg: SiteSetUp, settings: Any, tmp_path: Path) -> None:
    assert release.may_send()
    subscribing.make_list(vdg.association)
    subscribing.reader().post("/nieuwsbrieven/aanmelden/", {"email": "nieuw@example.org"})
    settings.DATA_FOLDER = tmp_path / "elsewhere"

    held = (send_request_mail(), answer_requests.func(), upkeep.tick(), len(mail.outbox))
    waiting = SubscriberRequest.objects.get()
    told = staff_client("VDG eindredactie").get(reverse("sender_release")).content.decode()
    release.release(by=make_user("chef"))

    assert held == (0, None, None, 0)
    assert (waiting.answered_at, waiting.tries) == (None, 0)
    assert "wacht 1 verzoek van een lezer" in told
    assert (send_request_mail(), [sent.to for sent in mail.outbox]) == (1, [["nieuw@example.org"]])


def test_stored_mail_of_other_topics_waits_in_a_copy(vdg: SiteSetUp, settings: Any, tmp_path: Path) -> None:
    assert release.may_send()
    page = add_page(vdg.home, ContactPage(title="Contact", slug="contact", recipients="bureau@vdg.example"))
    ContactSubmission.objects.create(page=page, form_data={})
    store("lezer@example.org", "issue_agreement", {"title": "Nummer", "name": "L", "author": "A", "url": "/"})
    settings.DATA_FOLDER = tmp_path / "elsewhere"

    upkeep.tick()
    held = (len(mail.outbox), ReviewMail.objects.get().tries, ContactSubmission.objects.get().tries)
    release.release(by=make_user("chef"))
    upkeep.tick()

    assert held == (0, 0, 0)
    assert sorted(sent.to[0] for sent in mail.outbox) == ["bureau@vdg.example", "lezer@example.org"]


def test_everything_that_mails_is_known_as_such() -> None:
    names = {part.__name__ for part in upkeep.PARTS if part.__name__.startswith(("send_", "remind_", "report_"))}

    # It freezes a mailing, which the sender holds back.
    assert {part.__name__ for part in upkeep.MAIL} == names - {"send_welcomes"}


def test_proof_of_an_issue_waits_in_a_copy(vdg: SiteSetUp) -> None:
    page = make_issue(vdg, make_list(vdg))
    client, address = staff_client("VDG eindredactie"), reverse("send_issue", args=[page.pk])
    client.post(address, {"doe": "proef"})
    before = len(mail.outbox)
    SenderMark.objects.create(held_at=timezone.now())

    response = client.post(address, {"doe": "proef"}, follow=True)

    assert (before, len(mail.outbox)) == (1, 1)
    assert release.HELD in response.content.decode()
