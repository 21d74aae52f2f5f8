"""What the screens of activities have in common."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from association.activities.models import ActivityYear
from association.activities.rights import ANY, associations_for
from association.activities.rules import FIRST_YEAR, LAST_YEAR
from association.base.rights import associations_granting
from association.base.site_settings import SiteSettings
from association.memberships.views.screen import LARGEST_KEY
from association.organizations.models import Organization


def may(user: Any, action: str, association: Organization) -> bool:
    """Whether a user may do something with all activities of an association, or make one."""
    return bool(user.is_superuser or association.pk in associations_granting(user, ActivityYear, [action]))


def rows_for(user: Any, *actions: str) -> Any:
    """The activities in all years with which the user may do one of these."""
    return policy_registry.get_by_type(ActivityYear).instances_user_has_any_permission_for(user, actions)


def light_words(association: Organization) -> dict[str, str]:
    """The words of the stoplights on the association's site."""
    settings = SiteSettings.objects.filter(association=association).order_by("pk").first()
    return (settings or SiteSettings()).stoplight_words


class ActivityScreen(WagtailAdminTemplateMixin):
    """A screen about the activities of an association in a year; who may see none sees none of these."""

    header_icon = "list-ul"
    page_title = "Activiteiten"
    request: HttpRequest
    kwargs: dict[str, Any]
    actions: tuple[str, ...] = ANY

    @cached_property
    def association(self) -> Organization:
        """The association of the address; PermissionDenied for one of which the user may see none, Http404 for none."""
        slug = self.kwargs["association"]
        found = associations_for(self.request.user, self.actions).filter(slug=slug).first()
        if found is None:
            if not Organization.objects.filter(slug=slug, classification="association").exists():
                raise Http404
            raise PermissionDenied
        return found

    @cached_property
    def year(self) -> int:
        """The year of the address; Http404 for one that cannot be."""
        year = int(self.kwargs["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return year

    @property
    def grid_url(self) -> str:
        """The grid of the year."""
        return reverse("activities", args=[self.association.slug, self.year])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("activities_now"), "label": "Activiteiten"},
            {
                "url": self.grid_url,
                "label": f"Activiteiten {self.association.abbreviation or self.association.name} {self.year}",
            },
        ]


class OneActivityScreen(ActivityScreen):
    """A screen about one activity in a year."""

    actions: tuple[str, ...] = ("change",)

    @cached_property
    def row(self) -> ActivityYear:
        """The activity; PermissionDenied for one that the user may not change, Http404 for none."""
        number = self.kwargs["number"]
        if number > LARGEST_KEY:
            raise Http404
        found: ActivityYear | None = rows_for(self.request.user, *self.actions).filter(pk=number).first()
        if found is None:
            if not ActivityYear.objects.filter(pk=number).exists():
                raise Http404
            raise PermissionDenied
        return found

    @property
    def association(self) -> Organization:
        """The association of the activity."""
        return self.row.activity.association

    @property
    def year(self) -> int:
        """The year of the activity."""
        return self.row.year


def this_year() -> int:
    """The year on the clock of the association."""
    return timezone.localdate().year
