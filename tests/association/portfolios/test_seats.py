"""Who works on a portfolio on a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client

from association.memberships.actions import succeed
from association.portfolios.models import BodyKind, Portfolio, PortfolioBody, PortfolioName
from association.portfolios.queries import chair_words, chairs_of, seats_of_portfolios
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_portfolio_page
from tests.factories.portfolios import fill, make_committee, make_consultation, tie
from tests.factories.register import make_body, make_membership, make_person, make_post

THEN, NOW = date(2022, 12, 31), date(2026, 3, 12)


def names(rows: Any) -> list[str]:
    """The family names of who sits there, or the words for an empty seat."""
    return [row.person.family_name if row.person else row.name for row in rows]


def test_chair_is_who_sits_in_the_consultation_on_the_day(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    chair = make_consultation(portfolio)
    fill(chair, "Eerst", end="2023-05-01")
    fill(chair, "Later", start="2023-05-01")
    fill(make_post(chair.organization, "member"), "Lid")

    found = {day: names(portfolio.chair_on(day)) for day in (THEN, date(2023, 4, 30), date(2023, 5, 1), NOW)}

    assert list(found.values()) == [["Eerst"], ["Eerst"], ["Later"], ["Later"]]


def test_name_follows_the_day(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg, "Financiën")
    PortfolioName.objects.create(portfolio=portfolio, name="Geld en Werk", end_date=date(2022, 1, 1))

    assert [portfolio.name_on(day) for day in (date(2021, 5, 1), NOW)] == ["Geld en Werk", "Financiën"]


@pytest.mark.parametrize(
    ("empty", "words"),
    [
        ("vacant", "vacature"), ("not_filled", "geen invulling"), ("not_applicable", "n.v.t."),
        ("not_yet_known", "nog niet bekend"), ("held", "wordt voorlopig niet ingevuld"),
    ],
)  # fmt: skip
def test_empty_seat_of_the_chair_has_its_words(vdg: SiteSetUp, empty: str, words: str) -> None:
    portfolio = make_portfolio(vdg)
    make_membership(make_consultation(portfolio), empty=empty)

    assert names(portfolio.chair_on(NOW)) == [words]
    assert chair_words(list(portfolio.chair_on(NOW))) == words[0].upper() + words[1:]


def test_who_helps_out_stands_beside_the_vacancy_and_who_is_nominated_waits(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    chair = make_consultation(portfolio)
    fill(chair, "Tijdelijk", capacity="interim")
    fill(chair, "Voordracht", capacity="nominated")
    make_membership(chair)

    found = list(portfolio.chair_on(NOW))

    assert names(found) == ["vacature", "Tijdelijk", "Voordracht"]
    assert chair_words(found) == "Vacature, Jo Tijdelijk (tijdelijk)"


def test_one_person_chairs_two_consultations(vdg: SiteSetUp) -> None:
    first, second = make_portfolio(vdg), make_portfolio(vdg)
    person = make_person("Beide", given_name="Jo")
    for portfolio in (first, second):
        make_membership(make_consultation(portfolio), person)

    found = chairs_of([first, second], NOW)

    assert {number: chair_words(rows) for number, rows in found.items()} == {
        first.pk: "Voorzitter: Jo Beide",
        second.pk: "Voorzitter: Jo Beide",
    }


def test_consultation_that_was_absorbed_leaves_the_portfolio_to_the_body_that_came(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg, "Energie")
    before = make_body(vdg.association, "Overleg Energie", end_date=date(2025, 6, 5))
    after = make_body(vdg.association, "Groot overleg", start_date=date(2025, 6, 5))
    table = make_body(vdg.association, "Energietafel", end_date=date(2025, 6, 5))
    table.successors.add(after)
    tie(portfolio, before, end="2025-06-05")
    tie(portfolio, after, start="2025-06-05")
    fill(make_post(before, "chair"), "Vroeger")

    old, new = portfolio.seats_on(date(2025, 6, 4)), portfolio.seats_on(date(2025, 6, 5))

    assert [body.organization for body in old.consultations] == [before]
    assert (names(old.chairs), old.former) == (["Vroeger"], ())
    assert [body.organization for body in new.consultations] == [after]
    assert (names(new.chairs), [link.organization for link in new.former], new.replaced) == ([], [before], (table,))


def test_committee_shows_the_seats_for_the_association_and_its_members_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    own = make_committee(vdg.association, "VNG-commissie Wonen", "vng-wonen")
    foreign = make_committee(vgg.association, "VNG-commissie Wonen", "vng-wonen")
    tie(portfolio, own.organization, BodyKind.COMMITTEE)
    fill(own, "Eigen")
    fill(foreign, "Vreemd")

    assert portfolio.committees_on(NOW) == (own.organization,)
    assert names(portfolio.representatives_on(NOW)) == ["Eigen"]


def test_replacing_one_committee_member_changes_all_its_portfolio_pages_and_no_earlier_day(
    vdg: SiteSetUp, client: Client
) -> None:
    seat = make_committee(vdg.association, "VNG-commissie Zorg", "vng-zorg")
    held = fill(seat, "Eerst")
    portfolios = [make_portfolio(vdg) for _ in range(3)]
    other = make_portfolio_page(vdg)
    for portfolio in portfolios:
        tie(portfolio, seat.organization, BodyKind.COMMITTEE)
        make_portfolio_page(vdg, portfolio)

    before = [client.get(f"/portefeuilles/{item.slug}/").content.decode() for item in portfolios]
    later = make_person("Later", given_name="Jo")
    succeed(membership=held, person=later, start=date(2026, 1, 1), user=None, association=vdg.association)
    after = [client.get(f"/portefeuilles/{item.slug}/").content.decode() for item in portfolios]

    assert [("Jo Eerst" in html, "Jo Later" in html) for html in before] == [(True, False)] * 3
    assert [("Jo Eerst" in html, "Jo Later" in html) for html in after] == [(False, True)] * 3
    assert [names(item.representatives_on(date(2025, 12, 31))) for item in portfolios] == [["Eerst"]] * 3
    assert "Later" not in client.get(f"/portefeuilles/{other.slug}/").content.decode()


def test_seat_in_another_body_counts_when_it_was_named(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    body = make_body(vdg.association, "Stuurgroep")
    seat, other = make_post(body, "member"), make_post(body, "member")
    fill(seat, "Voor")
    fill(other, "Anders")
    tie(portfolio, body, BodyKind.OTHER, post=seat)

    assert [names(found.rows) for found in portfolio.seats_on(NOW).others] == [["Voor"]]


def test_who_holds_a_portfolio_without_consultation_leads_it(vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg)
    seat = make_post(vdg.association, "portfolio_holder", for_whom_label="portefeuille Veiligheid")
    fill(make_post(vdg.association, "portfolio_holder"), "Anders")
    fill(seat, "Houder")
    tie(portfolio, vdg.association, BodyKind.OTHER, post=seat)

    assert names(portfolio.chair_on(NOW)) == ["Houder"]
    assert [names(rows) for rows in chairs_of([portfolio], NOW).values()] == [["Houder"]]


@pytest.mark.parametrize("number", [1, 30])
def test_seats_of_any_number_of_portfolios_cost_four_queries(
    vdg: SiteSetUp, django_assert_num_queries: Callable[[int], Any], number: int
) -> None:
    portfolios = [make_portfolio(vdg) for _ in range(number)]
    for portfolio in portfolios:
        fill(make_consultation(portfolio), "Voorzitter")
        for kind in range(min(number, 3)):
            seat = make_committee(vdg.association, f"Commissie {kind}", f"vng-{kind}")
            fill(seat, "Lid")
            tie(portfolio, seat.organization, BodyKind.COMMITTEE)

    with django_assert_num_queries(4):
        found = seats_of_portfolios(portfolios, NOW)
        shown = [
            (names(seats.chairs), seats.leads[0].office, seats.consultations[0].organization.site_slug)
            for seats in found.values()
        ]
    with django_assert_num_queries(1):
        words = [chair_words(rows) for rows in chairs_of(portfolios, NOW).values()]

    assert len(shown) == len(words) == number


def test_portfolio_without_anything_known_has_no_seats(vdg: SiteSetUp) -> None:
    found = make_portfolio(vdg).seats_on(NOW)

    assert (found.leads, found.committees, found.former, found.without_committee) == ((), (), (), ())


def test_body_of_a_portfolio_keeps_its_history(vdg: SiteSetUp) -> None:
    link = tie(make_portfolio(vdg), make_body(vdg.association))

    with pytest.raises(models.ProtectedError):
        link.portfolio.delete()
    with pytest.raises(models.ProtectedError):
        link.organization.delete()


def test_days_of_a_portfolio_and_its_bodies_make_a_period(vdg: SiteSetUp) -> None:
    portfolio, body = make_portfolio(vdg), make_body(vdg.association)
    wrong = {"start_date": date(2026, 1, 2), "end_date": date(2026, 1, 2)}

    for act in (
        lambda: Portfolio.objects.filter(pk=portfolio.pk).update(**wrong),
        lambda: PortfolioBody.objects.create(portfolio=portfolio, organization=body, **wrong),
        lambda: PortfolioName.objects.create(portfolio=portfolio, name="Anders", **wrong),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_seat_of_another_body_is_refused(vdg: SiteSetUp) -> None:
    seat = make_post(make_body(vdg.association))

    with pytest.raises(ValidationError) as refused:
        PortfolioBody(portfolio=make_portfolio(vdg), organization=make_body(vdg.association), post=seat).full_clean()

    assert "post" in refused.value.message_dict


def test_split_portfolio_knows_what_came_of_it(vdg: SiteSetUp) -> None:
    whole, *parts = (make_portfolio(vdg, name) for name in ("Ruimte en Energie", "Ruimte", "Energie"))
    for part in parts:
        part.predecessors.add(whole)

    assert set(whole.successors.all()) == set(parts)
    assert list(whole.predecessors.all()) == []
