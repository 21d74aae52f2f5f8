"""The screen that says what this server can and cannot do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from association.base.models import Role
from home.system_check import findings


def may_look(user: Any) -> bool:
    """Whether somebody runs the site: a superuser or a manager of an association."""
    if user.is_superuser:
        return True
    return bool(user.groups.filter(association_role__role=Role.MANAGER).exists())


class SystemView(WagtailAdminTemplateMixin, TemplateView):
    """What is right and what is missing."""

    page_title = "Systeemcontrole"
    header_icon = "cogs"
    template_name = "home/system.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who runs the site."""
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        home = {"url": reverse("wagtailadmin_home"), "label": "Beheer"}
        return [home, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All that was looked at."""
        return super().get_context_data(findings=findings(), **kwargs)
