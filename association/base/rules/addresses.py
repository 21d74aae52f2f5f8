"""Addresses that belong to the product, so that no page may take them."""

FIXED = frozenset(
    {
        "beheer", "inloggen", "uitloggen", "zoeken", "sitemap", "status", "documents", "media", "static", "huisstijl",
        "beeld", "robots", "wachtwoord", "django-admin", "api", "_util",
    }
)  # fmt: skip


def is_fixed(slug: str) -> bool:
    """Whether a page right below the home page with this slug would be out of reach."""
    return slug.lower() in FIXED
