"""The right of one worker to do a piece of work: taken, kept, and lost when it runs out."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from association.publications.models import Leased

LEASE = timedelta(minutes=5)
PATIENCE = timedelta(minutes=1)
MOST_TRIES = 3
State = Leased.State


class LeaseLost(Exception):
    """Another worker has the work now, or it is gone: what was made may not be stored."""


@dataclass(frozen=True)
class Lease:
    """The right to work on a row: its model and id, the token that proves it, and the number of the try."""

    model: type[Leased]
    job: int
    token: str
    tries: int

    def rows(self) -> Any:
        """The row, as long as the lease is ours."""
        return self.model._default_manager.filter(pk=self.job, lease=self.token, state=State.RUNNING)

    def update(self, **values: Any) -> None:
        """Write to the row; LeaseLost when it is ours no longer."""
        if not self.rows().update(**values):
            raise LeaseLost(self.job)

    def renew(self, step: str, percent: int) -> None:
        """Keep the work for another while, and tell how far it is."""
        self.update(leased_until=timezone.now() + LEASE, step=step, percent=percent)


def take(model: type[Leased], number: int) -> tuple[Lease, Any] | None:
    """Take work that waits, or whose worker was killed, with its row; None when there is nothing to do.

    Who takes it looks at `tries`: more than MOST_TRIES means that it was broken off too often.
    """
    now = timezone.now()
    free = Q(state=State.WAITING) & (Q(leased_until=None) | Q(leased_until__lte=now))
    with transaction.atomic():
        rows = model._default_manager.select_for_update(skip_locked=True, of=("self",)).filter(pk=number)
        row = rows.filter(free | Q(state=State.RUNNING, leased_until__lte=now)).first()
        if row is None:
            return None
        row.state, row.tries, row.lease = State.RUNNING, row.tries + 1, secrets.token_hex(16)
        row.leased_until, row.step, row.percent, row.problems, row.remarks = now + LEASE, "", 0, [], []
        row.save()
    return Lease(model, row.pk, row.lease, row.tries), row


def is_due(now: Any) -> Q:
    """The condition that work waits without a worker, or that its worker was killed."""
    waiting = Q(state=State.WAITING) & (Q(leased_until=None) | Q(leased_until__lte=now))
    return waiting | Q(state=State.RUNNING, leased_until__lte=now)
