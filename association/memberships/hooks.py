"""What seats add to the admin: the screens "Wie zit waar"."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from association.memberships.models import Membership, Post
from association.memberships.rights import SEEING, PostPolicy, keepers
from association.memberships.views.desk import (
    BodiesView,
    CorrectView,
    FillView,
    NewPostView,
    SeatsView,
    SeatView,
    UndoView,
)

register_permission_policy(Post, PostPolicy(Post))
register_permission_policy(Membership, PostPolicy(Membership, way="post__"))


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens."""
    return [
        path("wie-zit-waar/", BodiesView.as_view(), name="seats"),
        path("wie-zit-waar/<int:number>/", SeatsView.as_view(), name="seats_of_body"),
        path("wie-zit-waar/<int:number>/functie/", NewPostView.as_view(), name="new_seat"),
        path("wie-zit-waar/functie/<int:number>/", FillView.as_view(), name="fill_seat"),
        path("wie-zit-waar/stoel/<int:number>/", SeatView.as_view(), name="change_seat"),
        path("wie-zit-waar/stoel/<int:number>/verbeteren/", CorrectView.as_view(), name="correct_seat"),
        path("wie-zit-waar/handeling/<int:number>/ongedaan/", UndoView.as_view(), name="undo_seat"),
    ]


class SeatsMenuItem(MenuItem):
    """In the menu of who may see seats of an association."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return bool(keepers(request.user, SEEING).exists())


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Beside the organizations."""
    return SeatsMenuItem("Wie zit waar", reverse("seats"), name="wie-zit-waar", icon_name="group", order=315)


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/seats.css"))
