"""Admin screens of persons."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.images.widgets import AdminImageChooser

from association.base.viewsets import OwnChooserViewSet
from association.base.viewsets.drafts import (
    DiscardView,
    DraftCompareView,
    DraftEditView,
    DraftIndexView,
    DraftViewSet,
)
from association.people.forms import PersonForm
from association.people.models import Person
from association.people.rules import NO_NAME

NAMED = Q(merged_into=None) & ~Q(family_name=NO_NAME)


def screen_of(person: Person) -> str:
    """Where the admin shows all seats of a person (memberships.views.people)."""
    return reverse("person_seats", args=[person.pk])


class PersonIndexView(DraftIndexView):
    """The persons who have a name and were not merged into another."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Those who are there."""
        found: QuerySet[Any] = super().get_base_queryset().filter(NAMED)
        return found

    def get_inspect_url(self, instance: Any) -> str | None:
        """The seats, for who may not change the name; a first draft has none."""
        return screen_of(instance) if instance.live else None


class Named:
    """Refuses (403) who was merged, and a name that was removed."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The person."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # the view beside this class has it
        if found.merged_into_id or found.is_nameless:
            raise PermissionDenied
        return found


class PersonEditView(Named, DraftEditView):
    """The form of a person, with a way to the seats."""

    def get_inspect_url(self) -> str | None:
        """The seats; a first draft has none."""
        return screen_of(self.object) if self.object.live else None


class PersonCompareView(Named, DraftCompareView):
    """Two versions of a person."""


class PersonDiscardView(Named, DiscardView):
    """Throws away the change to a person that waits."""


class PersonViewSet(DraftViewSet):
    """The persons, by family name."""

    model = Person
    icon = "user"
    menu_label = "Personen"
    add_to_admin_menu = True
    menu_order = 316
    list_display = ("sorted_name", "form_of_address", "managed_by")
    search_fields = ("given_name", "family_name", "initials", "variants")
    index_view_class = PersonIndexView
    edit_view_class = PersonEditView
    compare_view_class = PersonCompareView
    discard_view_class = PersonDiscardView
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(template="people/where.html"),
            FieldRowPanel([FieldPanel("form_of_address"), FieldPanel("given_name"), FieldPanel("initials")]),
            FieldRowPanel([FieldPanel("prefix"), FieldPanel("family_name")]),
            FieldPanel("variants"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                    FieldPanel("portrait", widget=AdminImageChooser),
                    FieldPanel("slug"),
                ],
                heading="Openbaar contact, foto en adres",
                help_text="Alleen wat iedereen mag weten. Laat het leeg als dat niet zo is.",
                classname="collapsed",
            ),
        ],
        base_form_class=PersonForm,
    )


class PersonChooserViewSet(OwnChooserViewSet):
    """Choosing a person."""

    model = Person
    icon = "user"
    choose_one_text = "Kies een persoon"
    offered = NAMED


person_chooser = PersonChooserViewSet("persoon-kiezen")
