"""The terms of the demonstration: each association its own, each explained."""

from association.glossary.rules import lines
from association.portfolios.models import Portfolio
from home.actions import SiteSetUp
from home.demonstration.glossary import load_terms, terms
from tests.factories.content import make_portfolio


def test_each_association_gets_its_own_terms_once(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    living = make_portfolio(vdg, "Ruimte en Wonen", slug="ruimte-en-wonen")
    make_portfolio(vgg, "Bestuur", slug="bestuur")
    rows = terms()

    made = [load_terms(setup.association) for setup in (vdg, vgg)]

    shared = sum(row["association"] == "both" for row in rows)
    assert made[0] + made[1] == len(rows) + shared
    assert [load_terms(setup.association) for setup in (vdg, vgg)] == [0, 0]
    own = vdg.association.terms.get(slug="renw")
    assert (own.abbreviation, own.full_form, own.portfolio) == ("R&W", "Ruimte en Wonen", living)
    assert vgg.association.terms.get(slug="stag").portfolio == Portfolio.objects.get(slug="bestuur")
    assert not vgg.association.terms.filter(slug="renw").exists()
    # Nobody's portfolio is that of the other association.
    assert vgg.association.terms.get(slug="rwm").portfolio is None


def test_no_word_is_explained_twice(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    for setup in (vdg, vgg):
        load_terms(setup.association)
        words = [word for term in setup.association.terms.all() for word in term.words]

        assert len(words) == len(set(words))
        assert all(term.explanation and lines(term.explanation) for term in setup.association.terms.all())
