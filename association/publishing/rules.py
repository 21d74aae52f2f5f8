"""Why a version cannot go live, in words for its author."""

from django.core.exceptions import ValidationError

UNKNOWN = "Er ging iets mis bij het plaatsen. Open de pagina en plaats haar met de hand."


def reason_of(error: Exception) -> str:
    """What an author needs to know of an error, at most 300 characters; nothing of how the software works."""
    if not isinstance(error, ValidationError):
        return UNKNOWN
    if "slug" in getattr(error, "error_dict", {}):
        return "Een andere pagina heeft hetzelfde adres. Geef deze pagina een ander adres en plaats haar opnieuw."
    return f"De pagina is niet compleet: {' '.join(error.messages)}"[:300]
