"""The forms of bringing in a document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from association.base.rules.text import is_blank
from association.publications.models import PublicationSeries

LARGEST_FILE = 25 * 1024 * 1024


class UploadForm(forms.Form):
    """Which file to read, and for which site when somebody works for several."""

    file = forms.FileField(
        label="Word-document",
        help_text="Een .docx-bestand uit Word of een .odt-bestand uit LibreOffice, hoogstens 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
        error_messages={
            "required": "Kies eerst een bestand.",
            "empty": "Dit bestand is leeg.",
            "missing": "Kies eerst een bestand.",
        },
    )
    site = forms.ChoiceField(label="Voor welke site", required=False)

    def __init__(self, *args: Any, sites: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sites) > 1:
            self.fields["site"].choices = sites  # type: ignore[attr-defined]  # a ChoiceField has them
            self.fields["site"].required = True
        else:
            del self.fields["site"]

    def clean_file(self) -> Any:
        """The file; ValidationError when it is larger than what is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError("Dit bestand is groter dan 25 MB. Maak de beelden in Word kleiner.")
        return file


class MakeForm(forms.Form):
    """What becomes of a document that was read."""

    title = forms.CharField(label="Titel", max_length=200, error_messages={"required": "Geef het document een titel."})
    kind = forms.ChoiceField(
        label="Soort", choices=[(value, label.capitalize()) for value, label in PublicationSeries.Kind.choices]
    )

    def clean_title(self) -> str:
        """The title; ValidationError when it holds nothing to read."""
        title = str(self.cleaned_data["title"]).strip()
        if is_blank(title):
            raise ValidationError("Geef het document een titel die te lezen is.")
        return title
