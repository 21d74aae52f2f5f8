"""The form of a portfolio: its bodies, names and predecessors."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.portfolios.models import Portfolio, PortfolioBody
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio
from tests.factories.portfolios import portfolio_form, rows, tie
from tests.factories.register import make_body, make_post
from tests.factories.staff import staff_client


def row(body: Any = "", **fields: Any) -> dict[str, Any]:
    """A row for a body."""
    number = getattr(body, "pk", body)
    values = {"id": "", "organization": number, "kind": "consultation", "first_day": "", "last_day": "", "post": ""}
    return {**values, **fields}


def post(client: Client, portfolio: Portfolio, **fields: Any) -> Any:
    """What the screen answers to a form."""
    return client.post(reverse("portefeuilles:edit", args=[portfolio.pk]), portfolio_form(portfolio, **fields))


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """A chief editor of the VDG."""
    return staff_client("VDG eindredactie")


def test_bodies_names_and_predecessors_are_stored(vdg: SiteSetUp, chief: Client) -> None:
    portfolio, before = make_portfolio(vdg), make_portfolio(vdg)
    body, table = make_body(vdg.association), make_body(vdg.association)
    seat = make_post(table)

    answer = post(
        chief, portfolio, predecessors=[before.pk], first_day="mei 2020", last_day="",
        bodies=rows(row(body, first_day="2020", last_day="4-6-2025"), row(table, kind="other", post=seat.pk)),
        names=rows({"id": "", "name": "Vroeger", "abbreviation": "", "first_day": "", "last_day": "2021"}),
    )  # fmt: skip

    assert answer.status_code == 302
    stored = Portfolio.objects.get(pk=portfolio.pk)
    assert (stored.period, list(stored.predecessors.all())) == ("vanaf mei 2020", [before])
    assert [(link.organization, link.kind, link.post, link.period) for link in stored.bodies.all()] == [
        (body, "consultation", None, "2020 – 4 juni 2025"),
        (table, "other", seat, ""),
    ]
    assert [(name.name, name.end_date) for name in stored.names.all()] == [("Vroeger", date(2022, 1, 1))]


def test_filled_in_rows_stay_when_something_is_wrong(vdg: SiteSetUp, chief: Client) -> None:
    portfolio, body = make_portfolio(vdg), make_body(vdg.association, "Overleg Wonen")

    answer = post(
        chief, portfolio, bodies=rows(row(body, first_day="31-02-2026"), row(body, first_day="2026", last_day="2025"))
    )
    html = answer.content.decode()

    assert answer.status_code == 200
    assert "geen bestaande datum" in html
    assert "De laatste dag ligt vóór de eerste." in html
    assert 'value="31-02-2026"' in html
    assert html.count(f'<option value="{body.pk}" selected>') == 2
    assert not PortfolioBody.objects.exists()


def test_end_of_the_portfolio_before_its_start_is_refused(vdg: SiteSetUp, chief: Client) -> None:
    answer = post(chief, make_portfolio(vdg), first_day="2026", last_day="2025")

    assert answer.status_code == 200
    assert "De laatste dag ligt vóór de eerste." in answer.content.decode()


@pytest.mark.parametrize(("last", "stored"), [("4-6-2025", 302), ("", 200)])
def test_one_body_stands_there_once_on_a_day(vdg: SiteSetUp, chief: Client, last: str, stored: int) -> None:
    body = make_body(vdg.association)

    answer = post(chief, make_portfolio(vdg), bodies=rows(row(body, last_day=last), row(body, first_day="5-6-2025")))

    assert answer.status_code == stored
    assert ("Dit overleg staat er al bij" in answer.content.decode()) == (stored == 200)


def test_form_offers_and_takes_only_bodies_that_the_user_may_see(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client) -> None:
    portfolio = make_portfolio(vdg)
    foreign, own = make_body(vgg.association, "Overleg van de buren"), make_body(vdg.association, "Eigen overleg")
    seat = make_post(foreign)

    html = chief.get(reverse("portefeuilles:edit", args=[portfolio.pk])).content.decode()
    answers = [
        post(chief, portfolio, bodies=rows(row(foreign))),
        post(chief, portfolio, bodies=rows(row(own, post=seat.pk))),
        post(chief, portfolio, predecessors=[make_portfolio(vgg).pk]),
    ]

    assert ("Eigen overleg" in html, "Overleg van de buren" in html) == (True, False)
    assert [answer.status_code for answer in answers] == [200] * 3
    assert not PortfolioBody.objects.exists()


def test_body_that_was_chosen_by_another_stays(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client) -> None:
    portfolio = make_portfolio(vdg)
    link = tie(portfolio, make_body(vgg.association))

    answer = post(chief, portfolio, name="Nieuwe naam", bodies=rows(row(link.organization, id=link.pk), initial=1))

    assert answer.status_code == 302
    assert Portfolio.objects.get(pk=portfolio.pk).name == "Nieuwe naam"
    assert list(PortfolioBody.objects.values_list("pk", flat=True)) == [link.pk]


@pytest.mark.parametrize(
    "odd", [{"bodies-TOTAL_FORMS": "x"}, {"bodies-0-organization": str(2**70)}, {"bodies-0-post": "x"}]
)
def test_form_put_together_by_hand_is_refused_in_words(vdg: SiteSetUp, chief: Client, odd: dict[str, str]) -> None:
    portfolio, body = make_portfolio(vdg), make_body(vdg.association)
    form = {**portfolio_form(portfolio, bodies=rows(row(body))), **odd}

    answer = chief.post(reverse("portefeuilles:edit", args=[portfolio.pk]), form)

    assert answer.status_code == 200
    assert not PortfolioBody.objects.exists()


def test_form_costs_the_same_with_more_bodies(vdg: SiteSetUp, chief: Client, statements: Any) -> None:
    portfolio = make_portfolio(vdg)
    address = reverse("portefeuilles:edit", args=[portfolio.pk])
    counts = []

    for more in (1, 2, 27):
        for _ in range(more):
            tie(portfolio, make_post(make_body(vdg.association)).organization)
        with statements() as found:
            chief.get(address)
        counts.append(len(found))

    assert counts[1] == counts[2]
