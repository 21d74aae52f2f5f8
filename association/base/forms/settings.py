"""The form of a site's settings."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from association.base.models import Brand


class SiteSettingsForm(WagtailAdminModelForm):
    """The settings of a site: only a superuser says whose site it is; others choose among their own brands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "association" in self.fields:
            field = self.fields["association"]
            field.queryset = field.queryset.filter(classification="association")
        user = self.for_user
        if user is None or user.is_superuser:
            return
        if "association" in self.fields:
            self.fields["association"].disabled = True
        if "brand" in self.fields:
            policy = policy_registry.get_by_type(Brand)
            self.fields["brand"].queryset = policy.instances_user_has_any_permission_for(user, ["view", "change"])
