"""What a reader says of a step: whether it was useful, and why."""

from django import forms

from association.guides.rules import LONGEST_REMARK

TRAP = "website"


class OpinionForm(forms.Form):
    """Yes or no, a few words, and a field that people leave empty."""

    nuttig = forms.ChoiceField(
        label="Was dit nuttig?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )
    toelichting = forms.CharField(
        label="Wat kan beter, of wat hielp u?",
        required=False,
        max_length=LONGEST_REMARK,
        help_text=f"Hoogstens {LONGEST_REMARK} tekens. Zet er geen namen of andere persoonlijke gegevens in.",
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_REMARK}),
        error_messages={"max_length": f"Maak uw toelichting korter: hoogstens {LONGEST_REMARK} tekens."},
    )
    website = forms.CharField(
        required=False,
        label="Laat dit veld leeg",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_robot(self) -> bool:
        """Whether the field was filled in that people leave empty."""
        return bool(self.cleaned_data[TRAP])
