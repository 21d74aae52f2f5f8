"""Dossiers and their results: recorded in one field, shown on the pages of their portfolios."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.organizations.models import Organization, OrganizationMember
from association.portfolios.actions import record_result
from association.portfolios.models import Dossier, DossierLink, DossierResult, Portfolio
from association.portfolios.queries import dossiers_of, ending_soon, results_of
from home.actions import SiteSetUp
from tests.factories.content import make_document, make_portfolio, make_portfolio_page, make_user, restrict
from tests.factories.portfolios import dossier_form, fill, make_consultation, make_dossier, rows
from tests.factories.register import make_body, make_person
from tests.factories.staff import staff_client

TODAY = date(2026, 3, 12)


@pytest.fixture
def wonen(vdg: SiteSetUp) -> Portfolio:
    """A portfolio with a page."""
    portfolio = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, portfolio)
    return portfolio


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """A chief editor of the VDG."""
    return staff_client("VDG eindredactie")


def shown(client: Client, address: str = "/portefeuilles/wonen/") -> str:
    """What a reader sees of the page, with one space between words."""
    return " ".join(client.get(address).content.decode().split())


def make_members(setup: SiteSetUp, *names: str) -> list[Organization]:
    """Municipalities that are members."""
    kind = Organization.Classification.MUNICIPALITY
    found = [make_body(setup.association, name, classification=kind) for name in names]
    for member in found:
        OrganizationMember.objects.create(organization=setup.association, member=member)
    return found


def test_dossier_gets_an_address_of_its_own(wonen: Portfolio) -> None:
    dossiers = [make_dossier(wonen, title=title) for title in ("Huren!", "Huren", "!", "?")]

    assert [dossier.slug for dossier in dossiers] == ["huren", "huren-2", "dossier", "dossier-2"]


def test_results_and_dossiers_keep_their_history(wonen: Portfolio) -> None:
    dossier = make_dossier(wonen)
    record_result(dossier=dossier, text="Het is gelukt.")

    with pytest.raises(models.ProtectedError):
        dossier.delete()
    with pytest.raises(models.ProtectedError):
        dossier.association.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(start_date=TODAY, end_date=TODAY)


def test_result_is_one_line_of_today(wonen: Portfolio) -> None:
    result = record_result(dossier=make_dossier(wonen), text="  Twaalf raden\n stemden in. ")

    assert (result.text, result.day) == ("Twaalf raden stemden in.", timezone.localdate())


@pytest.mark.parametrize(
    ("end", "state", "found"),
    [
        ("", "current", False), ("2026-06-10", "current", True), ("2026-06-11", "current", False),
        ("2026-03-01", "current", True), ("2026-03-20", "achieved", False), ("2026-03-20", "ahead", True),
    ],
)  # fmt: skip
def test_end_within_ninety_days_reminds_until_it_is_done(wonen: Portfolio, end: str, state: str, found: bool) -> None:
    make_dossier(wonen, end=end, state=state)

    assert ending_soon(Dossier.objects.all(), TODAY).exists() == found


def test_page_shows_what_goes_on_and_then_what_is_done(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    few, many = make_members(vdg, "Assen", "Emmen"), make_members(vdg, "Een", "Twee", "Drie", "Vier", "Vijf")
    lobby = make_dossier(
        wonen, title="Huren", kind="lobby", position="Laat de huren vrij.", lead=make_person("Trekker", given_name="Jo"),
        start="2025-01-01", start_precision="year", end="2028-01-01", end_precision="year",
    )  # fmt: skip
    lobby.participants.set(few)
    later = make_dossier(wonen, title="Straks", state="ahead", lead_label="Het bureau")
    later.participants.set(many)
    make_dossier(wonen, title="Klaar", state="achieved")
    make_dossier(make_portfolio(vdg), title="Van een ander")

    html = shown(client)

    assert '<h2 id="dossiers">Dossiers</h2>' in html
    assert html.index("Huren") < html.index("Straks") < html.index("Klaar")
    for words in (
        "Loopt · lobby", "Laat de huren vrij.", "Trekker: Jo Trekker", "Doen mee: Assen en Emmen", "Sinds 2025",
        "Tot en met 2027", "Trekker: Het bureau", "Doen mee: 5 gemeenten",
    ):  # fmt: skip
        assert words in html
    assert "Van een ander" not in html
    assert '<a href="#dossiers">' in html


def chips(html: str) -> list[tuple[str, str, str, str]]:
    """The states to choose from: whether it is the one, address, words and number."""
    row = html[html.index('<h2 id="dossiers"') : html.index("portfolio-dossiers__cards")]
    pattern = (
        r'<a class="chips__chip" href="([^"]*)"( aria-current="true")?> (\w[^<]*) <span class="chips__count">(\d+)'
    )
    return [(current.strip(), address, words, number) for address, current, words, number in re.findall(pattern, row)]


HERE = "/portefeuilles/wonen/"
CURRENT = 'aria-current="true"'


@pytest.mark.parametrize(
    ("query", "current", "titles"),
    [
        ("", "Alles", ["Huren", "Kopen", "Straks", "Klaar"]), ("?stand=loopt", "Loopt", ["Huren", "Kopen"]),
        ("?stand=behaald", "Behaald", ["Klaar"]), ("?stand=op-komst", "Op komst", ["Straks"]),
        ("?stand=ooit", "Alles", ["Huren", "Kopen", "Straks", "Klaar"]),
        ("?stand=loopt&stand=ooit", "Alles", ["Huren", "Kopen", "Straks", "Klaar"]),
    ],
)  # fmt: skip
def test_reader_chooses_the_dossiers_of_one_state(
    wonen: Portfolio, client: Client, query: str, current: str, titles: list[str]
) -> None:
    for title, state in (("Huren", "current"), ("Kopen", "current"), ("Klaar", "achieved"), ("Straks", "ahead")):
        make_dossier(wonen, title=title, state=state)

    html = shown(client, f"{HERE}{query}")

    assert chips(html) == [
        (CURRENT if current == words else "", f"{HERE}{address}#dossiers", words, number)
        for words, address, number in (
            ("Alles", "", "4"), ("Loopt", "?stand=loopt", "2"), ("Behaald", "?stand=behaald", "1"),
            ("Op komst", "?stand=op-komst", "1"),
        )
    ]  # fmt: skip
    assert re.findall(r'id="dossier-[^"]*" class="heading__text">(\w+)', html) == titles
    assert f'<link rel="canonical" href="http://localhost{HERE}">' in html


def test_dossiers_in_one_state_leave_nothing_to_choose(wonen: Portfolio, client: Client) -> None:
    make_dossier(wonen, title="Klaar", state="achieved")

    html = shown(client, f"{HERE}?stand=loopt")

    assert chips(html) == []
    assert "Klaar" in html


def test_choice_of_dossiers_is_kept_as_a_page_of_its_own(
    wonen: Portfolio, client: Client, settings: Any, statements: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    for title, state in (("Huren", "current"), ("Klaar", "achieved")):
        make_dossier(wonen, title=title, state=state)
    first = [shown(client, f"{HERE}{query}") for query in ("", "?stand=loopt", "?stand=behaald")]

    with statements() as found:
        again = [shown(client, f"{HERE}{query}") for query in ("", "?stand=loopt", "?stand=behaald")]

    assert again == first
    assert len({*first}) == len(found) == 3


def test_dossiers_stand_between_people_and_results(vdg: SiteSetUp, wonen: Portfolio, client: Client) -> None:
    fill(make_consultation(wonen), "Voorzitter")
    record_result(dossier=make_dossier(wonen), text="Het is gelukt.")

    html = shown(client)

    places = [html.index(f'id="{anchor}"') for anchor in ("wie-zit-waar", "dossiers", "resultaten")]
    assert places == sorted(places)


def test_page_shows_the_newest_results_and_folds_the_rest(wonen: Portfolio, client: Client) -> None:
    dossier = make_dossier(wonen)
    for number in range(8):
        record_result(dossier=dossier, text=f"Zin {number}.", day=TODAY + timedelta(days=number))
    record_result(dossier=dossier, text="Vroeger.", day=date(2021, 1, 1), precision="year")

    html = shown(client)

    assert html.index("Zin 7.") < html.index("Zin 2.") < html.index("Eerdere resultaten (3)") < html.index("Zin 1.")
    assert '<span class="result-list__date">2021</span>' in html
    assert f'<time class="result-list__date" datetime="{TODAY.isoformat()}">' in html


def test_page_without_dossiers_has_no_such_parts(wonen: Portfolio, client: Client) -> None:
    html = shown(client)

    assert 'id="dossiers"' not in html
    assert 'id="resultaten"' not in html


@pytest.mark.parametrize("private", [False, True])
def test_letter_is_linked_for_who_may_read_it(wonen: Portfolio, client: Client, private: bool) -> None:
    dossier, letter = make_dossier(wonen), make_document("Brief")
    if private:
        collection = letter.collection.add_child(name="Besloten")
        collection.view_restrictions.create(restriction_type="login")
        letter.collection = collection
        letter.save()
    DossierLink.objects.create(dossier=dossier, title="Brief aan de minister", document=letter)
    DossierLink.objects.create(dossier=dossier, title="Antwoord", address="https://example.org/antwoord")

    html = shown(client)

    assert '<a href="https://example.org/antwoord">Antwoord</a>' in html
    assert ("Brief aan de minister" in html) != private


@pytest.mark.parametrize("number", [1, 30])
def test_dossiers_of_a_page_cost_the_same(
    vdg: SiteSetUp, wonen: Portfolio, django_assert_num_queries: Callable[[int], Any], number: int
) -> None:
    members = make_members(vdg, *(f"Gemeente {place}" for place in range(number)))
    for place in range(number):
        dossier = make_dossier(wonen, title=f"Dossier {place}", lead=make_person())
        dossier.participants.set(members)
        dossier.partners.set(members)
        DossierLink.objects.create(dossier=dossier, title="Brief", document=make_document())
        record_result(dossier=dossier, text="Zin.")

    with django_assert_num_queries(3):
        for dossier in dossiers_of(wonen.pk):
            assert dossier.participant_names == dossier.partner_names == sorted(member.name for member in members)
            assert [link.document.collection.path for link in dossier.links.all()]
            assert dossier.lead_words
    with django_assert_num_queries(1):
        assert len([result.dossier.title for result in results_of(wonen.pk, 60)]) == number


def test_result_from_the_first_screen_is_recorded_in_one_step(wonen: Portfolio, chief: Client, client: Client) -> None:
    dossier = make_dossier(wonen)
    screen = chief.get(reverse("wagtailadmin_home")).content.decode()

    answer = chief.post(reverse("dossier_result"), {"dossier": dossier.pk, "text": "Twaalf raden stemden in."})

    assert f'action="{reverse("dossier_result")}"' in screen
    assert f'<option value="{dossier.pk}">Een dossier</option>' in screen
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert [(result.text, result.day) for result in DossierResult.objects.all()] == [
        ("Twaalf raden stemden in.", timezone.localdate())
    ]
    assert "Twaalf raden stemden in." in shown(client)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Kies een dossier."), ({"dossier": "x", "text": "Zin."}, "Selecteer een geldige keuze"),
        ({"dossier": str(2**70), "text": "Zin."}, "Selecteer een geldige keuze"), ({"text": "x" * 301}, "300"),
        ({"text": " \n "}, "Schrijf in één zin wat er is bereikt."),
    ],
)  # fmt: skip
def test_result_that_says_nothing_is_asked_again_in_words(
    wonen: Portfolio, chief: Client, sent: dict[str, str], words: str
) -> None:
    answer = chief.post(reverse("dossier_result"), {"dossier": make_dossier(wonen).pk if sent else "", **sent})

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not DossierResult.objects.exists()


def test_dossier_of_another_association_is_neither_shown_nor_changed(vgg: SiteSetUp, chief: Client) -> None:
    dossier = make_dossier(make_portfolio(vgg), title="Van de buren")

    screens = [chief.get(reverse(name)).content.decode() for name in ("dossiers:index", "wagtailadmin_home")]
    edit = chief.get(reverse("dossiers:edit", args=[dossier.pk]))
    result = chief.post(reverse("dossier_result"), {"dossier": dossier.pk, "text": "Zin."})

    assert ["Van de buren" in html for html in screens] == [False, False]
    assert edit.status_code == 302
    assert (result.status_code, DossierResult.objects.count()) == (200, 0)


def test_process_lead_changes_the_dossiers_of_the_own_portfolio_only(vdg: SiteSetUp, wonen: Portfolio) -> None:
    own, other = make_dossier(wonen, title="Eigen"), make_dossier(make_portfolio(vdg), title="Ander")
    client = Client()
    lead = make_user("regisseur", "VDG procesregie")
    client.force_login(lead)
    before = client.get(reverse("dossier_result"))
    lead.groups.add(Portfolio.objects.get(pk=wonen.pk).team)

    html = client.get(reverse("dossiers:index")).content.decode()
    answers = [client.get(reverse("dossiers:edit", args=[dossier.pk])).status_code for dossier in (own, other)]
    client.post(reverse("dossier_result"), {"dossier": own.pk, "text": "Zin."})
    client.post(reverse("dossier_result"), {"dossier": other.pk, "text": "Zin."})

    assert before.status_code == 302
    assert ("Eigen" in html, "Ander" in html) == (True, False)
    assert answers == [200, 302]
    assert [result.dossier for result in DossierResult.objects.all()] == [own]


@pytest.mark.parametrize("group", ["VDG redactie", "VDG procesregie"])
def test_who_may_change_no_dossier_has_no_card(wonen: Portfolio, group: str) -> None:
    make_dossier(wonen)

    assert "Resultaat vastleggen" not in staff_client(group).get(reverse("wagtailadmin_home")).content.decode()


def test_first_screen_reminds_of_what_ends(vdg: SiteSetUp, wonen: Portfolio, chief: Client) -> None:
    today = timezone.localdate()
    make_dossier(wonen, title="Bijna", end=(today + timedelta(days=8)).isoformat())
    make_dossier(wonen, title="Voorbij", end=(today - timedelta(days=8)).isoformat())
    make_dossier(wonen, title="Nog lang", end=(today + timedelta(days=800)).isoformat())

    html = chief.get(reverse("wagtailadmin_home")).content.decode()
    ends = html[html.index("Loopt binnen 90 dagen af") :]

    assert ends.index("Voorbij") < ends.index("Bijna")
    assert "liep tot en met" in ends
    assert "Nog lang" not in ends


def test_form_stores_a_dossier_with_result_and_links(vdg: SiteSetUp, wonen: Portfolio, chief: Client) -> None:
    dossier, (member,) = make_dossier(wonen), make_members(vdg, "Assen")
    letter = make_document("Brief", collection=vdg.collection)

    answer = chief.post(
        reverse("dossiers:edit", args=[dossier.pk]),
        dossier_form(
            dossier, first_day="2024", last_day="mei 2027", participants=[member.pk], new_result="Het is gelukt.",
            links=rows({"id": "", "title": "Brief", "address": "", "document": letter.pk}),
            results=rows({"id": "", "when": "mei 2025", "text": "Vroeger."}),
        ),
    )  # fmt: skip

    assert answer.status_code == 302
    stored = Dossier.objects.get(pk=dossier.pk)
    assert (stored.period, list(stored.participants.all())) == ("2024 – mei 2027", [member])
    assert [(result.text, result.day_words) for result in stored.results.order_by("day")] == [
        ("Vroeger.", "mei 2025"),
        ("Het is gelukt.", DossierResult.objects.get(text="Het is gelukt.").day_words),
    ]
    assert [link.document for link in stored.links.all()] == [letter]


def test_new_dossier_is_made_for_the_own_association(vdg: SiteSetUp, wonen: Portfolio, chief: Client) -> None:
    form = dossier_form(make_dossier(wonen), title="Nieuw dossier")

    answer = chief.post(reverse("dossiers:add"), form)

    assert answer.status_code == 302
    assert Dossier.objects.get(title="Nieuw dossier").association == vdg.association
    assert "Nieuw resultaat" not in chief.get(reverse("dossiers:add")).content.decode()


def test_filled_in_form_stays_when_something_is_wrong(vdg: SiteSetUp, wonen: Portfolio, chief: Client) -> None:
    dossier = make_dossier(wonen)
    form = dossier_form(
        dossier, title="Andere titel", first_day="31-02-2026", lead=make_person().pk, lead_label="Het bureau",
        links=rows({"id": "", "title": "Brief", "address": "", "document": ""}),
        results=rows({"id": "", "when": "ooit", "text": "Zin."}),
    )  # fmt: skip

    html = chief.post(reverse("dossiers:edit", args=[dossier.pk]), form).content.decode()

    for words in (
        "geen bestaande datum", "Kies een persoon, of schrijf wie de trekker is.", "Geef een webadres, of kies een document.",
        "Schrijf een datum als 31-12-2022", 'value="Andere titel"', 'value="ooit"',
    ):  # fmt: skip
        assert words in html
    assert Dossier.objects.get().title == "Een dossier"
    assert not DossierResult.objects.exists()


def test_form_takes_nothing_of_another_association(
    vdg: SiteSetUp, vgg: SiteSetUp, wonen: Portfolio, chief: Client
) -> None:
    dossier = make_dossier(wonen)
    foreign, letter = make_portfolio(vgg, "Van de buren"), make_document(collection=vgg.collection)
    address = reverse("dossiers:edit", args=[dossier.pk])

    html = chief.get(address).content.decode()
    answers = [
        chief.post(address, dossier_form(dossier, portfolios=[foreign.pk])),
        chief.post(address, dossier_form(dossier, partners=[make_body(vgg.association).pk])),
        chief.post(
            address, dossier_form(dossier, links=rows({"id": "", "title": "x", "address": "", "document": letter.pk}))
        ),
    ]

    assert "Van de buren" not in html
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not DossierLink.objects.exists()


def test_list_filters_by_portfolio_and_end(vdg: SiteSetUp, wonen: Portfolio, chief: Client) -> None:
    other = make_portfolio(vdg, "Zorg")
    make_dossier(wonen, title="Dossier een", end=(timezone.localdate() + timedelta(days=8)).isoformat())
    make_dossier(other, title="Dossier twee")
    address = reverse("dossiers:index_results")

    found = {
        query: [title in chief.get(f"{address}?{query}").content.decode() for title in ("Dossier een", "Dossier twee")]
        for query in ("", f"portfolios={other.pk}", "ends=soon", "state=achieved", "q=twee")
    }

    assert list(found.values()) == [[True, True], [False, True], [True, False], [False, False], [False, True]]


def test_list_costs_the_same_with_more_dossiers(
    vdg: SiteSetUp, wonen: Portfolio, chief: Client, statements: Any
) -> None:
    counts = []
    for more in (1, 2, 27):
        for number in range(more):
            make_dossier(wonen, make_portfolio(vdg), title=f"Dossier {more} {number}")
        with statements() as found:
            assert chief.get(reverse("dossiers:index")).status_code == 200
        counts.append(len(found))

    assert counts[1] == counts[2]


def test_hidden_portfolio_page_hides_its_dossiers(vdg: SiteSetUp, client: Client) -> None:
    portfolio = make_portfolio(vdg, "Besloten", slug="besloten")
    restrict(make_portfolio_page(vdg, portfolio))
    make_dossier(portfolio, title="Geheim dossier")

    assert client.get("/portefeuilles/besloten/").status_code == 302
    assert "Geheim dossier" not in shown(client, "/portefeuilles/")
