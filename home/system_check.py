"""What this server can and cannot do, for who runs it: nothing here stops the site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from association.newsletters.sending.attention import overdue
from association.newsletters.sending.release import HELD, held_mark
from association.publications.models import FileJob
from association.publications.render.available import missing

LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what it is for, whether it is right, and what to do when it is not."""

    name: str
    is_right: bool
    text: str


def check_pdf() -> Finding:
    """Whether PDF files can be made here."""
    lack = missing()
    return Finding("Pdf's maken", not lack, lack or "Pango en WeasyPrint zijn er.")


def check_worker() -> Finding:
    """Whether somebody works on what waits."""
    waiting = FileJob.objects.filter(state=FileJob.State.WAITING, requested_at__lt=timezone.now() - LATE).count()
    lack = f"Er wachten {waiting} taken langer dan tien minuten. Loopt het proces 'worker' wel?"
    return Finding(
        "Taken op de achtergrond", not waiting, lack if waiting else "Er wacht niets langer dan tien minuten."
    )


def check_sender() -> Finding:
    """Whether newsletters go out from here."""
    name = "Nieuwsbrieven verzenden"
    if held_mark() is not None:
        return Finding(name, False, HELD)
    waiting = overdue(timezone.now() - LATE)
    amount = "wacht 1 mail" if waiting == 1 else f"wachten {waiting} mails"
    lack = f"Er {amount} langer dan tien minuten. Loopt het proces 'worker' wel?"
    return Finding(name, not waiting, lack if waiting else "Er wacht niets langer dan tien minuten.")


CHECKS: tuple[Callable[[], Finding], ...] = (check_pdf, check_worker, check_sender)


def findings() -> list[Finding]:
    """All that was looked at."""
    return [check() for check in CHECKS]
