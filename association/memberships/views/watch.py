"""What asks for a look among the seats: who leaves soon, what is vacant, who waits, and who lost the office."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView

from association.memberships.queries import AHEAD, Watched, seats_without_office, waiting_seats
from association.memberships.rights import SEEING, bodies_for, keepers
from association.memberships.views.screen import Screen

MOST = 200


@dataclass(frozen=True)
class Part:
    """One list: its anchor and heading, what it is about, the head of its last column, and its seats."""

    anchor: str
    title: str
    text: str
    last: str
    seats: list[Watched]

    @property
    def shown(self) -> list[Watched]:
        """The seats on the screen."""
        return self.seats[:MOST]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return max(len(self.seats) - MOST, 0)


class WatchView(Screen, TemplateView):
    """The seats of the user's bodies that ask for a look."""

    template_name = "memberships/desk/watch.html"
    page_title = "Let op"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists; a fixed number of queries."""
        user, today = self.request.user, timezone.localdate()
        mine = list(keepers(user, SEEING).values_list("pk", flat=True))
        if not mine:
            raise PermissionDenied
        waiting, office = waiting_seats(mine, today), seats_without_office(mine, today)
        parts = [
            Part("einde", f"Eindigt binnen {AHEAD.days} dagen", "Wie komt er daarna?", "Daarna", waiting["ending"]),
            Part("vacatures", "Vacatures", "Niemand zit op deze plek.", "Vacature sinds", waiting["vacant"]),
            Part("voorgedragen", "Voorgedragen", "Wacht op een benoeming.", "Sinds", waiting["nominated"]),
            Part(
                "ambt-kwijt",
                "Ambt voorbij",
                "Deze mensen zijn niet meer in functie bij de gemeente waarvoor zij er zitten.",
                "Sinds",
                [seat for seat in office if seat.lost],
            ),
            Part(
                "zonder-ambt",
                "Zonder openbaar ambt",
                "Van deze mensen is geen openbaar ambt bekend, zoals wethouder of raadslid.",
                "Sinds",
                [seat for seat in office if not seat.lost],
            ),
        ]
        return {
            **super().get_context_data(**kwargs),
            "parts": parts,
            "changeable": set(bodies_for(user).values_list("pk", flat=True)),
        }
