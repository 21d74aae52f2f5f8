"""Whether this server can make PDF files at all."""

from functools import cache

NEEDED = {
    "weasyprint": "Op deze server ontbreekt Pango of een andere bibliotheek van WeasyPrint: {error}",
    "pikepdf": "Op deze server ontbreekt pikepdf: {error}",
    "page": "Op deze server ontbreekt page-validation: {error}",
}


def missing() -> str:
    """What is missing for making PDF files, as a Dutch sentence; empty when all is there.

    The libraries are tried once per process: who installs what is missing starts the worker again.
    """
    return missing_of(tuple(NEEDED))


@cache
def missing_of(names: tuple[str, ...]) -> str:
    """The same for some libraries."""
    for name in names:
        try:
            __import__(name)
        except (ImportError, OSError) as error:
            # Without Pango's shared libraries WeasyPrint is installed, yet cannot be imported: an OSError.
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            return NEEDED[name].format(error=reason)
    return ""
