"""What is asked before a table of terms is read, and which of its columns is which."""

from typing import Any

from django import forms

from association.glossary.importing.given import COLUMNS
from association.memberships.importing.forms import SheetsForm
from association.memberships.importing.reading import Cells
from association.memberships.importing.sheets import Sheet
from association.organizations.models import Organization

UNUSED = "niet gebruiken"
LONGEST_EXAMPLE = 60


class TermsTableForm(SheetsForm):
    """A table of terms, and whose they are."""

    association = forms.ModelChoiceField(Organization.objects.none(), label="Voor welke vereniging?", empty_label=None)

    sheet: Sheet

    def __init__(self, *args: Any, associations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["association", "file", "pasted"])
        most = f"{COLUMNS.most:_}".replace("_", ".")
        self.fields["file"].help_text = f"Excel (.xlsx) of CSV, hooguit 2 MB en {most} rijen."
        self.fields["association"].queryset = associations  # type: ignore[attr-defined]  # a choice
        self.only = list(associations[:2])
        if len(self.only) == 1:
            del self.fields["association"]

    @property
    def association_chosen(self) -> Organization:
        """For which association the terms are."""
        found: Organization = self.cleaned_data.get("association") or self.only[0]
        return found

    def take(self, sheets: list[Cells]) -> None:
        """The headings and the rows below them."""
        self.sheet = COLUMNS.sheet_of(sheets)


class ColumnsForm(forms.Form):
    """What stands in each column of a table."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, guessed = sheet, COLUMNS.guess(sheet)
        for place, heading in enumerate(sheet.headings):
            example = sheet.example(place)[:LONGEST_EXAMPLE]
            self.fields[name_of(place)] = forms.ChoiceField(
                label=heading or f"Kolom {place + 1}",
                choices=[("", UNUSED), *COLUMNS.labels.items()],
                required=False,
                initial=guessed[place],
                help_text=f"Zoals: {example}" if example else "",
            )

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each column, as it was chosen."""
        return tuple(self.cleaned_data.get(name_of(place), "") for place in range(len(self.sheet.headings)))

    def clean(self) -> dict[str, Any]:
        """Refuse a table without words, and two columns with the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for place, key in enumerate(self.keys):
            if key and key in seen:
                self.add_error(name_of(place), f"U koos {COLUMNS.labels[key]} al bij een andere kolom.")
            seen.add(key)
        if COLUMNS.needed not in seen and not self.errors:
            self.add_error(None, "In welke kolom staat de afkorting of het woord? Kies daar Afkorting of woord.")
        return cleaned


def name_of(place: int) -> str:
    """The name of the field about a column."""
    return f"kolom-{place}"


def guessed_form(sheet: Sheet) -> ColumnsForm:
    """The form as if somebody had sent what was guessed."""
    return ColumnsForm({name_of(place): key for place, key in enumerate(COLUMNS.guess(sheet))}, sheet=sheet)
