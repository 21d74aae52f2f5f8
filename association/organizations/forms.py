"""Forms of the register: organizations, and what belongs to an association."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from association.base.rights import associations_granting
from association.organizations.models import Organization


class OrganizationForm(WagtailAdminModelForm):
    """An organization; one that somebody makes is managed by an association that they work for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "members" in self.fields:
            self.fields["members"].queryset = self.possible_members()
            self.fields["members"].required = False
        for name in {"parent", "run_by"} & set(self.fields):
            self.fields[name].queryset = self.visible().exclude(pk=self.instance.pk).order_by("name")
        if "managed_by" in self.fields:
            self.limit_manager()

    def visible(self) -> QuerySet[Organization]:
        """The organizations that the user may see."""
        policy = policy_registry.get_by_type(Organization)
        found: QuerySet[Organization] = policy.instances_user_has_any_permission_for(self.for_user, ["view", "change"])
        return found

    def possible_members(self) -> QuerySet[Organization]:
        """Who can be a member: what the user may see, without associations and without this organization."""
        return self.visible().exclude(Q(pk=self.instance.pk) | Q(classification="association"))

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
        if self.instance.pk:
            field.disabled = True
        elif self.for_user is not None and not self.for_user.is_superuser:
            own = Organization.objects.filter(pk__in=associations_granting(self.for_user, self._meta.model, ["add"]))
            field.queryset = own
            if len(own) == 1:
                self.initial["association"] = own[0].pk
                field.disabled = True
