"""The portfolios and dossiers of the demonstration say what the associations' own documents say."""

from datetime import date

import pytest

from association.organizations.models import Organization, OrganizationMember
from association.portfolios.models import Dossier, DossierResult, Portfolio, PortfolioBody
from association.portfolios.queries import PortfolioSeats, chair_words
from home.actions import SiteSetUp
from home.demonstration.portfolios import load_dossiers, load_portfolios
from home.demonstration.read import read_content
from home.demonstration.register import load_register
from tests.factories.snapshots import remembered

THEN, NOW = date(2022, 12, 31), date(2026, 3, 12)


@pytest.fixture
def register(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    """The register, and the portfolios with their bodies."""
    remembered("portfolios", lambda: load_both(vdg, vgg), lambda: None, upon="vgg")


def load_both(*setups: SiteSetUp) -> None:
    """Load them for some associations."""
    load_register([setup.association for setup in setups])
    for setup in setups:
        for entry in read_content(setup.association.slug).portfolios:
            fields = {key: entry["register"][key] for key in ("name", "abbreviation", "order", "slug", "icon")}
            Portfolio.objects.create(association=setup.association, **fields)
        load_portfolios(setup.association)


def on(slug: str, day: date = NOW) -> PortfolioSeats:
    """Who works on a portfolio on a day."""
    return Portfolio.objects.get(slug=slug).seats_on(day)


def chair(slug: str, day: date = NOW) -> str:
    """Who chairs, as a tile says it."""
    return chair_words(list(on(slug, day).chairs))


def bodies(slug: str, day: date = NOW) -> list[str]:
    """The consultations of a portfolio on a day."""
    return [body.organization.slug for body in on(slug, day).consultations]


def test_each_portfolio_of_the_vdg_has_the_chair_and_committee_of_early_2026(register: None) -> None:
    slugs = [entry["register"]["slug"] for entry in read_content("vdg").portfolios]

    assert {slug: chair(slug) for slug in slugs} == {
        "gezondheid-en-welzijn": "Voorzitter: Jan Broekema",
        "energie-klimaat-en-milieu": "",
        "ruimte-en-wonen": "Voorzitter: Henk Zwiep",
        "onderwijs-en-cultuur": "Voorzitter: Inge Nieuwenhuizen",
        "sport": "Voorzitter: Jan Zwiers",
        "participatie-schuldhulp-en-integratie": "Voorzitter: Hans Kuipers",
        "economie-en-industrie": "Voorzitter: Arjen Maathuis",
        "financien": "Voorzitter: Renze Bergsma",
    }
    assert all(on(slug).committees for slug in slugs)


def test_one_committee_serves_three_portfolios(register: None) -> None:
    found = [on(slug).committees[0] for slug in ("gezondheid-en-welzijn", "onderwijs-en-cultuur", "sport")]

    assert {body.organization.slug for body in found} == {"vng-cie-zjo"}
    assert {row.person.full_name for body in found for row in body.rows if row.person} == {"Ankie van Tongeren"}


def test_consultation_on_energy_goes_over_into_another_on_its_day(register: None) -> None:
    slug = "energie-klimaat-en-milieu"

    assert [bodies(slug, day) for day in (date(2025, 6, 4), date(2025, 6, 5))] == [["vdg-pho-ekm"], ["doe"]]
    assert chair(slug, date(2025, 6, 4)).endswith(": Anno Wietze Hiemstra")
    assert [link.organization.slug for link in on(slug).former] == ["vdg-pho-ekm"]


def test_space_and_housing_of_the_vgg_is_split_and_knows_from_what(register: None) -> None:
    whole = Portfolio.objects.get(slug="ruimte-wonen-milieu")

    assert {portfolio.slug for portfolio in whole.successors.all()} == {
        "ruimte-wonen-en-mobiliteit",
        "milieu-en-energie",
    }
    assert chair("ruimte-wonen-milieu", date(2021, 5, 27)) == "Vacature, H.J. Schmaal (tijdelijk)"
    assert chair("ruimte-wonen-milieu", THEN) == "Voorzitter: Annalies Usmany"
    assert [body.slug for body in on("milieu-en-energie").replaced] == ["vgg-pho-ruimte"]


def test_two_portfolios_have_one_chair_and_one_has_two_committees(register: None) -> None:
    assert {chair(slug, THEN) for slug in ("cultuur", "economische-zaken")} == {"Voorzitter: Giny Luth"}
    assert [body.organization.slug for body in on("sociaal-domein", THEN).committees] == ["vng-cie-psi", "vng-cie-zjo"]


def test_seats_that_are_empty_or_do_not_apply_have_their_words(register: None) -> None:
    assert chair("raadsleden-en-griffiers") == "Vacature"
    assert chair("een-thuis-voor-iedereen", THEN) == "Nog niet bekend"
    assert [row.name for row in on("cultuur", THEN).without_committee] == ["n.v.t."]
    assert [row.name for row in on("dienstverlening-en-informatiebeleid", date(2021, 5, 27)).committees[0].rows] == [
        "geen invulling"
    ]


def test_consultation_of_a_partner_and_one_in_the_making_are_marked(register: None) -> None:
    partner = on("werk-en-inkomen").consultations[0].organization

    assert partner.run_by == Organization.objects.get(slug="werk-in-zicht")
    assert on("een-thuis-voor-iedereen").consultations[0].organization.in_development


def test_who_sits_elsewhere_for_a_portfolio_is_there_with_several_for_one_body(register: None) -> None:
    others = {body.organization.slug: [row.name for row in body.rows] for body in on("ruimte-en-wonen").others}

    assert {slug: len(names) for slug, names in others.items()} == {
        "doe": 1, "gm-coalitie-vitaal-ouder-worden": 1, "sg-bouwstroom-noord": 0, "sg-vitale-vakantieparken": 0,
        "cie-landelijk-gebied": 2, "grondtafel": 2,
    }  # fmt: skip


def test_loading_again_leaves_what_people_made_of_it(register: None, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    gone = PortfolioBody.objects.filter(portfolio__slug="ruimte-en-wonen").order_by("-pk")[0]
    gone.delete()
    before = list(PortfolioBody.objects.order_by("pk").values_list("pk", flat=True))

    assert load_portfolios(vdg.association) + load_portfolios(vgg.association) == 0
    assert list(PortfolioBody.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_dossiers_belong_to_portfolios_and_are_made_once(register: None, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    for member in Organization.objects.filter(classification="municipality", slug="gemeente-assen"):
        OrganizationMember.objects.get_or_create(organization=vdg.association, member=member)
    entries = {setup.association: read_content(setup.association.slug).dossiers for setup in (vdg, vgg)}

    made = [load_dossiers(association, found) for association, found in entries.items()]
    again = [load_dossiers(association, found) for association, found in entries.items()]

    assert (made, again) == ([25, 6], [0, 0])
    assert not Dossier.objects.filter(portfolios=None).exists()
    for entry in [entry for found in entries.values() for entry in found]:
        dossier = Dossier.objects.get(title=entry["title"])
        assert dossier.portfolios.count() == len(entry["portfolios"])
        assert dossier.partners.count() == len(entry.get("partners", []))
    assert set(Dossier.objects.values_list("kind", flat=True)) == {"file", "agreement", "lobby", "project"}
    assert set(Dossier.objects.values_list("state", flat=True)) == {"current", "achieved", "ahead"}
    assert DossierResult.objects.filter(day=date(2025, 6, 5), precision="day").exists()
    assert Dossier.objects.get(title="Hartveilig Drenthe").period == "2024 – 2027"
