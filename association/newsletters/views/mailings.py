"""The screens "Verzendingen" of the admin: what was sent, how far it is, and what to do about it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from association.memberships.views.screen import LARGEST_KEY
from association.newsletters.models import Delivery, Mailing
from association.newsletters.sending import release, steering
from association.newsletters.sending.progress import left_after, progress_of
from association.newsletters.views.figures import MailingsExport

ON_A_PAGE = 30
NAMES_ON_A_PAGE = 100
SECONDS_BETWEEN = 15
WELCOME = "welkom"
DONE = {
    "pause": "De verzending is gepauzeerd.",
    "resume": "De verzending gaat verder.",
    "stop": "De verzending is gestopt. Wie nog geen mail had, krijgt hem niet.",
    "cancel": "De verzending is van de planning gehaald. U kunt het nummer weer wijzigen.",
}

UNCERTAIN = (
    "De verbinding viel weg voordat de mailserver antwoordde. Of deze lezers de mail kregen, weten wij niet. "
    "Daarom verzenden wij hem niet vanzelf nog eens."
)


def mailings_for(user: Any, action: str) -> QuerySet[Mailing]:
    """The mailings with which a user may do something: `view`, or `send` for steering them and seeing names."""
    found: QuerySet[Mailing] = policy_registry.get_by_type(Mailing).instances_user_has_any_permission_for(
        user, [action] if action == "send" else [action, "send"]
    )
    return found


class SendingScreen(WagtailAdminTemplateMixin):
    """A screen about sending."""

    header_icon = "mail"
    page_title = "Verzendingen"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the list."""
        path = [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("mailings"), "label": "Verzendingen"},
        ]
        title = self.get_page_title()
        return path if title == SendingScreen.page_title else [*path, {"url": "", "label": title}]


class MailingsView(MailingsExport, SendingScreen, TemplateView):
    """All mailings of the user's associations, the newest first. PermissionDenied for who may see none."""

    template_name = "newsletters/admin/mailings.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may see mailings; with `?export=` the same rows as a file."""
        if not policy_registry.get_by_type(Mailing).user_has_any_permission(request.user, ["view", "send"]):
            raise PermissionDenied
        if self.is_export:
            table: HttpResponseBase = self.as_spreadsheet(self.rows(), request.GET["export"])
            return table
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Mailing]:
        """What the user may see: issues, or the mails of welcome series, of which there are many."""
        found = mailings_for(self.request.user, "view").select_related("association", "newsletter")
        return found.filter(issue__isnull=self.request.GET.get("soort") == WELCOME)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, each with how far it is."""
        welcome = self.request.GET.get("soort") == WELCOME
        page = Paginator(self.rows().order_by("-send_at", "-pk"), ON_A_PAGE).get_page(self.request.GET.get("p"))
        progress = progress_of(list(page))
        return {
            **super().get_context_data(**kwargs),
            "rows": [{"mailing": one, "progress": progress[one.pk]} for one in page],
            "page_of_rows": page,
            "welcome": WELCOME if welcome else "",
            "several": len({one.association_id for one in page}) > 1,
            "held": release.held_mark(),
            "may_send": policy_registry.get_by_type(Mailing).user_has_any_permission(self.request.user, ["send"]),
        }


class MailingView(SendingScreen, TemplateView):
    """One mailing: how far it is and, for who may send, what to do. PermissionDenied for another association's."""

    template_name = "newsletters/admin/mailing.html"

    @cached_property
    def mailing(self) -> Mailing:
        """The mailing that the address names; Http404 for none."""
        number = self.kwargs["number"]
        if number > LARGEST_KEY or not Mailing.objects.filter(pk=number).exists():
            raise Http404
        rows = mailings_for(self.request.user, "view").select_related(
            "association", "newsletter", "issue", "prepared_by"
        )
        found: Mailing | None = rows.filter(pk=number).first()
        if found is None:
            raise PermissionDenied
        return found

    @cached_property
    def may_steer(self) -> bool:
        """Whether the user may pause it, and see the names of readers."""
        return mailings_for(self.request.user, "send").filter(pk=self.mailing.pk).exists()

    def get_page_title(self) -> str:
        """Its subject."""
        return self.mailing.subject

    @cached_property
    def may_send_again(self) -> bool:
        """Whether the mailing stands so that readers can be chosen to get it once more."""
        never = {Mailing.State.STOPPED, Mailing.State.SCHEDULED, Mailing.State.LATE}
        return self.mailing.state not in never and not steering.is_forgotten(self.mailing)

    @property
    def refreshes(self) -> bool:
        """Whether the browser asks again by itself: while it is being sent, unless that would take away ticks."""
        moves = self.mailing.state == Mailing.State.SENDING and release.held_mark() is None
        return moves and not any(part["ticks"] for part in self.names)

    def get_page_subtitle(self) -> str:
        """What there is to read of it, in the title of the window."""
        return "Verzendoverzicht"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen."""
        response = super().get(request, *args, **kwargs)
        if self.refreshes:
            response["Refresh"] = str(SECONDS_BETWEEN)
        return response

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do one step, and say what was done or why it could not be."""
        if not self.may_steer:
            raise PermissionDenied
        step = request.POST.get("step", "")
        try:
            words = self.send_again() if step == "again" else self.steer(step)
        except steering.NotPossible as error:
            messages.error(request, str(error))
        else:
            messages.success(request, words)
        gone = not Mailing.objects.filter(pk=number).exists()
        return redirect("mailings") if gone else redirect(request.get_full_path())

    def steer(self, step: str) -> str:
        """Pause, resume, stop or take back; returns what to say. Raises NotPossible."""
        if step not in steering.STEPS:
            raise steering.NotPossible("Kies een van de knoppen.")
        steering.STEPS[step](self.mailing)
        return DONE[step]

    def send_again(self) -> str:
        """Try the chosen readers once more; returns what to say. Raises NotPossible."""
        chosen = [int(key) for key in self.request.POST.getlist("delivery") if key.isdecimal() and len(key) < 19]
        if not chosen:
            raise steering.NotPossible("Kruis eerst aan wie de mail alsnog krijgt.")
        count = steering.send_again(self.mailing, chosen)
        return f"{count} {'mail wordt' if count == 1 else 'mails worden'} alsnog verzonden."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The numbers and, for who may send, the names that ask for something."""
        mailing = self.mailing
        return {
            **super().get_context_data(**kwargs),
            "mailing": mailing,
            "progress": progress_of([mailing])[mailing.pk],
            "left": left_after(mailing),
            "is_in_archive": mailing.issue_id is not None and mailing.newsletter.in_archive,
            "names": self.names,
            "may_steer": self.may_steer,
            "held": release.held_mark(),
            "seconds": SECONDS_BETWEEN if self.refreshes else 0,
        }

    @cached_property
    def names(self) -> list[dict[str, Any]]:
        """Who did not surely get it: uncertain, failed and come back, a page of each; nobody for who may not steer."""
        parts = (
            (Delivery.State.UNCERTAIN, "Onzeker", UNCERTAIN),
            (Delivery.State.FAILED, "Mislukt", "De mailserver nam deze mails niet aan."),
            (Delivery.State.HARD, "Teruggekomen: het adres bestaat niet", "De aanmelding is gestopt."),
            (Delivery.State.SOFT, "Teruggekomen: tijdelijk", "De volgende mail gaat er weer heen."),
        )  # fmt: skip
        pages = {state: self.page_of(state) for state, _, _ in parts} if self.may_steer else {}
        return [
            {"state": state, "title": title, "text": text, "page": pages[state],
             "ticks": self.may_send_again and state in steering.RESENDABLE,
             "previous": self.address_of(pages[state], -1), "next": self.address_of(pages[state], 1)}
            for state, title, text in parts
            if state in pages and pages[state].paginator.count
        ]  # fmt: skip

    def page_of(self, state: Delivery.State) -> Page[Delivery]:
        """The readers who stand so, on the page that the address names: each state has a page number of its own."""
        rows = self.mailing.deliveries.select_related("subscriber").filter(state=state).order_by("pk")
        return Paginator(rows, NAMES_ON_A_PAGE).get_page(self.request.GET.get(state))

    def address_of(self, page: Page[Delivery], step: int) -> str:
        """Where the page before or after one is, with the other states as they are; empty at either end."""
        if not (page.has_next() if step > 0 else page.has_previous()):
            return ""
        query = self.request.GET.copy()
        query[page.object_list[0].state] = str(page.number + step)
        return f"?{query.urlencode()}#{page.object_list[0].state}"
