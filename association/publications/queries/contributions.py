"""Reads of contributions: by their link, and why a link opens nothing any more."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone

if TYPE_CHECKING:
    from association.publications.models import Contribution


class Closed(StrEnum):
    """Why a link opens nothing any more, in the words that its holder gets."""

    GONE = "Het hoofdstuk bestaat niet meer, of deze link is nooit gemaakt."
    REVOKED = "Wie u deze link stuurde, heeft haar ingetrokken."
    EXPIRED = "De tijd om mee te schrijven is om."


def contributions() -> Any:
    """All contributions, with what decides whether their link still works."""
    found: Any = apps.get_model("association", "Contribution").objects
    return found.select_related("chapter", "created_by", "user")


def contribution_by(hashed: str) -> "Contribution | None":
    """The contribution that a secret with this hash opens, or None; one query."""
    found: Contribution | None = contributions().filter(links__token_hash=hashed).first()
    return found


def contributions_to(publication: Any) -> "list[Contribution]":
    """The contributions to the chapters of a publication, oldest first; one query."""
    found = contributions().filter(chapter__path__startswith=publication.path)
    return list(found.order_by("created_at", "pk"))


def why_closed(contribution: "Contribution", root: str) -> Closed | None:
    """Why a contribution's link opens nothing below a tree path, or None; no query for one with its relations."""
    sender, user = contribution.created_by, contribution.user
    if not contribution.chapter.path.startswith(root):
        return Closed.GONE
    if contribution.revoked_at is not None or sender is None or not sender.is_active:
        return Closed.REVOKED
    if contribution.is_of_account and (user is None or not user.is_active):
        return Closed.REVOKED
    return Closed.EXPIRED if contribution.expires_at <= timezone.now() else None


def kept_texts(publication: Any) -> list[Any]:
    """The texts that were kept aside and that nobody dealt with yet, oldest first; one query."""
    model: Any = apps.get_model("association", "KeptText")
    rows = model.objects.filter(settled_at=None, contribution__chapter__path__startswith=publication.path)
    return list(rows.select_related("contribution__chapter"))
