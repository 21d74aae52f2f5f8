"""Guides as readers get them: the overview, the steps, and the choice that travels along."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.meetings.models import MomentStatus
from association.memberships.pages import OrganizationIndexPage
from home.actions import SiteSetUp, ensure_child
from home.pages import HomePage, StandardPage
from tests.conftest import writes
from tests.factories.content import make_portfolio, make_user, paragraph, restrict
from tests.factories.guides import (
    OWN_PORTFOLIO,
    OWN_TOWN,
    checklist,
    for_roles,
    guides_index,
    make_guide,
    make_step,
    make_town,
    question,
    tip,
)
from tests.factories.meetings import make_meeting, moment
from tests.factories.portfolios import fill, make_consultation
from tests.factories.register import make_body, make_membership, make_person, make_post

START = "/nieuw-in-de-raad/"
CHOICE = "?rol=raadslid&gemeente=emmen"


def page(client: Client, address: str, status: int = 200, **kwargs: Any) -> BeautifulSoup:
    """What a reader gets."""
    response = client.get(address, **kwargs)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(document: Any, selector: str) -> list[str]:
    """The texts of what a selector finds."""
    return [" ".join(found.get_text(" ", strip=True).split()) for found in document.select(selector)]


def hrefs(document: Any, selector: str) -> list[str]:
    """The addresses of the links that a selector finds."""
    return [str(link["href"]) for link in document.select(selector)]


def test_page_types_stand_where_they_belong(vdg: SiteSetUp) -> None:
    assert GuideIndexPage.can_create_at(HomePage.objects.first())
    assert [kind.__name__ for kind in GuideIndexPage.allowed_subpage_models()] == ["GuidePage"]
    assert [kind.__name__ for kind in GuidePage.allowed_subpage_models()] == ["GuideStepPage"]
    assert GuideStepPage.allowed_subpage_models() == []
    assert GuidePage.allowed_parent_page_models() == [GuideIndexPage]
    assert StandardPage not in GuideIndexPage.allowed_parent_page_models()


def test_index_asks_who_reads_and_puts_the_own_guide_first(client: Client, vdg: SiteSetUp) -> None:
    make_town(vdg)
    make_portfolio(vdg, "Wonen", slug="wonen")
    make_guide(vdg, "Hoe een regeling werkt", slug="regeling", steps=1)
    make_guide(vdg, "Nieuw als wethouder", slug="wethouder", role="wethouder", steps=1)
    make_guide(vdg, "Nieuw in de raad", slug="raad", role="raadslid", steps=2)

    plain, chosen = page(client, START), page(client, f"{START}{CHOICE}&portefeuille=wonen")

    assert words(plain, ".guide-choice .form-field__option") == ["Raadslid", "Wethouder", "Burgemeester", "Griffier"]
    assert words(plain, "#keuze-gemeente option") == ["Alle", "Emmen"]
    assert words(plain, "#keuze-portefeuille option") == ["Alle", "Wonen"]
    assert words(plain, ".guide-card__title") == ["Hoe een regeling werkt", "Nieuw als wethouder", "Nieuw in de raad"]
    assert words(chosen, ".guide-card__title") == ["Nieuw in de raad", "Hoe een regeling werkt", "Nieuw als wethouder"]
    assert hrefs(chosen, ".guide-card a")[:2] == [
        f"{START}raad/?rol=raadslid&gemeente=emmen&portefeuille=wonen",
        f"{START}raad/stap-1/?rol=raadslid&gemeente=emmen&portefeuille=wonen",
    ]
    assert words(chosen, ".guide-index p strong") == ["raadslid in Emmen voor Wonen"]


def test_unknown_choices_are_told_and_left_out(client: Client, vdg: SiteSetUp) -> None:
    make_guide(vdg, slug="raad", steps=1)

    index = page(client, f"{START}?rol=koning&gemeente=atlantis")
    step = page(client, f"{START}raad/stap-1/?rol=koning&gemeente=atlantis&portefeuille=x")

    assert words(index, ".guide-choice__missed") == [
        "Uw rol en gemeente kennen wij hier niet. Kies opnieuw; leeg laten mag."
    ]
    assert hrefs(index, ".guide-card a")[0] == f"{START}raad/"
    assert words(step, ".progress__line") == ["Stap 1 van 1 · 1 minuut lezen · kies uw rol en gemeente"]


@pytest.mark.parametrize(
    "query",
    [
        "?rol=&gemeente=&portefeuille=",
        "?rol=raadslid&rol=wethouder",
        f"?gemeente={'9' * 300}&portefeuille={10**20}",
        "?gemeente=%F0%9F%90%9D&rol=%ED%A0%80x",
        "?antwoord=1-9&antwoord=99-1&antwoord=0-0&antwoord=x",
        "?gids=../../&stap=%2e%2e",
    ],
)
def test_odd_queries_are_never_an_error(client: Client, vdg: SiteSetUp, query: str) -> None:
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[question(), OWN_TOWN, OWN_PORTFOLIO])

    codes = {client.get(f"{START}{below}{query}").status_code for below in ("", "raad/", "raad/een/", "raad/heel/")}

    assert codes <= {200, 400}


def test_choice_travels_in_every_link_and_not_in_the_canonical_address(client: Client, vdg: SiteSetUp) -> None:
    make_town(vdg)
    guide = make_guide(vdg, "Nieuw in de raad", slug="raad", steps=2)
    other = Page.objects.get(slug="stap-1")
    link = f'Zie <a linktype="page" id="{other.pk}">de eerste</a> en <a linktype="page" id="{vdg.home.pk}">home</a>.'
    make_step(guide, "Derde", slug="derde", body=[paragraph(link)])

    response = client.get(f"{START}raad/derde/{CHOICE}")
    step = BeautifulSoup(response.content, "html.parser")

    assert not response.cookies
    assert words(step, ".progress__line") == [
        "Stap 3 van 3 · 1 minuut lezen · raadslid in Emmen · wijzig uw rol, gemeente of portefeuille"
    ]
    assert hrefs(step, ".progress__line a") == [f"{START}{CHOICE}&gids=raad&stap=derde#keuze"]
    assert hrefs(step, ".rich-text a") == [f"{START}raad/stap-1/{CHOICE}", "/"]
    assert hrefs(step, ".previous-next a") == [f"{START}raad/stap-2/{CHOICE}"]
    assert hrefs(step, ".guide-step__all a") == [f"{START}raad/{CHOICE}"]
    assert hrefs(step, "link[rel=canonical]") == [f"http://localhost{START}raad/derde/"]
    assert [mark["class"][1] for mark in step.select(".progress__mark")] == [
        "progress__mark--done", "progress__mark--done", "progress__mark--now",
    ]  # fmt: skip


def test_changing_the_choice_leads_back_to_the_step(client: Client, vdg: SiteSetUp) -> None:
    make_guide(vdg, slug="raad", steps=2)

    index = page(client, f"{START}?rol=griffier&gids=raad&stap=stap-2")

    assert [form["action"] for form in index.select(".guide-choice")] == [f"{START}raad/stap-2/"]
    assert words(index, ".guide-choice .button") == ["Verder lezen"]


def test_question_is_answered_on_the_next_view(client: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[question(), question("En nu?")])
    address = f"{START}raad/een/"

    asked, told = page(client, f"{address}?rol=raadslid"), page(client, f"{address}?rol=raadslid&antwoord=1-2")

    assert "Dan ligt" not in asked.get_text()
    assert words(asked, ".quiz__form button") == ["Bekijk het antwoord"] * 2
    assert [(field["name"], field["value"]) for field in asked.select(".quiz__form input")][:3] == [
        ("rol", "raadslid"), ("antwoord", "1-1"), ("antwoord", "1-2"),
    ]  # fmt: skip
    assert words(told, ".quiz__answer") == [
        "Dit klopt: Vóór het overleg Dan ligt de inzet nog open.",
        "Na het besluit (uw keuze) Dan ligt alles al vast.",
    ]
    assert [form["action"] for form in told.select(".quiz__form")] == [f"{address}#vraag-2"]
    assert ("antwoord", "1-2") in [
        (field["name"], field["value"]) for field in told.select(".quiz__form [type=hidden]")
    ]


def test_blocks_speak_to_the_role(client: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[
        tip(), for_roles(["wethouder", "burgemeester"], paragraph("Alleen voor het college.")), checklist("Bel de griffier"),
    ])  # fmt: skip
    address = f"{START}raad/een/"

    everybody, council, board = (page(client, address + query) for query in ("", "?rol=griffier", "?rol=wethouder"))

    assert [words(one, ".tip .callout__title") for one in (everybody, council, board)] == [
        ["Wat uw raad of college hiermee kan"], ["Wat uw raad hiermee kan"], ["Wat uw college hiermee kan"],
    ]  # fmt: skip
    assert words(everybody, ".for-roles") == ["Voor wethouder en burgemeester Alleen voor het college."]
    assert words(council, ".for-roles") == []
    assert words(board, ".for-roles") == ["Alleen voor het college."]
    assert words(board, ".checklist__item") == ["Bel de griffier"]


def test_own_municipality_shows_who_sits_where_today(client: Client, vdg: SiteSetUp) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    emmen = make_town(vdg)
    alderman = make_person("Vries", given_name="Sanne", prefix="de", slug="sanne-de-vries")
    make_membership(make_post(emmen, "alderman"), alderman)
    for number in range(5):
        post = make_post(make_body(vdg.association, f"Overleg {number}"))
        make_membership(post, alderman if number else None, on_behalf_of=emmen)
    past = make_post(make_body(vdg.association, "Opgeheven overleg"))
    make_membership(past, alderman, end="2020-01-01", on_behalf_of=emmen)
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[OWN_TOWN])

    asked, told = page(client, f"{START}raad/een/"), page(client, f"{START}raad/een/{CHOICE}")

    assert words(asked, ".own-facts option") == ["Maak een keuze", "Emmen"]
    assert words(told, ".own-facts__title") == ["Emmen in de regio"]
    assert len(told.select(".own-facts__cards > li")) == 4
    assert "Sanne de Vries" in told.select_one(".person-card").get_text()
    assert "Opgeheven overleg" not in told.get_text()
    assert hrefs(told, ".own-facts__more a") == ["/organisatie/gemeenten/emmen/"]
    assert words(told, ".own-facts__more") == ["Alle vijf plekken"]


def test_own_municipality_also_shows_what_its_office_holders_do_for_all(client: Client, vdg: SiteSetUp) -> None:
    emmen, assen = make_town(vdg), make_town(vdg, "Assen")
    alderman, other = make_person("Vries", given_name="Sanne"), make_person("Boer", given_name="Tjitske")
    make_membership(make_post(emmen, "alderman"), alderman)
    make_membership(make_post(assen, "alderman"), other)
    for name, person, fields in (
        ("Wonen", alderman, {}),
        ("Kring", alderman, {"on_behalf_of": assen}),
        ("Verleden", alderman, {"end": "2020-01-01"}),
        ("Sport", other, {}),
    ):
        make_membership(make_post(make_body(vdg.association, name), "chair"), person, **fields)
    make_membership(make_post(make_body(vdg.association, "Zorg"), "chair", for_whom=vdg.association), alderman)
    make_step(make_guide(vdg, slug="raad"), slug="een", body=[OWN_TOWN])

    told = page(client, f"{START}raad/een/{CHOICE}")

    assert words(told, ".own-facts .person-card__role") == ["Wonen, voorzitter", "Zorg, voorzitter"]
    assert words(told, ".own-facts .person-card__office") == ["Wethouder van Emmen"] * 2
    assert words(told, ".own-facts__group") == ["Voor alle gemeenten, of op eigen titel"]


def test_own_municipality_and_its_page_tell_the_same(client: Client, vdg: SiteSetUp) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    emmen = make_town(vdg)
    alderman = make_person("Vries", given_name="Sanne")
    make_membership(make_post(emmen, "alderman"), alderman)
    make_membership(make_post(make_body(vdg.association, "Sport")), None, on_behalf_of=emmen)
    make_membership(make_post(make_body(vdg.association, "Wonen")), alderman, on_behalf_of=emmen)
    make_membership(make_post(make_body(vdg.association, "Zorg"), "chair"), alderman)
    make_step(make_guide(vdg, slug="raad"), slug="een", body=[OWN_TOWN])

    guide, own = page(client, f"{START}raad/een/{CHOICE}"), page(client, "/organisatie/gemeenten/emmen/")
    rows = client.get("/organisatie/gemeenten/emmen.csv").content.decode("utf-8-sig").splitlines()

    assert words(guide, ".own-facts__group") == ["Namens Emmen", "Voor alle gemeenten, of op eigen titel"]
    assert words(guide, ".own-facts .person-card__role") == ["Wonen, lid", "Sport, lid", "Zorg, voorzitter"]
    assert [text.partition(" per ")[0] for text in words(own, "caption")] == words(guide, ".own-facts__group")
    assert [words(table, "tbody th") for table in own.select("table")] == [["Sport", "Wonen"], ["Zorg"]]
    assert [row.split(";")[0] for row in rows[1:]] == ["Emmen", "Sport", "Wonen", "Zorg"]
    assert "Gemeente Emmen" in rows[3]
    assert "de vereniging" in rows[4]


def test_page_of_a_municipality_asks_as_much_for_few_seats_as_for_many(
    client: Client, vdg: SiteSetUp, django_assert_num_queries: Any
) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    emmen, alderman = make_town(vdg), make_person("Vries")
    make_membership(make_post(emmen, "alderman"), alderman)

    def sit(number: int) -> None:
        for _ in range(number):
            make_membership(make_post(make_body(vdg.association), "chair"), alderman)
            make_membership(make_post(make_body(vdg.association)), make_person(), on_behalf_of=emmen)

    sit(1)
    client.get("/organisatie/gemeenten/emmen/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisatie/gemeenten/emmen/")
    asked = len(few)
    sit(4)

    with django_assert_num_queries(asked):
        assert len(page(client, "/organisatie/gemeenten/emmen/").select("tbody tr")) == 10


def test_own_portfolio_shows_who_leads_it(client: Client, vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg, "Ruimte en Wonen", slug="ruimte-en-wonen")
    fill(make_consultation(portfolio, "Overleg Wonen"), "Brinkman")
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[OWN_PORTFOLIO])

    asked = page(client, f"{START}raad/een/")
    told = page(client, f"{START}raad/een/?portefeuille=ruimte-en-wonen")

    assert words(asked, ".own-facts option") == ["Maak een keuze", "Ruimte en Wonen"]
    assert words(told, ".own-facts__title") == ["Ruimte en Wonen"]
    assert "Brinkman" in told.select_one(".own-facts").get_text()
    assert words(told, ".own-facts__facts dd") == ["Overleg Wonen"]


def test_own_portfolio_offers_the_next_meeting_for_a_calendar(client: Client, vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg, "Ruimte en Wonen", slug="ruimte-en-wonen")
    body = make_consultation(portfolio, "Overleg Wonen").organization
    today = timezone.localtime().replace(hour=19, minute=30, tzinfo=None)
    for slug, days, fields in (
        ("voorbij", -7, {}),
        ("vervalt", 7, {"status": MomentStatus.CANCELLED}),
        ("volgende", 14, {}),
        ("later", 21, {}),
    ):
        make_meeting(vdg, body, slug=slug, title=slug, moments=[moment(today + timedelta(days=days), **fields)])
    make_meeting(vdg, make_body(vdg.association), today + timedelta(days=1), slug="ander")
    heading = {"type": "heading", "value": {"text": "Nu", "level": "2", "anchor": "nu"}}
    make_step(make_guide(vdg, slug="raad"), slug="een", body=[OWN_PORTFOLIO, heading, OWN_TOWN])

    told = page(client, f"{START}raad/een/?portefeuille=ruimte-en-wonen")
    file = hrefs(told, ".own-facts__meeting .go-link")

    assert [title.name for title in told.select(".own-facts__title")] == ["h2", "h3"]
    assert words(told, ".own-facts__meeting .event-row__title") == ["volgende"]
    assert file == ["/agenda/volgende.ics"]
    assert b"SUMMARY:volgende" in client.get(file[0]).content


def test_whole_guide_shows_all_parts_or_those_chosen(client: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, "Nieuw in de raad", slug="raad", steps=1)
    make_step(guide, "Vragen stellen", slug="vragen", body=[question(), for_roles(["wethouder"], paragraph("Voor u."))])

    whole = page(client, f"{START}raad/heel/?rol=raadslid")
    chosen = page(client, f"{START}raad/heel/?rol=raadslid&stap=vragen")

    assert words(whole, ".document-chapter__title") == ["Stap nummer 1", "Vragen stellen"]
    assert words(whole, ".for-roles__label") == ["Voor wethouder"]
    assert "Dan ligt de inzet nog open." in whole.get_text()
    assert words(chosen, ".document-chapter__title") == ["Vragen stellen"]
    assert "1 van de 2 stappen" in chosen.get_text()
    assert hrefs(chosen, "link[rel=canonical]") == [f"http://localhost{START}raad/heel/"]


def test_steps_for_members_are_left_out_and_counted_out(client: Client, vdg: SiteSetUp) -> None:
    make_guide(vdg, slug="raad", steps=3)
    hidden = GuideStepPage.objects.get(slug="stap-2")
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid", "VDG raadsleden"))
    restrict(hidden, PageViewRestriction.GROUPS, "VDG raadsleden")

    public, own = page(client, f"{START}raad/stap-1/"), page(member, f"{START}raad/stap-1/")

    assert hrefs(public, ".previous-next a") == [f"{START}raad/stap-3/"]
    assert hrefs(own, ".previous-next a") == [f"{START}raad/stap-2/"]
    assert "Stap 1 van 2" in public.get_text()
    assert "Stap nummer 2" not in page(client, f"{START}raad/heel/").get_text()


def test_steps_of_a_draft_do_not_exist(client: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, slug="raad", steps=1)
    page(client, f"{START}raad/stap-1/")

    guide.unpublish()

    page(client, f"{START}raad/stap-1/", 404)
    assert words(page(client, START), ".guide-card") == []


def test_fixed_addresses_of_a_guide_are_refused(vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, slug="raad")

    for slug in ("heel", "bewaren"):
        with pytest.raises(ValidationError):
            GuideStepPage(title="Heel", slug=slug, goal="Doel").check_place(guide)


def test_copy_for_the_other_association_shows_what_is_its_own(client: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_town(vdg, "Emmen")
    make_town(vgg, "Eemsdelta")
    guide = make_guide(vdg, slug="raad")
    make_step(guide, slug="een", body=[OWN_TOWN])

    GuidePage.objects.get(pk=guide.pk).copy(recursive=True, to=guides_index(vgg))

    own = page(client, f"{START}raad/een/", headers={"host": "vgg.localhost"})
    foreign = page(client, f"{START}raad/een/{CHOICE}", headers={"host": "vgg.localhost"})
    assert words(own, ".own-facts option") == ["Maak een keuze", "Eemsdelta"]
    assert "Emmen" not in foreign.get_text()


def test_queries_do_not_grow_and_nothing_is_written(
    client: Client, vdg: SiteSetUp, statements: Callable[[], Any]
) -> None:
    make_town(vdg)
    make_portfolio(vdg, "Wonen", slug="wonen")
    guide = make_guide(vdg, slug="raad", steps=1)
    make_step(guide, slug="een", body=[OWN_TOWN, OWN_PORTFOLIO, question()])
    addresses = [
        f"{START}{CHOICE}",
        f"{START}raad/{CHOICE}",
        f"{START}raad/een/{CHOICE}&portefeuille=wonen",
        f"{START}raad/heel/?rol=griffier",
    ]

    def counted() -> list[int]:
        found = []
        for address in addresses:
            with statements() as ran:
                assert client.get(address + "&antwoord=1-1").status_code == 200
            assert writes(ran) == []
            found.append(len(ran))
        return found

    counted()
    few = counted()
    for number in range(3):
        make_step(guide, slug=f"meer-{number}", body=[question(), tip()])
        make_guide(vdg, steps=1)
    assert counted() == few
    assert max(few) <= 30


def test_a_long_step_stays_within_the_budget(client: Client, vdg: SiteSetUp) -> None:
    make_town(vdg)
    guide = make_guide(vdg, slug="raad", steps=8)
    blocks = [paragraph(f"Alinea {number} over hoe de regio werkt en wie beslist. " * 6) for number in range(12)]
    make_step(guide, slug="lang", body=[*blocks, OWN_TOWN, OWN_PORTFOLIO, tip(), question(), checklist("Een", "Twee")])

    html = client.get(f"{START}raad/lang/{CHOICE}").content

    assert len(gzip.compress(html)) <= 15 * 1024
