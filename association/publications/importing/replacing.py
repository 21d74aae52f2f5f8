"""A table of a text makes way for a block of facts that shows the same from the register, in the draft."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from association.activities.models import ActivityYear
from association.activities.rules import Period
from association.publications.importing.activity_plan import PRESENT, ActivityPlan, PlannedActivity
from association.publications.importing.activity_words import field_of
from association.publications.importing.found_tables import FoundTable, Place, cell_text
from association.publications.importing.stored import Stored, stored
from association.publications.rules import stored_blocks


class TablesGone(Exception):
    """The text was changed meanwhile; nothing was replaced. The message is in words for the editor."""

    def __init__(self) -> None:
        super().__init__("De tekst is intussen gewijzigd. Er is niets vervangen; kijk het nog eens na.")


class PageLocked(Exception):
    """The page is locked; nothing was replaced."""

    def __init__(self) -> None:
        super().__init__("Dit hoofdstuk is vergrendeld. Er is niets vervangen.")


@dataclass(frozen=True)
class Offer:
    """A block of facts that can take the place of tables on one page: the blocks that go, and what comes."""

    page: int
    tables: tuple[str, ...]
    headings: tuple[str, ...]
    fact: Stored

    @property
    def gone(self) -> frozenset[str]:
        """All blocks that go."""
        return frozenset((*self.tables, *self.headings))


def activity_offers(plan: ActivityPlan) -> list[Offer]:
    """What can be replaced by a block of activities, page by page: what the register has, and only that."""
    pages: dict[int, list[PlannedActivity]] = {}
    for row in plan.rows:
        for page in {place.page for place in row.given.places}:
            pages.setdefault(page, []).append(row)
    return [offer for page, rows in pages.items() if (offer := activity_offer(page, rows, plan)) is not None]


def activity_offer(page: int, rows: list[PlannedActivity], plan: ActivityPlan) -> Offer | None:
    """The offer for one page; None when its tables are not the activities of a year, or those of one portfolio."""
    matched = [row.match for row in rows if row.match is not None and row.kind == PRESENT]
    if len(matched) < len(rows):
        return None
    chosen = shown_by(matched, plan.association.pk, plan.year)
    if chosen is None:
        return None
    places = [place for row in rows for place in row.given.places if place.page == page]
    titled = [row for row in rows if row.given.is_titled_by_heading]
    headings = [place.heading_block for row in titled for place in row.given.places if place.heading_block]
    value = {"year": plan.year, "portfolio": chosen or None, "period": told_period(rows), "lights": True}
    return Offer(page, unique(place.block for place in places), unique(headings), stored("activities", value))


def shown_by(matched: Sequence[ActivityYear], association: int, year: int) -> int | None:
    """Which portfolio shows just these activities of a year: 0 for all of the year, None when no block does."""
    numbers = {row.pk for row in matched}
    every = ActivityYear.objects.filter(activity__association=association, year=year)
    if numbers == set(every.values_list("pk", flat=True)):
        return 0
    shared = set.intersection(*({one.pk for one in row.portfolios.all()} for row in matched)) if matched else set()
    for portfolio in sorted(shared):
        if numbers == set(every.filter(portfolios=portfolio).values_list("pk", flat=True)):
            return int(portfolio)
    return None


def told_period(rows: Iterable[PlannedActivity]) -> str:
    """The last period that the document tells of."""
    told = {cell.partition("-")[0] for row in rows for cell in row.given.texts if cell.endswith("-text")}
    return next((period for period in reversed(Period.values) if period in told), Period.YEAR.value)


def seats_offer(table: FoundTable, bodies: set[int], *, vng: bool, day: date | None) -> Offer | None:
    """A block of seats for a table about one body, or about those of the VNG; None for several others."""
    if len(bodies) != 1 and not vng:
        return None
    value: dict[str, Any] = {"day": day.isoformat() if day else None}
    if not vng:
        value["organization"] = next(iter(bodies))
    places: tuple[Place, ...] = table.places
    return Offer(
        places[0].page, unique(place.block for place in places), (), stored("vng_seats" if vng else "seats", value)
    )


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Some texts, each once, in their order."""
    return tuple(dict.fromkeys(items))


def replaced(blocks: Sequence[Any], offer: Offer) -> list[Any]:
    """A stored stream with the block of facts in place of what goes; TablesGone when that is not all there.

    Labels without text behind them, such as "Tweede halfjaar 2021" below a table, go with it.
    """
    there = {str(block.get("id", "")) for block in stored_blocks(list(blocks))}
    if not offer.gone <= there:
        raise TablesGone
    made, was_table, is_placed = [], False, False
    for block in blocks:
        number = str(block.get("id", ""))
        if number in offer.gone:
            if not is_placed:
                made.append(offer.fact)
                is_placed = True
            was_table = number in offer.tables
        elif not (was_table and is_label(block)):
            made.append(block)
            was_table = False
    if not is_placed:
        raise TablesGone  # inside another block
    return made


def is_label(block: dict[str, Any]) -> bool:
    """Whether a block is the label of a row whose text is missing."""
    return block.get("type") == "paragraph" and bool(field_of(cell_text(block.get("value"))))


def with_fact(page: Any, offer: Offer) -> Any:
    """The newest version of a page with the block of facts in it; nothing is stored. Raises as `replaced`."""
    newest = page.get_latest_revision_as_object()
    newest.body = json.dumps(replaced(list(newest.body.raw_data), offer))
    return newest


@transaction.atomic
def replace_tables(*, page: Any, offer: Offer, user: Any) -> None:
    """Put the block of facts in the draft of a page.

    PermissionDenied, PageLocked or TablesGone; then nothing changes.
    """
    held = type(page).objects.select_for_update().get(pk=page.pk)
    rights = held.permissions_for_user(user)
    if not rights.can_edit():
        raise PermissionDenied
    if rights.page_locked():
        raise PageLocked
    with_fact(held, offer).save_revision(user=user, log_action=True, clean=False)
