"""The register of portfolios, and one page for each."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client

from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_portfolio_page
from tests.factories.posting import staff_client


def test_portfolio_slug_and_name_occur_once_per_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio(vgg, "Wonen", slug="wonen")

    for name, slug in (("Anders", "wonen"), ("Wonen", "anders")):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_portfolio(vdg, name, slug=slug)
        with pytest.raises(ValidationError):
            Portfolio(association=vdg.association, name=name, slug=slug).full_clean()

    assert Portfolio.objects.filter(slug="wonen").count() == 2


def test_portfolio_belongs_to_an_association(vdg: SiteSetUp) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Portfolio.objects.create(name="Wonen", slug="wonen")


def test_portfolio_with_a_page_or_an_association_with_portfolios_is_not_deleted(vdg: SiteSetUp) -> None:
    page = make_portfolio_page(vdg)

    with pytest.raises(models.ProtectedError):
        page.portfolio.delete()
    with pytest.raises(models.ProtectedError):
        vdg.association.delete()


def test_portfolios_stand_in_the_order_of_the_register(vdg: SiteSetUp, client: Client) -> None:
    for order, name in ((3, "Derde"), (1, "Eerste"), (2, "Tweede")):
        portfolio = make_portfolio(vdg, name)
        Portfolio.objects.filter(pk=portfolio.pk).update(order=order)
        make_portfolio_page(vdg, portfolio)

    html = client.get("/portefeuilles/").content.decode()

    assert html.index("Eerste</a>") < html.index("Tweede</a>") < html.index("Derde</a>")


def test_portfolio_has_one_page(vdg: SiteSetUp) -> None:
    page = make_portfolio_page(vdg)

    with pytest.raises(ValidationError) as refused:
        PortfolioPage(title="Nog een", slug="nog-een", portfolio=page.portfolio).full_clean(exclude=["path", "depth"])

    assert "portfolio" in refused.value.message_dict
    assert PortfolioPage.objects.count() == 1


def test_page_of_a_portfolio_of_another_association_is_refused_by_the_model(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    foreign = make_portfolio(vgg, "Vreemd")
    page = make_portfolio_page(vdg)

    page.portfolio = foreign
    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert refused.value.message_dict == {"portfolio": ["Deze portefeuille is van een andere vereniging."]}


def test_page_of_a_portfolio_of_another_association_is_refused_by_the_form(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    own, foreign = make_portfolio(vdg, "Eigen"), make_portfolio(vgg, "Vreemd")
    index = PortfolioIndexPage.objects.child_of(vdg.home).get()
    browser = staff_client()

    answers = [
        browser.post(
            f"/beheer/pages/add/association/portfoliopage/{index.pk}/",
            {"title": portfolio.name, "slug": portfolio.slug, "portfolio": portfolio.pk, "summary": "", "image": "", "body-count": 0,
             "years-count": 0, "related_links-TOTAL_FORMS": 0, "related_links-INITIAL_FORMS": 0, "comments-TOTAL_FORMS": 0,
             "comments-INITIAL_FORMS": 0, "audience": "everyone"},
        )
        for portfolio in (own, foreign)
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [302, 200]
    assert list(PortfolioPage.objects.values_list("portfolio", flat=True)) == [own.pk]
