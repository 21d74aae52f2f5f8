"""A vacant seat leads to its open vacancy, wherever the site shows it today, and nowhere on another day."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from association.memberships.models import Membership, Post, Vacancy
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.portfolios.models import BodyKind, Portfolio
from home.actions import SiteSetUp, ensure_child
from tests.factories.content import add_page, make_page, make_portfolio, make_portfolio_page, restrict
from tests.factories.portfolios import tie
from tests.factories.register import make_body, make_membership, make_post
from tests.factories.vacancies import make_committee, make_town, make_vacancy

BODY = "/organisatie/bestuur/"


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The overview of the VDG's site."""
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.fixture
def post(vdg: SiteSetUp, index: Any) -> Post:
    """A seat in a board that is vacant since 2024."""
    found = make_post(make_body(vdg.association, "Bestuur", slug="vdg-bestuur"))
    make_membership(found, None, "2024-01-01")
    return found


@pytest.fixture
def vacancy(vdg: SiteSetUp, post: Post) -> Vacancy:
    """A vacancy that is open for it."""
    return make_vacancy(vdg, post)


def places(client: Client, address: str) -> list[tuple[str, str]]:
    """The vacant seats on a page: where each leads, and its words."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select("main .empty-seat--vacancy")
    return [(str(one.get("href", "")), one.get_text(" ", strip=True)) for one in found]


def to(vacancy: Vacancy) -> str:
    """The address of a vacancy."""
    return f"/organisatie/vacatures/{vacancy.slug}/"


def test_body_leads_to_the_vacancy_today_only(client: Client, post: Post, vacancy: Vacancy) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    asked = [f"{BODY}?peildatum={day.isoformat()}" for day in (timezone.localdate(), yesterday)]

    found = [places(client, address) for address in (BODY, *asked)]

    assert found == [[(to(vacancy), "Vacature")], [(to(vacancy), "Vacature")], [("", "Vacature")]]
    assert client.get(to(vacancy)).status_code == 200


def test_body_with_a_page_of_its_own_leads_there_too(client: Client, index: Any, post: Post, vacancy: Vacancy) -> None:
    add_page(index, BodyPage(title="Eigen", slug="eigen", organization=post.organization))

    assert places(client, "/organisatie/eigen/") == [(to(vacancy), "Vacature")]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Vacancy.Status.DRAFT},
        {"status": Vacancy.Status.NOMINATED},
        {"opens": timezone.localdate() + timedelta(days=2)},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_vacancy_that_takes_nobody_is_not_led_to(
    vdg: SiteSetUp, client: Client, post: Post, fields: dict[str, Any]
) -> None:
    make_vacancy(vdg, post, **fields)

    assert places(client, BODY) == [("", "Vacature")]


@pytest.mark.parametrize("empty", ["not_filled", "not_yet_known"])
def test_seat_that_is_empty_for_another_reason_leads_nowhere(
    client: Client, post: Post, vacancy: Vacancy, empty: str
) -> None:
    Membership.objects.filter(post=post).update(empty=empty)

    page = BeautifulSoup(client.get(BODY).content, "html.parser")

    assert [one.name for one in page.select("main .empty-seat")] == ["span"]


def test_vacancy_of_another_association_is_not_led_to(
    vdg: SiteSetUp, vgg: SiteSetUp, client: Client, index: Any
) -> None:
    seat = make_committee(vdg)
    make_membership(seat, None, "2024-01-01")
    make_vacancy(vgg, seat)
    page = make_page(vdg.home, "Plekken", slug="plekken", body=[{"type": "vng_seats", "value": {"day": None}}])

    assert places(client, page.url) == [("", "Vacature")]


@pytest.mark.parametrize("fixed", [False, True])
def test_blocks_lead_there_unless_their_day_is_fixed(
    vdg: SiteSetUp, client: Client, post: Post, vacancy: Vacancy, fixed: bool
) -> None:
    seat = make_committee(vdg)
    make_membership(seat, None, "2024-01-01")
    other = make_vacancy(vdg, seat)
    day = timezone.localdate().isoformat() if fixed else None
    blocks = [
        {"type": "seats", "value": {"organization": post.organization_id, "day": day}},
        {"type": "vng_seats", "value": {"day": day}},
    ]
    page = make_page(vdg.home, "Plekken", slug="plekken", body=blocks)

    found = places(client, page.url)

    assert found == [("" if fixed else to(vacancy), "Vacature"), ("" if fixed else to(other), "Vacature")]


def test_municipality_leads_there(vdg: SiteSetUp, client: Client, post: Post, vacancy: Vacancy) -> None:
    town = make_town(vdg, "Dorpstad")
    Membership.objects.filter(post=post).update(on_behalf_of=town)

    assert places(client, f"/organisatie/gemeenten/{town.site_slug}/") == [(to(vacancy), "Vacature")]


@pytest.fixture
def wonen(vdg: SiteSetUp, post: Post) -> Portfolio:
    """A portfolio whose chair and whose seat in another body are vacant."""
    portfolio = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, portfolio)
    tie(portfolio, post.organization)
    Post.objects.filter(pk=post.pk).update(role="chair")
    other = make_post(make_body(vdg.association, "Ander"))
    make_membership(other, None, "2024-01-01")
    tie(portfolio, other.organization, BodyKind.OTHER, post=other)
    return portfolio


def test_cards_of_a_portfolio_lead_there(vdg: SiteSetUp, client: Client, wonen: Portfolio, vacancy: Vacancy) -> None:
    found = places(client, "/portefeuilles/wonen/")

    assert found == [(to(vacancy), "Vacature"), ("", "Vacature")]


def test_nothing_leads_into_an_overview_that_the_reader_may_not_see(
    client: Client, wonen: Portfolio, vacancy: Vacancy, index: Any
) -> None:
    restrict(index)

    assert [address for address, _ in places(client, "/portefeuilles/wonen/")] == ["", ""]


@pytest.mark.parametrize("address", [BODY, "/portefeuilles/wonen/"])
def test_vacancies_cost_one_query_however_many_seats_are_vacant(
    vdg: SiteSetUp, client: Client, post: Post, wonen: Portfolio, statements: Any, address: str
) -> None:
    def cost() -> list[str]:
        with statements() as found:
            assert client.get(address).status_code == 200
        return [sql for sql in map(str, found) if 'FROM "association_vacancy"' in sql]

    make_vacancy(vdg, post)
    cost()
    few = cost()
    for _ in range(5):
        more = make_post(post.organization, "chair")
        make_membership(more, None, "2024-01-01")
        make_vacancy(vdg, more)

    many = cost()

    assert (len(few), len(many)) == (1, 1)
    assert len(places(client, address)) >= 6


def test_open_vacancy_costs_the_page_of_its_body_no_query_more(
    client: Client, post: Post, vacancy: Vacancy, statements: Any
) -> None:
    def asked() -> int:
        client.get(BODY)
        with statements() as found:
            client.get(BODY)
        return len(found)

    with_vacancy = asked()
    shown = places(client, BODY)
    Vacancy.objects.filter(pk=vacancy.pk).update(status=Vacancy.Status.DRAFT)

    assert shown[0][0].endswith(f"/{vacancy.slug}/")
    assert asked() == with_vacancy <= 10
