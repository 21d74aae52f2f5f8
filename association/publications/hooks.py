"""What publications add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.views.desk import indexes_for
from association.publications.views.editions import AdoptView, ErratumView, WithdrawView
from association.publications.views.importing import ChoicesView, UploadView
from association.publications.views.publications import PublicationsView, PublicationView
from association.publications.viewsets import SeriesViewSet

register_permission_policy(PublicationSeries, AssociationPolicy(PublicationSeries, field="association"))


@hooks.register("register_admin_viewset")
def series() -> SeriesViewSet:
    """The series of publications."""
    return SeriesViewSet("reeksen")


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens of publications."""
    version = "publicaties/<int:number>/versie/<int:edition>/"
    return [
        path("publicaties/", PublicationsView.as_view(), name="publications"),
        path("publicaties/importeren/", UploadView.as_view(), name="import_document"),
        path("publicaties/importeren/<int:number>/", ChoicesView.as_view(), name="import_choices"),
        path("publicaties/<int:number>/", PublicationView.as_view(), name="publication"),
        path("publicaties/<int:number>/vastleggen/", AdoptView.as_view(), name="adopt_edition"),
        path(f"{version}erratum/", ErratumView.as_view(), name="edition_erratum"),
        path(f"{version}intrekken/", WithdrawView.as_view(), name="edition_withdraw"),
    ]


class PublicationsMenuItem(MenuItem):
    """In the menu of who works on publications."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may add publications to some site."""
        return bool(indexes_for(request.user))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The publications."""
    return PublicationsMenuItem(
        "Publicaties", reverse("publications"), name="publicaties", icon_name="openquote", order=305
    )


@hooks.register("register_page_header_buttons")
def overview_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """From a publication or a chapter in the editor to the publication as a whole."""
    specific = page.specific_class
    if specific not in {PublicationPage, ChapterPage}:
        return
    owner = page if specific is PublicationPage else page.specific.publication
    yield Button("Hele publicatie", reverse("publication", args=[owner.pk]), icon_name="list-ul", priority=5)
