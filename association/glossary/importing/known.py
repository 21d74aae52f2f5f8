"""What a plan has to know of the terms of an association: asked once, for all rows."""

from typing import Any

from wagtail.permissions import policy_registry

from association.base.rights import associations_granting
from association.glossary.importing.given import Given
from association.glossary.models import Term
from association.glossary.queries import terms_of
from association.organizations.models import Organization
from association.people.rules import plain
from association.portfolios.models import Portfolio

LONGEST_TOLD = 80


class Unclear(Exception):
    """A row that cannot be stored: the key of the column, and why, in words."""

    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


class Known:
    """The terms of an association with their words, its portfolios, what the user may, and what rows said before."""

    def __init__(self, user: Any, association: Organization) -> None:
        terms = terms_of(association.pk)
        self.association = association
        self.terms = {term.abbreviation: term for term in terms}
        self.owners: dict[str, Term] = {}
        for term in terms:
            for word in term.words:
                self.owners.setdefault(word, term)
        self.portfolios = portfolios_by_name(user, association)
        self.rows: dict[str, int] = {}
        self.spellings: dict[str, int] = {}
        # Without capitals: the full form of each term, and what it is called in a message.
        self.capitals = {term.abbreviation.casefold(): (term.full_form, str(term)) for term in terms}
        self.rights = {
            action: user.is_superuser or association.pk in associations_granting(user, Term, [action])
            for action in ("add", "change")
        }

    def is_own(self, name: str) -> bool:
        """Whether a row names this association."""
        return plain(name) == plain(str(self.association))

    def portfolio(self, name: str) -> Portfolio:
        """The portfolio with a name. Unclear for none and for several."""
        found = self.portfolios.get(plain(name), [])
        if len(found) != 1:
            told = name[:LONGEST_TOLD]
            problem = "Er zijn er meer die zo heten" if found else "Deze portefeuille staat niet in het register"
            raise Unclear("portfolio", f"{problem}: “{told}”. Schrijf de naam zoals daar, of laat de cel leeg.")
        return found[0]

    def check_right(self, term: Term | None) -> None:
        """Refuse, as Unclear, what the user may not."""
        if not self.rights["add" if term is None else "change"]:
            raise Unclear("abbreviation", f"U mag geen begrippen {'toevoegen' if term is None else 'wijzigen'}.")

    def alike(self, word: str, full_form: str) -> str:
        """What stands for the same in other capitals; empty for nothing, or for something else (PO and po)."""
        full, name = self.capitals.get(word.casefold(), ("", ""))
        differs = full and full_form and full.casefold() != full_form.casefold()
        return "" if differs else name

    def take(self, given: Given, spellings: list[str], full_form: str) -> None:
        """Remember what a row stores, for the rows below it."""
        self.spellings |= dict.fromkeys(spellings, given.number)
        self.capitals.setdefault(given.word.casefold(), (full_form, f"{given.word}, op rij {given.number}"))


def portfolios_by_name(user: Any, association: Organization) -> dict[str, list[Portfolio]]:
    """The portfolios of an association that the user may see, by name and abbreviation (as `plain` gives it)."""
    policy = policy_registry.get_by_type(Portfolio)
    seen = policy.instances_user_has_any_permission_for(user, ["view", "change"]).order_by().values("pk")
    found: dict[str, list[Portfolio]] = {}
    for portfolio in Portfolio.objects.filter(association=association, pk__in=seen):
        for name in {plain(portfolio.name), plain(portfolio.abbreviation)} - {""}:
            found.setdefault(name, []).append(portfolio)
    return found
