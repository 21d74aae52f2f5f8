"""Who may see and change dossiers in the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from association.base.rights import AssociationPolicy
from association.portfolios.models import Dossier

FOR_LEADS = {"view", "change"}


class DossierPolicy(AssociationPolicy):
    """A dossier is its association's; who leads the process of one of its portfolios sees and changes it too."""

    def __init__(self) -> None:
        super().__init__(Dossier, field="association")

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether the user may do one of these with some dossier."""
        wanted = set(actions)
        if super().user_has_any_permission(user, wanted):
            return True
        return bool(user.is_active and wanted & FOR_LEADS and user.groups.filter(portfolio__isnull=False).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """The dossiers with which the user may do one of these."""
        wanted = set(actions)
        found = super().instances_user_has_any_permission_for(user, wanted)
        if not user.is_active or user.is_superuser or not wanted & FOR_LEADS:
            return found
        led = Dossier.objects.filter(portfolios__team__user=user).values("pk")
        return Dossier.objects.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=led))
