"""Admin screens of the terms."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from association.base.exports import SafeExport
from association.base.viewsets import (
    ANY,
    OwnChooserViewSet,
    OwnDeleteView,
    OwnEditView,
    OwnIndexView,
    RegisterViewSet,
)
from association.glossary.actions import after_change
from association.glossary.forms import TermForm
from association.glossary.models import Term
from association.organizations.viewsets import associations_seen
from association.portfolios.models import Portfolio

LONGEST = 40
# Columns of the list that a phone has no room for.
WIDE = frozenset({"explanation", "portfolio", "association"})
# In the address of a new term: its word, and that its maker came from the report.
WORD, FROM_REPORT = "woord", "rapport"


def portfolios_with_terms(request: HttpRequest | None) -> Any:
    """For a filter: the portfolios of the terms that the user may see."""
    found = Portfolio.objects.order_by("association", "order", "name")
    if request is None:
        return found
    policy = policy_registry.get_by_type(Term)
    seen = policy.instances_user_has_any_permission_for(request.user, ANY).order_by()
    return found.filter(terms__in=seen).distinct()


class TermFilterSet(WagtailFilterSet):
    """By association and portfolio."""

    association = ModelChoiceFilter(queryset=associations_seen(Term), label="Vereniging")
    portfolio = ModelChoiceFilter(queryset=portfolios_with_terms, label="Portefeuille")

    class Meta:
        model = Term
        fields = ("association", "portfolio")


class TermIndexView(SafeExport, OwnIndexView):
    """The list of terms, with the ways to bring in more and to what is not explained yet."""

    @property
    def header_buttons(self) -> list[Any]:
        """As for every list, a table for who may write, and the report; short, so that the title keeps its place."""
        found = super().header_buttons
        if self.user_has_any_permission(("add", "change")):
            found.append(HeaderButton("Inlezen", url=reverse("terms_import"), icon_name="upload"))
        return [*found, HeaderButton("Zonder uitleg", url=reverse("unexplained"), icon_name="warning")]

    def _get_custom_column(self, field_name: str, column_class: type = Column, **kwargs: Any) -> Any:
        """A column; on a phone the word and what it stands for are enough."""
        if field_name in WIDE:
            kwargs["classname"] = "noaber-terms__wide"
        return super()._get_custom_column(field_name, column_class, **kwargs)


class SavesTerm:
    """What is saved is a term: pages that use its words need not explain them."""

    def save_instance(self) -> Term:
        """The term."""
        term: Term = super().save_instance()  # type: ignore[misc]  # the view beside this class has it
        after_change(association=term.association_id, words=term.words)
        return term


class TermCreateView(SavesTerm, generic.CreateView):
    """A new term; from the report its word is filled in already."""

    @property
    def is_from_report(self) -> bool:
        """Whether the maker came from the report."""
        return FROM_REPORT in self.request.GET

    def get_initial(self) -> dict[str, Any]:
        """The word of the address."""
        word = self.request.GET.get(WORD, "")[:LONGEST].replace("\x00", "")
        return {**super().get_initial(), "abbreviation": word}

    def get_add_url(self) -> str:
        """Where the form is sent: the same address, so that saving leads back."""
        address = super().get_add_url()
        return f"{address}?{self.request.GET.urlencode()}" if self.is_from_report else address

    def get_success_url(self) -> str:
        """Back to where the maker came from."""
        return reverse("unexplained") if self.is_from_report else super().get_success_url()


class TermEditView(SavesTerm, OwnEditView):
    """The form of a term."""


class TermDeleteView(OwnDeleteView):
    """The question whether to delete a term."""

    def delete_action(self) -> None:
        """Delete it; pages that use its words have something to explain again."""
        association = self.object.association_id
        super().delete_action()
        after_change(association=association, words=[])


class TermViewSet(RegisterViewSet):
    """The terms."""

    model = Term
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    delete_view_class = TermDeleteView
    icon = "openquote"
    menu_label = "Begrippen"
    add_to_admin_menu = True
    menu_order = 314
    list_display = ("abbreviation", "full_form", "explanation", "portfolio", "association")
    search_fields = ("abbreviation", "full_form", "explanation", "other_names")
    list_export = ("abbreviation", "full_form", "explanation", "portfolio", "other_names", "association")
    filterset_class = TermFilterSet
    inspect_view_fields: ClassVar = [
        "abbreviation",
        "full_form",
        "explanation",
        "other_names",
        "portfolio",
        "association",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("abbreviation", help_text="Zoals zij in teksten staat: PHO, of een woord zoals coalitieraad."),
            FieldPanel("full_form", help_text="Waar de afkorting voor staat. Bij een woord: leeg."),
            FieldPanel("explanation", help_text="Eén of twee korte zinnen. Begin met een hoofdletter."),
            FieldRowPanel([FieldPanel("portfolio"), FieldPanel("association")]),
            FieldPanel(
                "other_names",
                help_text="Elke schrijfwijze op een eigen regel, zoals pho. Hoofdletters tellen mee.",
            ),
        ],
        base_form_class=TermForm,
    )


class TermChooserViewSet(OwnChooserViewSet):
    """Choosing a term."""

    model = Term
    icon = "openquote"
    choose_one_text = "Kies een begrip"


term_chooser = TermChooserViewSet("begrip-kiezen")
