"""The group of a portfolio may change the portfolio's own pages and nothing else."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from association.portfolios.models import Portfolio
from association.publications.pages import ChapterPage
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_portfolio_page, make_user
from tests.factories.portfolios import portfolio_form
from tests.factories.posting import staff_client
from tests.factories.publications import make_publication


def rights(user: Any, *pages: Page) -> list[tuple[bool, bool]]:
    """Whether somebody may change and publish each page."""
    testers = [Page.objects.get(pk=page.pk).permissions_for_user(user) for page in pages]
    return [(tester.can_edit(), tester.can_publish()) for tester in testers]


def test_process_lead_changes_the_own_portfolio_and_its_chapter_only(vdg: SiteSetUp) -> None:
    own, other = make_portfolio_page(vdg), make_portfolio_page(vdg)
    publication = make_publication(vdg)
    chapter = ChapterPage(title="Wonen", slug="wonen", portfolio=own.portfolio)
    publication.add_child(instance=chapter)
    lead = make_user("regisseur", "VDG procesregie")
    lead.groups.add(Portfolio.objects.get(pk=own.portfolio_id).team)

    edits, nothing = (True, False), (False, False)
    assert rights(lead, own, other, chapter, publication, vdg.home) == [edits, nothing, edits, nothing, nothing]

    chapter.portfolio = other.portfolio
    chapter.save()
    lead = type(lead).objects.get(pk=lead.pk)
    assert rights(lead, chapter) == [(False, False)]


def test_chief_editor_appoints_process_leads_of_the_own_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    lead, foreign = make_user("regisseur", "VDG procesregie"), make_user("vreemd", "VGG procesregie")
    client = staff_client("chef", "VDG eindredactie")
    address = reverse("portefeuilles:edit", args=[portfolio.pk])

    client.post(address, portfolio_form(portfolio, process_leads=[lead.pk]))
    chosen = set(Portfolio.objects.get(pk=portfolio.pk).team.user_set.all())
    refused = client.post(address, portfolio_form(portfolio, process_leads=[foreign.pk]))
    client.post(address, portfolio_form(portfolio))

    assert chosen == {lead}
    assert refused.status_code == 200
    assert not Portfolio.objects.get(pk=portfolio.pk).team.user_set.exists()


@pytest.mark.parametrize("name", ["Wonen", "x" * 120])
def test_group_is_named_after_its_portfolio(vdg: SiteSetUp, name: str) -> None:
    portfolio = make_portfolio(vdg, name)

    portfolio.name = f"{name[:100]} en bouwen"
    portfolio.save()

    assert Portfolio.objects.get(pk=portfolio.pk).team.name == f"VDG procesregie: {portfolio.name}"
