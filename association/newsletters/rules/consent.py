"""The words that people agree to when they subscribe; a version of them is kept with each consent."""

from types import MappingProxyType

# Only ever added to: the words of years ago still prove what somebody agreed to then.
TEXTS = MappingProxyType(
    {
        "2026-11": "Ik wil deze nieuwsbrieven per mail krijgen. Ik kan mij altijd afmelden. "
        "De vereniging gebruikt mijn gegevens alleen hiervoor.",
    }
)
CURRENT = "2026-11"


def consent_text(version: str = CURRENT) -> str:
    """The words of a version; empty for one that never was."""
    return TEXTS.get(version, "")
