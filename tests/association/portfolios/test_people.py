"""Who works on a portfolio, as readers see it on its page and its tile."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from association.base.queries import Viewer
from association.base.registry import views_of
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.organizations.models import Organization
from association.people.rules import NO_NAME
from association.portfolios.actions import record_result
from association.portfolios.models import BodyKind, Portfolio, PortfolioName
from home.actions import SiteSetUp
from tests.factories.content import (
    add_page,
    make_image,
    make_news,
    make_portfolio,
    make_portfolio_page,
    paragraph,
    restrict,
)
from tests.factories.portfolios import fill, make_alderman, make_committee, make_consultation, make_dossier, tie
from tests.factories.register import make_body, make_membership, make_person, make_post


@pytest.fixture
def wonen(vdg: SiteSetUp) -> Portfolio:
    """A portfolio with a page."""
    portfolio = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, portfolio)
    return portfolio


def make_index(setup: SiteSetUp) -> Any:
    """The overview of who sits where."""
    return add_page(setup.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))


def shown(client: Client, address: str = "/portefeuilles/wonen/") -> str:
    """What a reader sees of the page, with one space between words."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def make_municipality(setup: SiteSetUp, name: str = "Assen") -> Organization:
    """A municipality."""
    kind = Organization.Classification.MUNICIPALITY
    return make_body(setup.association, name, classification=kind, slug=f"gemeente-{name.lower()}")


def test_page_shows_the_chair_with_office_and_links_to_the_register(
    vdg: SiteSetUp, wonen: Portfolio, client: Client
) -> None:
    make_index(vdg)
    chair = make_consultation(wonen, "Overleg Wonen", slug="vdg-overleg-wonen")
    person = make_alderman(make_municipality(vdg), "Achternaam")
    make_membership(chair, person)

    html = shown(client)

    assert f'<a href="/organisatie/personen/{person.slug}/">Jo Achternaam</a>' in html
    assert "Wethouder van Assen" in html
    assert '<a href="/organisatie/overleg-wonen/">Overleg Wonen</a>' in html
    assert f'<time datetime="{timezone.localdate().isoformat()}">' in html


def test_body_with_a_page_of_its_own_is_linked_there(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    index = make_index(vdg)
    body = make_consultation(wonen, "Overleg Wonen").organization
    add_page(index, BodyPage(title="Wonen", slug="eigen-pagina", organization=body))

    assert '<a href="/organisatie/eigen-pagina/">Overleg Wonen</a>' in shown(client)


@pytest.mark.parametrize("hidden", [False, True])
def test_names_have_no_link_without_an_overview_that_the_reader_may_see(
    vdg: SiteSetUp, wonen: Portfolio, client: Client, hidden: bool
) -> None:
    if hidden:
        restrict(make_index(vdg))
    person = make_alderman(make_municipality(vdg), "Achternaam")
    make_membership(make_consultation(wonen, "Overleg Wonen"), person)

    html = shown(client)

    assert "Jo Achternaam" in html
    assert "Overleg Wonen" in html
    assert "personen/" not in html


def test_person_without_public_office_has_no_link(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    make_index(vdg)
    fill(make_consultation(wonen), "Achternaam")

    html = shown(client)

    assert "Jo Achternaam" in html
    assert "personen/" not in html


def test_portrait_stands_in_place_of_initials(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    person = make_person("Achternaam", given_name="Jo", portrait=make_image())
    make_membership(make_consultation(wonen), person)

    assert '<span class="person-card__initials"' not in shown(client)


def test_consultation_without_a_known_chair_says_so(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    make_consultation(wonen, "Overleg Wonen")

    html = shown(client)

    assert 'person-card__role">Voorzitter</p>' in html
    assert "Niet vastgelegd" in html


def test_page_of_a_portfolio_of_which_nothing_is_known_has_no_such_part(wonen: Portfolio, client: Client) -> None:
    assert "Wie zit waar" not in shown(client)


def test_each_committee_has_its_own_words(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    filled, vacant, unknown = (
        make_committee(vdg.association, f"VNG-commissie {name}", f"vng-{name}") for name in ("Eén", "Twee", "Drie")
    )
    fill(filled, "Lid")
    make_membership(vacant, empty="not_filled", start="2026-01-01")
    for seat in (filled, vacant, unknown):
        tie(wonen, seat.organization, BodyKind.COMMITTEE)

    html = shown(client)

    assert "Jo Lid" in html
    assert "Geen invulling" in html
    assert "Sinds 1 januari 2026" in html
    assert "Niet vastgelegd" in html
    assert "Commissies van de VNG" in html


def test_consultation_says_that_no_committee_applies(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    chair = make_consultation(wonen)
    make_membership(make_post(chair.organization, "vng_representative"), empty="not_applicable")

    html = shown(client)

    assert "Commissie van de VNG" in html
    assert "N.v.t." in html


def test_consultation_of_a_partner_and_one_in_development_are_told_apart(
    vdg: SiteSetUp, wonen: Portfolio, client: Client
) -> None:
    partner = make_body(vdg.association, "Werk Samen", classification=Organization.Classification.PARTNER)
    make_consultation(wonen, "Overleg Werk", run_by=partner)
    make_consultation(wonen, "Overleg Nieuw", in_development=True)

    html = shown(client)

    assert "wordt gehouden door Werk Samen" in html
    assert "in ontwikkeling" in html


def test_absorbed_consultation_leads_to_its_last_day(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    make_index(vdg)
    before = make_body(vdg.association, "Vroeger overleg", slug="vdg-vroeger", end_date=date(2025, 6, 5))
    tie(wonen, before, end="2025-06-05")
    fill(make_post(before, "chair"), "Vroeger")
    tie(wonen, make_body(vdg.association, "Nieuw overleg"), start="2025-06-05")

    html = shown(client)

    assert '<a href="/organisatie/vroeger/?peildatum=2025-06-04">Vroeger overleg</a>' in html
    assert "tot en met 4 juni 2025" in html
    assert "sinds 5 juni 2025" in html
    assert "Jo Vroeger" not in html


def test_predecessors_and_successors_link_to_pages_that_the_reader_may_see(
    vdg: SiteSetUp, wonen: Portfolio, client: Client
) -> None:
    names = ("Open", "Besloten", "Zonder pagina")
    before = {name: make_portfolio(vdg, name) for name in names}
    make_portfolio_page(vdg, before["Open"])
    restrict(make_portfolio_page(vdg, before["Besloten"]))
    wonen.predecessors.set(before.values())
    PortfolioName.objects.create(portfolio=wonen, name="Huizen", end_date=date(2022, 1, 1), end_precision="year")

    html = shown(client)

    assert "Voortgekomen uit" in html
    assert f'<dd><a href="/portefeuilles/{before["Open"].slug}/">Open</a></dd>' in html
    assert "<dd>Besloten</dd>" in html
    assert "<dd>Zonder pagina</dd>" in html
    assert "tot en met 2021" in html
    assert '<dd><a href="/portefeuilles/wonen/">Wonen</a></dd>' in shown(
        client, f"/portefeuilles/{before['Open'].slug}/"
    )


def test_other_tables_name_who_sits_there_or_that_nobody_is_known(
    vdg: SiteSetUp, wonen: Portfolio, client: Client
) -> None:
    for name in ("Stuurgroep Eén", "Stuurgroep Twee"):
        seat = make_post(make_body(vdg.association, name), "representative", for_whom=vdg.association)
        tie(wonen, seat.organization, BodyKind.OTHER, post=seat)
        if name == "Stuurgroep Eén":
            make_membership(seat, make_alderman(make_municipality(vdg), "Achternaam"))

    html = shown(client)

    assert "Ook aan tafel" in html
    assert html.index("Stuurgroep Eén") < html.index("Jo Achternaam") < html.index("Stuurgroep Twee")
    assert "Niet vastgelegd" in html[html.index("Stuurgroep Twee") :]


def test_page_shows_nothing_of_the_seats_of_another_association(
    vdg: SiteSetUp, vgg: SiteSetUp, wonen: Portfolio, client: Client
) -> None:
    own = make_committee(vdg.association, "VNG-commissie Wonen", "vng-wonen")
    fill(own, "Eigen")
    fill(make_committee(vgg.association, "VNG-commissie Wonen", "vng-wonen"), "Vreemd")
    tie(wonen, own.organization, BodyKind.COMMITTEE)

    html = shown(client)

    assert "Jo Eigen" in html
    assert "Vreemd" not in html


@pytest.mark.parametrize("address", ["/", "/portefeuilles/"])
def test_tile_shows_the_chair_or_the_words_of_the_empty_seat(
    vdg: SiteSetUp, wonen: Portfolio, client: Client, address: str
) -> None:
    other = make_portfolio(vdg, "Zorg")
    make_portfolio_page(vdg, other)
    soon = (timezone.localdate() + timedelta(days=1)).isoformat()
    chair = make_consultation(wonen)
    fill(chair, "Nu", end=soon)
    fill(chair, "Morgen", start=soon)
    make_membership(make_consultation(other))

    html = shown(client, address)

    assert 'portfolio-tiles__chair">Voorzitter: Jo Nu</p>' in html
    assert 'portfolio-tiles__chair">Vacature</p>' in html
    assert "Morgen" not in html


def test_pages_that_show_a_body_are_known(vdg: SiteSetUp, vgg: SiteSetUp, wonen: Portfolio) -> None:
    seat = make_committee(vdg.association, "VNG-commissie Wonen", "vng-wonen")
    hidden = make_portfolio(vdg, "Besloten")
    restrict(make_portfolio_page(vdg, hidden))
    foreign = make_portfolio(vgg, "Vreemd")
    make_portfolio_page(vgg, foreign)
    for portfolio in (wonen, hidden, foreign):
        tie(portfolio, seat.organization, BodyKind.COMMITTEE)
    tie(wonen, make_body(vdg.association), BodyKind.OTHER)

    found = views_of({seat.organization.pk}, Viewer.anonymous(vdg.site))

    assert found == [("Wonen", "/portefeuilles/wonen/")]


def leaders(html: str) -> Any:
    """Who leads, as the page tells search engines."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    return json.loads(found[1]).get("about")


def test_search_engines_are_told_who_leads(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    make_index(vdg)
    chair = make_consultation(wonen, "Overleg Wonen", slug="vdg-overleg-wonen")
    person = make_alderman(make_municipality(vdg), "Achternaam")
    make_membership(chair, person, "2025-01-01", start_precision="year")
    make_membership(chair, make_person("Straks", given_name="Jo"), capacity="nominated")
    gone = make_person(NO_NAME)
    make_membership(make_post(chair.organization, "vice_chair"), gone)
    make_membership(make_post(chair.organization, "member"), make_person("Lid", given_name="Jo"))

    found = leaders(shown(client))

    assert found == [
        {
            "@type": "Organization",
            "name": "Overleg Wonen",
            "url": "http://localhost/organisatie/overleg-wonen/",
            "parentOrganization": {"@type": "Organization", "name": vdg.association.name},
            "member": [
                {
                    "@type": "OrganizationRole",
                    "roleName": "Voorzitter",
                    "member": {
                        "@type": "Person",
                        "name": "Jo Achternaam",
                        "url": f"http://localhost/organisatie/personen/{person.slug}/",
                        "jobTitle": "wethouder",
                        "worksFor": {"@type": "GovernmentOrganization", "name": "Assen"},
                    },
                    "startDate": "2025",
                }
            ],
        }
    ]


def test_search_engines_are_told_of_no_empty_seat(wonen: Portfolio, client: Client) -> None:
    make_membership(make_consultation(wonen), None, empty="vacant")

    assert leaders(shown(client)) is None


def jumps(html: str) -> list[tuple[str, str]]:
    """Where the links at the top of the page lead, with their words; each leads to a part that is there."""
    row = re.search(r'<nav class="page-head__jump".*?</nav>', html)
    found = re.findall(r'<a href="#([^"]*)">([^<]*)</a>', row[0]) if row else []
    assert [anchor for anchor, _ in found if html.count(f'id="{anchor}"') != 1] == []
    return found


@pytest.mark.parametrize("heading", [False, True])
def test_links_at_the_top_lead_to_the_parts_in_their_order(vdg: SiteSetUp, client: Client, heading: bool) -> None:
    portfolio = make_portfolio(vdg, "Wonen", slug="wonen")
    headings = [
        {"type": "heading", "value": {"text": words, "level": "2", "anchor": words.lower()}}
        for words in ("Eerst", "Dan")
    ]
    body = [*(headings[:1] if heading else []), paragraph("tekst"), headings[1]]
    year = {"year": 2020, "did": "<p>x</p>", "actions": [], "moments": [], "attention": []}
    make_portfolio_page(
        vdg,
        portfolio,
        body=json.dumps(body),
        years=json.dumps([{"type": "year", "value": year}]),
        contact_name="Bureau",
    )
    make_news(vdg, "Bericht", portfolios=(portfolio,))
    fill(make_consultation(portfolio), "Voorzitter")
    record_result(dossier=make_dossier(portfolio), text="Het is gelukt.")

    found = jumps(shown(client))

    assert found == [
        ("wie-zit-waar", "Wie zit waar"), ("dossiers", "Dossiers"), ("resultaten", "Wat het opleverde"),
        ("nieuws", "Nieuws over dit onderwerp"),
        ("eerst", "Eerst") if heading else ("waar-het-over-gaat", "Waar het over gaat"),
        ("wat-we-doen", "Wat we doen"), ("contact", "Contact"),
    ]  # fmt: skip
