"""The form of a site's settings."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from association.base.forms.chosen import ChosenForm
from association.base.models import Brand


class SiteSettingsForm(ChosenForm, WagtailAdminModelForm):
    """The settings of a site: only a superuser says whose site it is; others choose among their own brands."""

    four_eyes = forms.MultipleChoiceField(
        label="Twee paar ogen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bij deze soorten pagina's plaatst niemand wat hij zelf schreef: een ander leest mee en plaatst.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "four_eyes" in self.fields:
            self.fields["four_eyes"].choices = sorted(kinds_of_pages(), key=lambda kind: kind[1])
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


def kinds_of_pages() -> Iterator[tuple[str, str]]:
    """The types of pages, as they are stored, with what editors call them."""
    for model in get_page_models():
        if model is not Page:
            yield model._meta.label_lower, str(capfirst(model.get_verbose_name()))
