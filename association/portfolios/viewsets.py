"""Admin screens of the register of portfolios."""

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.viewsets import RegisterViewSet
from association.organizations.forms import OwnedForm
from association.organizations.viewsets import associations_seen
from association.portfolios.models import Portfolio


class PortfolioFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(Portfolio), label="Vereniging")

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
        base_form_class=OwnedForm,
    )
