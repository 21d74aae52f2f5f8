"""What is asked before readers are brought in from a table."""

from typing import Any

from django import forms

from association.base.forms.choices import SeveralField
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.forms import BOTH, LARGEST_TEXT, NOTHING
from association.memberships.importing.reading import LARGEST_FILE, MOST_ROWS, read_text
from association.memberships.importing.workbook import read_file
from association.newsletters.forms.subscribers import BASES
from association.newsletters.models import MailingList
from association.organizations.models import Organization


class FileForm(forms.Form):
    """A file or pasted rows."""

    association = forms.ModelChoiceField(Organization.objects.none(), label="Voor welke vereniging?", empty_label=None)
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
        help_text="Eén lezer per rij. Namen boven de kolommen mogen, maar hoeven niet.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, associations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations  # type: ignore[attr-defined]  # a choice
        self.only = list(associations[:2])
        if len(self.only) == 1:
            del self.fields["association"]

    @property
    def association_chosen(self) -> Organization:
        """For which association the readers are."""
        found: Organization = self.cleaned_data.get("association") or self.only[0]
        return found

    @property
    def name(self) -> str:
        """What the file is called."""
        file = self.cleaned_data.get("file")
        return str(file.name)[:100] if file else ""

    def clean(self) -> dict[str, Any]:
        """Read the cells; what is wrong with them stands beside the file or the text."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), str(cleaned.get("pasted") or "")
        if self.errors.keys() & {"file", "pasted"}:
            return cleaned
        if bool(file) == bool(text.strip()):
            self.add_error("file", BOTH if file else NOTHING)
            return cleaned
        try:
            self.sheets = read_file(file.read(LARGEST_FILE + 1)) if file else [read_text(text)]
        except TableRefused as error:
            self.add_error("file" if file else "pasted", str(error))
        return cleaned


class MappingForm(forms.Form):
    """Which column is which, where the readers go and on what basis."""

    lists = SeveralField(
        MailingList.objects.none(),
        label="Op welke lijsten?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één lijst."},
    )
    basis = forms.ChoiceField(
        label="Op welke grond mag u hen mailen?",
        choices=BASES,
        error_messages={"required": "Kies waarom dit mag. Mag het niet, voer dan niets in."},
    )
    source = forms.CharField(
        label="Waar komt deze lijst vandaan?",
        max_length=200,
        help_text="Zoals: inschrijflijst ledenvergadering 12 maart 2026. Blijft bij elke lezer bewaard als bewijs.",
        error_messages={"required": "Schrijf waar de adressen vandaan komen."},
    )

    def __init__(
        self, *args: Any, association: Organization, headings: tuple[str, ...], labels: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = MailingList.objects.filter(association=association)
        self.fields["lists"].queryset = found  # type: ignore[attr-defined]  # a choice
        self.keys = tuple(labels)
        choices = [(str(place), heading) for place, heading in enumerate(headings)]
        for key, label in labels.items():
            needed = key == "email"
            self.fields[f"column-{key}"] = forms.ChoiceField(
                label=f"Kolom met: {label.lower()}",
                choices=choices if needed else [("", "Staat er niet in"), *choices],
                required=needed,
            )
        self.order_fields([*(f"column-{key}" for key in labels), "lists", "basis", "source"])

    @property
    def columns(self) -> dict[str, int]:
        """The place of each column that is there."""
        chosen = {key: self.cleaned_data[f"column-{key}"] for key in self.keys}
        return {key: int(place) for key, place in chosen.items() if place != ""}

    @property
    def proof(self) -> str:
        """The basis, as it is kept with each reader."""
        return f"{self.cleaned_data['basis']}: {self.cleaned_data['source']}"[:250]
