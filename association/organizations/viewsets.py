"""Admin screens of organizations."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button, HeaderButton

from association.base.forms.dated import DatedForm
from association.base.panels import FormInlinePanel, LaterFieldPanel
from association.base.rights import associations_granting
from association.base.viewsets import ANY, OwnChooserViewSet, OwnInspectView
from association.base.viewsets.drafts import DraftIndexView, DraftViewSet
from association.organizations.forms import OrganizationForm
from association.organizations.models import Organization
from association.organizations.queries import BODIES


def screen_of(organization: Organization) -> str:
    """Where the admin shows where an organization is used (memberships.views.organizations)."""
    return reverse("organization_places", args=[organization.pk])


def associations_seen(model: type[Model]) -> Callable[[HttpRequest | None], QuerySet[Organization]]:
    """For a filter: the associations whose objects of a model the user may see."""

    def found(request: HttpRequest | None) -> QuerySet[Organization]:
        every = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION)
        if request is None or request.user.is_superuser:
            return every
        return every.filter(pk__in=associations_granting(request.user, model, ANY))

    return found


class OrganizationIndexView(DraftIndexView):
    """The organizations, each with the way to where it is used (memberships.views.organizations)."""

    def get_list_more_buttons(self, instance: Organization) -> list[Any]:
        """As for every list, and that; a first draft is used nowhere."""
        found: list[Any] = super().get_list_more_buttons(instance)
        if not instance.live:
            return found
        return [*found, Button("Waar gebruikt", url=screen_of(instance), icon_name="link", priority=25)]


class OrganizationInspectView(OwnInspectView):
    """An organization, with the way to where it is used."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """That way; a first draft is used nowhere."""
        if not self.object.live:
            return []
        return [HeaderButton("Waar gebruikt?", url=screen_of(self.object), icon_name="link")]


class OrganizationViewSet(DraftViewSet):
    """The organizations, with their members."""

    model = Organization
    index_view_class = OrganizationIndexView
    inspect_view_class = OrganizationInspectView
    icon = "group"
    menu_label = "Organisaties"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ("name", "abbreviation", Column("get_classification_display", label="Soort"), "managed_by")
    list_filter: ClassVar = ["classification"]
    search_fields = ("name", "abbreviation")
    inspect_view_fields: ClassVar = ["classification", "name", "abbreviation", "website", "managed_by"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="organizations/where.html"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("classification"), FieldPanel("abbreviation")]),
            FieldRowPanel([FieldPanel("website"), FieldPanel("slug")]),
            FieldRowPanel([FieldPanel("managed_by"), FieldPanel("parent")]),
            MultiFieldPanel(
                [
                    FieldPanel("variants"),
                    FieldRowPanel([FieldPanel("cbs_code"), FieldPanel("tooi_uri")]),
                    FieldRowPanel([FieldPanel("run_by"), FieldPanel("in_development")]),
                    FieldRowPanel([FieldPanel("map_column"), FieldPanel("map_row")]),
                ],
                heading="Andere namen, codes, kaart en wie het overleg houdt",
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    LaterFieldPanel("successors", widget=CheckboxSelectMultiple),
                    FormInlinePanel(
                        "names",
                        [
                            FieldRowPanel([FieldPanel("name"), FieldPanel("abbreviation")]),
                            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                        ],
                        form_class=DatedForm,
                        label="vroegere naam",
                        heading="Vroegere namen",
                    ),
                ],
                heading="Van wanneer tot wanneer, en vroegere namen",
                help_text="Een overleg dat ophoudt, krijgt een laatste dag. Waar het in opging, kiest u daaronder.",
                classname="collapsed",
            ),
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


class BodyChooserViewSet(OwnChooserViewSet):
    """Choosing a body."""

    model = Organization
    icon = "group"
    choose_one_text = "Kies een overleg of bestuur"
    offered = Q(classification__in=BODIES)


body_chooser = BodyChooserViewSet("overleg-kiezen")
