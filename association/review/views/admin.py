"""The screen "Wie leest mee?" of a page, and the explanation when somebody could not agree."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from association.review.actions import Asked, ask_colleague, make_link, may_offer_publishing, revoke_link
from association.review.forms import AskForm
from association.review.models import ReviewLink, ReviewRequest
from association.review.queries import death_of, links_of, name_of
from association.review.rules import REFUSALS, NoMoreAsking, Refusal

LARGEST_KEY = 2**63 - 1


class ReviewScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about the readers of one page, for who may change it."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Http404 without such a page, PermissionDenied for who may not change it."""
        if kwargs["number"] > LARGEST_KEY:
            raise Http404
        self.subject = get_object_or_404(Page, pk=kwargs["number"])
        if self.subject.is_root() or not self.subject.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def edit_url(self) -> str:
        """Where the page is changed."""
        return reverse("wagtailadmin_pages:edit", args=[self.subject.pk])

    def get_page_subtitle(self) -> str:
        """The page's title in its newest version."""
        return self.subject.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": self.edit_url, "label": self.subject.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]


class AskView(ReviewScreen):
    """Ask somebody to read along, and see who was asked and what they answered."""

    page_title = "Wie leest mee?"
    template_name = "review/admin/ask.html"

    def get_form(self, data: Any = None) -> AskForm:
        """The form, filled in or fresh."""
        return AskForm(
            data,
            page=self.subject,
            user=self.request.user,
            was_sent="ingediend" in self.request.GET,
            # A reader's address may yet make the difference; the action decides.
            may_publish=may_offer_publishing(self.subject, self.request.user, "iemand@example.org"),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, what is asked now, and the links with their answers."""
        state = self.subject.current_workflow_state
        links = links_of(self.subject)
        context = {
            "subject": self.subject,
            "form": self.get_form(),
            "state": state,
            "asked": ReviewRequest.objects.select_related("assignee").filter(workflow_state=state).first(),
            "asked_by": name_of(state.requested_by) if state else "",
            "links": [{"link": link, "death": death_of(link)} for link in links],
            "edit_url": self.edit_url,
            "was_sent": "ingediend" in self.request.GET,
        }
        return super().get_context_data(**context | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask, or let a link no longer work."""
        if "intrekken" in request.POST:
            return self.revoke(request, request.POST["intrekken"])
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            asked = self.ask(form)
        except NoMoreAsking as error:
            form.add_error("colleague", str(error))
            return self.render_to_response(self.get_context_data(form=form))
        if asked.address:
            # Shown in this answer and kept nowhere: after this nobody can look it up.
            response: HttpResponse = self.render_to_response(self.get_context_data(address=asked.address))
            response["Cache-Control"] = "private, no-store"
            return response
        messages.success(request, "Het verzoek is bewaard. De mail gaat binnen enkele minuten weg.")
        return redirect(request.path)

    def ask(self, form: AskForm) -> Asked:
        """Do what the form says; a board member gets a link too."""
        data, user = form.cleaned_data, self.request.user
        asked = Asked()
        if form.everybody or form.reader:
            ask_colleague(
                page=self.subject,
                user=user,
                assignee=form.reader,
                due_date=data["due_date"],
                question=data["question"],
            )
        people = [(data["name"], data["email"])] if data["name"] else []
        if form.board_member:
            people.append((name_of(form.board_member), form.board_member.email))
        for name, email in people:
            made = make_link(
                page=self.subject,
                user=user,
                name=name,
                email=email,
                question=data["question"],
                publish_on_agreement=data.get("publish_on_agreement", False),
            )
            asked = made if made.address else asked
        return asked

    def revoke(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """Let a link of this page no longer work."""
        if not (number.isascii() and number.isdigit() and int(number) <= LARGEST_KEY):
            raise Http404
        link = get_object_or_404(ReviewLink.objects.select_related("page"), pk=int(number), page=self.subject)
        revoke_link(link=link, user=request.user)
        messages.success(request, f"De link van {link.name} werkt niet meer.")
        return redirect(request.path)


class RefusedView(ReviewScreen):
    """Why somebody's agreement was not taken, and what they can do."""

    page_title = "Nog niet geplaatst"
    template_name = "review/admin/refused.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The reason, and where to go on; Http404 for a reason that there is not."""
        try:
            reason = Refusal(self.kwargs["reason"])
        except ValueError as error:
            raise Http404 from error
        return super().get_context_data(
            sentence=REFUSALS[reason],
            edit_url=self.edit_url,
            history_url=reverse("wagtailadmin_pages:history", args=[self.subject.pk]),
            ask_url=reverse("review_ask", args=[self.subject.pk]),
            may_ask=reason is Refusal.OWN,
            **kwargs,
        )
