"""What publications add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.publications.contributing.asking import ASKED, DONE, REVOKED, WRITTEN
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.views.contributions import ContributionsView
from association.publications.views.desk import indexes_for
from association.publications.views.editions import AdoptView, ErratumView, WithdrawView
from association.publications.views.importing import ChoicesView, UploadView
from association.publications.views.making import NewView, NextView, ReportView
from association.publications.views.publications import PublicationsView, PublicationView
from association.publications.views.questions import QuestionsView
from association.publications.views.table_activities import ActivitiesOfTablesView
from association.publications.views.table_facts import ActivitiesFactView, SeatsFactView
from association.publications.views.table_seats import SeatsOfTableView
from association.publications.views.tables import TablesView
from association.publications.viewsets import SeriesViewSet
from association.review.hooks import formatter

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
        path("publicaties/nieuw/", NewView.as_view(), name="new_publication"),
        path("publicaties/<int:number>/jaarverslag/", ReportView.as_view(), name="report_from_plan"),
        path("publicaties/<int:number>/nieuwe-jaargang/", NextView.as_view(), name="next_volume"),
        path("publicaties/<int:number>/dossiers/", QuestionsView.as_view(), name="dossier_questions"),
        path("publicaties/<int:number>/bijdragen/", ContributionsView.as_view(), name="contributions"),
        path("publicaties/<int:number>/vastleggen/", AdoptView.as_view(), name="adopt_edition"),
        path(f"{version}erratum/", ErratumView.as_view(), name="edition_erratum"),
        path(f"{version}intrekken/", WithdrawView.as_view(), name="edition_withdraw"),
        *table_screens(),
    ]


def table_screens() -> list[URLPattern]:
    """The screens of what stands in tables."""
    tables = "publicaties/<int:number>/tabellen/"
    activities, seats = f"{tables}activiteiten/", f"{tables}samenstelling/"
    return [
        path(tables, TablesView.as_view(), name="publication_tables"),
        path(activities, ActivitiesOfTablesView.as_view(), name="publication_activities"),
        path(f"{activities}vervangen/", ActivitiesFactView.as_view(), name="publication_activities_fact"),
        path(seats, SeatsOfTableView.as_view(), name="publication_seats"),
        path(f"{seats}vervangen/", SeatsFactView.as_view(), name="publication_seats_fact"),
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


@hooks.register("register_log_actions")
def words_of_log(actions: Any) -> None:
    """What a chapter's history says of who was asked to write in it."""
    for name, label, words in (
        (ASKED, "Om meeschrijven gevraagd", "Link om mee te schrijven gemaakt voor {}"),
        (REVOKED, "Link om mee te schrijven ingetrokken", "Link om mee te schrijven ingetrokken van {}"),
        (WRITTEN, "Tekst van een meeschrijver", "Tekst bewaard van {}"),
        (DONE, "Meeschrijver klaar", "{} is klaar met schrijven"),
    ):
        actions.register_action(name)(formatter(label, words))


@hooks.register("insert_editor_js")
def earlier_text_script() -> SafeString:
    """What puts the text of the volume before beside the fields of a chapter."""
    return format_html('<script src="{}" defer></script>', static("js/earlier-text.js"))
