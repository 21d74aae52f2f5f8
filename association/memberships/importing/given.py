"""What a row of the table says, cell by cell, and what is wrong with it; nothing is looked up."""

import re
import unicodedata
from dataclasses import dataclass, field

from association.base.exports import FORMULA, UNPRINTABLE
from association.base.rules.days import NoDay, PartialDate, parse_day
from association.base.rules.text import is_blank
from association.memberships.importing.columns import LABELS, Line
from association.memberships.importing.reading import FORMULA_MARK
from association.memberships.models import Membership
from association.memberships.rules import CAPACITIES, EMPTY_WORDS, Capacity
from association.people.models import Person
from association.people.rules import NO_NAME, PREFIX_WORDS, Name, is_initials, parse_name, plain

ADDRESSES = {"m": "dhr.", "man": "dhr.", "dhr": "dhr.", "heer": "dhr.", "dheer": "dhr.", "v": "mw.", "vrouw": "mw.",
             "mw": "mw.", "mevr": "mw.", "mevrouw": "mw."}  # fmt: skip
EMPTY = {
    **{plain(words): state for state, words in EMPTY_WORDS},
    "vacant": "vacant", "nietvantoepassing": "not_applicable", "nb": "not_yet_known", "onbekend": "not_yet_known",
    "nietingevuld": "not_filled", "wordtnietingevuld": "not_filled",
}  # fmt: skip
HOW = {
    **{plain(words): capacity for capacity, words in CAPACITIES},
    "waarnemer": Capacity.ACTING.value, "interim": Capacity.INTERIM.value, "kandidaat": Capacity.NOMINATED.value,
    "vervanger": Capacity.STANDING_IN.value, "plaatsvervanger": Capacity.STANDING_IN.value,
}  # fmt: skip
OFFICE = re.compile(r"(.+?)(?:\s+(?:van|gemeente)\s+(.+))?", re.IGNORECASE)
OTHER_SIGNS = frozenset(" .'’‘`´-–,()/&")
LONGEST = {
    "given": Person._meta.get_field("given_name").max_length, "initials": 30, "prefix": 30,
    "family": Person._meta.get_field("family_name").max_length, "name": 200, "stands_in": 200,
    "party": Membership._meta.get_field("party").max_length, "source": Membership._meta.get_field("source").max_length,
}  # fmt: skip
OTHER = 200
NAME_GONE = "De naam is verwijderd. Wat het register van deze plek weet, blijft zoals het is"
ABSENT_GONE = "De naam van wie vervangen wordt, is verwijderd. Wat het register van deze plek weet, blijft zoals het is"
FORMULA_FOUND = "Hier staat een formule, of iets wat daarop lijkt. Zet de waarde zelf in de cel."
SCRAMBLED = "Deze letters zijn verhaspeld. Bewaar het bestand opnieuw als 'CSV UTF-8' of als .xlsx."
STRANGE = "Hier staat een teken dat niet in een naam hoort."


@dataclass
class Given:
    """A row as it was meant: texts of what is to be looked up, and what is known at once."""

    number: int
    body: str = ""
    role: str = ""
    name: Name = field(default_factory=Name)
    empty: str = ""
    office: str = ""
    office_of: str = ""
    behalf: str = ""
    party: str = ""
    source: str = ""
    capacity: str = Capacity.APPOINTED.value
    stands_in: Name = field(default_factory=Name)
    start: PartialDate | None = None
    end: PartialDate | None = None
    left_out: str = ""  # why nothing is done with the row, in words
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def who(self) -> str:
        """The name as it was given, or the words of an empty seat."""
        return dict(EMPTY_WORDS).get(self.empty, "") or self.name.full

    def refuse(self, column: str, message: str) -> None:
        """Add what is wrong, with the column in which it stands."""
        self.problems.append((LABELS.get(column, column), message))


def given_of(line: Line) -> Given:
    """What a row says."""
    found = Given(line.number)
    cells = {key: clean(text) for key, text in line.cells.items()}
    found.body, found.role, found.behalf = (cells.get(key, "") for key in ("body", "role", "behalf"))
    found.party, found.source = cells.get("party", ""), cells.get("source", "")
    for key, text in cells.items():
        if message := problem_of(key, text):
            found.refuse(key, message)
    found.left_out = name_gone(cells)
    if found.problems or found.left_out:
        found.problems = [] if found.left_out else found.problems
        return found
    read_who(found, cells)
    read_office(found, cells.get("office", ""))
    read_capacity(found, cells)
    read_period(found, cells)
    return found


def clean(text: str) -> str:
    """A cell as text: composed letters, single spaces, no signs that cannot be seen, no apostrophe of an export."""
    composed = unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))
    if composed[:1] == "'" and composed[1:].startswith(FORMULA):
        composed = composed[1:]
    shown = "" if is_blank(composed) else " ".join(composed.split())
    return "" if shown and not shown.strip("-–—.") else shown


def problem_of(key: str, text: str) -> str:
    """What is wrong with the text of a cell; empty when nothing is."""
    if text.startswith((FORMULA_MARK, "@")):
        return FORMULA_FOUND
    if message := text_problem(text, LONGEST.get(key) or OTHER):
        return message
    if any(unicodedata.category(sign) == "Cf" for sign in text):
        return "Hier staat een teken dat niemand ziet. Typ de tekst opnieuw."
    if key in {"name", "given", "initials", "prefix", "family", "stands_in"} and not is_name_text(text):
        return STRANGE
    return ""


def text_problem(text: str, longest: int) -> str:
    """What is wrong with any text: letters that were lost on the way, or too many; empty when nothing is."""
    if "\ufffd" in text or is_scrambled(text):
        return SCRAMBLED
    return f"Dit is te lang: hier passen {longest} tekens." if len(text) > longest else ""


def is_scrambled(text: str) -> bool:
    """Whether UTF-8 was taken for Windows-1252 on its way: "MariÃ«tte"."""
    if text.isascii():
        return False
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def is_name_text(text: str) -> bool:
    """Whether a text has only letters and what stands between them in names; "n.v.t." and the like as well."""
    return all(sign.isalpha() or unicodedata.combining(sign) or sign in OTHER_SIGNS for sign in text) and (
        not text.startswith(FORMULA)
    )


def name_gone(cells: dict[str, str]) -> str:
    """Why a row is left out in which a name was removed, as our own export writes it; empty for any other row."""
    gone = plain(NO_NAME)
    parts = " ".join(cells.get(key, "") for key in ("prefix", "family"))
    if gone in {plain(cells.get("name", "")), plain(parts)}:
        return NAME_GONE
    stands_in = cells.get("stands_in", "") or cells.get("capacity", "").lower().removeprefix("vervangt ")
    return ABSENT_GONE if plain(stands_in) == gone else ""


def read_who(found: Given, cells: dict[str, str]) -> None:
    """The name in its parts, or why the seat is empty."""
    text = cells.get("name", "")
    known = EMPTY.get(plain(text)) or EMPTY.get(plain(cells.get("family", "")))
    if known and not cells.get("given"):
        found.empty, found.capacity = known, ""
        return
    found.name = name_in_parts(cells) if cells.get("family") else parse_name(text)
    if not found.name.family_name:
        message = f"'{text[:60]}' is geen naam." if text else "Wie? Schrijf een naam, of waarom de plek leeg is."
        found.refuse("name" if "name" in cells else "family", message)


def name_in_parts(cells: dict[str, str]) -> Name:
    """The name from columns of its own; a prefix may stand before the family name, with a capital."""
    words = cells["family"].split()
    prefix = cells.get("prefix", "").lower().split()
    while len(words) > 1 and words[0].lower() in PREFIX_WORDS:
        prefix.append(words.pop(0).lower())
    initials, given = cells.get("initials", ""), cells.get("given", "")
    if not initials and is_initials(given):
        initials, given = given, ""
    return Name(
        ADDRESSES.get(plain(cells.get("address", "")), ""),
        given,
        with_dots(initials),
        " ".join(prefix),
        " ".join(words)[:1].upper() + " ".join(words)[1:],
    )


def with_dots(initials: str) -> str:
    """Initials as registers write them: "AB" and "A B" become "A.B."."""
    letters = initials.replace(" ", "")
    return "".join(f"{letter}." for letter in letters) if letters.isalpha() and letters.isupper() else letters


def read_office(found: Given, text: str) -> None:
    """The public office: "wethouder", or "wethouder van Assen"."""
    matched = OFFICE.fullmatch(text)
    if matched:
        found.office, found.office_of = matched[1], matched[2] or ""


def read_capacity(found: Given, cells: dict[str, str]) -> None:
    """How somebody sits there, and instead of whom."""
    text = cells.get("capacity", "")
    if text.lower().startswith("vervangt ") and plain(text) not in HOW:
        cells, text = {**cells, "stands_in": text[9:]}, "vervangt een ander"
    if text and not found.empty:
        found.capacity = HOW.get(plain(text), "")
        if not found.capacity:
            words = ", ".join(words for _, words in CAPACITIES)
            found.refuse("capacity", f"'{text[:40]}' kennen wij niet. Kies uit: {words}.")
    if cells.get("stands_in"):
        found.stands_in = parse_name(cells["stands_in"])
        if found.capacity != Capacity.STANDING_IN:
            found.refuse("stands_in", "Alleen wie een ander vervangt, heeft hier een naam.")


def read_period(found: Given, cells: dict[str, str]) -> None:
    """From when until when."""
    for key in ("start", "end"):
        try:
            setattr(found, key, parse_day(cells[key]) if cells.get(key) else None)
        except NoDay as error:
            found.refuse(key, str(error))
    if found.start and found.end and found.end.next <= found.start.day:
        found.refuse("end", "De laatste dag ligt vóór de eerste.")
