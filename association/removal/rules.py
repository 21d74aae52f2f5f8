"""What the recycle bin holds to, and what is said when something cannot be taken away or brought back."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied


class RemovalRefused(Exception):
    """Something stays as it is; `message` says why, in words for the editor."""

    message = "Dit kan niet."

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__(self.message)


class NotAllowed(RemovalRefused, PermissionDenied):
    """The user has no right to do this."""

    message = "U hebt geen recht om dit te doen."


class InBinAlready(RemovalRefused):
    """What is to be deleted lies in the bin."""

    message = "Deze pagina ligt al in de prullenbak."


class IsLocked(RemovalRefused):
    """The page, or one below it, is locked."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Er is niets gewijzigd: '{title}' is vergrendeld.")


class IsStartPage(RemovalRefused):
    """The page is the start page of a site, or holds one."""

    message = "Dit is de voorpagina van een site. Die kan niet worden verwijderd."


class HasFixedRole(RemovalRefused):
    """The page is the one index of its kind, and pages stand below it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"'{title}' is een vast overzicht van de site en er staan pagina's onder. "
            "Haal die eerst weg of verplaats ze."
        )


class MustStay(RemovalRefused):
    """Something of the page is to be kept for good; the message says what."""


class StillUsed(RemovalRefused):
    """The page stands in a menu or another place that cannot do without."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = tuple(places)
        super().__init__(
            f"Deze pagina wordt nog gebruikt: {in_words(self.places)}. "
            "Haal haar daar eerst weg, of kies een vervangende pagina."
        )


class NeedsPlace(RemovalRefused):
    """What is brought back cannot stand where it stood."""


class GoneFromBin(RemovalRefused):
    """Somebody else brought it back or deleted it for good."""

    message = "Deze pagina ligt niet meer in de prullenbak."


def in_words(items: Sequence[str]) -> str:
    """The items as Dutch lists them: "a", "a en b", "a, b en c"."""
    return " en ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def counted(number: int, one: str, more: str) -> str:
    """A number with its word: "1 pagina", "3 pagina's"."""
    return f"{number} {one if number == 1 else more}"


def slug_in_bin(number: int) -> str:
    """The slug of a page in the bin; no two are alike."""
    return f"prullenbak-{number}"
