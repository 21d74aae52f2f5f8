"""Names of persons: how they are written and sorted, which may be of one person, and how one is taken out of a text."""

from association.people.rules.names import (
    ADDRESS_WORDS,
    NO_NAME,
    OFFICES,
    PREFIX_WORDS,
    Name,
    formal_name,
    full_name,
    is_initials,
    parse_name,
    plain,
    sorted_name,
    unaccented,
    upper_first,
    with_prefix,
)

__all__ = [
    "ADDRESS_WORDS",
    "NO_NAME",
    "OFFICES",
    "PREFIX_WORDS",
    "Name",
    "formal_name",
    "full_name",
    "is_initials",
    "parse_name",
    "plain",
    "sorted_name",
    "unaccented",
    "upper_first",
    "with_prefix",
]
