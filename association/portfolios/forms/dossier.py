"""The forms of a dossier and its results."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from association.base.forms.chosen import ChosenForm
from association.base.forms.dated import HELP, DatedForm
from association.base.forms.days import PartialDateField
from association.base.rights import associations_of
from association.base.rules.days import PartialDate, in_words
from association.organizations.forms import OwnedForm
from association.organizations.models import Organization
from association.people.models import Person
from association.portfolios.models import Dossier, Portfolio
from association.portfolios.models.dossier import LONGEST_RESULT

ONE_SENTENCE = "Eén zin: wat is er bereikt?"
# Who does something with us: all but the bodies inside an organization.
PARTNERS = ("association", "province", "water_board", "vng", "safety_region", "partner", "programme", "coalition")


def one_line(text: str) -> str:
    """A sentence without line ends and double spaces."""
    return " ".join(text.split())


class DossierForm(ChosenForm, OwnedForm, DatedForm):
    """A dossier; a sentence in `new_result` becomes a result of today."""

    new_result = forms.CharField(
        label="Nieuw resultaat",
        max_length=LONGEST_RESULT,
        required=False,
        help_text="Eén zin en Enter. De dag van vandaag komt er vanzelf bij.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "portfolios": self.possible_portfolios,
            "participants": self.possible_participants,
            "partners": self.possible_partners,
            "lead": self.possible_leads,
        }
        for name, found in offered.items():
            if name in self.fields:
                self.fields[name].queryset = found()

    def associations(self) -> Any:
        """The association of the dossier; of a new one those for which the user works."""
        if self.instance.pk:
            return [self.instance.association_id]
        if self.for_user is None or self.for_user.is_superuser:
            return Organization.objects.filter(classification="association").values("pk")
        return list(associations_of(self.for_user))

    def possible_portfolios(self) -> QuerySet[Portfolio]:
        """The portfolios of the association."""
        return Portfolio.objects.filter(association__in=self.associations()).order_by("association", "order", "name")

    def possible_participants(self) -> QuerySet[Organization]:
        """The members of the association, and who takes part already."""
        chosen = Q(dossiers_joined=self.instance) if self.instance.pk else Q(pk__in=())
        members = Q(belongs_to_links__organization__in=self.associations())
        return Organization.objects.filter(members | chosen).distinct().order_by("name")

    def possible_partners(self) -> QuerySet[Organization]:
        """The organizations that the user may see, and who is a partner already."""
        policy = policy_registry.get_by_type(Organization)
        visible = policy.instances_user_has_any_permission_for(self.for_user, ["view", "change"])
        chosen = Q(dossiers_supported=self.instance) if self.instance.pk else Q(pk__in=())
        known = Q(pk__in=visible.values("pk"), classification__in=PARTNERS) & ~Q(pk__in=self.associations())
        return Organization.objects.filter(known | chosen).distinct().order_by("name")

    def possible_leads(self) -> QuerySet[Person]:
        """The persons that the user may see, and who leads it already."""
        visible = policy_registry.get_by_type(Person).instances_user_has_any_permission_for(self.for_user, ["view"])
        known = Q(pk__in=visible.values("pk"), merged_into=None) | Q(pk=self.instance.lead_id)
        return Person.objects.filter(known).order_by("family_name", "given_name", "pk")

    def clean(self) -> dict[str, Any]:
        """The values; refuse portfolios of another association, and two answers to who leads it."""
        cleaned: dict[str, Any] = super().clean()
        association = cleaned.get("association")
        foreign = [item for item in cleaned.get("portfolios", ()) if item.association != association]
        if association and foreign:
            self.add_error("portfolios", "Deze portefeuille is van een andere vereniging.")
        if cleaned.get("lead") and cleaned.get("lead_label"):
            self.add_error("lead_label", "Kies een persoon, of schrijf wie de trekker is. Niet allebei.")
        return cleaned


class ResultRowForm(WagtailAdminModelForm):
    """A result, with its day as people write it."""

    when = PartialDateField(label="Dag", max_length=40, help_text=HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.pk is not None
        self.initial["when"] = self.instance.day_words if known else in_words(timezone.localdate(), "day")

    def has_changed(self) -> bool:
        """Whether somebody wrote something: the day alone is nothing."""
        return super().has_changed() and (self.instance.pk is not None or "text" in self.changed_data)

    def clean(self) -> dict[str, Any]:
        """The values; the day goes to the result."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        when: PartialDate | None = cleaned.get("when")
        if when is not None:
            self.instance.day, self.instance.precision = when.day, when.precision.value
        return cleaned


class LinkForm(WagtailAdminModelForm):
    """A letter or a page elsewhere."""


class ResultForm(forms.Form):
    """A result from the first screen: which dossier, and one sentence."""

    dossier: forms.ModelChoiceField = forms.ModelChoiceField(
        Dossier.objects.none(), label="Dossier", empty_label="Kies een dossier"
    )
    text = forms.CharField(
        label="Resultaat",
        max_length=LONGEST_RESULT,
        help_text=ONE_SENTENCE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Schrijf in één zin wat er is bereikt."},
    )

    def __init__(self, *args: Any, dossiers: QuerySet[Dossier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = dossiers  # type: ignore[attr-defined]  # a choice
        self.fields["dossier"].error_messages["required"] = "Kies een dossier."

    def clean_text(self) -> str:
        """One line."""
        found = one_line(self.cleaned_data["text"])
        if not found:
            raise ValidationError("Schrijf in één zin wat er is bereikt.")
        return found
