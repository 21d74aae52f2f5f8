"""Terms and the page that lists them."""

from typing import Any

from association.glossary.actions import store_term
from association.glossary.models import Term
from association.glossary.pages import GlossaryPage
from home.actions import SiteSetUp
from tests.factories.content import add_page


def make_term(
    setup: SiteSetUp, word: str = "PHO", full_form: str = "portefeuillehoudersoverleg", **fields: Any
) -> Term:
    """A term of the site's association."""
    return store_term(term=Term(association=setup.association, abbreviation=word, full_form=full_form, **fields))


def make_glossary(setup: SiteSetUp, **fields: Any) -> GlossaryPage:
    """The page at /begrippen/."""
    page = GlossaryPage(title="Begrippenlijst", slug="begrippen", **fields)
    return add_page(setup.home, page)  # type: ignore[no-any-return]


def term_form(setup: SiteSetUp, word: str = "PHO", **fields: Any) -> dict[str, Any]:
    """The form of a term."""
    own = {"abbreviation": word, "full_form": "", "explanation": "", "other_names": "", "portfolio": ""}
    return {**own, "association": setup.association.pk, **fields}
