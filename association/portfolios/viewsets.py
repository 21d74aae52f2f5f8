"""Admin screens of the register of portfolios."""

from typing import Any

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.viewsets import OwnEditView, RegisterViewSet
from association.organizations.viewsets import associations_seen
from association.portfolios.actions import appoint_process_leads
from association.portfolios.forms import PortfolioForm
from association.portfolios.models import Portfolio


class PortfolioFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(Portfolio), label="Vereniging")

    class Meta:
        model = Portfolio
        fields = ("association",)


class PortfolioEditView(OwnEditView):
    """The form of a portfolio; it also says who leads the process."""

    def save_instance(self) -> Any:
        """The portfolio, with its process leads."""
        portfolio = super().save_instance()
        leads = self.form.cleaned_data.get("process_leads")
        if leads is not None:
            among = self.form.fields["process_leads"].queryset
            appoint_process_leads(portfolio=portfolio, people=leads, among=among)
        return portfolio


class PortfolioViewSet(RegisterViewSet):
    """The portfolios, in the order of the register."""

    model = Portfolio
    edit_view_class = PortfolioEditView
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
            FieldPanel("process_leads"),
        ],
        base_form_class=PortfolioForm,
    )
