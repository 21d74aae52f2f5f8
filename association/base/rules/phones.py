"""Telephone numbers."""

import re

COUNTRY = "+31"
ZERO = re.compile(r"\(0\)")
SEPARATORS = re.compile(r"[^0-9+]")


def phone_href(number: str) -> str:
    """A Dutch telephone number as the address of a link (RFC 3966); empty for none.

    Short numbers, such as 112 and 14 0592, stay as they are.
    """
    text = number.strip()
    if text.startswith(("+", "00")):
        text = ZERO.sub("", text)
    kept = SEPARATORS.sub("", text)
    digits = kept.replace("+", "")
    if not digits:
        return ""
    if kept.startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}" if digits[2:] else ""
    return f"tel:{COUNTRY}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
