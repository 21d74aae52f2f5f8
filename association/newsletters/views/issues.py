"""Admin screens of issues: the list, a new one, and a copy to forward."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Site

from association.base.site_settings import SiteSettings
from association.newsletters.composing.proof import copy_to_forward, forwardable_message
from association.newsletters.composing.rights import issues_for, may_send, series_for
from association.newsletters.composing.starting import NoPlace, start_issue
from association.newsletters.models import Newsletter
from association.newsletters.pages import NewsletterIssuePage

LARGEST_KEY = 2**63 - 1
MOST = 100


class NewslettersScreen(WagtailAdminTemplateMixin):
    """A screen below "Nieuwsbrieven"."""

    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            *({"url": url, "label": label} for label, url in self.above()),
            {"url": "", "label": self.get_page_title()},
        ]

    def above(self) -> list[tuple[str, str]]:
        """Label and address of the screens above this one."""
        return [("Nieuwsbrieven", reverse("issues"))]


def issue_for(user: Any, number: int) -> NewsletterIssuePage:
    """An issue of an association for which the user makes issues; Http404 for none, PermissionDenied for another's."""
    if number > LARGEST_KEY:
        raise Http404
    issue = get_object_or_404(NewsletterIssuePage.objects.select_related("newsletter"), pk=number)
    if not issues_for(user).filter(pk=issue.pk).exists():
        raise PermissionDenied
    return issue


def state_of(issue: NewsletterIssuePage) -> str:
    """How far an issue is, in words."""
    sent = issue.sending
    return str(sent.get_state_display()) if sent is not None else "concept"


class IssuesView(NewslettersScreen, TemplateView):
    """All issues of the associations that somebody works for."""

    page_title = "Nummers"
    template_name = "newsletters/admin/issues.html"
    request: HttpRequest

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """A new one."""
        return [HeaderButton("Nieuw nummer", url=reverse("new_issue"), icon_name="plus")]

    def above(self) -> list[tuple[str, str]]:
        """Nothing: this is the highest."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The issues with where one goes from each."""
        if not series_for(self.request.user):
            raise PermissionDenied
        user, senders = self.request.user, {}
        rows = []
        for issue in issues_for(user)[:MOST]:
            association = issue.newsletter.association_id
            if association not in senders:
                senders[association] = may_send(user, association)
            rows.append(
                {
                    "issue": issue,
                    "state": state_of(issue),
                    "edit_url": "" if issue.is_sent else reverse("wagtailadmin_pages:edit", args=[issue.pk]),
                    "send_url": reverse("send_issue", args=[issue.pk]) if senders[association] else "",
                    "forward_url": reverse("forward_issue", args=[issue.pk]),
                }
            )
        return {**super().get_context_data(**kwargs), "rows": rows, "new_url": reverse("new_issue")}


class NewIssueView(NewslettersScreen, TemplateView):
    """A button for each series; one press makes the next issue and opens it."""

    page_title = "Nieuw nummer"
    header_icon = "plus"
    template_name = "newsletters/admin/new_issue.html"
    request: HttpRequest

    @cached_property
    def series(self) -> list[Newsletter]:
        """The series of which the user may make issues; those of the site whose address is asked come first."""
        here = Site.find_for_request(self.request)
        own = SiteSettings.of(here).association_id if here else None
        found = series_for(self.request.user)
        if not found:
            raise PermissionDenied
        return sorted(found, key=lambda newsletter: newsletter.association_id != own)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The series."""
        several = len({newsletter.association_id for newsletter in self.series}) > 1
        return {**super().get_context_data(**kwargs), "series": self.series, "several": several}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the issue and open it in the editor."""
        chosen = request.POST.get("reeks", "")
        newsletter = next((one for one in self.series if str(one.pk) == chosen), None)
        if newsletter is None:
            raise Http404
        try:
            made = start_issue(newsletter=newsletter, user=request.user)
        except NoPlace as error:
            messages.error(request, str(error))
            return redirect("new_issue")
        messages.success(
            request, f"Nummer {made.number} staat klaar. Haal weg wat niet mee hoeft en schrijf de opening."
        )
        return redirect("wagtailadmin_pages:edit", made.pk)


class ForwardView(View):
    """The copy of an issue that may be forwarded, as a page to copy from or as a file that opens as a new mail."""

    as_file = False

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The newest version, as the public may read it."""
        stored = issue_for(request.user, number)
        issue: Any = stored.get_latest_revision_as_object()
        if not self.as_file:
            # Its rules stand in its elements, as mail programs want it: the admin lets that pass.
            page = HttpResponse(copy_to_forward(issue).html)
            # Its pictures keep the address of its own site, whatever host somebody copies it at.
            site = stored.get_site()
            page._csp_update = {"img-src": [site.root_url] if site else []}  # type: ignore[attr-defined]  # of django-csp
            return page
        response = HttpResponse(forwardable_message(issue), content_type="message/rfc822")
        response["Content-Disposition"] = f'attachment; filename="{slugify(issue.title)[:80] or "nieuwsbrief"}.eml"'
        return response


def keep_moment(page: NewsletterIssuePage, *, moment: datetime | None, by: Any) -> None:
    """Store when an issue is to go out, as a new version of its draft; until it is sent nothing goes out by itself."""
    page.go_live_at = moment
    page.save_revision(user=by, log_action=True)


def keep_audience(page: NewsletterIssuePage, *, lists: Any, segment: Any, by: Any) -> None:
    """Store to whom an issue goes, as a new version of its draft."""
    with transaction.atomic():
        page.lists = lists
        page.segment = segment
        page.save_revision(user=by, log_action=True)
