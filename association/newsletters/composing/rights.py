"""Who may make issues, and who may send them."""

from typing import Any

from association.base.models import User
from association.base.rights import associations_granting
from association.newsletters.composing.starting import archive_of
from association.newsletters.models import Mailing, Newsletter
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage

SEND = "send"


def may_send(user: Any, association: int) -> bool:
    """Whether a user may send the mail of an association."""
    if user.is_superuser:
        return bool(user.is_active)
    return bool(user.is_active and association in associations_granting(user, Mailing, [SEND]))


def senders_of(association: int) -> Any:
    """Who may send the mail of an association, by their groups."""
    return User.objects.filter(
        is_active=True,
        groups__association_role__association=association,
        groups__permissions__content_type__app_label=Mailing._meta.app_label,
        groups__permissions__codename=f"{SEND}_{Mailing._meta.model_name}",
    ).distinct()


def series_for(user: Any) -> list[Newsletter]:
    """The series of which the user may make issues, by title."""
    found = Newsletter.objects.select_related("association").order_by("association", "title", "pk")
    places: dict[int, NewsletterIndexPage | None] = {}
    mine = []
    for newsletter in found:
        number = newsletter.association_id
        if number not in places:
            places[number] = archive_of(newsletter)
        place = places[number]
        if place is not None and place.permissions_for_user(user).can_add_subpage():
            mine.append(newsletter)
    return mine


def issues_for(user: Any) -> Any:
    """The issues of the associations of these series, the newest first; behind the right to make them."""
    found = NewsletterIssuePage.objects.filter(newsletter__in=series_for(user))
    return found.select_related("newsletter__association", "mailing").order_by("-pk")
