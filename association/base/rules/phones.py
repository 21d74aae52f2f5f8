"""Telephone numbers."""


def phone_href(number: str) -> str:
    """A Dutch telephone number as the address of a link (RFC 3966); empty for none."""
    digits = "".join(char for char in number if char.isdigit() or char == "+")
    if not digits:
        return ""
    return f"tel:+31{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else f"tel:{digits}"
