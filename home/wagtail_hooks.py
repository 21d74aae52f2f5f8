"""What the site adds to the admin: look, first screen, gallery and pages of one's own site."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.dashboard import TasksPanel
from home.views.gallery import gallery
from home.views.system import SystemView, may_look

FOREIGN_HELP = ("whats-new", "editor-guide")


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Our colours, through Wagtail's own variables."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_homepage_panels")
def first_screen(request: HttpRequest, panels: list[Any]) -> None:
    """The large buttons above what Wagtail shows."""
    panels.insert(0, TasksPanel())


@hooks.register("register_admin_urls")
def gallery_address() -> list[URLPattern]:
    """The gallery and the check of the system; Wagtail lets in only who may enter the admin."""
    return [
        path("bouwstenen/", gallery, name="gallery"),
        path("systeemcontrole/", SystemView.as_view(), name="system"),
    ]


class SystemMenuItem(MenuItem):
    """In the menu of who runs the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user runs the site."""
        return may_look(request.user)


@hooks.register("register_reports_menu_item")
def system_item() -> MenuItem:
    """What this server can and cannot do, among the reports."""
    return SystemMenuItem("Systeemcontrole", reverse("system"), icon_name="cogs", order=900)


@hooks.register("register_help_menu_item")
def gallery_item() -> MenuItem:
    """The gallery, in the help menu."""
    return MenuItem("Bouwstenen", reverse("gallery"), icon_name="grid", order=900)


@hooks.register("construct_help_menu")
def only_dutch_help(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the guides of Wagtail's makers, which are in English."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: Any, request: HttpRequest) -> Any:
    """Offer only pages of the sites that the user works on, and what lies above them."""
    if request.user.is_superuser:
        return pages
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=own.values("pk"))
