"""Admin screens of mailing lists and segments."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, ProtectedError, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from association.base.viewsets import OwnDeleteView, OwnEditView, OwnIndexView, RegisterViewSet
from association.newsletters.forms.subscribers import MailingListForm, SegmentForm
from association.newsletters.models import MailingList, Segment, Subscription
from association.newsletters.sending.audience import count_segments
from association.organizations.viewsets import associations_seen

IN_USE = (
    "Deze lijst is gebruikt en blijft daarom bestaan. Zet 'aanmelden op de site' uit als niemand erop hoeft te komen."
)


class MailingListFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(MailingList), label="Vereniging")

    class Meta:
        model = MailingList
        fields = ("association",)


class MailingListIndexView(OwnIndexView):
    """The lists, each with how many readers get its mail."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the user may see, counted in the same query."""
        active = Q(subscriptions__state=Subscription.State.ACTIVE)
        found: QuerySet[Any] = super().get_base_queryset()
        return found.annotate(readers=Count("subscriptions", filter=active)).order_by("association", "order", "name")


class MailingListDeleteView(OwnDeleteView):
    """The question whether to delete a list; one that anybody was on stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Delete it, or say why it stays."""
        try:
            answer: HttpResponseBase = super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, IN_USE)
            return redirect(self.index_url_name)
        return answer


class MailingListViewSet(RegisterViewSet):
    """The mailing lists."""

    model = MailingList
    icon = "list-ul"
    index_view_class = MailingListIndexView
    delete_view_class = MailingListDeleteView
    inspect_view_enabled = False
    list_display: ClassVar = [
        "name",
        Column("get_audience_display", label="Voor wie", sort_key="audience"),
        Column("readers", label="Lezers", sort_key="readers"),
        Column(
            "is_open",
            label="Aanmelden op de site",
            accessor=lambda one: "ja" if one.is_open else "nee",
            sort_key="is_open",
        ),
        "association",
    ]
    search_fields = ("name", "description")
    filterset_class = MailingListFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("association"),
            FieldPanel("name"),
            FieldPanel("description"),
            FieldRowPanel([FieldPanel("audience"), FieldPanel("order")]),
            FieldPanel("is_open"),
            MultiFieldPanel(
                [FieldPanel("groups", widget=forms.CheckboxSelectMultiple), FieldPanel("slug")],
                heading="Afgeschermde pagina's en adres",
                classname="collapsed",
            ),
        ],
        base_form_class=MailingListForm,
    )


class SegmentFilterSet(WagtailFilterSet):
    """By association."""

    association = ModelChoiceFilter(queryset=associations_seen(Segment), label="Vereniging")

    class Meta:
        model = Segment
        fields = ("association",)


def readers_of(segment: Segment) -> int:
    """How many readers of all lists of the association belong to a segment and get mail today."""
    return count_segments([segment], timezone.localdate())[segment.pk]


class SegmentIndexView(OwnIndexView):
    """The segments, each with how many readers belong to it now."""

    def get_table(self, object_list: Any) -> Any:
        """The rows of one page, counted together."""
        found = list(object_list)
        numbers = count_segments(found, timezone.localdate())
        for segment in found:
            segment.readers = numbers[segment.pk]
        return super().get_table(found)


class SegmentEditView(OwnEditView):
    """The form of a segment, which says how many belong to it."""

    def get_page_subtitle(self) -> str:
        """Its name, and the count as it is stored."""
        number = readers_of(self.object)
        return f"{self.object.name}: nu {number} {'lezer' if number == 1 else 'lezers'}"


class SegmentViewSet(RegisterViewSet):
    """The segments."""

    model = Segment
    icon = "group"
    index_view_class = SegmentIndexView
    edit_view_class = SegmentEditView
    inspect_view_enabled = False
    list_display: ClassVar = ["name", Column("readers", label="Lezers nu"), "association"]
    search_fields = ("name",)
    filterset_class = SegmentFilterSet
    edit_handler = ObjectList(
        [
            HelpPanel(
                "Kies wie u bedoelt. Binnen een rij geldt: een van deze. Tussen de rijen: en ook. "
                "Laat een rij leeg als het niet uitmaakt."
            ),
            FieldPanel("association"),
            FieldPanel("name"),
            FieldPanel("roles"),
            FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
            FieldPanel("portfolios", widget=forms.CheckboxSelectMultiple),
        ],
        base_form_class=SegmentForm,
    )
