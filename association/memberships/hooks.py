"""What seats add to the admin: the screens "Wie zit waar"."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from association.memberships.exports import DownloadView
from association.memberships.models import Membership, Post
from association.memberships.rights import SEEING, PostPolicy, keepers
from association.memberships.views.candidates import CandidatesDownloadView
from association.memberships.views.college import CollegeView, MunicipalitiesView
from association.memberships.views.desk import (
    BodiesView,
    CorrectView,
    FillView,
    NewPostView,
    SeatsView,
    SeatView,
)
from association.memberships.views.entries import EntryView, UndoView
from association.memberships.views.importing import BringInView, ImportView
from association.memberships.views.names import NamesView
from association.memberships.views.organizations import OrganizationPlacesView
from association.memberships.views.people import (
    AnonymiseView,
    ApartView,
    MergeView,
    PersonSeatsView,
    SamePersonsView,
    UnmergeView,
)
from association.memberships.views.table import TableView
from association.memberships.views.vacancies import (
    AppointView,
    CandidateView,
    ChangeVacancyView,
    DropDraftView,
    EraseCandidateView,
    EraseView,
    NewVacancyView,
    NominateView,
    OutcomeView,
    VacanciesView,
    VacancyView,
)
from association.memberships.views.watch import WatchView

register_permission_policy(Post, PostPolicy(Post))
register_permission_policy(Membership, PostPolicy(Membership, way="post__"))


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The screens."""
    return [
        path("wie-zit-waar/", BodiesView.as_view(), name="seats"),
        path("wie-zit-waar/tabel.<str:kind>", DownloadView.as_view(), name="seats_download"),
        path("wie-zit-waar/<int:number>/tabel.<str:kind>", DownloadView.as_view(), name="seats_download_of_body"),
        path("wie-zit-waar/importeren/", ImportView.as_view(), name="seats_import"),
        path("wie-zit-waar/importeren/voer-in/", BringInView.as_view(), name="seats_bring_in"),
        path("wie-zit-waar/<int:number>/importeren/", ImportView.as_view(), name="seats_import_of_body"),
        path("wie-zit-waar/let-op/", WatchView.as_view(), name="seats_watch"),
        path("wie-zit-waar/personen/dubbel/", SamePersonsView.as_view(), name="same_persons"),
        path("wie-zit-waar/personen/namen/", NamesView.as_view(), name="person_names"),
        path("wie-zit-waar/personen/<int:number>/", PersonSeatsView.as_view(), name="person_seats"),
        path("wie-zit-waar/personen/<int:number>/naam-weg/", AnonymiseView.as_view(), name="anonymise_person"),
        path("wie-zit-waar/personen/<int:number>/samen/<int:other>/", MergeView.as_view(), name="merge_persons"),
        path("wie-zit-waar/personen/<int:number>/apart/<int:other>/", ApartView.as_view(), name="keep_apart"),
        path("wie-zit-waar/personen/<int:number>/splits/<int:entry>/", UnmergeView.as_view(), name="unmerge_persons"),
        path("wie-zit-waar/organisaties/<int:number>/", OrganizationPlacesView.as_view(), name="organization_places"),
        path("wie-zit-waar/<int:number>/", SeatsView.as_view(), name="seats_of_body"),
        path("wie-zit-waar/<int:number>/alles/", TableView.as_view(), name="seats_table"),
        path("wie-zit-waar/<int:number>/functie/", NewPostView.as_view(), name="new_seat"),
        path("wie-zit-waar/functie/<int:number>/", FillView.as_view(), name="fill_seat"),
        path("wie-zit-waar/stoel/<int:number>/", SeatView.as_view(), name="change_seat"),
        path("wie-zit-waar/stoel/<int:number>/verbeteren/", CorrectView.as_view(), name="correct_seat"),
        path("wie-zit-waar/collegewissel/", MunicipalitiesView.as_view(), name="college_changes"),
        path("wie-zit-waar/collegewissel/<int:number>/", CollegeView.as_view(), name="college_change"),
        path("wie-zit-waar/vng-kandidaten/", VacanciesView.as_view(), name="vacancies"),
        path("wie-zit-waar/functie/<int:number>/vacature/", NewVacancyView.as_view(), name="new_vacancy"),
        path("wie-zit-waar/vng-kandidaten/<int:number>/", VacancyView.as_view(), name="vacancy"),
        path("wie-zit-waar/vng-kandidaten/<int:number>/wijzigen/", ChangeVacancyView.as_view(), name="change_vacancy"),
        path("wie-zit-waar/vng-kandidaten/<int:number>/verwijderen/", DropDraftView.as_view(), name="drop_vacancy"),
        path("wie-zit-waar/vng-kandidaten/<int:number>/uitslag/", OutcomeView.as_view(), name="vacancy_outcome"),
        path("wie-zit-waar/vng-kandidaten/<int:number>/wissen/", EraseView.as_view(), name="erase_candidates"),
        path(
            "wie-zit-waar/vng-kandidaten/<int:number>/kandidaten.<str:kind>",
            CandidatesDownloadView.as_view(),
            name="candidates_download",
        ),
        path("wie-zit-waar/kandidaat/<int:number>/", CandidateView.as_view(), name="candidate"),
        path("wie-zit-waar/kandidaat/<int:number>/voordragen/", NominateView.as_view(), name="nominate_candidate"),
        path("wie-zit-waar/kandidaat/<int:number>/benoemd/", AppointView.as_view(), name="appoint_candidate"),
        path("wie-zit-waar/kandidaat/<int:number>/wissen/", EraseCandidateView.as_view(), name="erase_candidate"),
        path("wie-zit-waar/handeling/<int:number>/", EntryView.as_view(), name="register_entry"),
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
