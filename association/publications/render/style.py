"""The stylesheet of a printed document: our own for paper, with the colours and the hand of a brand before it."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.template.loader import get_template

from association.base.brand_presets import PRESETS
from association.base.models import Brand
from association.base.rules.brands import is_colour

STYLESHEET = "css/document.css"
FONT = "fonts/source-sans-3.woff2"
FONT_ADDRESS = "noaber:font"
MARK_ADDRESS = "noaber:mark"
COVER_ADDRESS = "noaber:cover"
# The upper edge of the picture on the cover, on a square of 100 by 100 that is stretched over the picture: what lies
# above the line is filled with the ground of the cover.
EDGES = {
    "stone": "M0 0H100V8.5C86 1.8 72 0 60 0C38 0 16 5.5 0 20Z",
    "strip": "M0 0H100V2L0 24Z",
}
# Without a picture: the landscape of a brand in flat shapes, three soft colours and one bright spot.
GROUNDS = {
    "stone": (
        '<path fill="{tint}" d="M0 0H210V160H0Z"/><circle fill="{spark}" cx="139" cy="47" r="19"/>'
        '<path fill="{accent-bg}" d="M0 86C50 70 130 92 210 74V160H0Z"/>'
        '<path fill="{brand}" d="M0 114C60 92 140 120 210 100V160H0Z"/>'
        '<path fill="{deep}" d="M0 138C70 124 150 142 210 130V160H0Z"/>'
    ),
    "strip": (
        '<path fill="{tint}" d="M0 0H210V160H0Z"/><circle fill="{spark}" cx="150" cy="44" r="17"/>'
        '<path fill="{accent-bg}" d="M0 84H210V160H0Z"/>'
        '<path fill="{line}" d="M0 160L70 84H96L52 160Z"/><path fill="{brand}" d="M52 160L96 84H122L118 160Z"/>'
        '<path fill="{edge}" d="M118 160L122 84H152L186 160Z"/><path fill="{deep}" d="M186 160L152 84H210V160Z"/>'
    ),
}


def stylesheet(brand: Brand | None, *, cover: bool) -> str:
    """The CSS of a document: tokens, font and the cover's drawings, then css/document.css.

    `cover`: whether there is a picture for the cover.
    """
    colours = light_colours(brand)
    shape = brand.shape if brand else "stone"
    weight = brand.weight if brand else 700
    tracking = "-0.022em" if weight > 700 else "-0.012em"
    tokens = "".join(f"--noaber-{token}:{colour};" for token, colour in colours.items())
    picture = COVER_ADDRESS if cover else data_address(drawing(GROUNDS[shape], colours, box="0 0 210 160"))
    edge = data_address(drawing(f'<path fill="{{deep}}" d="{EDGES[shape]}"/>', colours, box="0 0 100 100", fit="none"))
    return (
        f":root{{{tokens}--noaber-weight:{weight};--noaber-tracking:{tracking};}}"
        f'@font-face{{font-family:"Source Sans 3";src:url("{FONT_ADDRESS}")}}'
        f'.cover__picture{{background-image:url("{picture}")}}.cover__edge{{background-image:url("{edge}")}}'
        f'.cover__mark{{background-image:url("{MARK_ADDRESS}")}}'
        f"{own_styles()}"
    )


def light_colours(brand: Brand | None) -> dict[str, str]:
    """The colours of a brand for light ground, by token; those of the first preset where it says none."""
    own = brand.light if brand else {}
    return {
        token: own[token] if is_colour(own.get(token, "")) else colour for token, colour in PRESETS["vdg"].light.items()
    }


def drawing(shapes: str, colours: dict[str, str], *, box: str, fit: str = "xMidYMin slice") -> str:
    """An SVG of some shapes, with the colours of the tokens that they name."""
    for token, colour in colours.items():
        shapes = shapes.replace(f"{{{token}}}", colour)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="{fit}">{shapes}</svg>'


def data_address(svg: str) -> str:
    """An SVG as an address that holds it."""
    return f"data:image/svg+xml,{quote(svg)}"


def mark_drawing(brand: Brand | None) -> bytes:
    """The mark that a brand chose, as SVG; FileNotFoundError when it chose none."""
    if brand is None or not brand.mark:
        raise FileNotFoundError("mark")
    return get_template(f"components/marks/{brand.mark}.svg").render().encode()


@cache
def own_styles() -> str:
    """The text of css/document.css; FileNotFoundError when it is not among the static files."""
    return static_file(STYLESHEET).decode()


@cache
def font_file() -> bytes:
    """The font of the site."""
    return static_file(FONT)


def static_file(name: str) -> bytes:
    """A static file of ours as it lies in the package, wherever the collected ones are."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
