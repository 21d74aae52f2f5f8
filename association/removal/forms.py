"""Forms of taking away and bringing back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.removal.queries.bin import outside_bin


class PageChoice(AdminPageChooser):
    """Wagtail's page chooser, which shows nothing chosen when what was sent is no page."""

    known: "QuerySet[Page] | None" = None  # what may be chosen; nothing else is named

    def get_value_data(self, value: Any) -> Any:
        """What the chooser shows of the chosen page."""
        try:
            number = getattr(value, "pk", value)
            if self.known is not None and number and not self.known.filter(pk=number).exists():
                return None
            return super().get_value_data(value)
        except (ValueError, TypeError, OverflowError, ObjectDoesNotExist):
            return None


def reachable(user: Any) -> "QuerySet[Page]":
    """The pages outside the bin that the user finds in the admin."""
    found = policy_registry.get_by_type(Page).explorable_instances(user)
    pages: QuerySet[Page] = outside_bin(Page.objects.filter(depth__gt=1, pk__in=found.values("pk")), user)
    return pages


class ReplacementForm(forms.Form):
    """The page to which links are to lead instead; empty leaves them as they are."""

    replacement: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Vervangende pagina",
        required=False,
        widget=PageChoice,
        help_text="Links naar deze pagina gaan dan daarheen, en het oude adres verwijst door.",
        error_messages={
            "invalid_choice": "Kies een pagina die op de site staat en die niet zelf weggaat.",
            "invalid_pk_value": "Kies een pagina.",
        },
    )

    def __init__(self, *args: Any, pages: Iterable[Page], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = reachable(user).filter(live=True)
        for page in pages:
            found = found.exclude(path__startswith=page.path)
        field: Any = self.fields["replacement"]
        field.queryset = found
        field.widget.known = found


class PlaceForm(forms.Form):
    """The page below which something from the bin is to stand."""

    parent: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Nieuwe plek",
        error_messages={"invalid_choice": "Kies een andere pagina.", "required": "Kies een pagina."},
    )

    def __init__(self, *args: Any, page: Page, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = page.specific_class or Page
        field: Any = self.fields["parent"]
        field.widget = PageChoice(target_models=kind.allowed_parent_page_models())
        field.queryset = reachable(user)
        field.widget.known = field.queryset
        field.help_text = f"'{page.get_admin_display_title()}' komt onder deze pagina te staan."
