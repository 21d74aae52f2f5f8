"""Forms about an activity, about carrying activities over, and about a round of reporting."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from association.activities.models import Activity, ActivityYear, ReportingRound
from association.activities.rules import Period
from association.base.forms.days import PartialDateField
from association.base.forms.folding import Folded
from association.base.models import Role, User
from association.base.rules.days import PartialDate, Precision
from association.base.rules.text import is_blank
from association.organizations.models import Organization
from association.organizations.queries import BODIES
from association.portfolios.forms.dossier import PARTNERS
from association.portfolios.models import Portfolio

Many = forms.CheckboxSelectMultiple
FILLING_IN = (Role.MANAGER, Role.CHIEF_EDITOR, Role.EDITOR, Role.PROCESS_LEAD)


def possible_responsible(association: Organization) -> QuerySet[User]:
    """Who works for an association in the admin, by name."""
    works = Q(
        groups__association_role__association=association,
        groups__association_role__role__in=FILLING_IN,
        is_superuser=False,
    )
    return User.objects.filter(works, is_active=True).distinct().order_by("first_name", "username")


class ActivityForm(Folded, WagtailAdminModelForm):
    """An activity in a year, with what belongs to the activity in all years."""

    responsible: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Wie vult in",
        queryset=None,
        required=False,
        empty_label="nog niemand",
        help_text="Krijgt een herinnering als er iets ontbreekt.",
    )
    bodies: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Overleggen", queryset=None, required=False, widget=Many
    )
    partners: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Partners", queryset=None, required=False, widget=Many
    )
    predecessors: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Voortgekomen uit",
        queryset=None,
        required=False,
        widget=Many,
        help_text="Als deze activiteit andere vervangt.",
    )

    class Meta:
        model = ActivityYear
        fields = ("title", "portfolios", "distinguisher", "heading")
        widgets = {"portfolios": Many}  # noqa: RUF012  # read by Django

    folded = ("bodies", "partners", "predecessors", "distinguisher", "heading")

    def __init__(self, *args: Any, association: Organization, year: int, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association, self.year = association, year
        activity = self.instance.activity if self.instance.pk else None
        self.fields["portfolios"].queryset = self.possible_portfolios()
        self.fields["bodies"].queryset = self.possible_bodies(activity)
        self.fields["partners"].queryset = self.possible_partners(activity)
        self.fields["predecessors"].queryset = self.possible_predecessors(activity)
        self.fields["responsible"].queryset = possible_responsible(association)
        self.fields["responsible"].label_from_instance = lambda found: found.get_full_name() or found.get_username()
        if activity is not None:
            for name in ("bodies", "partners", "predecessors"):
                self.initial[name] = list(getattr(activity, name).values_list("pk", flat=True))
            self.initial["responsible"] = activity.responsible_id
        elif user in self.fields["responsible"].queryset:
            self.initial["responsible"] = user.pk

    def possible_portfolios(self) -> QuerySet[Portfolio]:
        """The portfolios of the association."""
        return Portfolio.objects.filter(association=self.association).order_by("order", "name")

    def possible_bodies(self, activity: Activity | None) -> QuerySet[Organization]:
        """The bodies of the association, and which were chosen already."""
        chosen = Q(activities_of_body=activity) if activity else Q(pk__in=())
        own = Q(managed_by=self.association, classification__in=BODIES)
        return Organization.objects.filter(own | chosen).distinct().order_by("name")

    def possible_partners(self, activity: Activity | None) -> QuerySet[Organization]:
        """Who does something with the association, and who was chosen already."""
        chosen = Q(activities_of_partner=activity) if activity else Q(pk__in=())
        shared = Q(managed_by=None) | Q(managed_by=self.association)
        known = shared & Q(classification__in=PARTNERS) & ~Q(pk=self.association.pk)
        return Organization.objects.filter(known | chosen).distinct().order_by("name")

    def possible_predecessors(self, activity: Activity | None) -> QuerySet[Activity]:
        """The other activities of the association."""
        found = Activity.objects.filter(association=self.association).prefetch_related("years")
        return found.exclude(pk=activity.pk) if activity else found

    def clean_title(self) -> str:
        """One line with something to read."""
        title = " ".join(self.cleaned_data["title"].split())
        if is_blank(title):
            raise forms.ValidationError("Hoe heet de activiteit?")
        return title

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """The activity in this year, and the activity itself; a new one comes through actions.add_activity."""
        row = super().save(commit)
        activity = row.activity
        activity.responsible = self.cleaned_data["responsible"]
        activity.save(update_fields=["responsible"])
        for name in ("bodies", "partners", "predecessors"):
            getattr(activity, name).set(self.cleaned_data[name])
        return row


class CarryForm(forms.Form):
    """Which activities of another year go on in this one: all, until some are unticked."""

    rows: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Activiteiten", queryset=None, widget=Many
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rows"]
        field.queryset = rows
        field.label_from_instance = lambda row: row.full_title
        field.initial = [row.pk for row in rows]


class RoundForm(WagtailAdminModelForm):
    """Until when who fills in is to report on a period."""

    due_on = PartialDateField(label="Invullen tot en met", max_length=40, help_text="Zoals 15 december 2026.")

    class Meta:
        model = ReportingRound
        fields = ("period", "due_on", "message")
        widgets = {"message": forms.Textarea(attrs={"rows": 4}), "period": forms.RadioSelect}  # noqa: RUF012  # as above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = Period.choices

    def clean_due_on(self) -> Any:
        """One whole day, from today."""
        found: PartialDate = self.cleaned_data["due_on"]
        if found.precision != Precision.DAY:
            raise forms.ValidationError("Schrijf de hele dag, zoals 15 december 2026.")
        if found.day < timezone.localdate():
            raise forms.ValidationError("Deze dag is al voorbij.")
        return found.day

    def validate_unique(self) -> None:
        """A round that is there already gets the new day."""
