"""Admin screens of the register of portfolios and dossiers."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from association.base.panels import FormInlinePanel, LaterFieldPanel
from association.base.viewsets import ANY, OwnChooserViewSet, OwnEditView, OwnIndexView, RegisterViewSet
from association.organizations.viewsets import associations_seen
from association.portfolios.actions import appoint_process_leads, record_result
from association.portfolios.forms import BodyForm, DossierForm, LinkForm, NameForm, PortfolioForm, ResultRowForm
from association.portfolios.models import Dossier, Portfolio
from association.portfolios.queries import ending_soon


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
    inspect_view_fields: ClassVar = ["association", "name", "abbreviation", "period", "order", "slug"]
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
            MultiFieldPanel(
                [
                    FormInlinePanel(
                        "bodies",
                        [
                            FieldRowPanel([FieldPanel("organization"), FieldPanel("kind")]),
                            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                            FieldPanel("post", help_text="Bij een andere tafel: de plek voor deze portefeuille."),
                        ],
                        form_class=BodyForm,
                        label="Overleg of commissie",
                    )
                ],
                heading="Overleggen en commissies",
                help_text="Wie er zit, staat bij Wie zit waar. Stopt een overleg? Schrijf dan de laatste dag op; "
                "zo blijft te zien wat er was.",
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("predecessors", widget=CheckboxSelectMultiple),
                    FormInlinePanel(
                        "names",
                        [
                            FieldRowPanel([FieldPanel("name"), FieldPanel("abbreviation")]),
                            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                        ],
                        form_class=NameForm,
                        label="Vroegere naam",
                    ),
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                ],
                heading="Voorgangers, vroegere namen en periode",
                help_text="Is deze portefeuille uit een andere ontstaan? Vink die aan; bij de andere staat dan "
                "vanzelf waarin zij opging.",
                classname="collapsed",
            ),
            FieldPanel("process_leads"),
        ],
        base_form_class=PortfolioForm,
    )


def portfolios_with_dossiers(request: HttpRequest | None) -> QuerySet[Portfolio]:
    """For a filter: the portfolios of the dossiers that the user may see."""
    found = Portfolio.objects.order_by("association", "order", "name")
    if request is None:
        return found
    policy = policy_registry.get_by_type(Dossier)
    seen = policy.instances_user_has_any_permission_for(request.user, ANY).order_by()
    return found.filter(dossiers__in=seen).distinct()


class DossierFilterSet(WagtailFilterSet):
    """By association, portfolio, kind and state, and what needs attention."""

    association = ModelChoiceFilter(queryset=associations_seen(Dossier), label="Vereniging")
    portfolios = ModelChoiceFilter(queryset=portfolios_with_dossiers, label="Portefeuille")
    ends = ChoiceFilter(choices=[("soon", "binnen 90 dagen of voorbij")], method="filter_ends", label="Loopt af")

    class Meta:
        model = Dossier
        fields = ("association", "portfolios", "kind", "state")

    def filter_ends(self, queryset: QuerySet[Dossier], name: str, value: str) -> QuerySet[Dossier]:
        """Those whose last day is near."""
        found: QuerySet[Dossier] = ending_soon(queryset, timezone.localdate()) if value else queryset
        return found


class PortfolioNames(Column):
    """The portfolios of a dossier."""

    def get_value(self, instance: Dossier) -> str:
        """Their names."""
        return ", ".join(portfolio.name for portfolio in instance.portfolios.all())


class LastDay(Column):
    """The last day of a dossier, as precisely as it is known."""

    def get_value(self, instance: Dossier) -> str:
        """In words; empty when it is open."""
        return instance.last_words


class DossierIndexView(OwnIndexView):
    """The list of dossiers, with their portfolios in one query."""

    def get_base_queryset(self) -> QuerySet[Dossier]:
        """What the user may see."""
        return super().get_base_queryset().select_related("association").prefetch_related("portfolios")


class DossierEditView(OwnEditView):
    """The form of a dossier; a new result in one field is recorded with it."""

    def save_instance(self) -> Any:
        """The dossier, with its new result."""
        dossier = super().save_instance()
        if text := self.form.cleaned_data.get("new_result"):
            record_result(dossier=dossier, text=text)
        return dossier


class DossierViewSet(RegisterViewSet):
    """The dossiers."""

    model = Dossier
    index_view_class = DossierIndexView
    edit_view_class = DossierEditView
    icon = "folder-open-inverse"
    menu_label = "Dossiers"
    add_to_admin_menu = True
    menu_order = 312
    list_display: ClassVar = [
        "title",
        PortfolioNames("portfolios", label="Portefeuilles"),
        Column("get_state_display", label="Stand", sort_key="state"),
        Column("get_kind_display", label="Soort", sort_key="kind"),
        LastDay("end_date", label="Tot en met", sort_key="end_date"),
        "association",
    ]
    search_fields = ("title", "summary")
    filterset_class = DossierFilterSet
    inspect_view_fields: ClassVar = ["title", "kind", "state", "summary", "lead_words", "period", "position"]
    edit_handler = ObjectList(
        [
            LaterFieldPanel("new_result"),
            FieldPanel("association"),
            FieldPanel("title"),
            FieldPanel("summary"),
            FieldPanel("portfolios", widget=CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("lead"), FieldPanel("lead_label")]),
                    FieldPanel("participants", widget=CheckboxSelectMultiple),
                    FieldPanel("partners", widget=CheckboxSelectMultiple),
                ],
                heading="Wie doet mee",
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("position"),
                    FormInlinePanel(
                        "links",
                        [FieldPanel("title"), FieldPanel("address"), FieldPanel("document")],
                        form_class=LinkForm,
                        label="Link of brief",
                    ),
                ],
                heading="Standpunt, links en brieven",
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FormInlinePanel(
                        "results", [FieldPanel("when"), FieldPanel("text")], form_class=ResultRowForm, label="Resultaat"
                    )
                ],
                heading="Alle resultaten",
                help_text="Om een dag of zin te verbeteren. Een nieuw resultaat schrijft u bovenaan.",
                classname="collapsed",
            ),
        ],
        base_form_class=DossierForm,
    )


class PortfolioChooserViewSet(OwnChooserViewSet):
    """Choosing a portfolio."""

    model = Portfolio
    icon = "folder-inverse"
    choose_one_text = "Kies een portefeuille"


portfolio_chooser = PortfolioChooserViewSet("portefeuille-kiezen")
