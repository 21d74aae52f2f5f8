"""The form of a person."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from association.base.models import AssociationGroup
from association.people.models import Person
from association.people.rules import full_name


class PersonForm(WagtailAdminModelForm):
    """A person; the address comes from the name, and who makes one keeps the record for the own association."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Komt vanzelf van de naam."

    def clean(self) -> dict[str, Any]:
        """The values, with an address."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug"):
            names = [str(cleaned.get(key, "")) for key in ("given_name", "initials", "prefix", "family_name")]
            cleaned["slug"] = self.instance.slug or Person.objects.free_slug(full_name(*names))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """The person, kept by the association for which the user works when that is one."""
        if not self.instance.pk and self.for_user is not None and not self.for_user.is_superuser:
            rows = AssociationGroup.objects.filter(group__user=self.for_user)
            known = set(rows.values_list("association_id", flat=True))
            self.instance.managed_by_id = known.pop() if len(known) == 1 else None
        return super().save(commit=commit)
