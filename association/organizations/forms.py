"""Forms of the register: organizations, and what belongs to an association."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from association.base.drafts import ON_RECORD
from association.base.forms.dated import DatedForm
from association.base.rights import associations_granting
from association.organizations.models import Organization
from association.organizations.queries import BODIES

LONGEST_SLUG = 70  # with room for a number

# What stands below the overview of who sits where besides bodies.
RESERVED = frozenset({"gemeenten", "personen", "vacatures"})


class OrganizationForm(DatedForm):
    """An organization; one that somebody makes is managed by an association that they work for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "members" in self.fields:
            self.fields["members"].queryset = self.possible_members()
            self.fields["members"].required = False
        for name in {"parent", "run_by"} & set(self.fields):
            self.fields[name].queryset = self.visible().exclude(pk=self.instance.pk).order_by("name")
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Komt vanzelf van de naam."
        if "successors" in self.fields:
            self.fields["successors"].queryset = self.possible_successors()
        if "managed_by" in self.fields:
            self.limit_manager()
        for name in set(Organization.links) & set(self.fields) & set(self.instance.staged):
            self.initial[name] = self.instance.linked(name)

    def save(self, commit: bool = True) -> Any:
        """The organization; without storing it, the links stand in the version."""
        if not commit:
            for name in set(Organization.links) & set(self.cleaned_data):
                self.instance.staged[name] = [other.pk for other in self.cleaned_data[name]]
        else:
            # The form stores the links itself, as they are chosen now.
            self.instance.staged.clear()
        return super().save(commit=commit)

    def visible(self) -> QuerySet[Organization]:
        """The organizations on record that the user may see."""
        policy = policy_registry.get_by_type(Organization)
        found: QuerySet[Organization] = policy.instances_user_has_any_permission_for(self.for_user, ["view", "change"])
        return found.filter(ON_RECORD)

    def possible_members(self) -> QuerySet[Organization]:
        """Who can be a member: what the user may see, without associations and without this organization."""
        return self.visible().exclude(Q(pk=self.instance.pk) | Q(classification="association"))

    def possible_successors(self) -> QuerySet[Organization]:
        """What this can have gone over into: a municipality into municipalities, a body into bodies of its keeper."""
        alike = Q(classification=self.instance.classification)
        if self.instance.classification in BODIES:
            alike = Q(classification__in=BODIES, managed_by=self.instance.managed_by_id)
        chosen = Q(predecessors=self.instance.pk) if self.instance.pk else Q()
        found = Organization.objects.filter((Q(pk__in=self.visible().values("pk")) & alike) | chosen)
        return found.exclude(pk=self.instance.pk).order_by("name").distinct()

    def limit_manager(self) -> None:
        """Nobody but a superuser gives an organization to another association, or takes it away from one."""
        field = self.fields["managed_by"]
        associations = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION)
        field.queryset = associations
        if self.for_user is None or self.for_user.is_superuser:
            return
        if self.instance.pk:
            field.disabled = True
            return
        own = associations.filter(pk__in=associations_granting(self.for_user, Organization, ["add"]))
        field.queryset, field.required = own, True
        if len(own) == 1:
            self.initial["managed_by"] = own[0].pk
            field.disabled = True

    def clean(self) -> dict[str, Any]:
        """The values, with an address from the name when none was given."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = self.instance.slug or self.free_slug(cleaned)
        self.check_address(cleaned)
        return cleaned

    def check_address(self, cleaned: dict[str, Any]) -> None:
        """Refuse, for a body, an address that on a site leads elsewhere."""
        manager = cleaned.get("managed_by") or self.instance.managed_by
        address = str(cleaned.get("slug", "")).removeprefix(f"{manager.slug}-" if manager else "")
        if cleaned.get("classification") in BODIES and address in RESERVED:
            self.add_error("slug", "Dit adres is van de site zelf. Kies een ander.")

    def free_slug(self, cleaned: dict[str, Any]) -> str:
        """The name as an address: behind that of the association for what it keeps, behind "gemeente" for one."""
        keeper = cleaned.get("managed_by")
        before = f"{keeper.slug}-" if keeper and cleaned.get("classification") in BODIES else ""
        if cleaned.get("classification") == Organization.Classification.MUNICIPALITY:
            before = "gemeente-"
        start = f"{before}{slugify(cleaned['name'])}"[:LONGEST_SLUG].rstrip("-") or "organisatie"
        taken = set(Organization.every.filter(slug__startswith=start).values_list("slug", flat=True))
        taken |= {f"{before}{word}" for word in RESERVED}
        numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)

    def clean_members(self) -> list[Organization]:
        """The chosen members, with those that the user could not see and so could not leave out."""
        chosen = list(self.cleaned_data["members"])
        if not self.instance.pk:
            return chosen
        offered = self.fields["members"].queryset.values("pk")
        return [*chosen, *self.instance.members.exclude(pk__in=offered)]


class OwnedForm(WagtailAdminModelForm):
    """Something of an association; it belongs for good to an association that its maker works for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "association" not in self.fields:
            return
        field = self.fields["association"]
        field.queryset = field.queryset.filter(ON_RECORD, classification=Organization.Classification.ASSOCIATION)
        if self.instance.pk:
            # It is shown, and no other name with it.
            field.queryset = field.queryset.filter(pk=self.instance.association_id)
            field.disabled = True
        elif self.for_user is not None and not self.for_user.is_superuser:
            own = Organization.objects.filter(pk__in=associations_granting(self.for_user, self._meta.model, ["add"]))
            field.queryset = own
            if len(own) == 1:
                self.initial["association"] = own[0].pk
                field.disabled = True
