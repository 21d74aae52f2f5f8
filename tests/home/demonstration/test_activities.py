"""The activities of the demonstration are those of the association's own work plan and report."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from association.activities.models import Activity, ActivityReport, ActivityYear
from association.activities.pages import ActivityIndexPage
from association.portfolios.models import Portfolio
from home.actions import SiteSetUp
from home.demonstration.activities import load_activities
from home.demonstration.load import PLACES, Loader
from home.demonstration.names import HOSTS
from home.demonstration.portfolios import load_portfolios
from home.demonstration.read import read_content
from home.demonstration.register import load_register
from tests.factories.content import make_portfolio_page, make_vdg, make_vgg

pytestmark = pytest.mark.django_db

YEARS = (2021, 2022)
PATH = "/activiteiten/"
RUIMTE = "Portefeuillehouderoverleg Ruimte & Wonen, Milieu, Energie en Mobiliteit"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SiteSetUp]:
    """The site with the register, its portfolios, activities and their page: loaded once, gone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def load() -> SiteSetUp:
    """The parts of the demonstration that are about activities."""
    setups = {"vdg": make_vdg(), "vgg": make_vgg()}
    found, content = setups["vgg"], read_content("vgg")
    load_register(setup.association for setup in setups.values())
    for entry in content.portfolios:
        fields = {key: entry["register"][key] for key in ("name", "abbreviation", "order", "slug", "icon")}
        Portfolio.objects.create(association=found.association, **fields)
    load_portfolios(found.association)
    load_activities(found.association, content.activities)
    loader = Loader(next(place for place in PLACES if place.key == "vgg"), content, 80)
    loader.set_up = found
    entry = next(entry for entry in content.pages if entry["path"] == PATH)
    page = loader.new_page(entry, title=entry["title"], slug=PATH.strip("/"), summary=entry["summary"])
    loader.write(found.home.add_child(instance=page), entry, loader.bodies())
    return found


def rows(year: int) -> list[ActivityYear]:
    """The activities of a year, in their order."""
    return list(ActivityYear.objects.filter(year=year).select_related("activity"))


def text_of(client: Client, path: str) -> str:
    """A page of the association's site."""
    response = client.get(path, headers={"host": HOSTS["vgg"]})
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_both_years_have_29_activities_of_which_23_are_the_same(loaded: SiteSetUp) -> None:
    plan, report = ({row.activity_id for row in rows(year)} for year in YEARS)

    assert [len(rows(year)) for year in YEARS] == [29, 29]
    assert (len(plan), len(report), len(plan & report), len(plan | report)) == (29, 29, 23, 35)
    assert set(Activity.objects.values_list("association__slug", flat=True)) == {"vgg"}


@pytest.mark.parametrize("year", YEARS)
def test_activities_stand_in_the_order_of_the_document(loaded: SiteSetUp, year: int) -> None:
    found = rows(year)

    assert [row.order for row in found] == list(range(1, 30))
    assert [row.title for row in found] == [entry["title"] for entry in read_content("vgg").activities[year]]
    assert [found[place].title for place in (0, 4, 28)] == {
        2021: [
            "Toogdag en algemene ledenvergadering",
            "Groninger kandidaten voor VNG-commissies",
            "Honderd jaar VGG",
        ],
        2022: [
            "Toogdag en algemene ledenvergadering",
            "Groninger kandidaten voor VNG-commissies",
            "Leergang Taaie Thema's, Duivelse Dilemma's",
        ],
    }[year]


def test_one_title_of_four_activities_has_four_distinguishers(loaded: SiteSetUp) -> None:
    found = [row.distinguisher for row in rows(2021) if row.title == RUIMTE]

    assert found == [
        "omgevingsvisie en omgevingsverordening",
        "omgevingswet",
        "kennisnetwerk ruimtelijke ordening",
        "klimaatagenda",
    ]
    assert [len({row.full_title for row in rows(year)}) for year in YEARS] == [29, 29]


def test_activities_have_a_portfolio_or_a_heading(loaded: SiteSetUp) -> None:
    found = [(bool(row.heading), row.portfolios.exists()) for year in YEARS for row in rows(year)]

    assert (found.count((True, False)), found.count((False, True)), len(found)) == (28, 30, 58)


def test_three_activities_of_one_year_came_together_in_one_of_the_next(loaded: SiteSetUp) -> None:
    together = [row.title for row in rows(2022) if row.activity.predecessors.exists()]
    before = [row.distinguisher for row in rows(2021) if row.activity.successors.exists()]

    assert together == ["Portefeuillehouderoverleg Ruimte & Wonen en Mobiliteit"]
    assert before == ["omgevingsvisie en omgevingsverordening", "omgevingswet", "kennisnetwerk ruimtelijke ordening"]


def test_periods_that_the_documents_leave_empty_stay_empty(loaded: SiteSetUp) -> None:
    reports = list(ActivityReport.objects.values_list("activity_year__year", "period"))

    assert {key: reports.count(key) for key in set(reports)} == {
        (2021, "H1"): 28, (2021, "H2"): 3, (2022, "H1"): 1, (2022, "H2"): 1, (2022, "Y"): 28,
    }  # fmt: skip
    assert set(ActivityReport.objects.values_list("stoplight", flat=True)) == {""}


def test_three_activities_were_not_held_and_say_why(loaded: SiteSetUp) -> None:
    found = ActivityReport.objects.filter(not_held=True).order_by("activity_year__order")

    assert [(report.activity_year.year, report.period, report.activity_year.title) for report in found] == [
        (2022, "Y", "Portefeuillehouderoverleg Sociaal Domein en Financiën"),
        (2022, "Y", "Portefeuillehouderoverleg Cultuur en Vrijetijdseconomie"),
        (2022, "Y", "Portefeuillehouderoverleg Economische Zaken"),
    ]
    assert all(report.reason for report in found)


def test_loading_again_adds_nothing_and_leaves_what_people_made_of_it(loaded: SiteSetUp) -> None:
    before = list(ActivityYear.objects.order_by("pk").values_list("pk", flat=True))
    ActivityYear.objects.filter(pk=before[0]).update(title="Een nieuwe naam")

    again = load_activities(loaded.association, read_content("vgg").activities)

    assert again == 0
    assert list(ActivityYear.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert ActivityYear.objects.get(pk=before[0]).title == "Een nieuwe naam"


def test_page_shows_each_year_with_the_names_of_that_year(loaded: SiteSetUp, client: Client) -> None:
    first, plan, report = (text_of(client, path) for path in (PATH, f"{PATH}2021/", f"{PATH}2022/"))

    assert "LHBTI en inclusief beleid" in plan
    assert "LHBTIQ+ en inclusief beleid" not in plan
    assert "LHBTIQ+ en inclusief beleid" in report
    assert "LHBTIQ+ en inclusief beleid" in first
    assert "Dit is een proefsite" in first
    assert report.count("Niet doorgegaan.") == 3


def test_page_of_a_year_starts_with_the_period_that_its_document_tells_of(loaded: SiteSetUp, client: Client) -> None:
    plan, report = (text_of(client, f"{PATH}{year}/") for year in YEARS)

    assert [page.count("Nog niet ingevuld.") for page in (plan, report)] == [1, 0]
    assert '<option value="H1" selected>' in plan
    assert '<option value="Y" selected>' in report


def test_page_says_nothing_of_stoplights_when_no_activity_has_one(loaded: SiteSetUp, client: Client) -> None:
    without = text_of(client, f"{PATH}2022/")
    ActivityReport.objects.filter(activity_year__year=2022, text__contains="Toogdag").update(stoplight="green")

    with_one = text_of(client, f"{PATH}2022/")

    assert [text in with_one for text in ("stoplight-summary", "Geen stoplicht")] == [True, True]
    assert [text in without for text in ("stoplight-summary", "Geen stoplicht")] == [False, False]


def test_page_belongs_to_one_association_and_its_footer_leads_to_it(loaded: SiteSetUp, client: Client) -> None:
    content = {key: read_content(key) for key in HOSTS}

    assert [page.url_path for page in ActivityIndexPage.objects.all()] == [f"{loaded.home.url_path}activiteiten/"]
    assert {
        key: [link["url"] for group in found.site["footer"] for link in group["links"]].count(PATH)
        for key, found in content.items()
    } == {"vdg": 0, "vgg": 1}
    assert content["vdg"].activities == {}
    assert client.get(PATH, headers={"host": HOSTS["vdg"]}).status_code == 404


def test_theme_shows_what_was_done_for_it(loaded: SiteSetUp, client: Client) -> None:
    make_portfolio_page(loaded, Portfolio.objects.get(association=loaded.association, slug="bibliotheekwerk"))

    page = text_of(client, "/themas/bibliotheekwerk/")

    assert "Doel en resultaten 2022" in page
    assert 'href="/activiteiten/2022/?portefeuille=bibliotheekwerk"' in page
