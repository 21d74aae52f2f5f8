"""The mailbox of the demonstration in the admin, so that a newcomer reads what they sent."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from association.newsletters.models import Mailing
from association.newsletters.sending.mailbox import Mail, folder, mail, mails

# A mail may show itself and its pictures, and do nothing else.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data: http: https:; frame-ancestors 'self'"
)


def check(request: HttpRequest) -> None:
    """Raise Http404 where there is no such mailbox, and PermissionDenied for who may see no mailings."""
    if folder() is None:
        raise Http404
    if not policy_registry.get_by_type(Mailing).user_has_any_permission(request.user, ["view", "send"]):
        raise PermissionDenied


def found(name: str) -> Mail:
    """A mail; Http404 when there is none of that name."""
    result = mail(name)
    if result is None:
        raise Http404
    return result


class MailboxView(WagtailAdminTemplateMixin, TemplateView):
    """All mail of the demonstration, the newest first."""

    header_icon = "mail"
    page_title = "Postvak van de proefomgeving"
    template_name = "newsletters/admin/mailbox.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only in the demonstration."""
        check(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to the list."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("mailbox"), "label": "Postvak van de proefomgeving"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What arrived."""
        return {**super().get_context_data(**kwargs), "mails": mails()}


class MailView(MailboxView):
    """One mail, as a mail program shows it and as text."""

    template_name = "newsletters/admin/mailbox_mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The mail."""
        return {**super().get_context_data(**kwargs), "mail": found(self.kwargs["name"])}


class MailPageView(View):
    """The HTML of a mail alone, in which nothing runs."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """The HTML as it was sent."""
        check(request)
        response = HttpResponse(found(name).html)
        response["Content-Security-Policy"] = MAIL_POLICY
        return response
