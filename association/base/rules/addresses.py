"""Addresses that belong to the product, so that no page may take them."""

FIXED = frozenset(
    {
        "beheer", "inloggen", "uitloggen", "zoeken", "sitemap", "status", "documents", "media", "static", "huisstijl",
        "beeld", "robots", "wachtwoord", "django-admin", "api", "_util",
        "meelezen", "meeschrijven",
    }
)  # fmt: skip
HOME_DEPTH = 2  # of start pages in the tree; addresses right below them are shared with the site itself


def is_fixed(slug: str) -> bool:
    """Whether a page right below the home page with this slug would be out of reach."""
    return slug.lower() in FIXED


def is_usable_address(address: str) -> bool:
    """Whether an address is a web address or a path on this site; never a scheme that runs code, never `//host`.

    Browsers leave tabs and line ends out of an address (WHATWG URL, "basic URL parser"), so none may hide in it.
    """
    if any(char <= " " or char == "\x7f" for char in address):
        return False
    is_local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return is_local or address.startswith(("https://", "http://"))
