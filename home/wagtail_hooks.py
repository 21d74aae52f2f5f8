"""What the site adds to the admin: look, first screen, gallery and pages of one's own site."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.dashboard.cards import CardsPanel
from home.dashboard.dossiers import DossiersPanel
from home.dashboard.tasks import TasksPanel, sites_of
from home.editor import plain_buttons, stay
from home.handbook import explains
from home.views.gallery import gallery
from home.views.handbook import HandbookView
from home.views.handbook import picture as handbook_picture
from home.views.suggestions import suggestions
from home.views.system import SystemView, may_look

FOREIGN_HELP = ("whats-new", "editor-guide")


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Our colours, through Wagtail's own variables, and the look of our screens."""
    names = ("admin", "admin/dashboard", "admin/editor", "admin/publications", "admin/tables", "admin/handbook")
    sheets = ((static(f"css/{name}.css"),) for name in names)
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("construct_homepage_panels")
def first_screen(request: HttpRequest, panels: list[Any]) -> None:
    """The large buttons and the three cards, instead of Wagtail's own lists of the same."""
    sites = sites_of(request)
    panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]
    panels += [TasksPanel(sites), CardsPanel(sites), DossiersPanel()]


# After the hooks of others, which take away what somebody may not do here.
hooks.register("construct_page_action_menu", plain_buttons, order=1000)
hooks.register("after_create_page", stay, order=1000)
hooks.register("after_edit_page", stay, order=1000)


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    """What makes a page in few steps: typing at once, dropping a picture, pasting from Word, suggestions, planning."""
    names = ("desk", "drop-picture", "paste-clean", "suggest", "plan")
    scripts = ((static(f"js/{name}.js"),) for name in names)
    return format_html_join("", '<script type="module" src="{}"></script>', scripts)


@hooks.register("register_admin_urls")
def own_addresses() -> list[URLPattern]:
    """Our own screens of no topic; Wagtail lets in only who may enter the admin."""
    return [
        path("bouwstenen/", gallery, name="gallery"),
        path("systeemcontrole/", SystemView.as_view(), name="system"),
        path("voorstel/", suggestions, name="suggestions"),
        path("handleiding/", HandbookView.as_view(), name="handbook_start"),
        path("handleiding/<slug:name>/", HandbookView.as_view(), name="handbook"),
        path("handleiding/beelden/<str:name>", handbook_picture, name="handbook_picture"),
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


class HandbookMenuItem(MenuItem):
    """Leads to the chapter that explains the screen on which it is chosen."""

    def render_component(self, request: HttpRequest) -> Any:
        """The item, with the address of that chapter."""
        component = super().render_component(request)
        component.url = reverse("handbook", args=[explains(request)])
        return component


@hooks.register("register_help_menu_item")
def handbook_items() -> MenuItem:
    """The chapter that explains this screen."""
    return HandbookMenuItem("Uitleg bij dit scherm", reverse("handbook_start"), icon_name="help", order=100)


@hooks.register("register_help_menu_item")
def handbook_item() -> MenuItem:
    """The whole handbook."""
    return MenuItem("Handleiding", reverse("handbook_start"), icon_name="openquote", order=110)


@hooks.register("register_help_menu_item")
def gallery_item() -> MenuItem:
    """The gallery, in the help menu."""
    return MenuItem("Bouwstenen", reverse("gallery"), icon_name="grid", order=900)


@hooks.register("construct_help_menu")
def only_dutch_help(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the guides of Wagtail's makers, which are in English."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]
