"""What sign-ups add to the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from association.base.registry import register_stay
from association.meetings.pages import EventPage
from association.meetings.signing_up.keeping import awaited_below
from association.meetings.views.sign_ups import (
    AddView,
    EditView,
    EventSignUpsView,
    NoticeView,
    SignUpsDownloadView,
    SignUpsView,
    SignUpView,
    events_for,
)
from association.meetings.views.telling import dates_ahead, lead_to_mail

register_stay(awaited_below)


@hooks.register("before_edit_page")
def note_dates(request: HttpRequest, page: Page) -> None:
    """Before an event is stored: keep when readers expect to come."""
    if request.method == "POST" and isinstance(page, EventPage):
        request.dates_ahead = dates_ahead(page)  # type: ignore[attr-defined]  # ours, until the end of this request


@hooks.register("after_edit_page")
def show_way_to_mail(request: HttpRequest, page: Page) -> None:
    """After the editor took a date away from readers, by publishing: say who signed up, with the way to their mail."""
    before: set[tuple[Any, ...]] = getattr(request, "dates_ahead", set())
    if before and before - dates_ahead(page):
        lead_to_mail(request, page)


@hooks.register("register_admin_urls")
def sign_up_screens() -> list[URLPattern]:
    """The screens."""
    one = "aanmeldingen/<int:number>/"
    return [
        path("aanmeldingen/", SignUpsView.as_view(), name="sign_ups"),
        path("aanmeldingen/persoon/<int:number>/", SignUpView.as_view(), name="change_sign_up"),
        path("aanmeldingen/persoon/<int:number>/wijzigen/", EditView.as_view(), name="edit_sign_up"),
        path(one, EventSignUpsView.as_view(), name="event_sign_ups"),
        path(f"{one}toevoegen/", AddView.as_view(), name="add_sign_up"),
        path(f"{one}mailen/", NoticeView.as_view(), name="sign_up_notice"),
        path(f"{one}aanmeldingen.<str:kind>", SignUpsDownloadView.as_view(), name="sign_ups_download"),
    ]


class SignUpsMenuItem(MenuItem):
    """In the menu of who may change an event with a form."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is one."""
        return bool(events_for(request.user).exists())


@hooks.register("register_admin_menu_item")
def sign_ups_item() -> MenuItem:
    """Below the activities."""
    return SignUpsMenuItem("Aanmeldingen", reverse("sign_ups"), name="aanmeldingen", icon_name="group", order=314)


@hooks.register("register_page_header_buttons")
def sign_ups_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an event in the editor to who signed up."""
    is_form = isinstance(page, EventPage) and page.sign_up == EventPage.SignUpMode.FORM
    if is_form and page.pk and page.permissions_for_user(user).can_edit():
        yield Button("Aanmeldingen", reverse("event_sign_ups", args=[page.pk]), icon_name="group", priority=7)
