"""Wagtail's screens of pages, closed for what lies in the bin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from association.base.access_views import OwnPageFilterSet
from association.removal.queries.bin import binned_among, deletion_holding, may_restore
from association.removal.views.removing import MoveConfirmScreen, PrivacyScreen, UnpublishScreen

PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")
ScreenView = Callable[..., HttpResponseBase]


class PageScreens(PageViewSet):
    """The screens of every page type; a type with a view set of its own extends this one."""

    filterset_class = OwnPageFilterSet
    unpublish_view_class = UnpublishScreen
    move_confirm_view_class = MoveConfirmScreen
    set_privacy_view_class = PrivacyScreen

    def construct_view(self, view_class: Any, **kwargs: Any) -> ScreenView:
        """The view, refusing what lies in the bin."""
        return refuse_binned(super().construct_view(view_class, **kwargs))


def refuse_binned(view: ScreenView) -> ScreenView:
    """The view, but for pages in the bin: to the bin with a message for who may bring them back, else refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        numbers = [int(kwargs[name]) for name in PAGE_ARGUMENTS if kwargs.get(name) is not None]
        page = binned_among(numbers) if numbers else None
        return to_bin(request, page) if page is not None else view(request, *args, **kwargs)

    return guarded


def to_bin(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The answer for a page in the bin; PermissionDenied for who could not delete it."""
    deletion = deletion_holding(page)
    if deletion is None or not may_restore(deletion, request.user):
        raise PermissionDenied
    messages.warning(request, f"'{page.get_admin_display_title()}' ligt in de prullenbak. Zet de pagina eerst terug.")
    return redirect("recycle_bin")
