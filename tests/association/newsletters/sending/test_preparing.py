"""Who gets a mailing, and freezing it."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from association.newsletters.models import Delivery, Mailing, Segment, Subscriber, Subscription, Suppression
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.tokens import address_hash
from association.newsletters.sending import steering
from association.newsletters.sending.audience import Counts, count
from association.newsletters.sending.preparing import NotPrepared, prepare
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_user
from tests.factories.mailings import (
    make_issue,
    make_list,
    make_mailing,
    make_newsletter,
    make_reader,
    make_readers,
    make_variant,
)

DAY = date(2026, 11, 20)
State = Subscription.State


def test_audience_tells_of_everyone_whether_and_why(vdg: SiteSetUp) -> None:
    one, other = make_list(vdg), make_list(vdg)
    make_reader(vdg, one)
    make_reader(vdg, one, other)
    make_reader(vdg, one, state=State.PENDING)
    make_reader(vdg, one, state=State.ENDED)
    make_reader(vdg, other, state=State.STOPPED)
    make_reader(vdg, other, paused_until=DAY)
    make_reader(vdg, other, paused_until=DAY - timedelta(days=1))
    blocked = make_reader(vdg, other, email="Weg@Example.org")
    Suppression.objects.create(association=vdg.association, address_hash=address_hash(blocked.email), reason="bounced")
    make_reader(vdg, make_list(vdg))

    counts = count([one, other], None, DAY)

    left_out = {"pending": 1, "unsubscribed": 1, "bounced": 1, "paused": 1, "suppressed": 1}
    assert counts == Counts(candidates=8, prepared=3, excluded=left_out)


def test_audience_counts_somebody_who_left_one_list_by_the_other(vdg: SiteSetUp) -> None:
    one, other = make_list(vdg), make_list(vdg)
    reader = make_reader(vdg, one, state=State.ENDED)
    Subscription.objects.create(subscriber=reader, mailing_list=other, state=State.ACTIVE)

    assert count([one, other], None, DAY) == Counts(1, 1, {})


def test_audience_keeps_suppression_of_another_association_apart(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    one = make_list(vdg)
    reader = make_reader(vdg, one)
    Suppression.objects.create(association=vgg.association, address_hash=address_hash(reader.email), reason="staff")

    assert count([one], None, DAY).prepared == 1


def test_audience_knows_suppressed_addresses_after_the_secret_key_changed(vdg: SiteSetUp, settings: Any) -> None:
    one = make_list(vdg)
    reader = make_reader(vdg, one)
    Suppression.objects.create(association=vdg.association, address_hash=address_hash(reader.email), reason="staff")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key" * 6

    assert count([one], None, DAY).excluded == {"suppressed": 1}


def test_segment_asks_all_of_its_parts(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    homes, roads = make_portfolio(vdg), make_portfolio(vdg)
    make_reader(vdg, one, role="raadslid").portfolios.add(homes)
    make_reader(vdg, one, role="griffier").portfolios.add(homes)
    make_reader(vdg, one, role="raadslid").portfolios.add(roads)
    segment = Segment.objects.create(association=vdg.association, name="Wonen", roles=["raadslid", "wethouder"])
    segment.portfolios.add(homes)

    assert count([one], segment, DAY) == Counts(3, 1, {"segment": 2})


def test_segment_by_municipality(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one, municipality=vdg.association)
    make_reader(vdg, one)
    segment = Segment.objects.create(association=vdg.association, name="Hier")
    segment.municipalities.add(vdg.association)

    assert count([one], segment, DAY) == Counts(2, 1, {"segment": 1})


def test_audience_takes_as_many_queries_for_many_as_for_few(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    one = make_list(vdg)
    make_readers(vdg, one, 3)
    with statements() as few:
        count([one], None, DAY)
    make_readers(vdg, one, 300)

    with statements() as many:
        assert count([one], None, DAY).prepared == 303

    assert len(many) == len(few) == 3


def test_mailing_has_a_row_for_everyone_found(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    make_reader(vdg, one)
    make_reader(vdg, one, state=State.PENDING)

    mailing = make_mailing(vdg, one, title="Nieuws van  de\tbuurt", expected=2)

    rows = Counter(mailing.deliveries.values_list("state", "reason"))
    assert rows == {("queued", ""): 2, ("excluded", "pending"): 1}
    assert (mailing.candidates, mailing.state) == (3, Mailing.State.SENDING)
    assert mailing.subject == "Nieuws van de buurt"
    assert mailing.sender == "Vereniging Drenthe <nieuwsbrief@vereniging.example.org>"
    assert mailing.root_url == "http://localhost"
    assert mailing.audience["lists"] == [{"number": one.pk, "name": one.name}]


def test_mailing_publishes_and_locks_its_page(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)

    mailing = make_mailing(vdg, one)

    page = NewsletterIssuePage.objects.get(pk=mailing.issue_id)
    assert (page.live, page.locked) == (True, True)


def test_mailing_for_later_publishes_nothing_yet(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)

    mailing = make_mailing(vdg, one, send_at=timezone.now() + timedelta(hours=3))

    page = NewsletterIssuePage.objects.get(pk=mailing.issue_id)
    assert (mailing.state, page.live, page.locked) == (Mailing.State.SCHEDULED, False, True)


def test_button_pressed_twice_makes_one_mailing(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    page = make_issue(vdg, one)
    first = prepare(page, [make_variant()], by=None, expected=1)

    again = prepare(page, [make_variant()], by=None, expected=1)

    assert again == first
    assert Delivery.objects.count() == 1


def test_mailing_is_refused_when_the_number_changed(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    page = make_issue(vdg, one)

    with pytest.raises(NotPrepared, match="het zijn er nu 1"):
        prepare(page, [make_variant()], by=None, expected=2)

    assert not Mailing.objects.exists()
    assert not NewsletterIssuePage.objects.get().live


def test_mailing_is_refused_without_readers_or_lists(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    theirs = make_list(vgg)
    make_reader(vgg, theirs)

    for lists, words in (([], "Kies eerst"), ([make_list(vdg)], "niemand"), ([theirs], "andere vereniging")):
        with pytest.raises(NotPrepared, match=words):
            prepare(make_issue(vdg, *lists), [make_variant()], by=None)


def test_reader_gets_the_text_that_their_lists_may_read(vdg: SiteSetUp) -> None:
    group = Group.objects.get(name="VDG raadsleden")
    public, council = make_list(vdg, order=1), make_list(vdg, order=2, is_open=False)
    council.groups.add(group)
    both = make_reader(vdg, public, council)
    outsider = make_reader(vdg, public)
    ended = make_reader(vdg, public)
    Subscription.objects.create(subscriber=ended, mailing_list=council, state=State.ENDED)

    mailing = make_mailing(vdg, public, council, variants=[make_variant(), make_variant(group.pk)])

    got = dict(mailing.deliveries.values_list("subscriber_id", "variant__key"))
    assert got == {both.pk: str(group.pk), outsider.pk: "", ended.pk: ""}


def test_mailing_is_refused_without_a_text_for_a_list(vdg: SiteSetUp) -> None:
    council = make_list(vdg)
    council.groups.add(Group.objects.get(name="VDG raadsleden"))
    make_reader(vdg, council)

    with pytest.raises(NotPrepared, match="ontbreekt"):
        make_mailing(vdg, council)


def test_freezing_takes_as_many_queries_for_many_as_for_few(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    newsletter = make_newsletter(vdg)
    one = make_list(vdg)
    make_readers(vdg, one, 2)
    make_mailing(vdg, one, newsletter=newsletter)
    page = make_issue(vdg, one, newsletter=newsletter)
    with statements() as few:
        prepare(page, [make_variant()], by=None)
    make_readers(vdg, one, 98)
    page = make_issue(vdg, one, newsletter=newsletter)

    with statements() as many:
        mailing = prepare(page, [make_variant()], by=None)

    assert Subscriber.objects.count() == mailing.deliveries.count() == 100
    assert len(many) == len(few)


def test_planned_issue_is_placed_although_who_planned_it_left(vdg: SiteSetUp) -> None:
    """The right was asked when it was planned."""
    chief = make_user("chef", "VDG eindredactie")
    one = make_list(vdg)
    make_reader(vdg, one)
    issue = make_issue(vdg, one)
    planned = prepare(issue, [make_variant()], by=chief, send_at=timezone.now() + timedelta(hours=1))
    chief.groups.clear()

    Mailing.objects.filter(pk=planned.pk).update(send_at=timezone.now())
    steering.run_due()

    planned.refresh_from_db()
    assert planned.state == Mailing.State.SENDING
    assert NewsletterIssuePage.objects.get(pk=issue.pk).live
