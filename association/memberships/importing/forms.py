"""What is asked before a table is read."""

from datetime import date
from typing import Any

from django import forms

from association.memberships.forms.day import WRONG, ReferenceDateField
from association.memberships.importing.columns import Table, table_of
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.reading import LARGEST_FILE, MOST_ROWS, Cells, read_text
from association.memberships.importing.workbook import read_file
from association.organizations.models import Organization

LARGEST_TEXT = 1_000_000
NOTHING = "Kies een bestand, of plak de rijen."
BOTH = "Kies een bestand of plak de rijen, niet allebei."


class SheetsForm(forms.Form):
    """A file or pasted rows; `take` is what reads their cells."""

    file = forms.FileField(
        label="Bestand",
        required=False,
        allow_empty_file=True,
        help_text=f"Excel (.xlsx) of CSV, hooguit 2 MB en {MOST_ROWS:_} rijen.".replace("_", "."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv,text/csv"}),
    )
    pasted = forms.CharField(
        label="Of plak de rijen hier",
        required=False,
        max_length=LARGEST_TEXT,
        strip=False,
        help_text="Kopieer ze uit het rekenblad, met de namen van de kolommen erbij.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @property
    def name(self) -> str:
        """What the table is called in the log."""
        file = self.cleaned_data.get("file")
        return str(file.name)[:100] if file else ""

    def take(self, sheets: list[Cells]) -> None:
        """Read the cells; TableRefused for those that are no such table."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read the table; what is wrong with it stands beside the file or the text."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), str(cleaned.get("pasted") or "")
        if self.errors.keys() & {"file", "pasted"}:
            return cleaned
        if bool(file) == bool(text.strip()):
            self.add_error("file", BOTH if file else NOTHING)
            return cleaned
        try:
            self.take(read_file(file.read(LARGEST_FILE + 1)) if file else [read_text(text)])
        except TableRefused as error:
            self.add_error("file" if file else "pasted", str(error))
        return cleaned


class TableForm(SheetsForm):
    """A table of seats, and what holds for rows that do not say it themselves."""

    keeper = forms.ModelChoiceField(Organization.objects.none(), label="Voor welke vereniging?", empty_label=None)
    body = forms.ModelChoiceField(
        Organization.objects.none(),
        label="Overleg of bestuur",
        required=False,
        empty_label="Staat in de tabel, in de kolom Overleg",
        help_text="Alleen nodig als de tabel over één overleg gaat en geen kolom Overleg heeft.",
    )
    day = ReferenceDateField(
        label="Op welke dag klopt de tabel?",
        help_text="Wie in de tabel geen begindatum heeft en een ander opvolgt, begint op deze dag.",
        error_messages={"required": WRONG},
    )

    table: Table

    def __init__(self, *args: Any, keepers: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined]  # a choice
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # as above
        self.only = list(keepers[:2])
        if len(self.only) == 1:
            del self.fields["keeper"]

    @property
    def keeper_chosen(self) -> Organization:
        """The association for which the table is brought in."""
        found: Organization = self.cleaned_data.get("keeper") or self.only[0]
        return found

    @property
    def day_chosen(self) -> date:
        """The day on which the table is right."""
        found: date = self.cleaned_data["day"]
        return found

    def take(self, sheets: list[Cells]) -> None:
        """The rows below the headings."""
        self.table = table_of(sheets)
