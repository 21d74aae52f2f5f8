"""Names of persons, as Dutch writes and sorts them."""

from dataclasses import dataclass
from unicodedata import combining, normalize

# The roles that are a public office: of who holds one there is a page, and its word stands beside the name.
OFFICES = frozenset({"mayor", "alderman", "council_member", "municipal_secretary", "registrar", "deputy"})
# "mw. A. van der Tuuk": how a person is addressed in lists.
ADDRESS_WORDS = [("dhr.", "dhr."), ("mw.", "mw.")]

# What stands in lists for somebody whose name was removed.
NO_NAME = "naam verwijderd"


def with_prefix(prefix: str, family_name: str) -> str:
    """The family name as it stands behind a given name or initials: "van der Tuuk"."""
    return f"{prefix} {family_name}".strip()


def upper_first(text: str) -> str:
    """A text that stands alone begins with a capital: "Van der Tuuk"."""
    return text[:1].upper() + text[1:]


def full_name(given_name: str, initials: str, prefix: str, family_name: str) -> str:
    """The given name, or else the initials, with the family name: "Ard van der Tuuk", "J. Kuin", "Van Schie"."""
    family = with_prefix(prefix, family_name)
    first = given_name or initials
    return f"{first} {family}" if first else upper_first(family)


def formal_name(form_of_address: str, initials: str, given_name: str, prefix: str, family_name: str) -> str:
    """As official lists have it: "dhr. A. van der Tuuk"; without initials "mw. Van Schie"."""
    family = with_prefix(prefix, family_name)
    first = initials or given_name
    name = f"{first} {family}" if first else upper_first(family)
    return f"{form_of_address} {name}".strip()


def sorted_name(given_name: str, initials: str, prefix: str, family_name: str) -> str:
    """As a Dutch register sorts, the prefix aside: "Tuuk, Ard van der"."""
    rest = " ".join(filter(None, [given_name or initials, prefix]))
    return f"{family_name}, {rest}" if rest else family_name


def plain(name: str) -> str:
    """A name to compare with: small letters, no dots, spaces or accents."""
    return "".join(sign for sign in unaccented(name).casefold() if sign.isalnum())


def unaccented(text: str) -> str:
    """A text without accents: "Wünker" becomes "Wunker"."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


PREFIXES = "van de der den ten ter te 't in op aan het onder over bij voor v.d. v/d vd la le du von tot"
PREFIX_WORDS = frozenset(PREFIXES.split(" "))
ADDRESSES = {"dhr": "dhr.", "dhr.": "dhr.", "heer": "dhr.", "mw": "mw.", "mw.": "mw.", "mevr.": "mw.", "mevrouw": "mw."}


@dataclass(frozen=True)
class Name:
    """A name in its parts."""

    form_of_address: str = ""
    given_name: str = ""
    initials: str = ""
    prefix: str = ""
    family_name: str = ""

    @property
    def full(self) -> str:
        """As a list has it, without the form of address."""
        return full_name(self.given_name, self.initials, self.prefix, self.family_name)


def is_initials(word: str) -> bool:
    """Whether a word is initials: "A.", "H.J.", "T.G."."""
    return word.endswith(".") and all(len(part) <= 2 and part[:1].isupper() for part in word.split(".") if part)


def begins_family(word: str) -> bool:
    """Whether a word is a prefix, or ends in one as a double name does: "de", "Bakker-de" (Vries)."""
    return word.lower().rpartition("-")[2] in PREFIX_WORDS


def parse_name(text: str) -> Name:
    """The parts of a name as people type or paste it: "dhr. A. van der Tuuk", "Tuuk, Ard van der", "Jan ten Brink".

    A name of one word is a family name. An empty Name for a text without letters.
    """
    if "," in text:
        family, _, before = text.partition(",")
        text = f"{before} {family}"
    words = text.replace("\u00a0", " ").split()
    address = ""
    while words and words[0].lower() in ADDRESSES:
        address = ADDRESSES[words.pop(0).lower()]
    if not any(sign.isalpha() for word in words for sign in word):
        return Name()
    initials: list[str] = []
    while len(words) > 1 and is_initials(words[0]):
        initials.append(words.pop(0))
    start = next((place for place, word in enumerate(words) if begins_family(word)), None)
    if start is None:
        given, rest = words[:-1], words[-1:]
        if initials:
            given, rest = [], words
    else:
        given, rest = words[:start], words[start:]
    prefix: list[str] = []
    while len(rest) > 1 and rest[0].lower() in PREFIX_WORDS:
        prefix.append(rest.pop(0).lower())
    return Name(address, " ".join(given), "".join(initials), " ".join(prefix), upper_first(" ".join(rest)))
