"""Whether this server can make PDF files at all."""

from importlib import import_module

from PIL import ImageFile

LACKING = "Op deze server ontbreekt"
NEEDED = {
    "weasyprint": "Pango of een andere bibliotheek van WeasyPrint",
    "pikepdf": "pikepdf",
    "page": "page-validation",
}


def missing() -> str:
    """What is missing for making PDF files, as a Dutch sentence; empty when all is there.

    What failed is tried again each time, so that a worker notices what was installed in the meantime.
    """
    for name, words in NEEDED.items():
        try:
            import_module(name)
            # WeasyPrint has Pillow take damaged pictures in the whole process; what people bring must be whole.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        except (ImportError, OSError) as error:
            # Without Pango's shared libraries WeasyPrint is installed, yet cannot be imported: an OSError.
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            return f"{LACKING} {words}: er kan geen pdf gemaakt worden. ({reason})"
    return ""
