"""Planning meetings, and changing when one is held, as people fill it in."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from association.base.forms.moments import MomentField
from association.base.rules.days import NoDay, Precision, parse_day
from association.meetings.forms.moments import EARLIEST, LATEST
from association.meetings.forms.pages import visible_organizations
from association.meetings.models import EventKind
from association.meetings.models.moments import LONGEST_NOTE
from association.meetings.rules.planning import LAST, every_weeks, nth_weekdays
from association.organizations.models import Organization

NTH, WEEKS, OWN = "maand", "weken", "eigen"
RHYTHMS = [(NTH, "elke maand op dezelfde dag"), (WEEKS, "om de zoveel weken"), (OWN, "dagen die ik zelf opgeef")]
DAYS = [
    (0, "maandag"),
    (1, "dinsdag"),
    (2, "woensdag"),
    (3, "donderdag"),
    (4, "vrijdag"),
    (5, "zaterdag"),
    (6, "zondag"),
]
PLACES = [(1, "eerste"), (2, "tweede"), (3, "derde"), (4, "vierde"), (LAST, "laatste")]
MOST_WEEKS, MOST_DAYS = 26, 200
LONGEST_NUMBER = 18  # digits: what surely fits a key
BETWEEN = re.compile(r"[\n,;]+")


def bodies_for(user: Any, association: int | None) -> QuerySet[Organization]:
    """Who can meet on the site of an association, as far as somebody may see them."""
    own = Q(managed_by=association) | Q(managed_by=None)
    known = Q(pk__in=visible_organizations(user).values("pk")) & own & ~Q(classification="municipality")
    return Organization.objects.filter(known).order_by("name")


class DayInput(forms.TextInput):
    """A day from the calendar of the browser; where that has none, as people write it."""

    input_type = "date"


class YearField(forms.IntegerField):
    """A year of the agenda."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=EARLIEST.year, max_value=LATEST.year, **kwargs)


class PlanForm(forms.Form):
    """When a body meets in a year."""

    overleg = forms.ModelChoiceField(Organization.objects.none(), label="Overleg of bestuur", empty_label="Kies")
    jaar = YearField(label="Jaar")
    ritme = forms.ChoiceField(label="Hoe vaak", choices=RHYTHMS, widget=forms.RadioSelect, initial=NTH)
    hoeveelste = forms.TypedChoiceField(label="De hoeveelste", choices=PLACES, coerce=int, required=False)
    weekdag = forms.TypedChoiceField(label="Weekdag", choices=DAYS, coerce=int, required=False)
    weken = forms.IntegerField(
        label="Om de hoeveel weken", min_value=1, max_value=MOST_WEEKS, required=False, initial=2
    )
    eerste = forms.CharField(label="Eerste dag", required=False, max_length=40, widget=DayInput)
    dagen = forms.CharField(
        label="Uw dagen", required=False, max_length=8000, widget=forms.Textarea({"rows": 4}),
        help_text="Elke dag op een eigen regel, of met komma's ertussen: 14-01-2027, 11 februari 2027.",
    )  # fmt: skip
    begint = forms.TimeField(label="Van", initial="09:30")
    eindigt = forms.TimeField(label="Tot", initial="11:30")
    plaats = forms.CharField(label="Plaats", max_length=200, required=False)
    openbaar = forms.BooleanField(label="Openbaar: iedereen mag erbij zijn", required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["overleg"].queryset = bodies  # type: ignore[attr-defined]  # of a ModelChoiceField
        self.days: list[date] = []

    def clean_eerste(self) -> date | None:
        """The first day; None when it is empty."""
        text = self.cleaned_data["eerste"]
        return one_day(text) if text else None

    def clean_dagen(self) -> list[date]:
        """The days, each once, in their order."""
        texts = [text.strip() for text in BETWEEN.split(self.cleaned_data["dagen"]) if text.strip()]
        if len(texts) > MOST_DAYS:
            raise ValidationError(f"Geef hoogstens {MOST_DAYS} dagen tegelijk.")
        return sorted({one_day(text) for text in texts})

    def clean(self) -> dict[str, Any]:
        """The values, and in `days` the days that follow from them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begint"), cleaned.get("eindigt")
        if begins and ends and ends <= begins:
            self.add_error("eindigt", "Het einde ligt niet na het begin.")
        if cleaned.get("ritme") == WEEKS and not cleaned.get("eerste") and "eerste" not in self.errors:
            self.add_error("eerste", "Op welke dag begint u te tellen?")
        if cleaned.get("ritme") == OWN and not cleaned.get("dagen") and "dagen" not in self.errors:
            self.add_error("dagen", "Geef minstens één dag op.")
        if not self.errors:
            self.days = self.chosen_days(cleaned)
            self.refuse_skipped(cleaned)
        return cleaned

    def refuse_skipped(self, cleaned: dict[str, Any]) -> None:
        """Say beside the hours that one of the days skips them: in spring the clock does not show every hour."""
        for name in ("begint", "eindigt"):
            for day in self.days:
                try:
                    MomentField().clean(datetime.combine(day, cleaned[name]))
                except ValidationError as error:
                    self.add_error(name, f"{day:%d-%m-%Y}: {' '.join(error.messages)}")
                    break

    def chosen_days(self, cleaned: dict[str, Any]) -> list[date]:
        """The days of the rule that was chosen."""
        year = cleaned["jaar"]
        if cleaned["ritme"] == OWN:
            return list(cleaned["dagen"])
        if cleaned["ritme"] == WEEKS:
            found = every_weeks(cleaned["eerste"], cleaned["weken"] or 1, date(year, 12, 31))
            return [day for day in found if day.year == year]
        return nth_weekdays(year, cleaned["weekdag"] or 0, cleaned["hoeveelste"] or 1)


def one_day(text: str) -> date:
    """A day as people write it; ValidationError, which names it, for what is none or is out of reach."""
    try:
        found = parse_day(text)
    except NoDay as error:
        raise ValidationError(f"“{text[:40]}”: {error}") from error
    if found.precision != Precision.DAY:
        raise ValidationError(f"“{text[:40]}” is geen hele dag. Schrijf ook de dag en de maand.")
    if not EARLIEST <= found.day <= LATEST:
        raise ValidationError(f"“{text[:40]}”: kies een dag tussen {EARLIEST.year} en {LATEST.year}.")
    return found.day


class BodiesField(forms.ModelMultipleChoiceField):
    """Some bodies; a number that no row can have is one that is not there."""

    def clean(self, value: Any) -> Any:
        """The bodies; ValidationError for what is none of them."""
        if any(len(str(one)) > LONGEST_NUMBER for one in value or ()):
            raise ValidationError("Kies overleggen uit de lijst.")
        return super().clean(value)


class CarryForm(forms.Form):
    """Whose meetings of a year are taken over to the next."""

    jaar = YearField(label="Neem de vergaderingen over van")
    overleg = BodiesField(Organization.objects.none(), label="Van deze overleggen", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, bodies: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["overleg"].queryset = bodies  # type: ignore[attr-defined]  # of a ModelMultipleChoiceField


class ReasonForm(forms.Form):
    """Why a moment does not go on, which readers see."""

    reden = forms.CharField(
        label="Reden",
        max_length=LONGEST_NOTE,
        help_text="Eén zin. Lezers zien hem bij de vergadering en in hun agenda.",
    )


class MoveForm(forms.Form):
    """To which day and hours a moment is moved, and why."""

    dag = forms.CharField(label="Nieuwe dag", max_length=40, widget=DayInput)
    begint = forms.TimeField(label="Van")
    eindigt = forms.TimeField(label="Tot")
    reden = forms.CharField(
        label="Reden", max_length=LONGEST_NOTE, required=False, help_text="Eén zin, mag leeg blijven."
    )

    def clean_dag(self) -> date:
        """The new day."""
        return one_day(self.cleaned_data["dag"])

    def clean(self) -> dict[str, Any]:
        """The values with `start` and `end`; an error stands beside the field that it is about."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        for name, field in (("start", "begint"), ("end", "eindigt")):
            try:
                cleaned[name] = MomentField().clean(datetime.combine(cleaned["dag"], cleaned[field]))
            except ValidationError as error:
                self.add_error(field, error)
        if not self.errors and cleaned["end"] <= cleaned["start"]:
            self.add_error("eindigt", "Het einde ligt niet na het begin.")
        return cleaned


class AgendaFilterForm(forms.Form):
    """What the list of the agenda shows; what is none of these is left out."""

    zoek = forms.CharField(label="Zoek", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    overleg = forms.ModelChoiceField(Organization.objects.none(), label="Overleg", required=False, empty_label="alle")
    jaar = YearField(label="Jaar", required=False)
    soort = forms.ModelChoiceField(
        EventKind.objects.none(), label="Soort bijeenkomst", required=False, empty_label="alle"
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organization], kinds: QuerySet[EventKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["overleg"].queryset = bodies  # type: ignore[attr-defined]  # of a ModelChoiceField
        self.fields["soort"].queryset = kinds  # type: ignore[attr-defined]  # as above
