"""What an editor does to a seat."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q, QuerySet

from association.base.forms.days import PartialDateField
from association.base.rules.days import PartialDate, Precision
from association.memberships.models import Membership, Post
from association.memberships.rules import EMPTY_WORDS
from association.organizations.models import Organization


class Act(models.TextChoices):
    """What can happen to a seat."""

    SUCCEED = "succeed", "Een opvolger komt"
    ACT = "acting", "Iemand neemt waar"
    NOMINATE = "nominated", "Iemand wordt voorgedragen"
    EMPTY = "empty", "De plek is leeg"
    END = "end", "De plek vervalt"
    CONFIRM = "confirm", "De voorgedragen persoon wordt benoemd"


# Only for who is nominated.
USUAL_ACTS = [choice for choice in Act.choices if choice[0] != Act.CONFIRM]
WITH_NAME = {Act.SUCCEED, Act.ACT, Act.NOMINATE}


class SeatForm(forms.Form):
    """What happens to a seat, from which day, and with whom."""

    act = forms.ChoiceField(label="Wat gebeurt er?", choices=USUAL_ACTS, widget=forms.RadioSelect, initial=Act.SUCCEED)
    name = forms.CharField(
        label="Naam",
        required=False,
        max_length=200,
        help_text="Zoals mw. A. van Achternaam. Wie al in het register staat, wordt herkend.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bekende-namen"}),
    )
    empty = forms.ChoiceField(label="Waarom is de plek leeg?", choices=EMPTY_WORDS, required=False)
    day = PartialDateField(label="Vanaf", max_length=40, help_text="De eerste dag, zoals 31-12-2026 of 1 mei 2026.")
    party = forms.CharField(label="Partij", required=False, max_length=60, help_text="Alleen bij een gekozen ambt.")

    def __init__(self, *args: Any, nominated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nominated:
            confirm = (Act.CONFIRM.value, Act.CONFIRM.label)
            self.fields["act"].choices = [confirm, *USUAL_ACTS]  # type: ignore[attr-defined]  # a choice
            self.fields["act"].initial = Act.CONFIRM

    def clean(self) -> dict[str, Any]:
        """Ask for a name where somebody comes, and for one day."""
        cleaned = super().clean() or {}
        if cleaned.get("act") in WITH_NAME and not str(cleaned.get("name", "")).strip():
            self.add_error("name", "Wie? Schrijf een naam.")
        day: PartialDate | None = cleaned.get("day")
        if day is not None and day.precision != Precision.DAY:
            self.add_error("day", "Schrijf de hele dag, zoals 31-12-2026.")
        return cleaned


class FillForm(SeatForm):
    """Who comes in a seat that nobody holds, or why it stays empty."""

    act = forms.ChoiceField(
        label="Wat gebeurt er?",
        choices=[(Act.SUCCEED, "Iemand wordt benoemd"), *USUAL_ACTS[1:4]],
        widget=forms.RadioSelect,
        initial=Act.SUCCEED,
    )


class OwnOrganizationsForm(forms.ModelForm):
    """A form that names only organizations that the user may see, and the one that is chosen already."""

    def __init__(self, *args: Any, visible: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"for_whom", "on_behalf_of"} & set(self.fields):
            chosen = Q(pk=getattr(self.instance, f"{name}_id"))
            known = Organization.objects.filter(Q(pk__in=visible.values("pk")) | chosen)
            self.fields[name].queryset = known.order_by("name")  # type: ignore[attr-defined]  # a choice


class PostForm(OwnOrganizationsForm):
    """A seat of a body."""

    class Meta:
        model = Post
        fields = ("role", "second_role", "label", "for_whom", "for_whom_label", "order", "seats", "is_personal")
        labels: ClassVar = {"seats": "Aantal plekken"}
        help_texts: ClassVar = {
            "is_personal": "De plek hoort bij de persoon, zoals in een commissie van de VNG. "
            "Een wissel in het college raakt haar niet.",
        }


class CorrectionForm(OwnOrganizationsForm):
    """What was recorded wrongly of a seat that is taken or empty; people write the last day."""

    first_day = PartialDateField(label="Van", max_length=40, required=False)
    last_day = PartialDateField(label="Tot en met", max_length=40, required=False)

    class Meta:
        model = Membership
        fields = ("on_behalf_of", "party", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["first_day"], self.initial["last_day"] = self.instance.first_words, self.instance.last_words

    def values(self) -> dict[str, Any]:
        """The columns to correct."""
        first: PartialDate | None = self.cleaned_data["first_day"]
        last: PartialDate | None = self.cleaned_data["last_day"]
        return {
            **{name: self.cleaned_data[name] for name in self.Meta.fields},
            "start_date": first.day if first else None,
            "start_precision": (first.precision if first else Precision.DAY).value,
            "end_date": last.next if last else None,
            "end_precision": (last.precision if last else Precision.DAY).value,
        }
