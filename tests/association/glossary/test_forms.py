"""The screens of terms: adding one, other spellings, and terms that are there already."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from association.glossary.models import Term
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio
from tests.factories.glossary import make_term, term_form
from tests.factories.staff import staff_client


@pytest.fixture
def editor(vdg: SiteSetUp) -> Client:
    """An editor of the VDG."""
    return staff_client("VDG redactie")


def add(client: Client, setup: SiteSetUp, **fields: Any) -> Any:
    """What the form of a new term answers."""
    return client.post(reverse("begrippen:add"), term_form(setup, **fields))


def test_term_is_added_with_a_place_of_its_own(vdg: SiteSetUp, editor: Client) -> None:
    living = make_portfolio(vdg, "Wonen")
    make_term(vdg, "B&W", "burgemeester en wethouders")

    answer = add(
        editor, vdg, word="  BW ", full_form="beschermd  wonen", other_names="\n bw \r\nBW\n", portfolio=living.pk
    )

    assert answer.status_code == 302
    term = Term.objects.get(abbreviation="BW")
    assert (term.full_form, term.other_names, term.slug, term.portfolio) == ("beschermd wonen", "bw", "bw-2", living)
    assert ModelLogEntry.objects.filter(object_id=str(term.pk), action="wagtail.create").exists()


def test_place_stays_when_the_word_changes(vdg: SiteSetUp, editor: Client) -> None:
    term = make_term(vdg, "PHO")

    answer = editor.post(reverse("begrippen:edit", args=[term.pk]), term_form(vdg, "PFHO", full_form="overleg"))

    assert answer.status_code == 302
    term.refresh_from_db()
    assert (term.abbreviation, term.slug) == ("PFHO", "pho")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"word": "PHO", "full_form": "x"}, "“PHO” staat al bij het begrip PHO (portefeuillehoudersoverleg)."),
        ({"word": "pho", "full_form": "x"}, "“pho” staat al bij het begrip PHO (portefeuillehoudersoverleg)."),
        ({"word": "X", "full_form": "x", "other_names": "pho"}, "“pho” staat al bij het begrip PHO"),
        ({"word": "Pho", "full_form": ""}, "Dit begrip staat er al: PHO (portefeuillehoudersoverleg)."),
        ({"word": "X"}, "Schrijf de volle vorm of een uitleg, of allebei."),
        ({"word": "(x)", "full_form": "x"}, "Begin met een letter of een cijfer."),
        ({"word": "X", "full_form": "x", "other_names": "-y"}, "Begin met een letter of een cijfer."),
        ({"word": "", "full_form": "x"}, "verplicht"),
        ({"word": "x" * 41, "full_form": "x"}, "40 tekens"),
        ({"word": "\x00", "full_form": "x"}, ""),
        ({"word": "X", "full_form": "x", "portfolio": "9" * 20}, ""),
    ],
)
def test_wrong_term_is_refused_with_a_message(
    vdg: SiteSetUp, editor: Client, fields: dict[str, Any], message: str
) -> None:
    make_term(vdg, "PHO", other_names="pho")

    answer = add(editor, vdg, **fields)

    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert Term.objects.count() == 1


def test_same_letters_for_something_else_is_another_term(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    make_term(vdg, "PO", "primair onderwijs")
    make_term(vgg, "RES", "Regionale Energiestrategie")

    answers = [
        add(editor, vdg, word="po", full_form="persoonlijke ontwikkeling"),
        add(editor, vdg, word="RES", full_form="Regionale Energiestrategie"),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert set(Term.objects.filter(association=vdg.association).values_list("abbreviation", "slug")) == {
        ("PO", "po"), ("po", "po-2"), ("RES", "res"),
    }  # fmt: skip


def test_portfolio_of_another_association_is_refused(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    foreign = make_portfolio(vgg, "Andermans")

    answer = add(editor, vdg, word="X", full_form="x", portfolio=foreign.pk)

    assert answer.status_code == 200
    assert "Andermans" not in answer.content.decode()
    assert not Term.objects.exists()


def test_list_and_export_hold_own_terms_only(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    make_term(vdg, "=1+1", "som")
    make_term(vgg, "STAG", "Strategische Agenda Groningen")
    address = reverse("begrippen:index")

    page = editor.get(address).content.decode()
    table = b"".join(editor.get(f"{address}?export=csv").streaming_content).decode()

    assert ("=1+1" in page, "STAG" in page) == (True, False)
    assert ("'=1+1" in table, "STAG" in table) == (True, False)


@pytest.mark.parametrize("text", ["É 😀 <b>&amp;", "{{ x }} %s", "\u202e omgekeerd", "regel\nregel"])
def test_odd_texts_are_kept_as_they_are(vdg: SiteSetUp, editor: Client, text: str) -> None:
    answer = add(editor, vdg, word="X", explanation=text)

    assert answer.status_code == 302
    assert Term.objects.get().explanation == text
