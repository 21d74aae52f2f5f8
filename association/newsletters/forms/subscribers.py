"""What the bureau fills in about lists, readers and segments."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.text import slugify

from association.base.forms.choices import SeveralField
from association.newsletters.forms.subscribing import DetailsForm, towns_of
from association.newsletters.models import MailingList, Segment, Subscriber
from association.newsletters.models.lists import LONGEST_ADDRESS
from association.organizations.forms import OwnedForm
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

NOT_OPEN = "Deze lijst leest mee als een groep, dus niet iedereen mag zichzelf erop zetten. Zet dit uit."
OTHERS = "Kies iets van dezelfde vereniging."
BASES = (
    ("", "Kies een grondslag"),
    ("toestemming", "De lezer vroeg er zelf om (toestemming)"),
    ("lidmaatschap", "De lezer hoort bij de vereniging of een lid ervan (gerechtvaardigd belang)"),
    ("taak", "De lezer bekleedt een functie waarvoor deze mail bedoeld is (gerechtvaardigd belang)"),
)
LONGEST_SLUG = 60


class MailingListForm(OwnedForm):
    """A list; one that may read private pages is not open to everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            found = self.fields["association"].queryset
            own = [self.instance.association_id] if self.instance.pk else found.values("pk")
            self.fields["groups"].queryset = Group.objects.filter(association_role__association__in=own)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Komt vanzelf van de naam."

    def clean(self) -> dict[str, Any]:
        """The values, with an address from the name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        association = cleaned.get("association") or getattr(self.instance, "association", None)
        groups = list(cleaned.get("groups") or ())
        if groups and cleaned.get("is_open"):
            self.add_error("is_open", NOT_OPEN)
        if association and any(one.association_role.association_id != association.pk for one in groups):
            self.add_error("groups", OTHERS)
        if association and not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = self.instance.slug or free_slug(association, cleaned["name"])
        return cleaned


def free_slug(association: Organization, name: str) -> str:
    """The name as an address that no other list of the association has."""
    start = slugify(name)[: LONGEST_SLUG - 4].rstrip("-") or "lijst"
    taken = set(MailingList.objects.filter(association=association).values_list("slug", flat=True))
    numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


class SegmentForm(OwnedForm):
    """A choice among readers."""

    roles = forms.MultipleChoiceField(
        label="Rollen",
        required=False,
        choices=Subscriber.Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangekruist: iedereen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "municipalities" not in self.fields:
            return
        found = self.fields["association"].queryset
        own = [self.instance.association_id] if self.instance.pk else list(found.values_list("pk", flat=True))
        towns = Organization.objects.filter(pk__in={town.pk for one in own for town in towns_of(one)})
        self.fields["municipalities"].queryset = towns.order_by("name")
        self.fields["portfolios"].queryset = Portfolio.objects.filter(association__in=own)

    def clean(self) -> dict[str, Any]:
        """The values; what is of another association is refused."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        association = cleaned.get("association") or getattr(self.instance, "association", None)
        if association is None:
            return cleaned
        if any(one.association_id != association.pk for one in cleaned.get("portfolios") or ()):
            self.add_error("portfolios", OTHERS)
        towns = {town.pk for town in towns_of(association)}
        if any(one.pk not in towns for one in cleaned.get("municipalities") or ()):
            self.add_error("municipalities", OTHERS)
        return cleaned

    # The fields of the admin, and not those of any form.
    class Meta(OwnedForm.Meta):  # type: ignore[name-defined]  # it comes from Wagtail, which has no types
        model = Segment
        fields: tuple[str, ...] = ("association", "name", "roles", "municipalities", "portfolios")


class ReasonForm(forms.Form):
    """Why something is done to a reader."""

    reason = forms.CharField(
        label="Waarom?",
        max_length=250,
        help_text="Blijft bewaard als bewijs. Zoals: belde op 3 maart en vroeg hierom.",
        error_messages={"required": "Schrijf waarom."},
    )


class StaffDetailsForm(DetailsForm):
    """Who a reader is, by the bureau."""

    def __init__(self, *args: Any, association: Organization | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label = "Rol"
        self.fields["role"].choices = [("", "Onbekend"), *Subscriber.Role.choices]  # type: ignore[attr-defined]  # a choice
        self.offer(association, "Onderwerpen")


class AddForm(StaffDetailsForm):
    """A reader whom the bureau puts on lists."""

    email = forms.EmailField(label="E-mailadres", max_length=LONGEST_ADDRESS)
    lists = SeveralField(
        MailingList.objects.none(),
        label="Verzendlijsten",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één lijst."},
    )
    basis = forms.ChoiceField(
        label="Op welke grond?", choices=BASES, error_messages={"required": "Kies waarom dit mag."}
    )
    reason = ReasonForm.base_fields["reason"]
    asked_themselves = forms.BooleanField(
        label="De lezer vroeg zelf om weer mail te krijgen",
        required=False,
        help_text="Alleen nodig bij een adres dat geen mail meer krijgt.",
    )
    field_order = (
        "email", "lists", "basis", "reason", "name", "role", "municipality", "portfolios", "asked_themselves",
    )  # fmt: skip

    def __init__(self, *args: Any, association: Organization | int, **kwargs: Any) -> None:
        super().__init__(*args, association=association, **kwargs)
        found = MailingList.objects.filter(association=association)
        self.fields["lists"].queryset = found  # type: ignore[attr-defined]  # a choice

    @property
    def why(self) -> str:
        """Basis and reason together, as proof."""
        return f"{self.cleaned_data['basis']}: {self.cleaned_data['reason']}"[:250]
