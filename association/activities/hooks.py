"""What activities add to the admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from association.activities.exports import DownloadView
from association.activities.models import ActivityYear
from association.activities.rights import ActivityPolicy, associations_for
from association.activities.views.activity import AddView, CarryView, ChangeView, RoundView, TextsView
from association.activities.views.grid import CellView, GridView, NowView

register_permission_policy(ActivityYear, ActivityPolicy())


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens."""
    year = "activiteiten/<slug:association>/<int:year>/"
    return [
        path("activiteiten/", NowView.as_view(), name="activities_now"),
        path("activiteiten/vak/", CellView.as_view(), name="activity_cell"),
        path("activiteiten/<int:number>/", ChangeView.as_view(), name="activity"),
        path("activiteiten/<int:number>/teksten/", TextsView.as_view(), name="activity_texts"),
        path(year, GridView.as_view(), name="activities"),
        path(f"{year}toevoegen/", AddView.as_view(), name="activity_add"),
        path(f"{year}overnemen/", CarryView.as_view(), name="activities_carry"),
        path(f"{year}invullen/", RoundView.as_view(), name="activities_round"),
        path(f"{year}tabel.<str:kind>", DownloadView.as_view(), name="activities_download"),
    ]


class ActivitiesMenuItem(MenuItem):
    """In the menu of who may see activities."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return bool(associations_for(request.user).exists())


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Below the dossiers."""
    return ActivitiesMenuItem(
        "Activiteiten", reverse("activities_now"), name="activiteiten", icon_name="list-ul", order=313
    )


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of these screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/activities.css"))
