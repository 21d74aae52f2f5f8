"""The form of a brand: one colour field per token and scheme."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from association.base.brand_presets import PRESETS, TOKENS
from association.base.models import Brand, Image
from association.base.rules import brands


def field_name(scheme: str, token: str) -> str:
    """The form field of a token in a scheme: `light_on_action` for `on-action` in `light`."""
    return f"{scheme}_{token.replace('-', '_')}"


class BrandForm(WagtailAdminModelForm):
    """A brand with one colour field per token and scheme; refused when a contrast is too small."""

    class Meta:
        model = Brand
        fields = ("name", "mark", "logo", "shape", "header", "weight")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "logo" in self.fields and self.for_user is not None:
            policy = policy_registry.get_by_type(Image)
            allowed = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
            choices = Q(pk__in=allowed.values("pk")) | Q(pk=self.instance.logo_id)
            self.fields["logo"].queryset = Image.objects.filter(choices)
        for scheme in ("light", "dark"):
            stored = getattr(self.instance, scheme) or getattr(PRESETS["vdg"], scheme)
            for token in TOKENS:
                name = field_name(scheme, token)
                if name in self.fields:
                    self.initial[name] = stored.get(token, "#000000")

    def clean(self) -> dict[str, Any]:
        """The data; an error beside the front colour of every pair that differs too little."""
        data: dict[str, Any] = super().clean()
        for scheme in ("light", "dark"):
            colours = {token: data.get(field_name(scheme, token), "") for token in TOKENS}
            if all(brands.is_colour(value) for value in colours.values()):
                for problem in brands.problems(colours):
                    self.add_error(field_name(scheme, problem.front), str(problem))
                setattr(self.instance, scheme, colours)
        return data


class ColourField(forms.CharField):
    """A colour such as `#1c5240`, chosen with the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"type": "color"}), **kwargs)

    def clean(self, value: Any) -> str:
        """The colour in lower case; ValidationError for anything else."""
        colour = str(super().clean(value)).lower()
        if not brands.is_colour(colour):
            raise ValidationError("Geef een kleur als # met zes cijfers of letters a–f.")
        return colour


for _scheme in ("light", "dark"):
    for _token in TOKENS:
        _field = ColourField(label=brands.LABELS[_token].capitalize())
        # Forms that the admin derives from this one take their fields from the declared ones.
        BrandForm.declared_fields[field_name(_scheme, _token)] = _field
        BrandForm.base_fields[field_name(_scheme, _token)] = _field
