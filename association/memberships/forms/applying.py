"""What somebody sends in who applies for a vacancy."""

from typing import Any
from unicodedata import category

from django import forms
from django.utils import timezone

from association.base.rules.text import is_blank
from association.base.validity import on_day
from association.organizations.models import Organization

TRAP = "website"


def one_line(text: str) -> str:
    """A text without line ends, double spaces and control characters."""
    return " ".join("".join(char for char in text if char.isspace() or category(char) != "Cc").split())


class ApplicationForm(forms.Form):
    """What somebody sends in who applies, with a field that people leave empty."""

    name = forms.CharField(label="Naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    municipality = forms.ModelChoiceField(
        label="Gemeente", queryset=Organization.objects.none(), empty_label="Kies uw gemeente"
    )
    office = forms.CharField(
        label="Functie",
        max_length=120,
        help_text="Zoals wethouder, burgemeester of raadslid.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Hierop krijgt u een bevestiging.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Telefoon",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    motivation = forms.CharField(
        label="Motivatie",
        max_length=3000,
        help_text="Waarom past deze plek bij u? Hoogstens 3.000 tekens.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    agreed = forms.BooleanField(label="Ik ga ermee akkoord dat het bureau mijn gegevens hiervoor gebruikt")
    website = forms.CharField(
        required=False,
        label="Laat dit veld leeg",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, association: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Organization.objects.filter(
            on_day(timezone.localdate(), "belongs_to_links__"),
            belongs_to_links__organization=association,
            classification=Organization.Classification.MUNICIPALITY,
        )
        self.fields["municipality"].queryset = towns.distinct().order_by("name")  # type: ignore[attr-defined]  # a choice
        for name, field in self.fields.items():
            field.error_messages["required"] = f"Vul in: {str(field.label).lower()}."
            if name == "agreed":
                field.error_messages["required"] = "Kruis aan dat u akkoord gaat."

    @property
    def is_robot(self) -> bool:
        """Whether the field was filled in that people leave empty."""
        return bool(self.cleaned_data[TRAP])

    def clean(self) -> dict[str, Any]:
        """Refuse words with nothing to read in them; what is one line stays one line."""
        cleaned = super().clean() or {}
        for name in ("name", "office", "phone"):
            if name in cleaned:
                cleaned[name] = one_line(cleaned[name])
        for name in ("name", "office", "motivation"):
            if name in cleaned and is_blank(cleaned[name]):
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def values(self) -> dict[str, Any]:
        """What is kept of it."""
        kept = ("name", "municipality", "office", "email", "phone", "motivation")
        return {name: self.cleaned_data[name] for name in kept}
