"""How far a mailing is, in numbers that add up and in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from association.newsletters.models import Delivery, Mailing, Subscription

State = Delivery.State
AFTER = timedelta(days=14)
TAKEN = (State.SENT, State.SOFT, State.HARD, State.COMPLAINED)
# Whose subscription ended in the weeks after a mailing began.
LEFT = Q(
    subscription__state=Subscription.State.ENDED,
    subscription__ended_at__gte=F("mailing__started_at"),
    subscription__ended_at__lte=F("mailing__started_at") + AFTER,
)
WAITING = (State.QUEUED, State.CLAIMED)
# In the order in which they are told, with one and with more of them.
TOLD = (
    (WAITING, "wacht nog", "wachten nog"),
    ((State.UNCERTAIN,), "onzeker", "onzeker"),
    ((State.FAILED,), "mislukt", "mislukt"),
    ((State.SOFT, State.HARD), "teruggekomen", "teruggekomen"),
    ((State.COMPLAINED,), "klacht", "klachten"),
)


@dataclass(frozen=True)
class Line:
    """A number with what it counts."""

    number: int
    words: str


@dataclass(frozen=True)
class Progress:
    """The deliveries of a mailing by state, and those left out by reason."""

    states: dict[str, int]
    reasons: dict[str, int]

    @property
    def candidates(self) -> int:
        """Everybody who was found."""
        return sum(self.states.values())

    @property
    def excluded(self) -> int:
        """Who was left out."""
        return self.states.get(State.EXCLUDED, 0)

    @property
    def prepared(self) -> int:
        """Who gets it, or should."""
        return self.candidates - self.excluded

    @property
    def taken(self) -> int:
        """How many mails the server took."""
        return self.of(*TAKEN)

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return self.of(*WAITING)

    @property
    def percent(self) -> int:
        """How much of the work is done: 0 to 100."""
        return 100 - round(100 * self.waiting / self.prepared) if self.prepared else 100

    def of(self, *states: str) -> int:
        """How many stand in one of these."""
        return sum(self.states.get(state, 0) for state in states)

    @cached_property
    def words(self) -> str:
        """All of it in one line: "verzonden naar 412, 3 onzeker, 2 mislukt"."""
        found = [(self.of(*states), one, more) for states, one, more in TOLD]
        told = [f"{number} {one if number == 1 else more}" for number, one, more in found if number]
        return ", ".join([f"verzonden naar {self.taken}", *told])

    @cached_property
    def parts(self) -> list[Line]:
        """Those who get it, by state: together `prepared`."""
        return [
            Line(number, Delivery.State(state).label) for state, number in self.ordered() if state != State.EXCLUDED
        ]

    @cached_property
    def left_out(self) -> list[Line]:
        """Who was left out, by reason: together `excluded`."""
        labels = dict(Delivery.Reason.choices)
        return [Line(number, str(labels.get(reason, reason))) for reason, number in sorted(self.reasons.items())]

    def ordered(self) -> list[tuple[str, int]]:
        """The states in the order of their model, without those in which nobody is."""
        return [(state, self.states[state]) for state in State.values if self.states.get(state)]


def left_after(mailing: Mailing) -> int:
    """How many readers of a mailing, erased or not, ended that subscription in the two weeks after it began."""
    return mailing.deliveries.filter(LEFT | Q(reason=Delivery.Reason.UNSUBSCRIBED), state__in=TAKEN).count()


def keep_leaving(rows: QuerySet[Delivery]) -> None:
    """Let deliveries whose subscription is about to go still tell that their reader left after that mail."""
    rows.filter(LEFT, state__in=TAKEN).update(reason=Delivery.Reason.UNSUBSCRIBED)


def progress_of(mailings: list[Mailing]) -> dict[int, Progress]:
    """How far some mailings are, in one query; by their numbers."""
    rows = Delivery.objects.filter(mailing__in=mailings).values_list("mailing_id", "state", "reason")
    states: dict[int, Counter[str]] = {one.pk: Counter() for one in mailings}
    reasons: dict[int, Counter[str]] = {one.pk: Counter() for one in mailings}
    found: Any = rows.order_by("mailing_id").annotate(number=Count("pk"))
    for mailing, state, reason, number in found:
        states[mailing][state] += number
        if state == State.EXCLUDED:
            reasons[mailing][reason] += number
    return {key: Progress(dict(states[key]), dict(reasons[key])) for key in states}
