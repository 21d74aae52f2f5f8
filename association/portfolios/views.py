"""Screens of dossiers beside their list and form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from association.portfolios.actions import record_result
from association.portfolios.forms import ResultForm
from association.portfolios.models import Dossier


def dossiers_to_change(user: Any) -> QuerySet[Dossier]:
    """The dossiers of which the user may record a result, by title."""
    policy = policy_registry.get_by_type(Dossier)
    found: QuerySet[Dossier] = policy.instances_user_has_any_permission_for(user, ["change"])
    return found.order_by("title", "pk")


class ResultView(WagtailAdminTemplateMixin, FormView):
    """Which dossier, one sentence, and back to the first screen; what is wrong stands beside its field."""

    template_name = "portfolios/result.html"
    form_class = ResultForm
    page_title = "Resultaat vastleggen"
    header_icon = "check"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for who may change a dossier."""
        if not policy_registry.get_by_type(Dossier).user_has_any_permission(request.user, ["change"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("dossiers:index"), "label": "Dossiers"},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form, with the dossiers of the user."""
        return {**super().get_form_kwargs(), "dossiers": dossiers_to_change(self.request.user)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it."""
        dossier = form.cleaned_data["dossier"]
        record_result(dossier=dossier, text=form.cleaned_data["text"])
        messages.success(self.request, f"Vastgelegd bij {dossier.title}.")
        return redirect("wagtailadmin_home")
