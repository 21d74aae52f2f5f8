"""Admin screens of subscribers: the list, one of them with what happened, and what the bureau does."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from association.base.exports import SafeExport
from association.base.rights import associations_granting
from association.base.viewsets import ANY, LARGEST_KEY, OwnIndexView, RegisterViewSet
from association.newsletters.forms.subscribers import AddForm, ReasonForm, StaffDetailsForm
from association.newsletters.models import MailingList, Subscriber, Subscription
from association.newsletters.subscribing.choosing import Details
from association.newsletters.subscribing.erasing import erase
from association.newsletters.subscribing.events import STAFF, Refused, suppressions_of
from association.newsletters.subscribing.staff import add_subscriber, block, describe, remove, restore
from association.organizations.models import Organization
from association.organizations.viewsets import associations_seen

LIST = "abonnees"


def keepers(user: Any, actions: tuple[str, ...] = ("add",)) -> QuerySet[Organization]:
    """The associations whose readers the user may add (or see, or change)."""
    found = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION).order_by("name")
    return found if user.is_superuser else found.filter(pk__in=associations_granting(user, Subscriber, actions))


def lists_seen(request: HttpRequest | None) -> QuerySet[MailingList]:
    """For a filter: the lists of the associations whose readers the user may see."""
    found = MailingList.objects.order_by("association", "order", "name")
    return found.filter(association__in=keepers(request.user, ANY)) if request else found


def towns_seen(request: HttpRequest | None) -> QuerySet[Organization]:
    """For a filter: the municipalities of readers that the user may see."""
    towns = Organization.objects.order_by("name")
    if request is None:
        return towns
    return towns.filter(subscribers_of_municipality__association__in=keepers(request.user, ANY)).distinct()


class SubscriberFilterSet(WagtailFilterSet):
    """By association, list, where it stands, role and municipality."""

    association = ModelChoiceFilter(queryset=associations_seen(Subscriber), label="Vereniging")
    mailing_list = ModelChoiceFilter(queryset=lists_seen, label="Verzendlijst", method="filter_list")
    state = ChoiceFilter(choices=Subscription.State.choices, label="Stand", method="filter_state")
    municipality = ModelChoiceFilter(queryset=towns_seen, label="Gemeente")

    class Meta:
        model = Subscriber
        fields = ("association", "role")

    def filter_list(self, queryset: QuerySet[Subscriber], name: str, value: MailingList) -> QuerySet[Subscriber]:
        """Those on a list, in the state that is chosen beside it."""
        state = self.data.get("state")
        rows = Subscription.objects.filter(mailing_list=value, **({"state": state} if state else {}))
        return queryset.filter(pk__in=rows.values("subscriber"))

    def filter_state(self, queryset: QuerySet[Subscriber], name: str, value: str) -> QuerySet[Subscriber]:
        """Those of whom some list stands so."""
        return queryset.filter(pk__in=Subscription.objects.filter(state=value).values("subscriber"))


class ListsColumn(Column):
    """The lists of a reader, with where each stands when that is not simply on it."""

    def get_value(self, instance: Any) -> str:
        """In words."""
        return lists_in_words(instance)


def lists_in_words(subscriber: Any) -> str:
    """The lists of a reader; behind those from which they get no mail stands why."""
    active = Subscription.State.ACTIVE
    return ", ".join(
        str(row.mailing_list) if row.state == active else f"{row.mailing_list} ({row.get_state_display()})"
        for row in subscriber.subscriptions.all()
    )


class SubscriberIndexView(SafeExport, OwnIndexView):
    """The readers; a click opens one, and a table can be taken along."""

    list_export: ClassVar = [
        "email", "name", "get_role_display", "municipality", "lists_in_words", "topics_in_words", "created_at",
    ]  # fmt: skip
    export_headings: ClassVar = {
        "email": "E-mailadres", "name": "Naam", "get_role_display": "Rol", "municipality": "Gemeente",
        "lists_in_words": "Verzendlijsten", "topics_in_words": "Onderwerpen", "created_at": "Sinds",
    }  # fmt: skip
    export_filename = "abonnees"

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the user may see, with lists and topics in one query each."""
        rows = Subscription.objects.select_related("mailing_list").order_by("mailing_list__order", "pk")
        found: QuerySet[Any] = super().get_base_queryset().select_related("municipality", "association")
        return found.prefetch_related(Prefetch("subscriptions", rows), "portfolios")

    def to_row_dict(self, item: Any) -> Any:
        """A row of the table that is taken along."""
        item.lists_in_words = lists_in_words(item)
        item.topics_in_words = ", ".join(str(topic) for topic in item.portfolios.all())
        return super().to_row_dict(item)

    def get_edit_url(self, instance: Any) -> str | None:
        """The screen of a reader."""
        return reverse("subscriber", args=[instance.pk])

    def get_delete_url(self, instance: Any) -> None:
        """Erasing is done on that screen."""

    def get_add_url(self) -> str | None:
        """The form for a new one."""
        return reverse("add_subscriber") if keepers(self.request.user).exists() else None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Adding one, or many from a table."""
        if not keepers(self.request.user).exists():
            return []
        return [
            HeaderButton("Abonnee toevoegen", url=reverse("add_subscriber"), icon_name="plus"),
            HeaderButton("Importeren", url=reverse("import_subscribers"), icon_name="upload"),
        ]


class SubscriberViewSet(RegisterViewSet):
    """The list of subscribers; one of them has a screen of its own, and nothing of it stands in Wagtail's log."""

    model = Subscriber
    icon = "mail"
    index_view_class = SubscriberIndexView
    inspect_view_enabled = False
    add_to_reference_index = False
    form_fields: ClassVar = ["email"]
    list_display: ClassVar = [
        "email",
        "name",
        Column("get_role_display", label="Rol", sort_key="role"),
        Column("municipality", label="Gemeente", sort_key="municipality__name"),
        ListsColumn("lists", label="Verzendlijsten"),
        "association",
    ]
    search_fields = ("email", "name")
    filterset_class = SubscriberFilterSet
    list_per_page = 50

    def get_urlpatterns(self) -> list[Any]:
        """The list alone."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results"}]

    def register_admin_url_finder(self) -> None:
        """No form to find: the screen of a reader is not one of Wagtail's."""


class SubscribersScreen(WagtailAdminTemplateMixin):
    """A screen about readers."""

    header_icon = "mail"
    page_title = "Abonnees"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse(f"{LIST}:index"), "label": "Abonnees"},
            {"url": "", "label": self.get_page_title()},
        ]

    def subscriber_for(self, *actions: str) -> Subscriber:
        """The reader of the address; PermissionDenied for one of another association, Http404 for none."""
        number = self.kwargs["number"]
        found = Subscriber.objects.select_related("association", "municipality")
        subscriber = found.filter(pk=number).first() if number <= LARGEST_KEY else None
        if subscriber is None:
            raise Http404
        policy = policy_registry.get_by_type(Subscriber)
        if not policy.user_has_any_permission_for_instance(self.request.user, actions, subscriber):
            raise PermissionDenied
        return subscriber


class SubscriberView(SubscribersScreen, TemplateView):
    """One reader: who they are, their lists with what can be done, and what happened when."""

    template_name = "newsletters/admin/subscriber.html"

    @cached_property
    def subscriber(self) -> Subscriber:
        """The reader."""
        return self.subscriber_for(*ANY)

    @cached_property
    def may_change(self) -> bool:
        """Whether the user may do something with it."""
        policy = policy_registry.get_by_type(Subscriber)
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", self.subscriber))

    def get_page_title(self) -> str:
        """The address."""
        return self.subscriber.email

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The reader, with lists, blocks and events; six queries."""
        subscriber = self.subscriber
        context = {
            "subscriber": subscriber,
            "subscriptions": subscriber.subscriptions.select_related("mailing_list"),
            "blocked": suppressions_of(subscriber.association_id, subscriber.email).first(),
            "events": subscriber.events.select_related("mailing_list", "user").order_by("-at", "-pk"),
            "topics": list(subscriber.portfolios.all()),
            "may_change": self.may_change,
            "reason_form": ReasonForm(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take off a list, put back, block or erase, each with a reason."""
        subscriber = self.subscriber_for("change")
        act, _, list_row = request.POST.get("doen", "").partition("-")
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reason_form=form))
        reason = form.cleaned_data["reason"]
        if act in {"af", "terug"}:
            self.change_list(subscriber, act, list_row, reason)
        elif act == "blokkeer":
            block(subscriber=subscriber, reason=reason, user=request.user)
            messages.success(request, f"{subscriber.email} krijgt geen mail meer.")
        elif act == "wis":
            self.subscriber_for("delete")
            erase(subscriber=subscriber, channel=STAFF, reason=reason, user=request.user)
            messages.success(request, "De gegevens zijn gewist.")
            return redirect(f"{LIST}:index")
        return redirect("subscriber", number)

    def change_list(self, subscriber: Subscriber, act: str, number: str, reason: str) -> None:
        """Take somebody off one of their lists, or put them back; Http404 for a row of somebody else."""
        rows = subscriber.subscriptions.select_related("subscriber", "mailing_list")
        row = rows.filter(pk=number).first() if number.isascii() and number.isdecimal() and len(number) < 19 else None
        if row is None:
            raise Http404
        change = remove if act == "af" else restore
        change(row=row, reason=reason, user=self.request.user)
        words = "afgemeld voor" if act == "af" else "teruggezet op"
        messages.success(self.request, f"{subscriber.email} is {words} {row.mailing_list}.")


class SubscriberFormScreen(SubscribersScreen, FormView):
    """A form about a reader."""

    template_name = "newsletters/admin/form.html"
    submit_label = "Bewaar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, with the way back."""
        return super().get_context_data(back=self.back, submit_label=self.submit_label, **kwargs)

    @property
    def back(self) -> str:
        """The list."""
        return reverse(f"{LIST}:index")


class AddView(SubscriberFormScreen):
    """Put somebody on lists; of several associations the address says which, by `vereniging`."""

    page_title = "Abonnee toevoegen"
    form_class = AddForm
    submit_label = "Voeg toe"

    @cached_property
    def association(self) -> Organization:
        """For which association; PermissionDenied for who may add none."""
        mine = keepers(self.request.user)
        asked = self.request.GET.get("vereniging", "")
        found = mine.filter(slug=asked).first() or mine.first()
        if found is None:
            raise PermissionDenied
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may add one."""
        self.request = request
        _ = self.association
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """For which association."""
        return str(self.association)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other associations of who works for several."""
        others = keepers(self.request.user).exclude(pk=self.association.pk)
        return super().get_context_data(others=others, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the lists of the association."""
        return {**super().get_form_kwargs(), "association": self.association}

    def form_valid(self, form: Any) -> HttpResponse:
        """Add, or say why not beside the address."""
        data = form.cleaned_data
        details = Details(data["name"], data["role"], data["municipality"], tuple(data["portfolios"]))
        try:
            subscriber = add_subscriber(
                association=self.association, email=data["email"], lists=data["lists"], reason=form.why,
                user=self.request.user, details=details, asked_themselves=data["asked_themselves"],
            )  # fmt: skip
        except Refused as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Toegevoegd: {subscriber.email}.")
        return redirect("subscriber", subscriber.pk)


class DetailsView(SubscriberFormScreen):
    """Who a reader is."""

    page_title = "Gegevens wijzigen"
    form_class = StaffDetailsForm

    @cached_property
    def subscriber(self) -> Subscriber:
        """The reader."""
        return self.subscriber_for("change")

    @property
    def back(self) -> str:
        """The reader."""
        return reverse("subscriber", args=[self.subscriber.pk])

    def get_page_subtitle(self) -> str:
        """The address."""
        return self.subscriber.email

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is known."""
        subscriber = self.subscriber
        initial = {
            "name": subscriber.name, "role": subscriber.role, "municipality": subscriber.municipality_id,
            "portfolios": list(subscriber.portfolios.values_list("pk", flat=True)),
        }  # fmt: skip
        return {**super().get_form_kwargs(), "association": subscriber.association_id, "initial": initial}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it."""
        data = form.cleaned_data
        details = Details(data["name"], data["role"], data["municipality"], tuple(data["portfolios"]))
        describe(subscriber=self.subscriber, details=details)
        messages.success(self.request, "Bewaard.")
        return redirect(self.back)
