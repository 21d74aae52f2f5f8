"""Admin screens of the kinds of events and of holidays."""

from typing import Any, ClassVar

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from association.base.viewsets import RegisterViewSet
from association.meetings.forms.settings import HolidayForm, KindForm
from association.meetings.models import EventKind, Holiday
from association.organizations.viewsets import associations_seen


class KindFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(EventKind), label="Vereniging")

    class Meta:
        model = EventKind
        fields = ("association",)


class HolidayFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(Holiday), label="Vereniging")

    class Meta:
        model = Holiday
        fields = ("association",)


class EventKindViewSet(RegisterViewSet):
    """What an association calls its events."""

    model = EventKind
    icon = "tag"
    menu_label = "Soorten bijeenkomsten"
    add_to_settings_menu = True
    menu_order = 120
    inspect_view_enabled = False
    list_display = ("name", "association", "order")
    search_fields = ("name",)
    filterset_class = KindFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldPanel("name"),
            FieldPanel("order", help_text="Het laagste getal staat vooraan."),
        ],
        base_form_class=KindForm,
    )


class HolidayViewSet(RegisterViewSet):
    """Days on which nobody meets."""

    model = Holiday
    icon = "calendar-alt"
    menu_label = "Vakanties"
    add_to_settings_menu = True
    menu_order = 121
    inspect_view_enabled = False
    list_display: ClassVar[list[Any]] = ["name", "start_date", "last_words", "association"]
    search_fields = ("name",)
    filterset_class = HolidayFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        ],
        base_form_class=HolidayForm,
    )
