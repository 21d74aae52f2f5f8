"""Admin screens of organizations."""

from typing import ClassVar

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from association.base.viewsets import RegisterViewSet
from association.organizations.forms import OrganizationForm
from association.organizations.models import Organization


class OrganizationViewSet(RegisterViewSet):
    """The organizations, with their members."""

    model = Organization
    icon = "group"
    menu_label = "Organisaties"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ("name", "abbreviation", "get_classification_display", "managed_by")
    list_filter: ClassVar = ["classification"]
    search_fields = ("name", "abbreviation")
    inspect_view_fields: ClassVar = ["classification", "name", "abbreviation", "website", "managed_by"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("classification"), FieldPanel("abbreviation")]),
            FieldRowPanel([FieldPanel("website"), FieldPanel("slug")]),
            FieldPanel("managed_by"),
            MultiFieldPanel(
                [FieldPanel("members", widget=CheckboxSelectMultiple)],
                heading="Leden",
                help_text="Bij een vereniging: de gemeenten die lid zijn. "
                "Hun aantal bepaalt de stenen of stroken op de site.",
                classname="collapsed",
            ),
        ],
        base_form_class=OrganizationForm,
    )
