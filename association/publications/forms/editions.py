"""The forms of versions: adopting one, correcting one, withdrawing one."""

from datetime import date
from typing import Any

from django import forms

from association.base.forms.days import PartialDateField
from association.base.rules.days import PartialDate, Precision
from association.base.rules.text import is_blank

DAY_HELP = "Zoals 18 maart 2026."


def whole_day(found: PartialDate | None) -> date | None:
    """A day; ValidationError for a month or a year."""
    if found is not None and found.precision != Precision.DAY:
        raise forms.ValidationError(f"Schrijf de hele dag. {DAY_HELP}")
    return found.day if found else None


class AdoptForm(forms.Form):
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
    decided_by = forms.CharField(
        label="Vastgesteld door", max_length=120, required=False, help_text="Zoals het Dagelijks Bestuur."
    )
    decided_on = PartialDateField(label="Op", max_length=40, required=False, help_text="Leeg: de dag van de versie.")
    then_by = forms.CharField(
        label="Daarna door", max_length=120, required=False, help_text="Zoals de ledenvergadering."
    )
    then_on = PartialDateField(label="Op", max_length=40, required=False)
    place = forms.CharField(label="Plaats", max_length=120, required=False)
    signatory = forms.CharField(label="Ondertekend door", max_length=200, required=False)
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
        error_messages={"required": "Er is nog iets te doen. Waarom legt u de versie toch al vast?"},
    )

    folded = ("then_by", "then_on", "place", "signatory", "remark")

    def __init__(self, *args: Any, tasks: int, previous: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tasks:
            del self.fields["reason"]
        if previous is None:
            del self.fields["change_notes"]

    @property
    def first_fields(self) -> list[Any]:
        """The fields that are asked of every version."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def folded_fields(self) -> list[Any]:
        """The fields that few versions need."""
        return [self[name] for name in self.folded]

    @property
    def has_folded_errors(self) -> bool:
        """Whether something is wrong among the folded fields."""
        return any(name in self.errors for name in self.folded)

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

    def fields_of_edition(self, tasks: list[str]) -> dict[str, Any]:
        """What was filled in, as the fields of an edition; `tasks` is what was left to do."""
        given = self.cleaned_data
        decisions = [
            {"by": by, "on": day.isoformat() if day else "", "place": ""}
            for by, day in (
                (given["decided_by"], given["decided_on"] or given["dated"]),
                (given["then_by"], given["then_on"]),
            )
            if by
        ]
        return {
            "dated": given["dated"],
            "reference_date": given["reference_date"],
            "decisions": decisions,
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
    """Since when, and why."""

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

    def clean_on(self) -> date | None:
        """One whole day."""
        return whole_day(self.cleaned_data["on"])

    def clean_reason(self) -> str:
        """Something to read."""
        reason: str = self.cleaned_data["reason"]
        if is_blank(reason):
            raise forms.ValidationError("Waarom is deze versie ingetrokken?")
        return reason
