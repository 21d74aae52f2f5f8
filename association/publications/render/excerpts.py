"""Files of chosen chapters: asked for by readers, made once by the worker, and forgotten again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page

from association.base.rules.tokens import address_hash
from association.publications.models import Excerpt, ExcerptFile
from association.publications.pages import Selected
from association.publications.render.available import missing
from association.publications.render.gate import KeptBack
from association.publications.render.leases import MOST_TRIES, PATIENCE, Lease, LeaseLost, State, is_due, take
from association.publications.render.made import Made
from association.publications.render.versions import make_versions, stored
from association.publications.rules.excerpts import (
    AGAIN,
    CLIENT_AN_HOUR,
    CLIENT_KEPT,
    KEPT,
    MOST_KEPT,
    MOST_WAITING,
    excerpt_key,
)

logger = logging.getLogger(__name__)
# The layer above this one, found as the worker finds it: by its name.
TASK = "association.publications.tasks.make_chosen"
# Somebody looks at the screen: before the files of whole documents.
PRIORITY = 50
BROKEN_OFF = "Het maken van de bestanden is drie keer mislukt."
NOBODY = "Niemand mag alle gekozen delen lezen."


class ExcerptRefused(Exception):
    """Files of chosen chapters are not made now; the message tells the reader why, in Dutch."""


@dataclass(frozen=True)
class ExcerptLease(Lease):
    """The right to make the files of chosen chapters of a document."""

    publication: int
    selected: Selected


def request_excerpt(*, publication: Page, selected: Selected, day: date | None, client: str) -> Excerpt:
    """Have files made of chosen chapters, once this transaction commits, unless they are there or on their way.

    `day` is that of the facts which the choice brings along (see excerpt_key). ExcerptRefused when too much waits, or
    too much was asked from one place on the internet.
    """
    key = excerpt_key(selected.parts, selected.choice, day)
    with transaction.atomic():
        known = Excerpt.objects.select_for_update().filter(publication_id=publication.pk, key=key).first()
        if known is not None and not may_try_again(known):
            return known
        client_hash = address_hash(client) if client else ""
        check_room(client_hash)
        values: dict[str, Any] = {
            "parts": sorted(selected.parts), "choice": selected.choice, "client_hash": client_hash,
            "state": State.WAITING, "tries": 0, "problems": [], "leased_until": None, "requested_at": timezone.now(),
        }  # fmt: skip
        row, _ = Excerpt.objects.update_or_create(publication_id=publication.pk, key=key, defaults=values)
        transaction.on_commit(partial(enqueue, row.pk))
    return row


def may_try_again(row: Excerpt) -> bool:
    """Whether files that could not be made may be asked for anew."""
    return row.state == State.FAILED and (row.finished_at is None or row.finished_at < timezone.now() - AGAIN)


def check_room(client_hash: str) -> None:
    """Raise ExcerptRefused when too much waits already, or too much was asked from one place; two queries."""
    since = timezone.now() - timedelta(hours=1)
    if (
        client_hash
        and Excerpt.objects.filter(client_hash=client_hash, requested_at__gt=since).count() >= CLIENT_AN_HOUR
    ):
        raise ExcerptRefused("Er zijn vanaf uw netwerk al veel bestanden gevraagd. Probeer het over een uur opnieuw.")
    if Excerpt.objects.filter(state__in=(State.WAITING, State.RUNNING)).count() >= MOST_WAITING:
        raise ExcerptRefused("Er wachten nu te veel bestanden. Probeer het over een paar minuten opnieuw.")


def enqueue(number: int) -> None:
    """Queue the task."""
    import_string(TASK).using(priority=PRIORITY).enqueue(number)


def make_excerpt(number: int) -> None:
    """Make the files, unless somebody else does. What goes wrong is logged and tried again later; it raises nothing."""
    lease = claim(number)
    if lease is None:
        return
    try:
        if lack := missing():
            raise KeptBack([lack])
        found = make_versions(lease, lease.publication, lease.selected)
        finish(lease, found.files, found.problems if found.files or found.problems else (NOBODY,))
    except LeaseLost:
        logger.warning("Another worker has excerpt %s, or it is gone", number)
    except KeptBack as kept:
        finish(lease, (), kept.problems)
    except Exception:  # whatever it is, the worker goes on with other documents
        logger.exception("Excerpt %s failed, try %s", number, lease.tries)
        put_back(lease)


def claim(number: int) -> ExcerptLease | None:
    """Take the work when it waits, or when its worker was killed; None when there is nothing to do."""
    with transaction.atomic():
        taken = take(Excerpt, number)
        if taken is None:
            return None
        lease, row = taken
        if lease.tries > MOST_TRIES:
            lease.update(state=State.FAILED, problems=[BROKEN_OFF], lease="", finished_at=timezone.now())
            return None
    selected = Selected(frozenset(row.parts), row.choice)
    return ExcerptLease(Excerpt, lease.job, lease.token, lease.tries, row.publication_id, selected)


def finish(lease: ExcerptLease, made: Sequence[Made], problems: Sequence[str]) -> None:
    """Store the files and close the work; quietly nothing when it is ours no longer, since the document changed.

    With problems it has failed; what could be made all the same is kept.
    """
    files = [stored(ExcerptFile(excerpt_id=lease.job), item) for item in made]
    state = State.FAILED if problems and not made else State.DONE
    try:
        with transaction.atomic():
            lease.update(
                state=state, lease="", leased_until=None, step="", percent=100, problems=list(problems),
                finished_at=timezone.now(),
            )  # fmt: skip
            # Of a try that was broken off nothing is left, yet who comes second must not add to it.
            for old in ExcerptFile.objects.filter(excerpt=lease.job):
                old.delete()
            for file in files:
                file.save()
    except BaseException as error:
        for file in files:
            file.file.storage.delete(str(file.file.name))
        if not isinstance(error, LeaseLost):
            raise


def put_back(lease: ExcerptLease) -> None:
    """Let work that failed wait a while before the next try; after the last, leave it with the reason."""
    now = timezone.now()
    values: dict[str, Any] = {"state": State.WAITING, "leased_until": now + PATIENCE}
    if lease.tries >= MOST_TRIES:
        values = {"state": State.FAILED, "leased_until": None, "problems": [BROKEN_OFF]}
    lease.rows().update(**values, lease="", finished_at=now)


def resume_excerpts() -> int:
    """Queue again what waits without a worker or belonged to one that was killed; returns how many."""
    now = timezone.now()
    settled = Q(requested_at__lte=now - PATIENCE) | Q(state=State.RUNNING)
    numbers = list(Excerpt.objects.filter(is_due(now), settled).values_list("pk", flat=True))
    for number in numbers:
        enqueue(number)
    return len(numbers)


def forget_excerpts() -> int:
    """Delete what is old and what is too much of one document, and forget who asked; returns how many went."""
    now = timezone.now()
    Excerpt.objects.filter(requested_at__lt=now - CLIENT_KEPT).exclude(client_hash="").update(client_hash="")
    old = set(Excerpt.objects.filter(requested_at__lt=now - KEPT).values_list("pk", flat=True))
    newest: dict[int, int] = {}
    rows = Excerpt.objects.order_by("-requested_at", "-pk").values_list("pk", "publication_id")
    for number, publication in rows:
        newest[publication] = newest.get(publication, 0) + 1
        if newest[publication] > MOST_KEPT:
            old.add(number)
    Excerpt.objects.filter(pk__in=old).delete()
    return len(old)
