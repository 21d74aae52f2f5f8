"""The forms of versions: adopting one, correcting one, withdrawing one."""

from datetime import date
from typing import Any

from django import forms

from association.base.forms.days import PartialDateField
from association.base.forms.folding import Folded
from association.base.rules.days import PartialDate, Precision
from association.base.rules.text import is_blank

DAY_HELP = "Zoals 18 maart 2026."


def whole_day(found: PartialDate | None) -> date | None:
    """A day; ValidationError for a month or a year."""
    if found is not None and found.precision != Precision.DAY:
        raise forms.ValidationError(f"Schrijf de hele dag. {DAY_HELP}")
    return found.day if found else None


class SuggestedInput(forms.TextInput):
    """A text for which the screen has suggestions, in its `<datalist>` with the id `suggestions`."""

    def __init__(self, suggestions: str) -> None:
        super().__init__(attrs={"list": suggestions, "autocomplete": "off"})


def decided(label: str, example: str) -> forms.CharField:
    """By whom a version was adopted; the bodies of the association are suggested."""
    return forms.CharField(
        label=label, max_length=120, required=False, help_text=example, widget=SuggestedInput("besluiten")
    )


def meeting_place() -> forms.CharField:
    """Where a decision was taken."""
    return forms.CharField(label="In", max_length=120, required=False, help_text="De plaats van de vergadering.")


class AdoptForm(Folded, forms.Form):
    """What is to be known of a version. `tasks`: how many things are still to be done in its texts."""

    dated = PartialDateField(
        label="Versie van",
        max_length=40,
        help_text=DAY_HELP,
        error_messages={"required": f"Van welke dag is de versie? {DAY_HELP}"},
    )
    reference_date = PartialDateField(
        label="Peildatum",
        max_length=40,
        help_text="De dag waarop de feiten in het document kloppen.",
        error_messages={"required": f"Op welke dag kloppen de feiten? {DAY_HELP}"},
    )
    decided_by = decided("Vastgesteld door", "Zoals het Dagelijks Bestuur.")
    decided_on = PartialDateField(label="Op", max_length=40, required=False, help_text="Leeg: de dag van de versie.")
    decided_place = meeting_place()
    then_by = decided("Daarna door", "Zoals de ledenvergadering.")
    then_on = PartialDateField(label="Op", max_length=40, required=False)
    then_place = meeting_place()
    signatory = forms.CharField(
        label="Ondertekend door",
        max_length=200,
        required=False,
        widget=SuggestedInput("ondertekenaars"),
        help_text="Naam en functie. U krijgt voorstellen uit Wie zit waar.",
    )
    place = forms.CharField(label="Ondertekend in", max_length=120, required=False)
    change_notes = forms.CharField(
        label="Wat is er gewijzigd?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De verschillen in de feiten zoekt het systeem zelf op.",
    )
    remark = forms.CharField(label="Opmerking bij deze versie", max_length=300, required=False)
    reason = forms.CharField(
        label="Toch vastleggen, omdat",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bezoekers lezen dit in de verklaring over toegankelijkheid; u ziet het terug op het startscherm.",
        error_messages={"required": "Er is nog iets te doen. Waarom legt u de versie toch al vast?"},
    )

    folded = ("decided_place", "then_by", "then_on", "then_place", "signatory", "place", "remark")

    def __init__(self, *args: Any, tasks: int, previous: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tasks:
            del self.fields["reason"]
        if previous is None:
            del self.fields["change_notes"]

    def clean_dated(self) -> date | None:
        """One whole day."""
        return whole_day(self.cleaned_data["dated"])

    def clean_reference_date(self) -> date | None:
        """One whole day."""
        return whole_day(self.cleaned_data["reference_date"])

    def clean_decided_on(self) -> date | None:
        """One whole day, or none."""
        return whole_day(self.cleaned_data["decided_on"])

    def clean_then_on(self) -> date | None:
        """One whole day, or none."""
        return whole_day(self.cleaned_data["then_on"])

    def clean_reason(self) -> str:
        """Something to read."""
        reason: str = self.cleaned_data["reason"]
        if is_blank(reason):
            raise forms.ValidationError("Waarom legt u de versie toch al vast?")
        return reason

    def clean(self) -> dict[str, Any]:
        """A day or a place alone says nothing: by whom it was adopted is asked."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("decided", "then"):
            told = given.get(f"{name}_on") or given.get(f"{name}_place")
            if told and not given.get(f"{name}_by") and f"{name}_by" not in self.errors:
                self.add_error(f"{name}_by", "Door wie? Of haal de dag en de plaats weg.")
        return given

    def decisions(self) -> list[dict[str, str]]:
        """The decisions, as an edition keeps them: [{by, on, place}]."""
        given = self.cleaned_data
        days = {"decided": given["decided_on"] or given["dated"], "then": given["then_on"]}
        return [
            {"by": by, "on": day.isoformat() if day else "", "place": given[f"{name}_place"]}
            for name, day in days.items()
            if (by := given[f"{name}_by"])
        ]

    def fields_of_edition(self, tasks: list[dict[str, Any]]) -> dict[str, Any]:
        """What was filled in, as the fields of an edition; `tasks` is what was left to do ([{page, text}])."""
        given = self.cleaned_data
        return {
            "dated": given["dated"],
            "reference_date": given["reference_date"],
            "decisions": self.decisions(),
            "place": given["place"],
            "signatory": given["signatory"],
            "change_notes": given.get("change_notes", ""),
            "remark": given["remark"],
            "accepted": [{"reason": given["reason"], "tasks": tasks}] if given.get("reason") else [],
        }


class ErratumForm(forms.Form):
    """A correction, to the whole or to one chapter."""

    text = forms.CharField(
        label="Verbetering",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat moet er staan?",
        error_messages={"required": "Wat moet er staan?"},
    )
    path = forms.ChoiceField(label="Bij welk hoofdstuk", required=False)

    def __init__(self, *args: Any, chapters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["path"]
        field.choices = [("", "het hele document"), *chapters]

    def clean_text(self) -> str:
        """Something to read."""
        text: str = self.cleaned_data["text"]
        if is_blank(text):
            raise forms.ValidationError("Wat moet er staan?")
        return text


class WithdrawForm(forms.Form):
    """Since when, why, and which version came in its place: one of `others`, editions of the same publication."""

    on = PartialDateField(
        label="Ingetrokken op",
        max_length=40,
        help_text=DAY_HELP,
        error_messages={"required": f"Sinds welke dag? {DAY_HELP}"},
    )
    reason = forms.CharField(
        label="Waarom",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dit lezen bezoekers.",
        error_messages={"required": "Waarom is deze versie ingetrokken?"},
    )

    replacement: Any = forms.ModelChoiceField(
        queryset=None, label="Vervangen door", required=False, empty_label="geen andere versie"
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["replacement"]
        field.queryset = others
        if not others.exists():
            del self.fields["replacement"]

    def clean_on(self) -> date | None:
        """One whole day."""
        return whole_day(self.cleaned_data["on"])

    def clean_reason(self) -> str:
        """Something to read."""
        reason: str = self.cleaned_data["reason"]
        if is_blank(reason):
            raise forms.ValidationError("Waarom is deze versie ingetrokken?")
        return reason
