"""The forms of the pages of meetings and events."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.permissions import policy_registry

from association.base.forms.pages import PageForm
from association.base.rules.text import is_blank
from association.meetings.forms.moments import kept_rows, settle_marks
from association.meetings.models import Attendance
from association.meetings.queries import last_place
from association.meetings.rules.planning import meeting_title
from association.memberships.queries import composition
from association.organizations.models import Organization
from association.organizations.queries import BODIES

OTHERS = "Anderen"
SEE_FIRST = "Bewaar eerst als concept. Dan ziet u wie erbij komt, en plaatst u daarna."
PARTNERS = ("association", "province", "water_board", "vng", "safety_region", "partner", "programme", "municipality")


def visible_organizations(user: Any) -> QuerySet[Organization]:
    """The organizations that somebody may see."""
    policy = policy_registry.get_by_type(Organization)
    found: QuerySet[Organization] = policy.instances_user_has_any_permission_for(user, ["view", "change", "choose"])
    return found


class ProposalBox(forms.CheckboxInput):
    """A box that becomes a button which also stores the page."""

    class Media:
        js = ("js/proposal.js",)


class ScheduledForm(PageForm):
    """A page with moments."""

    def clean(self) -> dict[str, Any]:
        """The values; the moments keep or get the marks by which calendars know them."""
        cleaned = super().clean()
        formset = self.formsets.get("moments")
        if formset is not None:
            formset.is_valid()
            settle_marks(formset, {moment.uid for moment in self.instance.moments.all()})
        return cleaned

    @property
    def first_day(self) -> date | None:
        """The day of the first moment that was filled in well."""
        rows = kept_rows(self.formsets["moments"]) if "moments" in self.formsets else []
        return rows[0].instance.day if rows else None


class MeetingPageForm(ScheduledForm):
    """A meeting: without title it is called after its body and day; a new one is where the body met last."""

    propose_attendance = forms.BooleanField(
        label="Vul aan uit het register",
        required=False,
        widget=ProposalBox,
        help_text="Zet erbij wie op die dag in dit overleg zit, en bewaart dat als concept.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leeg: de naam van het overleg met de dag."
        if "organization" in self.fields:
            self.offer_bodies(self.fields["organization"])

    def offer_bodies(self, field: Any) -> None:
        """Offer whom the user may see and the site can show: bodies by kind, then who else meets."""
        own = Q(managed_by=self.association_id) | Q(managed_by=None)
        known = Q(pk__in=visible_organizations(self.for_user).values("pk")) & own & ~Q(classification="municipality")
        chosen = Q(pk=self.instance.organization_id)
        field.queryset = Organization.objects.filter(known | chosen).distinct()
        kinds = list(BODIES)
        ranked = sorted(
            field.queryset,
            key=lambda one: (kinds.index(one.classification) if one.classification in kinds else len(kinds), one.name),
        )
        groups = groupby(ranked, key=lambda one: BODIES.get(one.classification, OTHERS))
        field.choices = [
            ("", "Kies een overleg of bestuur"),
            *((name, [(one.pk, one.name) for one in found]) for name, found in groups),
        ]

    def clean_title(self) -> str:
        """The title; nothing when it is to be made."""
        title = str(self.cleaned_data["title"]).strip()
        return "" if is_blank(title) else title

    def clean_slug(self) -> str:
        """As for every page; nothing when it is to be made with the title."""
        if not self.cleaned_data.get("title") and not self.instance.pk:
            return str(self.cleaned_data["slug"] or "")
        return super().clean_slug()

    def clean(self) -> dict[str, Any]:
        """The values, with a title, an address and a place where these were left to the form."""
        cleaned = super().clean()
        body = cleaned.get("organization")
        if "title" not in self.errors and not cleaned.get("title"):
            self.name_it(cleaned, body)
        if cleaned.get("propose_attendance") and "action-publish" in self.data:
            self.add_error("propose_attendance", SEE_FIRST)
        is_new = not self.instance.pk and self.parent_page is not None
        if is_new and body and not cleaned.get("place") and not cleaned.get("video_link"):
            cleaned["place"] = last_place(body, self.parent_page.path)
        return cleaned

    def name_it(self, cleaned: dict[str, Any], body: Organization | None) -> None:
        """Call the meeting after its body and day; an error beside the title when these are not known."""
        if body is None or self.first_day is None:
            self.add_error("title", "Kies een overleg en een dag, of typ zelf een titel.")
            return
        cleaned["title"] = meeting_title(body.name, self.first_day)
        if not cleaned.get("slug") and "slug" not in self.errors and not self.instance.pk:
            self.cleaned_data["title"] = cleaned["title"]
            cleaned["slug"] = super().clean_slug()

    def save(self, commit: bool = True) -> Any:
        """The page; with who sits in the body on its day, when that was asked for."""
        page = super().save(commit=commit)
        if self.cleaned_data.get("propose_attendance") and page.organization_id:
            page.attendance.add(*self.proposals(page))
            if commit:
                page.attendance.commit()
        return page

    def proposals(self, page: Any) -> list[Attendance]:
        """Who sits in the body on the day of the meeting and is not on the list yet."""
        known = {row.person_id for row in page.attendance.all()}
        moment = next(iter(sorted(page.moments.all(), key=lambda one: one.start)), None)
        day = moment.day if moment else timezone.localdate()
        shared = page.organization.managed_by_id != self.association_id
        found = composition(page.organization, day, association=self.association_id if shared else None)
        people = {row.person.pk: row for row in reversed(found.rows) if row.person and row.person.pk not in known}
        return [
            Attendance(person=row.person, role=row.role[:120], on_behalf_of=row.represents)
            for row in reversed(people.values())
        ]


class EventPageForm(ScheduledForm):
    """An event of the site's association."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "partners" in self.fields:
            visible = Q(pk__in=visible_organizations(self.for_user).values("pk"), classification__in=PARTNERS)
            chosen = Q(events=self.instance) if self.instance.pk else Q(pk__in=())
            self.fields["partners"].queryset = Organization.objects.filter(visible | chosen).distinct().order_by("name")
