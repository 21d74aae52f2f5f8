"""Which column of a table of seats is which: by the words above it, or by what stands in it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from association.memberships.importing.columns import LABELS, column_of
from association.memberships.importing.given import ADDRESSES, EMPTY
from association.memberships.rules import ROLES
from association.people.rules import PREFIX_WORDS, plain
from association.publications.importing.found_tables import FoundTable
from association.publications.importing.seat_names import has_offices, looks_like_names

PORTFOLIO = "portfolio"
# What a column can hold: those of the import of seats, and the portfolio whose consultation is meant.
COLUMNS = {"": "niet gebruiken", PORTFOLIO: "Portefeuille", **LABELS}
ENDINGS = (
    ("portefeuillehouder", "name"), ("commissielid", "name"), ("bestuurslid", "name"), ("vertegenwoordiger", "name"),
    ("portefeuille", PORTFOLIO), ("thema", PORTFOLIO), ("commissie", "body"), ("overleg", "body"),
)  # fmt: skip
ROLE_PARTS = frozenset(plain(words) for _, words in ROLES)
PARTIES = frozenset(
    {"pvda", "cda", "cu", "vvd", "d66", "gl", "groenlinks", "groenlinkspvda", "glpvda", "sp", "sgp", "pvv", "pvdd",
     "christenunie", "bbb", "volt", "denk", "ja21", "fvd", "50plus", "lokalepartij", "lokaal", "partijloos", "nsc"}
)  # fmt: skip
BODY_WORDS = re.compile(
    r"^(?:vng[\s-])?(?:commissie|college|bestuur|raad|stuurgroep|werkgroep|overleg|pho|portefeuillehouderoverleg)\b",
    re.I,
)
MUNICIPAL = re.compile(r"^gemeente\s+\S", re.IGNORECASE)
MOST, SAMPLE = 0.6, 200
ONE_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}")
IS_NAME = frozenset({"name", "family"})
TELLS_PLACE = frozenset({"body", "role", "behalf", "office", PORTFOLIO})
Column = Sequence[str]


def heading_column(heading: str) -> str:
    """The column that a heading stands above; empty for one that is not known."""
    known = column_of(heading)
    if known:
        return known
    word = plain(re.sub(r"\(.*?\)", "", heading))
    return next((column for ending, column in ENDINGS if word.endswith(ending)), "")


def guess(table: FoundTable, places: frozenset[str]) -> dict[int, str]:
    """What each column holds, by its number; those that are not clear are left out.

    `places` are names of organizations, in letters.
    """
    if any(table.head):
        named = {number: heading_column(name) for number, name in enumerate(table.head)}
        found = {number: column for number, column in named.items() if column}
        return found if IS_NAME & set(found.values()) else {}
    return guess_by_content(table, places)


def guess_by_content(table: FoundTable, places: frozenset[str]) -> dict[int, str]:
    """The same for a table without names of columns."""
    columns = [[row[number] for row in table.rows[:SAMPLE]] for number in range(table.width)]
    found: dict[int, str] = {}
    for what, is_it in checks(places):
        number = next((place for place, cells in enumerate(columns) if place not in found and is_it(cells)), None)
        if number is not None:
            found[number] = what
    if "name" not in found.values():
        found |= name_in_parts(columns, found)
    if not IS_NAME & set(found.values()):
        return {}
    if "role" not in found.values() and 0 not in found and all(0 < len(cell) < 80 for cell in columns[0]):
        found[0] = "role"
    return found if TELLS_PLACE & set(found.values()) else {}


def checks(places: frozenset[str]) -> list[tuple[str, Callable[[Column], bool]]]:
    """How columns are known by what stands in them, the surest first."""
    return [
        ("name", lambda cells: looks_like_names(list(cells))),
        ("address", lambda cells: all(plain(cell) in ADDRESSES for cell in cells)),
        ("office", lambda cells: has_offices(list(cells))),
        ("party", lambda cells: share(cells, lambda cell: plain(cell) in PARTIES)),
        ("body", lambda cells: share(cells, lambda cell: BODY_WORDS.match(cell) is not None)),
        ("role", lambda cells: share(cells, is_role)),
        ("behalf", lambda cells: is_behalf(cells, places)),
        ("prefix", is_prefixes),
    ]


def share(cells: Column, is_it: Callable[[str], bool]) -> bool:
    """Whether most of the filled cells are of a kind."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(map(is_it, filled)) >= MOST * len(filled)


def is_role(cell: str) -> bool:
    """Whether a cell names a role in a body, or two."""
    parts = [plain(part) for part in re.split(r"/|,|\ben\b", cell) if plain(part)]
    known = ROLE_PARTS | {"bestuurslid", "algemeenbestuurslid", "adviseurslid"}
    return bool(parts) and all(part in known for part in parts)


def is_behalf(cells: Column, places: frozenset[str]) -> bool:
    """Whether most cells name different municipalities or organizations that the register knows."""
    found = share(cells, lambda cell: MUNICIPAL.match(cell) is not None or plain(cell) in places)
    return found and (len(cells) < 2 or len({plain(cell) for cell in cells}) > 1)


def is_prefixes(cells: Column) -> bool:
    """Whether the cells are prefixes of names ("van der"), most of them perhaps empty."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(set(cell.casefold().split()) <= PREFIX_WORDS for cell in filled)


def name_in_parts(columns: list[list[str]], found: Mapping[int, str]) -> dict[int, str]:
    """Family name and given name in columns of their own: next to the prefix, or to each other beside man or woman."""
    where = {what: number for number, what in found.items()}
    if "prefix" in where:
        order = [where["prefix"] + 1, where["prefix"] + 2, where["prefix"] - 1]
    elif "address" in where:
        order = [where["address"] - 2, where["address"] - 1]
    else:
        return {}
    free = [place for place in order if 0 <= place < len(columns) and place not in found and are_names(columns[place])]
    return dict(zip(free, ("family", "given"), strict=False))


def are_names(cells: Column) -> bool:
    """Whether all cells are a few words that can be part of a name."""
    return bool(cells) and all(ONE_NAME.fullmatch(" ".join(cell.split())) or plain(cell) in EMPTY for cell in cells)


def sets_of(columns: Mapping[int, str]) -> list[dict[int, str]]:
    """The columns by composition: each column of names with what stands before it."""
    names = [number for number, what in sorted(columns.items()) if what == "name"]
    if len(names) < 2:
        return [dict(columns)]
    made, start = [], 0
    for place, number in enumerate(names):
        end = number if place < len(names) - 1 else max(columns)
        made.append({at: what for at, what in columns.items() if start <= at <= end and what})
        start = number + 1
    return made


def is_seats(table: FoundTable, columns: Mapping[int, str]) -> bool:
    """Whether a table is one of seats: names, and what tells which seat or whose."""
    kinds = Counter(what for what in columns.values() if what)
    return bool(table.rows and IS_NAME & set(kinds) and TELLS_PLACE & set(kinds))
