"""What staff write of a vacancy and its candidates."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from association.base.forms.days import PartialDateField
from association.base.forms.moments import end_of_gap, skipped
from association.base.rules.days import ONE_DAY, PartialDate, Precision, in_words
from association.base.rules.text import is_blank
from association.memberships.forms.applying import one_line
from association.memberships.models import Candidate, Vacancy

LONGEST_PROFILE = 20_000
MOST_SEATS = 20
TIMES = ("%H:%M", "%H.%M", "%H:%M uur", "%H.%M uur")


class OneDayField(PartialDateField):
    """One whole day as people write it, as a date."""

    def clean(self, value: Any) -> Any:
        """The day; ValidationError for a month or a year."""
        found: PartialDate | None = super().clean(value)
        if found is not None and found.precision != Precision.DAY:
            raise forms.ValidationError("Schrijf de hele dag, zoals 31-12-2026.")
        return found.day if found else None


class VacancyForm(forms.ModelForm):
    """A vacancy; people write the last day on which one may apply, and a time when that is not the whole day."""

    first_day = OneDayField(label="Aanmelden kan vanaf", max_length=40, help_text="Zoals 31-12-2026 of 1 mei 2026.")
    last_day = OneDayField(label="Aanmelden kan tot en met", max_length=40, help_text="De laatste dag.")
    last_time = forms.TimeField(
        label="Tot hoe laat?",
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput(format="%H:%M"),
        help_text="Zoals 12.00. Leeg: tot het einde van die dag.",
        error_messages={"invalid": "Schrijf een tijd als 12.00."},
    )

    field_order = ("title", "profile", "first_day", "last_day", "last_time", "wanted", "advice_by")

    class Meta:
        model = Vacancy
        fields = ("title", "profile", "wanted", "advice_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"] = forms.IntegerField(
            label="Aantal plekken", min_value=1, max_value=MOST_SEATS, initial=1, help_text="Hoeveel mensen zoekt u?"
        )
        self.initial.update(self.moments())

    def moments(self) -> dict[str, Any]:
        """The days of the vacancy as people write them; for a new one from today."""
        if self.instance.pk is None:
            return {"first_day": in_words(timezone.localdate(), "day")}
        closes = timezone.localtime(self.instance.closes_at)
        whole = closes.time() == time()
        return {
            "first_day": in_words(self.instance.opens, "day"),
            "last_day": in_words(closes.date() - (ONE_DAY if whole else timedelta()), "day"),
            "last_time": None if whole else closes.time(),
        }

    def clean_title(self) -> str:
        """A title with something to read in it."""
        title = one_line(self.cleaned_data["title"])
        if is_blank(title):
            raise forms.ValidationError("Schrijf een titel.")
        return title

    def clean_profile(self) -> str:
        """A profile that fits on a page."""
        profile: str = self.cleaned_data["profile"]
        if len(profile) > LONGEST_PROFILE:
            raise forms.ValidationError("Dit profiel is te lang. Houd het bij een paar alinea's.")
        return profile

    def clean(self) -> dict[str, Any]:
        """Refuse a moment of closing that the clock does not show, or that lies before the first day."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt vóór de eerste.")
        at = cleaned.get("last_time")
        if last and at:
            moment = closing_moment(last, at)
            if skipped(moment):
                self.add_error(
                    "last_time", f"Deze tijd bestaat die nacht niet. Kies {end_of_gap(moment):%H.%M} uur of later."
                )
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns of the vacancy."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in self.Meta.fields},
            "opens": data["first_day"],
            "closes_at": closing_moment(data["last_day"], data["last_time"]),
        }


def closing_moment(last: date, at: time | None) -> datetime:
    """The first moment at which people may no longer apply: a time on the last day, else the end of that day.

    Of an hour that the clock shows twice it is the first.
    """
    zone = timezone.get_current_timezone()
    return datetime.combine(last, at, zone) if at else datetime.combine(last + ONE_DAY, time(), zone)


class AdviceForm(forms.Form):
    """What the advice committee says of a candidate."""

    status = forms.ChoiceField(
        label="Advies",
        choices=[
            (Candidate.Status.RECEIVED, "nog geen advies"),
            (Candidate.Status.ADVISED, "positief advies"),
            (Candidate.Status.NOT_ADVISED, "geen positief advies"),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alleen voor het bureau. Wordt samen met de andere gegevens gewist.",
    )


class NominateForm(forms.Form):
    """Under which name somebody comes in the register, and from which day."""

    name = forms.CharField(
        label="Naam in het register",
        max_length=200,
        help_text="Zoals mw. A. van Achternaam. Wie al in het register staat, wordt herkend.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bekende-namen"}),
    )
    day = OneDayField(label="Vanaf", max_length=40, help_text="De eerste dag, zoals 31-12-2026 of 1 mei 2026.")


class AppointForm(NominateForm):
    """The same for who is appointed, with a word for readers."""

    outcome = forms.CharField(
        label="Toelichting op de site",
        required=False,
        max_length=300,
        help_text="Eén zin bij de vacature. Mag leeg blijven.",
    )

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who is nominated stands in the register already.
        if known:
            del self.fields["name"]


class Outcome(models.TextChoices):
    """How a vacancy ends without appointment."""

    NOT_APPOINTED = Vacancy.Status.NOT_APPOINTED.value, "Er is niemand benoemd"
    WITHDRAWN = Vacancy.Status.WITHDRAWN.value, "De vacature is ingetrokken"


class OutcomeForm(forms.Form):
    """How a vacancy ends when nobody (else) is appointed."""

    status = forms.ChoiceField(
        label="Wat is de uitslag?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        initial=Outcome.NOT_APPOINTED,
    )
    day = OneDayField(label="Op", max_length=40, help_text="De dag van het besluit, zoals 31-12-2026 of 1 mei 2026.")
    outcome = forms.CharField(
        label="Toelichting op de site", required=False, max_length=300, help_text="Eén zin bij de vacature."
    )
