"""Who may see and change persons in the admin."""

from typing import Any

from django.db.models import Q

from association.base.drafts import ON_RECORD
from association.base.rights import AssociationPolicy


class PersonPolicy(AssociationPolicy):
    """Persons are shared: who may see them for an association sees all, and changes its own and shared ones.

    First drafts are seen only by who may see those of the association that keeps them.
    """

    def __init__(self, model: type[Any]) -> None:
        super().__init__(model, field="managed_by")

    def owned(self, associations: set[int], actions: set[str]) -> Q:
        """Kept by one of the associations, or by nobody; for reading all."""
        mine = super().owned(associations, actions) | Q(managed_by=None)
        return ON_RECORD | mine if actions & {"view", "choose"} else mine
