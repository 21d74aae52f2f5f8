"""Admin screens of the register of portfolios."""

from typing import Any

from django.http import HttpRequest
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.rights import associations_granting
from association.base.viewsets import ANY, RegisterViewSet
from association.organizations.models import Organization
from association.portfolios.forms import PortfolioForm
from association.portfolios.models import Portfolio


def visible_associations(request: HttpRequest | None) -> Any:
    """The associations whose portfolios the user may see."""
    found = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION)
    if request is None or request.user.is_superuser:
        return found
    return found.filter(pk__in=associations_granting(request.user, Portfolio, ANY))


class PortfolioFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=visible_associations, label="Vereniging")

    class Meta:
        model = Portfolio
        fields = ("association",)


class PortfolioViewSet(RegisterViewSet):
    """The portfolios, in the order of the register."""

    model = Portfolio
    icon = "folder-inverse"
    menu_label = "Portefeuilles"
    add_to_admin_menu = True
    menu_order = 310
    list_display = ("name", "abbreviation", "association", "order")
    search_fields = ("name", "abbreviation")
    filterset_class = PortfolioFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("icon")]),
            FieldRowPanel(
                [
                    FieldPanel("order", help_text="Het laagste getal staat vooraan."),
                    FieldPanel("slug", help_text="Kleine letters en streepjes. Verandert niet mee met de naam."),
                ]
            ),
        ],
        base_form_class=PortfolioForm,
    )
