"""A moment as people type it, also in the nights when the clock is changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone


class MomentField(forms.DateTimeField):
    """A moment in local time: the hour that is skipped in spring is refused, of the double one in autumn the first."""

    def to_python(self, value: Any) -> Any:
        """The moment with its zone; ValidationError names the time that the clock does show."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if getattr(error, "code", "") != "ambiguous_timezone":
                raise
            naive = (error.params or {})["datetime"]
        zone = timezone.get_current_timezone()
        moment = naive.replace(tzinfo=zone, fold=0)
        if skipped(moment):
            text = "Dit tijdstip bestaat niet: de klok gaat die nacht vooruit."
            raise ValidationError(f"{text} Kies {end_of_gap(moment):%H:%M} uur of later.", code="skipped_hour")
        return moment


def skipped(moment: datetime) -> bool:
    """Whether the clock never shows a local moment."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None)


def end_of_gap(moment: datetime) -> datetime:
    """The first moment that the clock shows after the hour that it skips."""
    minute = timedelta(minutes=1)
    while skipped(moment - minute):
        moment -= minute
    return moment.replace(second=0).astimezone(UTC).astimezone(moment.tzinfo)


def use_moment_fields(form: Any, *names: str) -> None:
    """Let fields of a form that ask for a moment know about the clock."""
    for name in names:
        if given := form.fields.get(name):
            form.fields[name] = MomentField(
                label=given.label, required=given.required, help_text=given.help_text, widget=given.widget
            )
