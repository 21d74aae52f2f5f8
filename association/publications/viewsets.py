"""Admin screens of the series of publications."""

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.viewsets import RegisterViewSet
from association.organizations.forms import OwnedForm
from association.organizations.viewsets import associations_seen
from association.publications.models import PublicationSeries


class SeriesFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(PublicationSeries), label="Vereniging")

    class Meta:
        model = PublicationSeries
        fields = ("association", "kind")


class SeriesViewSet(RegisterViewSet):
    """The series of publications."""

    model = PublicationSeries
    icon = "list-ul"
    menu_label = "Reeksen"
    add_to_settings_menu = True
    menu_order = 120
    list_display = ("name", "get_kind_display", "get_audience_display", "association")
    search_fields = ("name",)
    filterset_class = SeriesFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
        ],
        base_form_class=OwnedForm,
    )
