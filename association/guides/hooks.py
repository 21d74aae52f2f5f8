"""What guides add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from association.guides.pages import GuidePage, GuideStepPage
from association.guides.views.desk import GuidesView, GuideView, guide_indexes


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens of guides."""
    return [
        path("startgidsen/", GuidesView.as_view(), name="guides"),
        path("startgidsen/<int:number>/", GuideView.as_view(), name="guide"),
    ]


class GuidesMenuItem(MenuItem):
    """In the menu of who works on guides."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may add guides to some site."""
        return bool(guide_indexes(request.user))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The guides."""
    return GuidesMenuItem("Startgidsen", reverse("guides"), name="startgidsen", icon_name="list-ol", order=306)


@hooks.register("register_page_header_buttons")
def guide_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """From a guide or a step in the editor to the guide as a whole."""
    specific = page.specific_class
    if specific not in {GuidePage, GuideStepPage}:
        return
    number = page.pk if specific is GuidePage else page.specific.guide.pk
    yield Button("Hele gids", reverse("guide", args=[number]), icon_name="list-ul", priority=5)
