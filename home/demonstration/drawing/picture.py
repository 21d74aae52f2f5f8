"""From the name of a scene to a finished picture and its description."""

from PIL import Image

from home.demonstration.drawing.canvas import Canvas
from home.demonstration.drawing.chance import Chance
from home.demonstration.drawing.descriptions import DESCRIPTIONS
from home.demonstration.drawing.palette import palette_of
from home.demonstration.drawing.scenes import PAINTERS
from home.demonstration.drawing.sketch import Sketch

SCENES: tuple[str, ...] = tuple(PAINTERS)
# A chart reads from left to right; a bus at the far side of the road drives to the left.
_MIRRORED = {"money": False, "bus": True}


class UnknownScene(ValueError):
    """Somebody asked for a scene that nobody can draw."""


def draw_scene(scene: str, *, brand: str, seed: str, width: int, height: int) -> Image.Image:
    """Draw a scene in the hand of a brand, composed for these proportions (in pixels).

    The seed moves sun, clouds, silhouettes and some people and animals, and may turn the scene to
    look the other way; the same arguments always give the same pixels.
    Raises UnknownScene or UnknownBrand for a word that is not in SCENES or has no palette.
    """
    _require(scene)
    sketch = open_sketch(scene, brand=brand, seed=seed, width=width, height=height)
    PAINTERS[scene](sketch)
    mirrored = _MIRRORED.get(scene, sketch.chance.share("mirror") < 0.5)
    return sketch.canvas.finish(mirrored=mirrored)


def open_sketch(scene: str, *, brand: str, seed: str, width: int, height: int) -> Sketch:
    """Return an empty sketch for a scene, with its colours and its lots."""
    palette = palette_of(brand)
    return Sketch(Canvas(width, height, palette.sky[0]), palette, Chance(f"{scene}/{brand}/{seed}"))


def describe_scene(scene: str, *, brand: str) -> str:
    """Return one Dutch sentence of at most 120 characters that says what the scene shows.

    Raises UnknownScene or UnknownBrand as draw_scene does.
    """
    _require(scene)
    return DESCRIPTIONS[palette_of(brand).brand][scene]


def _require(scene: str) -> None:
    if scene not in PAINTERS:
        raise UnknownScene(f"There is no scene {scene!r}; choose one of: {', '.join(SCENES)}.")
