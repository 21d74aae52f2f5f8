"""The stylesheet of an e-book: css/book.css, with the colours of a brand written out in it.

Many reading systems know no custom properties. Ground and colour of the text are the reader's own choice.
"""

import re
from functools import cache

from association.base.models import Brand
from association.publications.render.style import GROUNDS, drawing, light_colours, static_file

STYLESHEET = "css/book.css"
TOKEN = re.compile(r"var\(--noaber-([a-z-]+)\)")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def stylesheet(brand: Brand | None) -> str:
    """The CSS of an e-book."""
    colours = light_colours(brand) | {"weight": str(brand.weight if brand else 700)}
    return TOKEN.sub(lambda found: colours[found[1]], own_styles())


def cover_drawing(brand: Brand | None) -> str:
    """What stands on the cover without a picture: the landscape of a brand, as SVG."""
    return drawing(GROUNDS[brand.shape if brand else "stone"], light_colours(brand), box="0 0 210 160")


@cache
def own_styles() -> str:
    """The text of css/book.css without its comments; FileNotFoundError when it is not among the static files."""
    return COMMENT.sub("", static_file(STYLESHEET).decode())
