"""The form of a term."""

from typing import Any

from wagtail.permissions import policy_registry

from association.base.blocks.page import TAKEN
from association.glossary.models import Term
from association.glossary.queries import alike, free_anchor, same_word
from association.glossary.rules import lines
from association.organizations.forms import OwnedForm
from association.portfolios.models import Portfolio


class TermForm(OwnedForm):
    """A term; its portfolio is one of the same association, and its words are those of no other term."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "portfolio" in self.fields:
            self.fields["portfolio"].queryset = self.possible_portfolios()
            self.fields["portfolio"].empty_label = "Geen"

    def possible_portfolios(self) -> Any:
        """The portfolios of the association; of a new term those that the user may see."""
        found = Portfolio.objects.order_by("association", "order", "name")
        if self.instance.pk:
            return found.filter(association=self.instance.association_id)
        policy = policy_registry.get_by_type(Portfolio)
        seen = policy.instances_user_has_any_permission_for(self.for_user, ["view", "change"])
        return found.filter(pk__in=seen.order_by().values("pk"))

    def clean(self) -> dict[str, Any]:
        """The values, without needless spaces; refuse a word that another term has, and name that term."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("abbreviation", "full_form"):
            cleaned[name] = " ".join(str(cleaned.get(name) or "").split())
        own = lines(str(cleaned.get("other_names") or ""))
        cleaned["other_names"] = "\n".join(word for word in own if word != cleaned["abbreviation"])
        association = cleaned.get("association")
        if association is None or not cleaned["abbreviation"]:
            return cleaned
        self.instance.slug = self.instance.slug or free_anchor(association.pk, cleaned["abbreviation"], TAKEN)
        if found := same_word(association.pk, [cleaned["abbreviation"], *own], self.instance.pk):
            term, word = found
            name = "abbreviation" if word == cleaned["abbreviation"] else "other_names"
            self.add_error(name, f"“{word}” staat al bij het begrip {term}. Vul dat begrip aan.")
        elif other := self.spelled_otherwise(association.pk, cleaned):
            self.add_error(
                "abbreviation", f"Dit begrip staat er al: {other}. Schrijf het daar bij Andere schrijfwijzen."
            )
        return cleaned

    def spelled_otherwise(self, association: int, cleaned: dict[str, Any]) -> Term | None:
        """The same term with other capitals; one that stands for something else is another term (PO and po)."""
        other = alike(association, cleaned["abbreviation"], self.instance.pk)
        full = str(cleaned["full_form"]).casefold()
        differs = bool(other and full and other.full_form and full != other.full_form.casefold())
        return None if differs else other
