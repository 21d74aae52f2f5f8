"""What the site does by itself: publishing and taking down on time, and clearing up."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from association.base.models import Image
from association.base.pictures import card_specs
from home import upkeep
from home.actions import SiteSetUp
from home.contact import ContactPage, ContactSubmission
from home.pages import StandardPage
from tests.factories.content import add_page, make_image, make_page


def make_scheduled(setup: SiteSetUp, *, minutes: int) -> StandardPage:
    """A draft that is approved to go live in so many minutes from now; a negative number is past."""
    page = make_page(setup.home, live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    moment = timezone.now() + timedelta(minutes=minutes)
    content = {**revision.content, "go_live_at": moment.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment, content=content)
    return StandardPage.objects.get(pk=page.pk)


def make_expiring(setup: SiteSetUp, *, minutes: int) -> StandardPage:
    """A live page that expires in so many minutes from now."""
    page = make_page(setup.home)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(minutes=minutes))
    return page


def is_live(page: Page) -> bool:
    """Whether a page is live by now."""
    return bool(Page.objects.get(pk=page.pk).live)


def make_session(key: str, *, hours: int) -> None:
    """A session that expires in so many hours from now."""
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))


def test_page_goes_live_when_it_is_due(vdg: SiteSetUp) -> None:
    due, later = make_scheduled(vdg, minutes=-1), make_scheduled(vdg, minutes=5)

    call_command("tick")

    assert (is_live(due), is_live(later)) == (True, False)
    assert PageLogEntry.objects.filter(page=due, action="wagtail.publish.scheduled").count() == 1


def test_page_is_taken_down_when_it_expires(vdg: SiteSetUp) -> None:
    over, later = make_expiring(vdg, minutes=-1), make_expiring(vdg, minutes=5)

    call_command("tick")

    assert (is_live(over), is_live(later)) == (False, True)
    assert Page.objects.get(pk=over.pk).expired


def test_second_tick_does_nothing(vdg: SiteSetUp) -> None:
    due, over = make_scheduled(vdg, minutes=-1), make_expiring(vdg, minutes=-1)
    upkeep.tick()
    entries = PageLogEntry.objects.count()

    done = (upkeep.publish_due(), upkeep.take_down_expired())

    assert (is_live(due), is_live(over)) == (True, False)
    assert (done, PageLogEntry.objects.count()) == ((0, 0), entries)


def test_bad_page_does_not_stop_the_others(vdg: SiteSetUp, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = make_scheduled(vdg, minutes=-3), make_scheduled(vdg, minutes=-1)
    content: dict[str, Any] = bad.latest_revision.content
    Revision.objects.filter(pk=bad.latest_revision.pk).update(content={**content, "title": "x" * 300})

    published = upkeep.publish_due()

    assert (published, is_live(bad), is_live(good)) == (1, False, True)
    assert "Publishing revision" in caplog.text


def test_failing_part_does_not_stop_the_others(vdg: SiteSetUp, caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    make_session("oud", hours=-30)
    page = add_page(vdg.home, ContactPage(title="Contact", slug="contact", recipients="bureau@vdg.example"))
    ContactSubmission.objects.create(page=page, form_data={})
    settings.EMAIL_BACKEND = "nergens.te.vinden"

    upkeep.tick()

    assert "Upkeep failed in send_waiting" in caplog.text
    assert Session.objects.count() == 0


def test_sessions_are_cleared_about_once_a_day(db: None) -> None:
    make_session("kort-voorbij", hours=-3)
    make_session("geldig", hours=3)

    kept = upkeep.forget_sessions()
    make_session("lang-voorbij", hours=-30)
    cleared = upkeep.forget_sessions()

    assert (kept, cleared) == (0, 2)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["geldig"]


def test_new_pictures_are_ready_for_cards_before_anybody_asks(db: None) -> None:
    new, old = make_image(size=(800, 450)), make_image(size=(800, 450))
    Image.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))

    numbers = [upkeep.prepare_pictures(), upkeep.prepare_pictures()]

    assert numbers == [1, 0]
    assert {item.filter_spec for item in new.renditions.all()} == set(card_specs(new))
    assert not old.renditions.exists()


def test_damaged_picture_does_not_stop_the_others(db: None, caplog: pytest.LogCaptureFixture) -> None:
    good, bad = make_image(size=(800, 450)), make_image(size=(800, 450))
    bad.file.storage.delete(bad.file.name)

    done = upkeep.prepare_pictures()

    assert done == 1
    assert good.renditions.exists()
    assert "prepare_picture failed" in caplog.text
