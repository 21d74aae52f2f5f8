"""The forms with which an issue is sent."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from association.base.forms.choices import SeveralField
from association.base.forms.moments import MomentField
from association.newsletters.models import MailingList, Segment


class AudienceForm(forms.Form):
    """To whom an issue goes: lists and, by choice, a segment, of one association."""

    lists: SeveralField = SeveralField(
        None, label="Verzendlijsten", required=False, widget=forms.CheckboxSelectMultiple
    )
    segment: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Doelgroep", required=False, empty_label="Iedereen op deze lijsten"
    )

    def __init__(self, *args: Any, association: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = MailingList.objects.filter(association=association)  # type: ignore[attr-defined]
        self.fields["segment"].queryset = Segment.objects.filter(association=association)  # type: ignore[attr-defined]


def ahead(moment: datetime | None) -> datetime | None:
    """A moment that lies ahead, or none (ValidationError)."""
    if moment is not None and moment <= timezone.now():
        raise ValidationError("Dit moment is al voorbij. Kies een later moment, of laat het leeg.")
    return moment


class PlanForm(forms.Form):
    """When somebody means to send an issue."""

    planned = MomentField(
        label="Wanneer gaat het weg?",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Agenda, open plekken en wie zit waar zijn dan die van die dag. Leeg: die van vandaag.",
    )

    def clean_planned(self) -> datetime | None:
        """A moment that lies ahead, or none."""
        return ahead(self.cleaned_data["planned"])


class SendForm(forms.Form):
    """When an issue goes out, and what its sender saw: the fingerprint and the number of readers."""

    mark = forms.CharField(max_length=64, widget=forms.HiddenInput)
    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    send_at = MomentField(
        label="Later verzenden",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Leeg: het gaat meteen weg.",
    )
    typed = forms.IntegerField(label="Aantal ontvangers", required=False, min_value=0)

    def __init__(self, *args: Any, types_count: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not types_count:
            del self.fields["typed"]

    def clean_send_at(self) -> datetime | None:
        """A moment that lies ahead, or none."""
        return ahead(self.cleaned_data["send_at"])
