"""Names of persons, as Dutch writes and sorts them."""

from unicodedata import combining, normalize

# The roles that are a public office: of who holds one there is a page, and its word stands beside the name.
OFFICES = frozenset({"mayor", "alderman", "council_member", "municipal_secretary", "registrar", "deputy"})
# "mw. A. van der Tuuk": how a person is addressed in lists.
ADDRESS_WORDS = [("dhr.", "dhr."), ("mw.", "mw.")]


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
