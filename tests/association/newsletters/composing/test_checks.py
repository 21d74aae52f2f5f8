"""What there is to mend in an issue before it is sent."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from association.newsletters.composing.checks import LARGEST, findings
from association.newsletters.composing.rendering import RenderedIssue, variants_of
from association.newsletters.models import MailingList
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules.variants import Variant
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_news, paragraph, restrict
from tests.factories.issues import block, fill_issue, pick, picks
from tests.factories.mailings import make_list
from tests.factories.publications import figure

pytestmark = pytest.mark.django_db


def found(page: NewsletterIssuePage, *lists: MailingList) -> dict[str, bool]:
    """What is found, and whether it stops the sending."""
    rows = findings(RenderedIssue(page), list(lists), variants_of(page, lists))
    return {row.text: row.stops for row in rows}


def complete(setup: SiteSetUp, *blocks: dict[str, Any], **fields: Any) -> tuple[NewsletterIssuePage, MailingList]:
    """An issue with a list and nothing to mend but what is given."""
    one = make_list(setup, name="Nieuwsbrief")
    given = {"preheader": "Kort", "opening": "<p>Goed.</p>"} | fields
    return fill_issue(setup, one, blocks=list(blocks), **given), one


def test_issue_that_is_ready_has_nothing_to_mend(vdg: SiteSetUp) -> None:
    page, one = complete(vdg, picks("Nieuws", pick(make_news(vdg))))

    assert found(page, one) == {}


def test_issue_without_content_list_or_line_is_not_ready(vdg: SiteSetUp) -> None:
    page = fill_issue(vdg, title="Leeg")

    assert found(page) == {
        "Er staat nog niets in het nummer.": True,
        "Er is nog geen verzendlijst gekozen.": True,
        "De regel na het onderwerp is leeg.": False,
    }


def test_picture_without_description_stops(vdg: SiteSetUp) -> None:
    page, one = complete(vdg, figure(make_image(description="")))

    assert found(page, one) == {"Deze afbeelding heeft geen beschrijving.": True}


def test_links_and_headings_are_looked_at(vdg: SiteSetUp) -> None:
    page, one = complete(
        vdg,
        block("heading", {"text": "Te laag", "level": "3", "anchor": "te-laag"}),
        paragraph('Lees het <a href="https://example.org/">hier</a>'),
        picks("Nieuws", pick(make_news(vdg, "Nog niet af", live=False))),
    )

    rows = found(page, one)

    assert rows["'Te laag' slaat een niveau over."] is False
    assert rows["'hier' zegt niet waar de link heen gaat."] is False
    assert [text for text in rows if text.startswith("Een link leidt nergens heen: Nog niet af.")]


def test_page_that_a_list_may_not_see_is_named_with_the_list(vdg: SiteSetUp) -> None:
    news = make_news(vdg, "Verslag")
    restrict(news, PageViewRestriction.GROUPS, "VDG raadsleden")
    page, one = complete(vdg, picks("Nieuws", pick(news)))
    council = make_list(vdg, name="Raadsleden")
    council.groups.add(Group.objects.get(name="VDG raadsleden"))

    assert found(page, one, council) == {"'Verslag' is besloten voor Nieuwsbrief.": False}


def test_private_picture_is_named(vdg: SiteSetUp) -> None:
    hidden = Collection.objects.get(depth=1).add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    page, one = complete(vdg, image=make_image("Groepsfoto", collection=hidden))

    assert found(page, one) == {"Het beeld 'Groepsfoto' is besloten en komt niet in de mail.": False}


def test_mail_that_is_too_large_stops(vdg: SiteSetUp) -> None:
    page, one = complete(vdg)
    large = Variant((), "é" * (LARGEST // 2 + 1), "")

    (finding,) = findings(RenderedIssue(page), [one], [large])

    assert (finding.text, finding.stops) == ("De mail is 90 kB groot; mailprogramma's kappen haar dan af.", True)


def test_brand_without_contrast_is_named(vdg: SiteSetUp) -> None:
    page, one = complete(vdg)
    vdg.brand.light = vdg.brand.light | {"link": "#eeeeee"}
    vdg.brand.save()
    page = NewsletterIssuePage.objects.get(pk=page.pk).get_latest_revision_as_object()

    assert any(text.startswith("Te weinig verschil tussen link en achtergrond") for text in found(page, one))
