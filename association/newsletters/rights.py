"""What somebody may do with newsletters of any association, asked once for all parts of the menu."""

from typing import Any

from django.contrib.auth.models import Permission

KEPT = "_newsletter_rights"


def may_any(user: Any, *codes: str) -> bool:
    """Whether a user has one of these rights (`send_mailing`, …) by a group of an association; superusers have all.

    What the user has is kept with the user for as long as the request takes.
    """
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    held = getattr(user, KEPT, None)
    if held is None:
        rows = Permission.objects.filter(
            group__user=user, group__association_role__isnull=False, content_type__app_label="association"
        )
        held = frozenset(rows.values_list("codename", flat=True))
        setattr(user, KEPT, held)
    return not held.isdisjoint(codes)
