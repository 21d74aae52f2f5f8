"""What issues and their series add to the admin."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry, register_permission_policy

from association.base.registry import register_stay
from association.base.rights import AssociationPolicy
from association.newsletters.composing.rights import may_send, series_for
from association.newsletters.hooks.menu import MENU
from association.newsletters.models import Newsletter, WelcomeStep
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.pages.rights import sent_below
from association.newsletters.views.issues import ForwardView, IssuesView, NewIssueView
from association.newsletters.views.send_issue import SendIssueView
from association.newsletters.views.series import NewsletterViewSet
from association.newsletters.views.welcoming import WelcomeViewSet

SERIES = "nieuwsbriefreeksen"
WELCOMES = "welkomstmails"
SEND = "action-send-issue"
register_permission_policy(Newsletter, AssociationPolicy(Newsletter, field="association"))
register_permission_policy(WelcomeStep, AssociationPolicy(WelcomeStep, field="mailing_list__association"))
register_stay(sent_below)


@hooks.register("register_admin_viewset")
def series() -> NewsletterViewSet:
    """The series."""
    return NewsletterViewSet(SERIES)


@hooks.register("register_admin_viewset")
def welcome_series() -> WelcomeViewSet:
    """What who is new on a list gets."""
    return WelcomeViewSet(WELCOMES)


@hooks.register("register_admin_urls")
def issue_screens() -> list[URLPattern]:
    """The screens of issues."""
    one = "nieuwsbrieven/<int:number>/"
    return [
        path("nieuwsbrieven/", IssuesView.as_view(), name="issues"),
        path("nieuwsbrieven/nieuw/", NewIssueView.as_view(), name="new_issue"),
        path(f"{one}verzenden/", SendIssueView.as_view(), name="send_issue"),
        path(f"{one}doorsturen/", ForwardView.as_view(), name="forward_issue"),
        path(f"{one}doorsturen.eml", ForwardView.as_view(as_file=True), name="forward_issue_file"),
    ]


def once(user: Any, name: str, ask: Callable[[Any], bool]) -> bool:
    """What was asked of somebody once in a request; a menu asks several times."""
    if not hasattr(user, name):
        setattr(user, name, ask(user))
    return bool(getattr(user, name))


def may_keep_series(user: Any) -> bool:
    """Whether somebody may add or change series."""
    return bool(policy_registry.get_by_type(Newsletter).user_has_any_permission(user, ["add", "change"]))


class IssuesMenuItem(MenuItem):
    """In the menu of who makes issues."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a series of which the user may."""
        return once(request.user, "makes_issues", lambda user: bool(series_for(user)))


class SeriesMenuItem(MenuItem):
    """In the menu of who may change series."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return once(request.user, "keeps_series", may_keep_series)


@hooks.register(MENU)
def issues_item() -> MenuItem:
    """The issues."""
    return IssuesMenuItem("Nummers", reverse("issues"), name="nummers", icon_name="mail", order=100)


@hooks.register(MENU)
def series_item() -> MenuItem:
    """The series."""
    return SeriesMenuItem(
        "Reeksen", reverse(f"{SERIES}:index"), name="nieuwsbriefreeksen", icon_name="list-ul", order=600
    )


@hooks.register(MENU)
def welcomes_item() -> MenuItem:
    """The welcome series."""
    return SeriesMenuItem(
        "Welkomstmails", reverse(f"{WELCOMES}:index"), name="welkomstmails", icon_name="mail", order=450
    )


class SendItem(ActionMenuItem):
    """Keeps what stands in the editor and goes on to sending it."""

    name = SEND
    template_name = "newsletters/admin/send_action.html"

    def is_shown(self, context: Any) -> bool:
        """On an issue that its reader may send."""
        page, request = context.get("page"), context["request"]
        is_issue = isinstance(page, NewsletterIssuePage) and page.pk is not None and not page.is_sent
        return is_issue and may_send(request.user, page.newsletter.association_id)


@hooks.register("register_page_action_menu_item")
def send_item() -> SendItem:
    """Beside keeping a draft."""
    return SendItem(order=5)


@hooks.register("after_edit_page")
def go_on(request: HttpRequest, page: Any) -> HttpResponse | None:
    """To the screen on which the issue is sent, for who pressed that."""
    return redirect("send_issue", page.pk) if SEND in request.POST and isinstance(page, NewsletterIssuePage) else None


@hooks.register("register_page_header_buttons")
def send_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an issue in the editor to where it is sent, and to its copy to forward."""
    if page.specific_class is not NewsletterIssuePage:
        return
    issue = page.specific
    if may_send(user, issue.newsletter.association_id):
        yield Button("Nakijken en verzenden", reverse("send_issue", args=[page.pk]), icon_name="mail", priority=4)
    yield Button("Kopie om door te sturen", reverse("forward_issue", args=[page.pk]), icon_name="redirect", priority=7)
