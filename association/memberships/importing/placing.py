"""Where a row comes: in a seat that it has already, in a free one, or after somebody."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from association.base.rules.days import Precision, in_words, last_in_words, period_in_words
from association.memberships.importing.known import Known, Taken
from association.memberships.importing.matching import behalf_of, listed
from association.memberships.importing.planned import CHANGED, NEW, PRESENT, SUCCEEDS, Planned, Unclear
from association.memberships.models import Post
from association.memberships.rules import Capacity, EmptySeat, takes_the_seat
from association.people.models import Person

LOOSE = {EmptySeat.VACANT, EmptySeat.NOT_YET_KNOWN, EmptySeat.NOT_FILLED, EmptySeat.HELD, EmptySeat.NOT_APPLICABLE}
# Who comes beside a holder leaves when somebody is appointed.
BESIDE = {Capacity.NOMINATED, Capacity.ACTING, Capacity.INTERIM, Capacity.STANDING_IN}


def seats_in(row: Planned, known: Known) -> Iterator[Taken]:
    """All that is known of the seats that a row may mean."""
    for post in row.pool:
        yield from known.at(post)


def period_of(taken: Taken) -> str:
    """When something holds, in words."""
    return period_in_words(taken.start, taken.end, Precision.DAY, Precision.DAY) or "zonder begin en einde"


def claim(row: Planned, known: Known) -> bool:
    """Recognise what the register has already, and fill in what it lacks; False when there is none of it."""
    mine = [taken for taken in seats_in(row, known) if is_same(taken, row)]
    if not mine:
        return False
    free = [taken for taken in mine if taken.line is None]
    if not free:
        if row.who is None:
            return False
        raise Unclear("name", f"{row.given.who} staat ook op rij {mine[0].line}, in dezelfde functie.")
    taken = free[0]
    check_agrees(taken, row)
    taken.line, row.taken = row.number, taken
    complete(taken, row)
    return True


def is_same(taken: Taken, row: Planned) -> bool:
    """Whether the register says what a row says: the same in the same seat, at the same time."""
    given = row.given
    if (taken.who, taken.empty, taken.capacity) != (row.who, given.empty, given.capacity):
        return False
    if row.who is None and (wanted := behalf_of(row, taken.post)) and taken.behalf not in {wanted.pk, None}:
        return False
    start = row.start or (None if row.end else row.about)
    end = row.end or (None if row.start else row.about + date.resolution)
    return taken.meets(start, end)


def check_agrees(taken: Taken, row: Planned) -> None:
    """Refuse to overwrite a day, or for whom, that was recorded otherwise."""
    for column, there, here in (("start", taken.start, row.start), ("end", taken.end, row.end)):
        if here and there and here != there:
            words = in_words(there, "day") if column == "start" else last_in_words(there, "day")
            raise Unclear(column, f"In het register staat {words}. Klopt dat niet, kies daar dan Verbeter.")
    wanted = behalf_of(row, taken.post) if row.given.behalf else None
    if wanted and taken.behalf and taken.behalf != wanted.pk:
        raise Unclear("behalf", f"{row.given.who} zit daar al voor een ander. Klopt dat niet, kies daar dan Verbeter.")


def complete(taken: Taken, row: Planned) -> None:
    """Fill in what the row knows and the register does not."""
    stored, given = taken.row, row.given
    assert stored is not None  # noqa: S101 - only what the register has is recognised
    values = lacking(taken, row)
    taken.change(**values)
    taken.start, taken.end = values.get("start_date", taken.start), values.get("end_date", taken.end)
    row.kind = CHANGED if values else PRESENT
    row.words = f"{given.who} staat er al"
    if "start_date" in values and given.start:
        row.notes.append(f"Van wordt {in_words(given.start.day, given.start.precision)}.")
    if "end_date" in values and given.end:
        row.notes.append(f"Eindigt op {in_words(given.end.day, given.end.precision)}.")
    for name, words in (("on_behalf_of", "Namens"), ("party", "Partij"), ("source", "Bron")):
        if name in values:
            row.notes.append(f"{words} wordt {values[name]}.")


def lacking(taken: Taken, row: Planned) -> dict[str, Any]:
    """The columns that the register leaves open and the row fills."""
    given, stored = row.given, taken.row
    values: dict[str, Any] = {}
    if given.start and taken.start is None:
        values |= {"start_date": row.start, "start_precision": given.start.precision.value}
    if given.end and taken.end is None:
        values |= {"end_date": row.end, "end_precision": given.end.precision.value}
    wanted = behalf_of(row, taken.post) if given.behalf else None
    if wanted and taken.behalf is None:
        values["on_behalf_of"] = wanted
    if given.party and not given.office and stored is not None and not stored.party and row.who is not None:
        values["party"] = given.party
    if given.source and stored is not None and not stored.source:
        values["source"] = given.source
    return values


def place(row: Planned, known: Known) -> None:
    """Give a row a seat: a free one, or that of who goes. Unclear when there is no telling which."""
    check_one_place(row)
    if takes_the_seat(row.given.capacity, row.given.empty):
        take(row, known)
    else:
        sit_beside(row, known)


def check_one_place(row: Planned) -> None:
    """Refuse a row that may mean seats for different municipalities or circles."""
    if len({(post.for_whom_id, post.for_whom_label) for post in row.pool}) > 1:
        words = row.given.role or row.pool[0].words
        raise Unclear("behalf", f"Er zijn {len(row.pool)} plekken '{words}', voor verschillende. Schrijf voor wie.")


def take(row: Planned, known: Known) -> None:
    """Put somebody, or the words for nobody, in a seat."""
    start = first_day(row, known)
    leaver = same_behalf(row, known, start)
    spot = None if leaver else free_spot(row, known, start)
    if spot is None:
        leaver = leaver or who_goes(row, known, start)
        check_may_go(leaver, row, start)
        spot = (leaver.post, leaver.seat)
    check_no_other(row, known, spot, start, leaver)
    row.kind = SUCCEEDS if leaver else NEW
    row.words = f"{row.given.who}, {first_words(row, start)}"
    if leaver is not None and start is not None:
        end_with(leaver, row, start)
        row.words += f"; opvolger van {leaver.words}" if leaver.who else f"; was {leaver.words}"
    if row.who is not None and start is not None:
        for taken in beside(row, known, spot, start):
            end_with(taken, row, start)
            row.notes.append(f"{taken.words} ({taken.how}) eindigt daarmee.")
    add(row, known, spot, start)


def first_day(row: Planned, known: Known) -> date | None:
    """The first day of a new row: where nobody was recorded before it is left open, else it is the table's day."""
    history = any(taken.row is not None for taken in seats_in(row, known))
    return row.start or (row.day if history and not row.end else None)


def first_words(row: Planned, start: date | None) -> str:
    """From when, in words."""
    precision = row.given.start.precision if row.given.start else Precision.DAY
    return f"vanaf {in_words(start, precision)}" if start else "begindag niet bekend"


def same_behalf(row: Planned, known: Known, start: date | None) -> Taken | None:
    """Who sits for the same municipality in a post for anybody, and is not in the table itself."""
    found = [
        taken
        for taken in holders(row, known, start)
        if taken.line is None and taken.behalf and (wanted := behalf_of(row, taken.post)) and wanted.pk == taken.behalf
        if taken.post.for_whom_id is None
    ]
    return found[0] if len(found) == 1 else None


def holders(row: Planned, known: Known, start: date | None) -> list[Taken]:
    """Who leaves no room in the seats on a day of the row's period."""
    return [taken for taken in seats_in(row, known) if taken.takes_the_seat and taken.meets(start, row.end)]


def free_spot(row: Planned, known: Known, start: date | None) -> tuple[Post, int] | None:
    """The first seat that nobody holds in the row's period."""
    for post in row.pool:
        taken = {one.seat for one in known.at(post) if one.takes_the_seat and one.meets(start, row.end)}
        most = post.seats if post.seats is not None else len(taken) + 1
        free = next((seat for seat in range(1, most + 1) if seat not in taken), None)
        if free is not None:
            return post, free
    return None


def who_goes(row: Planned, known: Known, start: date | None) -> Taken:
    """Whose seat it becomes: a seat that waits for somebody, else the only holder whom the table does not name."""
    found = holders(row, known, start)
    left = [taken for taken in found if taken.line is None and taken.meets(start, start and start + date.resolution)]
    loose = [taken for taken in left if taken.empty in LOOSE]
    if loose and row.who is not None:
        return loose[0]
    if len(left) == 1:
        return left[0]
    if not left:
        lines = listed([f"rij {one.line}" if one.line else f"{one.words} ({period_of(one)})" for one in found])
        raise Unclear("role", f"Deze plek is dan al bezet: {lines}.")
    raise Unclear("role", f"Alle plekken zijn bezet, door {listed([taken.words for taken in left])}. Wie gaat weg?")


def check_may_go(leaver: Taken, row: Planned, start: date | None) -> None:
    """Refuse to cut a period short that began later, or that goes on when the row's ends."""
    begins_later = start is None or (leaver.start is not None and leaver.start >= start)
    goes_on = row.end is not None and (leaver.end is None or row.end < leaver.end)
    if begins_later or goes_on:
        raise Unclear("start", f"Op deze plek staat dan al {leaver.words} ({period_of(leaver)}).")


def check_no_other(
    row: Planned, known: Known, spot: tuple[Post, int], start: date | None, leaver: Taken | None
) -> None:
    """Refuse a second holder, and somebody who has this function already."""
    post, seat = spot
    for taken in known.at(post):
        if taken is not leaver and taken.takes_the_seat and taken.seat == seat and taken.meets(start, row.end):
            raise Unclear("start", f"Op deze plek staat dan al {taken.words} ({period_of(taken)}).")
    if row.who is not None:
        check_only_once(row, known, start, beside(row, known, spot, start) if start else [])


def beside(row: Planned, known: Known, spot: tuple[Post, int], start: date) -> list[Taken]:
    """Who was nominated for the seat, or helped out in it, until the row's holder comes."""
    post, seat = spot
    return [
        taken
        for taken in known.at(post)
        if taken.capacity in BESIDE and taken.seat == seat and taken.line is None
        if (taken.start is None or taken.start < start) and (taken.end is None or taken.end > start)
        if takes_the_seat(row.given.capacity, "")
    ]


def end_with(taken: Taken, row: Planned, start: date) -> None:
    """End what was there when the row begins."""
    precision = row.given.start.precision if row.given.start else Precision.DAY
    taken.change(end_date=start, end_precision=precision.value)
    taken.end = start


def sit_beside(row: Planned, known: Known) -> None:
    """Put somebody beside who holds the seat: nominated, acting, interim or standing in."""
    start = first_day(row, known)
    there = holders(row, known, start)
    absent = stood_in_for(row, known)
    meant = [taken for taken in there if absent and taken.who == absent] or there
    spot = (meant[0].post, meant[0].seat) if meant else (row.pool[0], 1)
    check_only_once(row, known, start, [])
    row.kind, row.words = NEW, f"{row.given.who}, {first_words(row, start)}"
    taken = add(row, known, spot, start)
    taken.stands_in_for = absent


def check_only_once(row: Planned, known: Known, start: date | None, leaving: list[Taken]) -> None:
    """Refuse somebody who has this function already, but for what ends when the row begins."""
    for taken in seats_in(row, known):
        if taken.who == row.who and taken not in leaving and taken.meets(start, row.end):
            if taken.line is not None:
                raise Unclear("name", f"{row.given.who} staat ook op rij {taken.line}, in dezelfde functie.")
            raise Unclear("name", f"{row.given.who} heeft deze functie al ({taken.how}, {period_of(taken)}).")


def stood_in_for(row: Planned, known: Known) -> Person | None:
    """Instead of whom somebody sits there."""
    name = row.given.stands_in
    if not name.family_name:
        return None
    found = [person for person in known.people.named(name) if isinstance(person, Person)]
    if len(found) != 1:
        raise Unclear("stands_in", f"Wie is '{name.full}'? Schrijf de naam zoals die in het register staat.")
    return found[0]


def add(row: Planned, known: Known, spot: tuple[Post, int], start: date | None) -> Taken:
    """Note the new row of the register."""
    post, seat = spot
    given, behalf = row.given, behalf_of(row, post)
    taken = Taken(
        post, seat, row.who, given.empty, given.capacity, start, row.end, behalf.pk if behalf else None,
        line=row.number,
    )  # fmt: skip
    taken.change(
        on_behalf_of=behalf,
        party="" if given.office or row.who is None else given.party,
        source=given.source,
        start_precision=(given.start.precision if given.start else Precision.DAY).value,
        end_precision=(given.end.precision if given.end else Precision.DAY).value,
    )
    known.at(post).append(taken)
    row.taken = taken
    return taken
