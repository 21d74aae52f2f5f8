"""Who may see and change activities in the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from association.activities.models import ActivityYear
from association.base.rights import AssociationPolicy, associations_granting
from association.organizations.models import Organization

FOR_LEADS = {"view", "change"}
ANY = ("add", "change", "view")


class ActivityPolicy(AssociationPolicy):
    """An activity is its association's; who fills it in, or leads one of its portfolios, changes it too."""

    def __init__(self) -> None:
        super().__init__(ActivityYear, field="activity__association")

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether the user may do one of these with some activity."""
        wanted = set(actions)
        if super().user_has_any_permission(user, wanted):
            return True
        return bool(user.is_active and wanted & FOR_LEADS and ActivityYear.objects.filter(own(user)).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """The activities with which the user may do one of these."""
        wanted = set(actions)
        found = super().instances_user_has_any_permission_for(user, wanted)
        if not user.is_active or user.is_superuser or not wanted & FOR_LEADS:
            return found
        mine = ActivityYear.objects.filter(own(user)).order_by().values("pk")
        return ActivityYear.objects.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=mine))


def own(user: Any) -> Q:
    """The condition that somebody fills an activity in, or leads one of its portfolios."""
    return Q(activity__responsible=user) | Q(portfolios__team__user=user)


def associations_for(user: Any, actions: tuple[str, ...] = ANY) -> QuerySet[Organization]:
    """The associations of which the user may see or change activities, by name."""
    every = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION).order_by("name")
    if user.is_superuser:
        return every
    mine = ActivityYear.objects.filter(own(user)).order_by().values("activity__association")
    granted = Q(pk__in=associations_granting(user, ActivityYear, actions))
    return every.filter(granted | Q(pk__in=mine) if FOR_LEADS & set(actions) else granted)
