"""Dossiers and their results as a portfolio's page shows them."""

from typing import Any

from association.base.queries import Viewer
from association.portfolios.blocks import card, result_line
from association.portfolios.models import Dossier
from association.portfolios.queries import dossiers_of, results_of

# The reader's choice in the address, the state that it stands for, and its words.
STATE_QUERY = "stand"
STATES = (("loopt", "current", "Loopt"), ("behaald", "achieved", "Behaald"), ("op-komst", "ahead", "Op komst"))
RESULTS_SHOWN = 6
MOST_RESULTS = 60


def dossiers_context(portfolio: int, viewer: Viewer, here: str, chosen: str) -> dict[str, Any] | None:
    """What components/portfolio_dossiers.html shows; None without dossiers. Three queries.

    `chosen` is what the address asks for: the dossiers of one state. Anything else shows all.
    """
    found = dossiers_of(portfolio)
    if not found:
        return None
    counts = {state: sum(dossier.state == state for dossier in found) for _, state, _ in STATES}
    wanted = next((state for word, state, _ in STATES if word == chosen and counts[state]), "")
    shown: list[Dossier] = [dossier for dossier in found if not wanted or dossier.state == wanted]
    return {
        "dossiers": [card(dossier, viewer) for dossier in shown],
        "chips": chips(counts, wanted, here),
    }


def chips(counts: dict[str, int], wanted: str, here: str) -> list[dict[str, Any]]:
    """The states to choose from, each with how many there are; none when all dossiers are in one state."""
    if sum(count > 0 for count in counts.values()) < 2:
        return []
    every = {"label": "Alles", "url": f"{here}#dossiers", "count": sum(counts.values()), "current": not wanted}
    return [
        every,
        *(
            {
                "label": label,
                "url": f"{here}?{STATE_QUERY}={word}#dossiers",
                "count": counts[state],
                "current": state == wanted,
            }
            for word, state, label in STATES
            if counts[state]
        ),
    ]


def results_context(portfolio: int) -> dict[str, Any] | None:
    """What components/results.html shows of what the dossiers brought about, newest first; one query."""
    found = results_of(portfolio, MOST_RESULTS)
    if not found:
        return None
    items = [result_line(result) for result in found]
    return {"items": items[:RESULTS_SHOWN], "earlier": items[RESULTS_SHOWN:]}
