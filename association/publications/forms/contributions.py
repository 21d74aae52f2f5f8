"""The forms of contributions: asking somebody, and writing by a link."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from association.base.rules.text import is_blank
from association.publications.rules import Place
from association.publications.rules.notation import plain_of
from association.review.queries import name_of

LONGEST_TEXT = 20_000
WEEKS = timedelta(days=14)
AHEAD = timedelta(days=366)


class AskForm(forms.Form):
    """Who writes which chapters, and until when. `people` are the accounts to choose from."""

    chapters = forms.MultipleChoiceField(
        label="Welke hoofdstukken?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies een hoofdstuk.", "invalid_choice": "Kies hoofdstukken uit de lijst."},
    )
    colleague = forms.ChoiceField(label="Iemand met een account", required=False)
    name = forms.CharField(label="Of iemand zonder account: naam", required=False, max_length=120)
    email = forms.EmailField(
        label="E-mailadres", required=False, help_text="Leeg: u krijgt de link zelf, om te kopiëren."
    )
    due_on = forms.DateField(label="Uiterlijk op", widget=AdminDateInput)
    message = forms.CharField(
        label="Bericht", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, chapters: list[tuple[str, str]], people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["chapters"]
        field.choices = chapters
        choice: Any = self.fields["colleague"]
        choice.choices = [("", "Niemand"), *((key, name_of(person)) for key, person in self.people.items())]
        self.fields["due_on"].initial = timezone.localdate() + WEEKS

    def clean_due_on(self) -> date:
        """A day that is still to come, at most a year ahead."""
        day: date = self.cleaned_data["due_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + AHEAD:
            raise ValidationError("Kies vandaag of een dag in het komende jaar.")
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody is asked, one at a time."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if data["colleague"] and (data["name"] or data["email"]):
            self.add_error("name", "Kies een collega of vul een naam in, niet allebei. Vraag de ander daarna.")
        elif not data["colleague"] and is_blank(data["name"]):
            self.add_error("name", "Kies een collega, of vul in wie u vraagt.")
        return data

    @property
    def person(self) -> Any:
        """The account that was chosen, or None."""
        return self.people.get(self.cleaned_data["colleague"])

    @property
    def contributor(self) -> dict[str, Any]:
        """Who is asked: name, address, and account or None."""
        person = self.person
        if person is not None:
            return {"name": name_of(person)[:120], "email": person.email, "user": person}
        return {"name": self.cleaned_data["name"].strip(), "email": self.cleaned_data["email"], "user": None}


class WriteForm(forms.Form):
    """A text for each place of a chapter that can be written as plain text."""

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in places:
            plain = plain_of(place.html)
            if plain is not None:
                self.fields[f"tekst-{place.block}"] = forms.CharField(
                    label=place.title or "Tekst bovenaan",
                    required=False,
                    max_length=LONGEST_TEXT,
                    initial=plain,
                    widget=forms.Textarea,
                )
