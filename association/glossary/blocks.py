"""A block of terms, for any text."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from association.base.blocks.base import FactBlock
from association.base.blocks.choosers import RegisterChooser
from association.base.blocks.facts import register_fact_block
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.glossary.models import Term
from association.glossary.queries import terms_of
from association.portfolios.blocks import PortfolioChooser

MOST_CHOSEN = 100


class TermChooser(RegisterChooser):
    """A term of the glossary."""

    target_model = Term
    window, words = "begrip-kiezen", "Kies een begrip"

    class Meta:
        icon = "openquote"


@dataclass(frozen=True)
class TermsFact:
    """Terms in the order of the alphabet, each as components/term_list.html shows it."""

    items: tuple[dict[str, str], ...]
    title: str = "Begrippen"


class TermsBlock(FactBlock):
    """All terms, those of a portfolio, or some; they have no other day."""

    day = None
    portfolio = PortfolioChooser(label="Portefeuille", required=False, help_text="Leeg: alle begrippen.")
    terms = blocks.ListBlock(
        TermChooser(label="Begrip"),
        label="Of alleen deze begrippen",
        default=[],
        max_num=MOST_CHOSEN,
        help_text="Kiest u er een of meer, dan staan alleen die er.",
    )

    def resolve(self, values: list[Any], viewer: Viewer) -> list[TermsFact | None]:
        """What each block shows of the terms of the site's association; one query, whatever their number."""
        association = SiteSettings.of(viewer.site).association_id
        listed = terms_of(association) if association else []
        return [self.one(value, listed) for value in values]

    def one(self, value: Any, listed: list[Term]) -> TermsFact | None:
        """What one block shows; None for nothing."""
        chosen = {term.pk for term in value["terms"] if term is not None}
        portfolio = value["portfolio"]
        shown = [
            term
            for term in listed
            if (term.pk in chosen if value["terms"] else portfolio is None or term.portfolio_id == portfolio.pk)
        ]
        return TermsFact(tuple(item(term) for term in shown)) if shown else None

    def shown(self, fact: TermsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"items": fact.items}

    def example(self) -> TermsFact:
        """Two terms."""
        return TermsFact(
            (
                {"word": "PHO", "full_form": "portefeuillehoudersoverleg", "explanation": ""},
                {"word": "coalitieraad", "full_form": "", "explanation": "Raad die een coalitie aanstuurt."},
            )
        )

    class Meta:
        icon = "openquote"
        label = "Begrippen"
        description = "Begrippen uit de begrippenlijst: alle, die van een portefeuille, of een paar die u kiest."
        template = "components/term_list.html"


def item(term: Term) -> dict[str, str]:
    """A term without a place of its own: the list of terms has that."""
    return {"word": term.abbreviation, "full_form": term.full_form, "explanation": term.explanation}


register_fact_block("terms", TermsBlock)
