"""Who is asked to write which chapter, and by which link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from association.publications.models import Contribution, ContributionLink, KeptText
from association.publications.pages import ChapterPage
from association.review.rules import hash_of, new_token

ASKED, REVOKED, WRITTEN, DONE = (f"association.contribution.{name}" for name in ("ask", "revoke", "write", "done"))
# So long a link goes on working after the last day: who is late can still write.
GRACE = timedelta(days=14)
FORGOTTEN = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """Who was asked: the contributions, and the address to pass on when there is nowhere to mail it (else empty)."""

    contributions: tuple[Contribution, ...]
    addresses: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def ask_contributor(
    *, chapters: Iterable[ChapterPage], name: str, email: str, due_on: date, message: str, asker: Any, user: Any = None
) -> Asked:
    """Ask somebody to write chapters, each by a link of its own; `user` is their account, if they have one.

    The worker mails the links, and their secrets are made then; without an address they are returned, once. Who was
    asked for a chapter already, at the same address, gets a new mail with the new last day.
    PermissionDenied when the asker may not change one of the chapters.
    """
    made, addresses = [], []
    for chapter in chapters:
        if not chapter.permissions_for_user(asker).can_edit():
            raise PermissionDenied
        known = asked_before(chapter, email)
        # Who asks again answers for it now; who asked first may have left.
        fields: dict[str, Any] = {
            "due_on": due_on, "message": message, "expires_at": end_of(due_on) + GRACE, "name": name,
            "user": user, "is_of_account": user is not None, "created_by": asker,
        }  # fmt: skip
        if known is not None:
            Contribution.objects.filter(pk=known.pk).update(**fields)
            known.mails.all().delete()
            made.append(known)
            continue
        contribution = Contribution.objects.create(chapter=chapter, email=email, **fields)
        note(contribution, ASKED, user=asker)
        made.append(contribution)
        if not email:
            addresses.append((str(chapter.draft_title or chapter.title), new_link(contribution)))
    return Asked(tuple(made), tuple(addresses))


def asked_before(chapter: ChapterPage, email: str) -> Contribution | None:
    """The open contribution of an address to a chapter, or None."""
    rows = Contribution.objects.select_for_update().filter(chapter=chapter, revoked_at=None, done_at=None)
    return rows.filter(email__iexact=email, expires_at__gt=timezone.now()).first() if email else None


def end_of(day: date) -> datetime:
    """The first moment after a day, in Dutch time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def new_link(contribution: Contribution) -> str:
    """The full address of a fresh secret for a contribution; those that were given before go on working."""
    token = new_token()
    ContributionLink.objects.create(contribution=contribution, token_hash=hash_of(token) or "")
    site = contribution.chapter.get_site()
    return (site.root_url if site else "") + reverse("contribute", args=[token])


@transaction.atomic
def revoke_contribution(*, contribution: Contribution, user: Any) -> None:
    """Let the links of a contribution open nothing any more; PermissionDenied for who may not change its chapter."""
    if not contribution.chapter.permissions_for_user(user).can_edit():
        raise PermissionDenied
    now = timezone.now()
    if Contribution.objects.filter(pk=contribution.pk, revoked_at=None).update(revoked_at=now):
        note(contribution, REVOKED, user=user)


@transaction.atomic
def settle_kept(*, kept: KeptText, user: Any) -> None:
    """Say that an editor dealt with a text that was kept aside; PermissionDenied for who may not change the chapter."""
    if not kept.contribution.chapter.permissions_for_user(user).can_edit():
        raise PermissionDenied
    KeptText.objects.filter(pk=kept.pk, settled_at=None).update(settled_at=timezone.now())


def note(contribution: Contribution, action: str, *, user: Any = None, **data: Any) -> None:
    """A line in the chapter's history."""
    log(
        instance=contribution.chapter.specific_deferred,
        action=action,
        user=user or contribution.user,
        data={"name": contribution.name, **data},
    )


def forget_contributions() -> int:
    """Delete who was asked to write, a year after their links stopped working; returns how many rows went."""
    old = Contribution.objects.filter(expires_at__lt=timezone.now() - FORGOTTEN)
    return int(old.delete()[0])
