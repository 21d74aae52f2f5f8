"""What an editor does to persons: choosing who stays of two, and taking a name out for good."""

from typing import Any

from django import forms

from association.people.models import Person
from association.people.rules import plain


class MergeForm(forms.Form):
    """Which of two records of one person stays."""

    stays = forms.ChoiceField(label="Welke gegevens blijven?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: tuple[Person, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [  # type: ignore[attr-defined]  # a choice
            (str(person.pk), person.formal_name) for person in people
        ]


class AnonymiseForm(forms.Form):
    """The name typed once more, so that nobody does it by accident."""

    name = forms.CharField(
        label="Typ de naam om te bevestigen", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].help_text = f"Schrijf: {person.full_name}"

    def clean_name(self) -> str:
        """The name; refused when it is another."""
        name: str = self.cleaned_data["name"]
        if plain(name) != plain(self.person.full_name):
            raise forms.ValidationError(f"Dit is niet de naam van deze persoon. Schrijf: {self.person.full_name}.")
        return name
