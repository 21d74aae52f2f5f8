"""A new issue with everything that was published since the last one."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from association.memberships.pages import OrganizationIndexPage
from association.newsletters.composing.starting import NoPlace, start_issue
from association.newsletters.models import Mailing
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
from association.newsletters.sending.preparing import prepare
from home.actions import SiteSetUp
from tests.factories.content import add_page, make_news, make_user, restrict
from tests.factories.mailings import make_list, make_newsletter, make_reader, make_variant
from tests.factories.meetings import make_event
from tests.factories.publications import make_publication
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_vacancy

pytestmark = pytest.mark.django_db


def blocks_of(page: NewsletterIssuePage) -> dict[str, list[Any]]:
    """The blocks of the draft: the pages of each group by its title, and the other kinds by their name."""
    found: dict[str, list[Any]] = {}
    for child in page.get_latest_revision_as_object().body:
        if child.block_type == "picks":
            found[child.value["title"]] = [item["page"].title for item in child.value["items"] if item["shown"]]
        else:
            found[child.block_type] = []
    return found


def test_first_issue_has_what_was_published_of_late(vdg: SiteSetUp) -> None:
    series = make_newsletter(vdg, title="Nieuwsbrief", slug="nieuwsbrief")
    one = make_list(vdg)
    series.lists.add(one)
    make_news(vdg, "Vers")
    old = make_news(vdg, "Oud")
    Page.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=60))
    make_publication(vdg, "Werkplan 2027")
    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))
    make_vacancy(vdg)
    post = make_post(make_body(vdg.association, "Overleg Wonen"))
    make_membership(post, make_person("Vries"), str(timezone.localdate() - timedelta(days=2)))
    make_event(vdg, timezone.localtime().replace(tzinfo=None) + timedelta(days=7))

    made = start_issue(newsletter=series, user=make_user("anna", "VDG redactie"))

    assert blocks_of(made) == {
        "Nieuws": ["Vers"],
        "Nieuwe publicaties": ["Werkplan 2027"],
        "seats": [],
        "vacancies": [],
        "agenda": [],
    }
    assert (made.number, made.slug, made.live) == (1, "nieuwsbrief-1", False)
    assert list(made.get_latest_revision_as_object().lists.all()) == [one]
    assert made.title.startswith("Nieuwsbrief ")


def test_next_issue_starts_where_the_last_one_ended(vdg: SiteSetUp) -> None:
    series, user = make_newsletter(vdg), make_user("anna", "VDG redactie")
    one = make_list(vdg)
    make_reader(vdg, one)
    series.lists.add(one)
    make_news(vdg, "Was er al")
    first = start_issue(newsletter=series, user=user)
    prepare(first.get_latest_revision_as_object(), [make_variant()], by=None)
    make_news(vdg, "Is nieuw")

    second = start_issue(newsletter=series, user=user)

    assert blocks_of(second) == {"Nieuws": ["Is nieuw"]}
    assert second.number == 2
    assert Mailing.objects.count() == 1


def test_private_news_is_offered_when_a_list_may_read_it(vdg: SiteSetUp) -> None:
    series, user = make_newsletter(vdg), make_user("anna", "VDG redactie")
    restrict(make_news(vdg, "Voor raden"), PageViewRestriction.GROUPS, "VDG raadsleden")
    series.lists.add(make_list(vdg))

    public = start_issue(newsletter=series, user=user)
    council = make_list(vdg)
    council.groups.add(Group.objects.get(name="VDG raadsleden"))
    series.lists.add(council)
    mixed = start_issue(newsletter=series, user=user)

    assert blocks_of(public) == {}
    assert blocks_of(mixed) == {"Nieuws": ["Voor raden"]}


def test_nothing_of_another_association_comes_in(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_news(vgg, "Van de buren")

    made = start_issue(newsletter=make_newsletter(vdg), user=make_user("anna", "VDG redactie"))

    assert blocks_of(made) == {}
    assert made.get_parent().specific == NewsletterIndexPage.objects.child_of(vdg.home).get()


def test_issue_is_refused_to_who_may_add_nothing(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    series = make_newsletter(vdg)

    with pytest.raises(NoPlace):
        start_issue(newsletter=series, user=make_user("bert", "VGG redactie"))

    assert not NewsletterIssuePage.objects.exists()
