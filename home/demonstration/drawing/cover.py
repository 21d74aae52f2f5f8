"""The cover of a publication: a plain ground for the title above a landscape."""

from PIL import Image

from home.demonstration.drawing.canvas import HEIGHT, Canvas, Outline
from home.demonstration.drawing.palette import Hand, palette_of
from home.demonstration.drawing.picture import draw_scene

_PLAIN = 0.42  # of the height, at least, for the title
_SCENES = {"vdg": "heath", "vgg": "energy"}


def draw_cover(brand: str, seed: str, width: int, height: int, *, scene: str | None = None) -> Image.Image:
    """Draw a cover in pixels: the upper 42 % is plain ``deep``, below it lies a landscape.

    The landscape's upper edge is an arc in a round hand and a slant in a straight one.
    Raises UnknownBrand or UnknownScene as draw_scene does.
    """
    palette = palette_of(brand)
    top = round(height * _PLAIN)
    view = draw_scene(scene or _SCENES[brand], brand=brand, seed=seed, width=width, height=height - top)
    cover = Image.new("RGB", (width, height), palette.deep)
    cover.paste(view, (0, top), _edge(palette.hand, width, height - top))
    return cover


def _edge(hand: Hand, width: int, height: int) -> Image.Image:
    """Return a mask that is white where the landscape shows."""
    mask = Canvas(width, height, "#000000")
    wide = mask.width
    rim = Outline(0, 11).bend(wide / 2, -10, wide, 11) if hand is Hand.ROUND else Outline(0, 13).to(wide, 0)
    mask.shape(rim.to(wide, HEIGHT + 1).to(0, HEIGHT + 1), "#ffffff")
    return mask.finish().convert("L")
