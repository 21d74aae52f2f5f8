"""The archive: what was sent, for everybody, and nothing before."""

from datetime import timedelta
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from association.base.queries import Viewer
from association.newsletters.composing.rendering import variants_of
from association.newsletters.models import Mailing
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules import places
from association.newsletters.sending.preparing import prepare
from home.actions import SiteSetUp
from tests.factories.content import make_news, paragraph, restrict
from tests.factories.issues import fill_issue, pick, picks
from tests.factories.mailings import make_list, make_newsletter, make_reader

pytestmark = pytest.mark.django_db
FEEDS = ["/nieuwsbrieven/feed/", "/nieuwsbrieven/feed/atom/"]


def sent_issue(setup: SiteSetUp, *blocks: dict[str, Any], send_at: Any = None, **fields: Any) -> NewsletterIssuePage:
    """An issue that was sent to everybody."""
    one = make_list(setup)
    make_reader(setup, one)
    page = fill_issue(setup, one, blocks=list(blocks) or [paragraph("Inhoud")], **fields)
    prepare(page, variants_of(page, [one]), by=None, send_at=send_at)
    return NewsletterIssuePage.objects.get(pk=page.pk)


def places_that_show(client: Client, page: NewsletterIssuePage) -> dict[str, str]:
    """All that a visitor can ask for in which an issue could stand."""
    asked = ["/nieuwsbrieven/", *FEEDS, f"/nieuwsbrieven/{page.slug}/", "/sitemap.xml", f"/zoeken/?q={page.title}"]
    return {address: client.get(address).content.decode() for address in asked}


def test_sent_issue_is_in_the_archive_the_feeds_and_the_sitemap(vdg: SiteSetUp, client: Client) -> None:
    page = sent_issue(vdg, title="Eendenkroos", preheader="Kort")

    shown = places_that_show(client, page)

    assert all("Eendenkroos" in html for address, html in shown.items() if address != "/sitemap.xml")
    assert f"/nieuwsbrieven/{page.slug}/" in shown["/sitemap.xml"]
    for feed in FEEDS:
        assert fromstring(shown[feed].encode()) is not None
        assert "Kort" in shown[feed]


@pytest.mark.parametrize("state", ["draft", "planned", "out_of_archive"])
def test_issue_that_is_not_for_the_archive_is_nowhere(vdg: SiteSetUp, client: Client, state: str) -> None:
    if state == "draft":
        page = fill_issue(vdg, make_list(vdg), title="Eendenkroos", blocks=[paragraph("Eendenkroos")])
        Page.objects.filter(pk=page.pk).update(live=True)  # whatever way it came to be
    elif state == "planned":
        page = sent_issue(vdg, title="Eendenkroos", send_at=timezone.now() + timedelta(days=1))
        Page.objects.filter(pk=page.pk).update(live=True)
    else:
        page = sent_issue(vdg, title="Eendenkroos", newsletter=make_newsletter(vdg, in_archive=False))

    shown = places_that_show(client, page)

    # The search repeats what was asked for.
    shown = {address: html for address, html in shown.items() if "/zoeken/" not in address}
    assert all("endenkroos" not in html and page.slug not in html for html in shown.values())
    assert client.get(f"/nieuwsbrieven/{page.slug}/").status_code == 404
    assert not NewsletterIssuePage.objects.viewable_by(Viewer.anonymous(vdg.site)).exists()


def test_archive_stays_as_it_was_sent(vdg: SiteSetUp, client: Client) -> None:
    news = make_news(vdg, "Zoals het was")
    page = sent_issue(vdg, picks("Nieuws", pick(news)))
    news.title = "Zoals het werd"
    news.save_revision().publish()

    html = client.get(f"/nieuwsbrieven/{page.slug}/").content.decode()

    assert "Zoals het was" in html
    assert "Zoals het werd" not in html


def test_archive_holds_nothing_personal(vdg: SiteSetUp, client: Client) -> None:
    page = sent_issue(vdg, newsletter=make_newsletter(vdg, greets=True))

    html = client.get(f"/nieuwsbrieven/{page.slug}/").content.decode()

    for word in (places.NAME, places.UNSUBSCRIBE, places.PREFERENCES, "@example.org"):
        assert word not in html


def test_part_for_members_is_a_teaser_in_the_archive(vdg: SiteSetUp, client: Client) -> None:
    news = make_news(vdg, "Geheim verslag")
    restrict(news, PageViewRestriction.GROUPS, "VDG raadsleden")
    everyone, council = make_list(vdg), make_list(vdg)
    council.groups.add(Group.objects.get(name="VDG raadsleden"))
    make_reader(vdg, everyone)
    page = fill_issue(
        vdg, everyone, council, blocks=[picks("Nieuws", pick(news, public_text="Een verslag voor raden"))]
    )
    prepare(page, variants_of(page, [everyone, council]), by=None)

    html = client.get(f"/nieuwsbrieven/{page.slug}/").content.decode()

    assert "Een verslag voor raden" in html
    assert "Geheim" not in html
    assert news.slug not in html


def test_words_that_only_members_got_are_not_found(vdg: SiteSetUp, client: Client) -> None:
    council = make_list(vdg)
    council.groups.add(Group.objects.get(name="VDG raadsleden"))
    make_reader(vdg, council)
    page = fill_issue(
        vdg, council, title="Nummer voor raden", preheader="Eendenkroos", blocks=[paragraph("Eendenkroos")]
    )
    prepare(page, variants_of(page, [council]), by=None)
    call_command("rebuild_references_index", verbosity=0)

    found = client.get("/zoeken/?q=eendenkroos").content.decode()

    assert "Nummer voor raden" not in found
    assert all("Eendenkroos" not in client.get(feed).content.decode() for feed in FEEDS)
    assert "Eendenkroos" not in client.get(f"/nieuwsbrieven/{page.slug}/").content.decode()


def test_archive_costs_the_same_for_any_number_of_issues(vdg: SiteSetUp, client: Client, statements: Any) -> None:
    counts = []
    for number in (1, 1, 4):
        for _ in range(number):
            sent_issue(vdg)
        with statements() as found:
            client.get("/nieuwsbrieven/")
        counts.append(len(found))

    assert counts[1] == counts[2]


def test_issues_of_the_other_site_are_not_shown(vdg: SiteSetUp, vgg: SiteSetUp, client: Client) -> None:
    page = sent_issue(vgg, title="Van de buren")

    shown = places_that_show(client, page)

    assert all("Van de buren" not in html for address, html in shown.items() if "/zoeken/" not in address)


def test_address_of_the_archive_itself_is_refused_for_an_issue(vdg: SiteSetUp) -> None:
    page = fill_issue(vdg, make_list(vdg))
    for slug in ("aanmelden", "voorkeuren", "afmelden", "bevestigen", "feed"):
        page.slug = slug
        with pytest.raises(ValidationError):
            page.check_place(page.get_parent())


def test_stopped_and_paused_mailings_keep_their_place(vdg: SiteSetUp, client: Client) -> None:
    page = sent_issue(vdg)

    for state in (Mailing.State.PAUSED, Mailing.State.STOPPED, Mailing.State.DONE):
        Mailing.objects.update(state=state)
        assert client.get(f"/nieuwsbrieven/{page.slug}/").status_code == 200
