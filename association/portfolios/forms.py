"""The forms of portfolios and of their pages."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from association.base.forms.pages import PageForm
from association.base.models import Role, User
from association.organizations.forms import OwnedForm


class PortfolioForm(OwnedForm):
    """A portfolio, with who leads its process: they may change its page and its chapters."""

    process_leads: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Procesregisseurs",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zij mogen de pagina van deze portefeuille wijzigen en laten meelezen. "
        "Nieuw: bewaar eerst de portefeuille.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "process_leads" in self.fields:
            self.fields["process_leads"].queryset = self.possible_leads()
            self.fields["process_leads"].label_from_instance = lambda person: person.get_full_name() or person.username
            self.initial["process_leads"] = self.present_leads()

    def possible_leads(self) -> QuerySet[User]:
        """Who has the role in the portfolio's association."""
        role = Q(
            groups__association_role__association_id=self.instance.association_id,
            groups__association_role__role=Role.PROCESS_LEAD,
        )
        return User.objects.filter(role, is_active=True).distinct().order_by("first_name", "username")

    def present_leads(self) -> list[User]:
        """Who leads the process now."""
        return list(self.instance.team.user_set.all()) if self.instance.team else []


class PortfolioPageForm(PageForm):
    """The page of a portfolio that has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "portfolio" in self.fields:
            field = self.fields["portfolio"]
            free = Q(page__isnull=True) | Q(pk=self.instance.portfolio_id)
            field.queryset = field.queryset.filter(free)
