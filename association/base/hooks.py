"""What the general part adds to the admin: the brands, privacy that goes along with a copy, and locks that hold."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from association.base.actions import copy_privacy
from association.base.conflicts import refuse_older_save
from association.base.models import Brand
from association.base.queries import locked_within
from association.base.rights import BrandPolicy
from association.base.viewsets import BrandViewSet

register_permission_policy(Brand, BrandPolicy(Brand))


@hooks.register("register_admin_viewset")
def brands() -> BrandViewSet:
    """The brands, among the settings."""
    return BrandViewSet("huisstijl")


hooks.register("before_edit_page", refuse_older_save)


@hooks.register("insert_editor_js")
def own_version() -> SafeString:
    """What tells the form which version it holds, each time that the editor saved by itself."""
    return format_html('<script src="{}" defer></script>', static("js/own-version.js"))


@hooks.register("after_copy_page")
def keep_privacy(request: HttpRequest, page: Any, new_page: Page) -> None:
    """A copy of a part of the site keeps from readers what the original keeps."""
    copy_privacy(source=page, copy=new_page, user=request.user)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_move_page")
def refuse_locked(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """A locked page stays as and where it is, also when something above it is deleted, moved or taken down."""
    if request.method != "POST":
        return None
    return refusal(request, [page])


@hooks.register("before_bulk_action")
def refuse_locked_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """The same for several pages together."""
    pages = [item for item in objects if isinstance(item, Page)]
    return refusal(request, pages) if action in {"delete", "move", "unpublish"} else None


def refusal(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """A message that names the first locked page in these parts of the site, or None without any."""
    locked = locked_within(pages)
    if locked is None:
        return None
    messages.error(request, f"Er is niets gewijzigd: '{locked.get_admin_display_title()}' is vergrendeld.")
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
