"""What the screens "Wie zit waar" of the admin have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from association.memberships.actions import RegisterRefused
from association.memberships.models import RegisterEntry
from association.memberships.rights import CHANGING, SEEING, bodies_for, municipalities_for
from association.organizations.models import Organization
from association.people.actions import NameUnclear

LARGEST_KEY = 2**63 - 1


def row_of(rows: Any, number: int) -> Any:
    """The row with a number; Http404 when there is none."""
    found = rows.filter(pk=number).first() if number <= LARGEST_KEY else None
    if found is None:
        raise Http404
    return found


def allowed(organizations: Any, number: int) -> Organization:
    """The organization with a number; PermissionDenied for one that is not among these, Http404 for none."""
    if number > LARGEST_KEY or not Organization.objects.filter(pk=number).exists():
        raise Http404
    found: Organization | None = organizations.filter(pk=number).first()
    if found is None:
        raise PermissionDenied
    return found


def visible_to(user: Any) -> Any:
    """The organizations that the user may see."""
    return policy_registry.get_by_type(Organization).instances_user_has_any_permission_for(user, SEEING)


class Screen(WagtailAdminTemplateMixin):
    """A screen about seats; who may change none sees none of these."""

    header_icon = "group"
    page_title = "Wie zit waar"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("seats"), "label": "Wie zit waar"},
        ]

    def body(self, number: int, actions: tuple[str, ...] = CHANGING) -> Organization:
        """A body whose seats the user may see or change; PermissionDenied for another's, Http404 for none."""
        return allowed(bodies_for(self.request.user, actions), number)

    def keeping(self, number: int) -> Organization:
        """A body or municipality whose seats the user may change; as `body` otherwise."""
        try:
            return self.body(number)
        except PermissionDenied:
            return allowed(municipalities_for(self.request.user), number)


class FormScreen(Screen, FormView):
    """A form about a body; `back` is where it returns to."""

    template_name = "memberships/desk/form.html"
    submit_label = "Bewaar"
    form_class: type[Any]
    organization: Organization

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the body."""
        body = {"url": self.back, "label": self.organization.name}
        return [*super().get_breadcrumbs_items(), body, {"url": "", "label": self.get_page_title()}]

    @property
    def back(self) -> str:
        """The seats of the body."""
        return reverse("seats_of_body", args=[self.organization.pk])

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {**super().get_initial(), "day": timezone.localdate().strftime("%d-%m-%Y")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, with the way back."""
        return {
            **super().get_context_data(**kwargs),
            "back": self.back,
            "submit_label": self.submit_label,
        }

    def attempt(self, form: Any, write: Callable[[], RegisterEntry]) -> HttpResponse:
        """Do it, and say what was done; or the form again with what is wrong. A refused act makes no person either."""
        try:
            with transaction.atomic():
                entry = write()
        except NameUnclear as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Bewaard: {entry.label}.")
        return redirect(self.back)
