"""What is asked before a table is read, and which of its columns is which."""

from typing import Any

from django import forms

from association.meetings.importing.columns import LABELS, Sheet, sheet_of
from association.memberships.importing.forms import SheetsForm
from association.memberships.importing.reading import Cells
from association.organizations.models import Organization

UNUSED = "niet gebruiken"
LONGEST_EXAMPLE = 60


class MeetingsTableForm(SheetsForm):
    """A table of meetings, and whose they are where the rows do not say it."""

    body = forms.ModelChoiceField(
        Organization.objects.none(),
        label="Overleg of bestuur",
        required=False,
        empty_label="Staat in de tabel, in de kolom Overleg",
        help_text="Alleen nodig als de tabel over één overleg gaat en geen kolom Overleg heeft.",
    )

    sheet: Sheet

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a choice

    def take(self, sheets: list[Cells]) -> None:
        """The headings and the rows below them."""
        self.sheet = sheet_of(sheets)


class ColumnsForm(forms.Form):
    """What stands in each column of a table."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for place, heading in enumerate(sheet.headings):
            example = sheet.example(place)[:LONGEST_EXAMPLE]
            self.fields[name_of(place)] = forms.ChoiceField(
                label=heading or f"Kolom {place + 1}",
                choices=[("", UNUSED), *LABELS.items()],
                required=False,
                initial=sheet.guessed[place],
                help_text=f"Zoals: {example}" if example else "",
            )

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each column, as it was chosen."""
        return tuple(self.cleaned_data.get(name_of(place), "") for place in range(len(self.sheet.headings)))

    def clean(self) -> dict[str, Any]:
        """Refuse a table without days, and two columns with the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for place, key in enumerate(self.keys):
            if key and key in seen:
                self.add_error(name_of(place), f"U koos {LABELS[key]} al bij een andere kolom.")
            seen.add(key)
        if "day" not in seen and not self.errors:
            self.add_error(None, "In welke kolom staat de dag? Kies daar Datum.")
        return cleaned


def name_of(place: int) -> str:
    """The name of the field about a column."""
    return f"kolom-{place}"


def guessed_form(sheet: Sheet) -> ColumnsForm:
    """The form as if somebody had sent what was guessed."""
    return ColumnsForm({name_of(place): key for place, key in enumerate(sheet.guessed)}, sheet=sheet)
