"""What taking away adds to the admin: the bin, its screens, and deleting that can be undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from association.removal.actions.bin import DELETED, RESTORED
from association.removal.actions.links import TURNED
from association.removal.queries.bin import binned_among, may_use_bin, outside_bin
from association.removal.rights import OutsideBinPolicy
from association.removal.views.bin import BinView, LookView, PlaceView, PurgeView, RestoreView
from association.removal.views.removing import BinDeleteBulkAction, answer_delete, delete_many
from association.removal.viewsets import PageScreens

LAST = 900

register_permission_policy(Page, OutsideBinPolicy("wagtailcore.Page"))


@hooks.register("register_admin_viewset", order=LAST)
def page_screens() -> PageScreens:
    """Wagtail's screens of pages, closed for the bin; after Wagtail registered its own."""
    return PageScreens()


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens of the bin."""
    return [
        path("prullenbak/", BinView.as_view(), name="recycle_bin"),
        path("prullenbak/<int:number>/terugzetten/", RestoreView.as_view(), name="recycle_bin_restore"),
        path("prullenbak/<int:number>/plek/", PlaceView.as_view(), name="recycle_bin_place"),
        path("prullenbak/<int:number>/bekijken/", LookView.as_view(), name="recycle_bin_look"),
        path("prullenbak/<int:number>/definitief/", PurgeView.as_view(), name="recycle_bin_purge"),
    ]


class BinMenuItem(MenuItem):
    """In the menu of who may delete pages somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return may_use_bin(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The bin."""
    return BinMenuItem("Prullenbak", reverse("recycle_bin"), name="prullenbak", icon_name="bin", order=950)


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/removal.css"))


@hooks.register("before_delete_page", order=LAST)
def to_the_bin(request: HttpRequest, page: Page) -> HttpResponseBase:
    """In place of deleting; after what refuses it."""
    return answer_delete(request, page)


# Deleting several pages, in place of Wagtail's own.
hooks.register("register_bulk_action", BinDeleteBulkAction, order=LAST)


@hooks.register("before_bulk_action", order=LAST)
def many_to_the_bin(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """The same for several pages; what lies in the bin takes part in nothing."""
    pages = [item for item in objects if isinstance(item, Page)]
    if pages and binned_among(page.pk for page in pages):
        messages.error(request, "Er is niets gewijzigd: een van de pagina's ligt in de prullenbak.")
        return redirect("recycle_bin")
    return delete_many(request, pages, view.next_url) if pages and action == "delete" else None


@hooks.register("construct_explorer_page_queryset")
def explorer_without_bin(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """The explorer shows nothing of the bin, to nobody."""
    return outside_bin(pages, request.user)


@hooks.register("construct_page_chooser_queryset")
def chooser_without_bin(pages: Any, request: HttpRequest) -> Any:
    """No more does the page chooser; below a page in the bin it does not look at all."""
    number = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if number is not None and binned_among([number]):
        raise Http404
    return outside_bin(pages, request.user)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the history of a page says."""
    actions.register_action(DELETED, "In de prullenbak leggen", "In de prullenbak gelegd")
    actions.register_action(RESTORED, "Terugzetten uit de prullenbak", "Teruggezet uit de prullenbak")
    actions.register_action(TURNED, "Links naar een andere pagina laten gaan", "Links gaan naar een andere pagina")
