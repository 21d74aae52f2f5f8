"""What planning adds to the admin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.meetings.models import EventKind, Holiday
from association.meetings.pages import MeetingPage
from association.meetings.views.importing import MeetingsTableView, ReadInView
from association.meetings.views.planning import (
    AgendaView,
    CallOffView,
    CarryView,
    MoveView,
    PlanView,
    TakeBackView,
    agendas_for,
)
from association.meetings.viewsets import EventKindViewSet, HolidayViewSet

register_permission_policy(EventKind, AssociationPolicy(EventKind, field="association"))
register_permission_policy(Holiday, AssociationPolicy(Holiday, field="association"))


@hooks.register("register_admin_viewset")
def kinds() -> EventKindViewSet:
    """The kinds of events."""
    return EventKindViewSet("soorten-bijeenkomsten")


@hooks.register("register_admin_viewset")
def holidays() -> HolidayViewSet:
    """The holidays."""
    return HolidayViewSet("vakanties")


@hooks.register("register_admin_urls")
def agenda_screens() -> list[URLPattern]:
    """The screens."""
    moment = "agenda/moment/<int:number>/"
    return [
        path("agenda/", AgendaView.as_view(), name="agenda"),
        path("agenda/plannen/", PlanView.as_view(), name="agenda_plan"),
        path("agenda/overnemen/", CarryView.as_view(), name="agenda_carry"),
        path("agenda/inlezen/", MeetingsTableView.as_view(), name="agenda_import"),
        path("agenda/inlezen/voer-in/", ReadInView.as_view(), name="agenda_read_in"),
        path(f"{moment}afgelasten/", CallOffView.as_view(), name="moment_off"),
        path(f"{moment}verplaatsen/", MoveView.as_view(), name="moment_move"),
        path(f"{moment}terug/", TakeBackView.as_view(), name="moment_back"),
    ]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def show_who_was_added(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After adding who sits in the body: say so, and back to the list of who was there."""
    if not isinstance(page, MeetingPage) or "propose_attendance" not in request.POST:
        return None
    number = page.attendance.count()
    people = "staat nu 1 deelnemer" if number == 1 else f"staan nu {number} deelnemers"
    none = "Volgens het register zit er op die dag niemand in dit overleg."
    messages.info(request, f"Op de lijst {people}. Kijk na wie er was, en plaats daarna." if number else none)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#panel-child-inhoud-wie_waren_er-section")


@hooks.register("insert_global_admin_css")
def css() -> SafeString:
    """The look of the screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/agenda.css"))


class AgendaMenuItem(MenuItem):
    """In the menu of who works in an agenda."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user does."""
        return bool(agendas_for(request.user).exists())


@hooks.register("register_admin_menu_item")
def agenda_item() -> MenuItem:
    """Between the activities and who signed up."""
    return AgendaMenuItem("Agenda", reverse("agenda"), name="agenda", icon_name="calendar-alt", order=313)
