"""The screens about sending itself: how fast, whether this installation may, and whether receivers trust it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView
from wagtail.models import Site
from wagtail.permissions import policy_registry

from association.base.rights import associations_granting
from association.base.site_settings import SiteSettings
from association.newsletters.forms.sending import SelectorForm, SenderSettingsForm
from association.newsletters.models import Mailing, SenderSettings
from association.newsletters.sending import release
from association.newsletters.sending.records import records_of
from association.newsletters.subscribing.answering import waiting_requests
from association.newsletters.views.mailings import SendingScreen
from association.organizations.models import Organization

MOST_DOMAINS = 3  # each is asked of the DNS while somebody waits


def association_for(request: HttpRequest, model: Any, action: str) -> Organization:
    """The association of the site where somebody is, or else the first of theirs, if they may do this for it.

    Raises PermissionDenied when there is none.
    """
    site = Site.find_for_request(request)
    here = SiteSettings.objects.filter(site=site).values_list("association_id", flat=True).first()
    associations = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION)
    if not request.user.is_superuser:
        associations = associations.filter(pk__in=associations_granting(request.user, model, [action]))
    found = associations.filter(pk=here).first() or associations.order_by("pk").first()
    if found is None:
        raise PermissionDenied
    return found


class SenderSettingsView(SendingScreen, FormView):
    """How fast and when an association sends."""

    page_title = "Instellingen voor verzenden"
    template_name = "newsletters/admin/sender_settings.html"
    form_class = SenderSettingsForm

    @cached_property
    def association(self) -> Organization:
        """Whose settings these are; PermissionDenied for who may not change them."""
        return association_for(self.request, SenderSettings, "change")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The settings of now."""
        found = SenderSettings.objects.filter(association=self.association).first()
        return {**super().get_form_kwargs(), "instance": found or SenderSettings(association=self.association)}

    def form_valid(self, form: SenderSettingsForm) -> HttpResponse:
        """Keep them; the sender reads them before its next batch."""
        form.save()
        messages.success(self.request, "De instellingen voor verzenden zijn bewaard.")
        return redirect("sender_settings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and whose it is."""
        return {**super().get_context_data(**kwargs), "association": self.association}


class ReleaseView(SendingScreen, TemplateView):
    """Whether this installation may send; who may send for an association says that it is the real one."""

    page_title = "Verzenden vrijgeven"
    template_name = "newsletters/admin/sender_release.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may send."""
        if not policy_registry.get_by_type(Mailing).user_has_any_permission(request.user, ["send"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release it; the worker goes on within a minute."""
        if request.POST.get("sure") != "1":
            messages.error(request, "Kruis eerst aan dat dit de echte site is.")
            return redirect("sender_release")
        if release.release(by=request.user):
            messages.success(request, "Verzenden is vrijgegeven. Binnen een minuut gaat het verder.")
        return redirect("mailings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is held back."""
        unfinished = Mailing.objects.filter(state__in=release.UNFINISHED)
        mine = policy_registry.get_by_type(Mailing).instances_user_has_any_permission_for(self.request.user, ["send"])
        waiting = unfinished.filter(pk__in=mine.values("pk")).order_by("send_at", "pk")
        return {
            **super().get_context_data(**kwargs),
            "held": release.held_mark(),
            "waiting": waiting,
            "requests": waiting_requests().count(),
        }


class RecordsView(SendingScreen, TemplateView):
    """Whether receivers can see that mail of the association is real: SPF, DKIM and DMARC."""

    page_title = "E-mail nakijken"
    template_name = "newsletters/admin/sender_records.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each domain that mail comes from, with what to put in the DNS and what is there."""
        association = association_for(self.request, Mailing, "send")
        domains = {one.sender_email.rpartition("@")[2].lower() for one in association.newsletters.all()}
        form = SelectorForm(self.request.GET)
        selector = form.cleaned_data["sleutel"] if form.is_valid() else ""
        found = [records_of(domain, selector) for domain in sorted(domains)[:MOST_DOMAINS]]
        return {
            **super().get_context_data(**kwargs),
            "association": association,
            "domains": found,
            "form": form,
        }
