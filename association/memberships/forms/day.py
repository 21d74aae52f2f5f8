"""The day for which a reader wants to see who sits where."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from association.base.rules.days import NoDay, Precision, parse_day

QUERY_NAME = "peildatum"
WRONG = "Deze dag bestaat niet. Kies een dag, of schrijf hem als 31-12-2022."


class ReferenceDateField(forms.CharField):
    """One day, as the browser's own field sends it or as people write it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> Any:
        """The day; None for an empty field. ValidationError for what the calendar does not have."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            found = parse_day(text)
        except NoDay as error:
            raise forms.ValidationError(WRONG) from error
        if found.precision != Precision.DAY:
            raise forms.ValidationError(WRONG)
        return found.day


class ReferenceDateForm(forms.Form):
    """Asks for one day (GET); without one it is today."""

    peildatum = ReferenceDateField(required=False, label="Samenstelling op")

    def __init__(self, query: QueryDict, today: date) -> None:
        super().__init__(query if QUERY_NAME in query else None, auto_id="%s")
        self.today = today

    @property
    def day(self) -> date | None:
        """The day that was asked for, today without one; None for one that is none."""
        if not self.is_bound:
            return self.today
        if not self.is_valid():
            return None
        return self.cleaned_data[QUERY_NAME] or self.today

    @property
    def value(self) -> str:
        """What stands in the field: the day, or what was typed when it is none."""
        return self.day.isoformat() if self.day else str(self.data.get(QUERY_NAME, ""))[:40]

    @property
    def error(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        return WRONG if self.day is None else ""
