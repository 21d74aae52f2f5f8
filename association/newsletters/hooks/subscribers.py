"""What lists, readers and segments add to the admin."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry, register_permission_policy

from association.base.rights import AssociationPolicy
from association.newsletters.hooks.menu import MENU
from association.newsletters.models import MailingList, Segment, Subscriber
from association.newsletters.views.importing import BringInView, ImportView, ReportView
from association.newsletters.views.lists import MailingListViewSet, SegmentViewSet
from association.newsletters.views.subscribers import LIST, AddView, DetailsView, SubscriberView, SubscriberViewSet

CHANGING = ("add", "change", "delete")
for model in (MailingList, Segment, Subscriber):
    register_permission_policy(model, AssociationPolicy(model, field="association"))


@hooks.register("register_admin_viewset")
def viewsets() -> list[object]:
    """The lists of the admin."""
    return [SubscriberViewSet(LIST), MailingListViewSet("verzendlijsten"), SegmentViewSet("doelgroepen")]


@hooks.register("register_admin_urls")
def subscriber_screens() -> list[URLPattern]:
    """The screens of readers."""
    return [
        path("abonnees/toevoegen/", AddView.as_view(), name="add_subscriber"),
        path("abonnees/importeren/", ImportView.as_view(), name="import_subscribers"),
        path("abonnees/importeren/rapport/", ReportView.as_view(), name="import_subscribers_report"),
        path("abonnees/importeren/voer-in/", BringInView.as_view(), name="import_subscribers_bring_in"),
        path("abonnees/<int:number>/", SubscriberView.as_view(), name="subscriber"),
        path("abonnees/<int:number>/gegevens/", DetailsView.as_view(), name="subscriber_details"),
    ]


class OwnMenuItem(MenuItem):
    """In the menu of who may do one of `actions` with a kind of object."""

    def __init__(self, label: str, address: str, model: type[Model], actions: tuple[str, ...], order: int) -> None:
        super().__init__(label, reverse(f"{address}:index"), name=address, icon_name="", order=order)
        self.model, self.actions = model, actions

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return bool(policy_registry.get_by_type(self.model).user_has_any_permission(request.user, self.actions))


@hooks.register(MENU)
def subscribers_item() -> MenuItem:
    """The readers."""
    return OwnMenuItem("Abonnees", LIST, Subscriber, (*CHANGING, "view"), 300)


@hooks.register(MENU)
def lists_item() -> MenuItem:
    """The lists."""
    return OwnMenuItem("Verzendlijsten", "verzendlijsten", MailingList, CHANGING, 400)


@hooks.register(MENU)
def segments_item() -> MenuItem:
    """The segments."""
    return OwnMenuItem("Doelgroepen", "doelgroepen", Segment, CHANGING, 500)
