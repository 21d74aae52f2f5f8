"""Forms of publishing."""

from django import forms


class VersionNameForm(forms.Form):
    """The name by which a version is found again."""

    name = forms.CharField(
        label="Naam van deze versie",
        max_length=80,
        required=False,
        help_text="Bijvoorbeeld “versie voor de ALV”. Leeg: de naam verdwijnt.",
    )
