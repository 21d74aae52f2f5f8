"""Admin screens of persons."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.images.widgets import AdminImageChooser

from association.base.viewsets import RegisterViewSet
from association.people.forms import PersonForm
from association.people.models import Person


class PersonViewSet(RegisterViewSet):
    """The persons, by family name."""

    model = Person
    icon = "user"
    menu_label = "Personen"
    add_to_admin_menu = True
    menu_order = 316
    list_display = ("sorted_name", "form_of_address", "managed_by")
    search_fields = ("given_name", "family_name", "initials", "variants")
    inspect_view_fields: ClassVar = ["form_of_address", "full_name", "variants", "email", "phone"]
    edit_handler = ObjectList(
        [
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
