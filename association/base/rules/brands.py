"""Brand colours: which tokens there are, which pairs must differ enough, and the stylesheet that they make.

Contrast ratio as in WCAG 2.2 ("contrast ratio", "relative luminance"): 4.5 for text (1.4.3), 3 for parts (1.4.11).
"""

import re
from dataclasses import dataclass

from association.base.brand_presets import PRESETS, TOKENS

MARKS = [("vdg", "Stenen (VDG)"), ("vgg", "Toren (VGG)")]
SHAPES = [("stone", "stenen: rond en ongelijk"), ("strip", "stroken: recht en schuin")]
HEADERS = [("light", "licht"), ("dark", "donker")]
WEIGHTS = [(700, "vet"), (800, "extra vet")]
HEX = re.compile(r"#[0-9a-f]{6}")
TEXT, PART = 4.5, 3.0
LIGHTER_WEIGHT = 700

LABELS = {
    "bg": "achtergrond", "paper": "vlakken", "tint": "tint", "text": "tekst", "soft": "zachte tekst",
    "line": "lijnen", "edge": "randen van velden", "brand": "merkkleur", "deep": "diepe merkkleur",
    "action": "knop", "on-action": "tekst op knop", "link": "link", "hover": "link onder de muis", "accent": "accent",
    "accent-bg": "vlak met accent", "spark": "heldere vlek", "on": "tekst op merkkleur",
    "on-soft": "zachte tekst op merkkleur",
}  # fmt: skip

# Front, ground and the least contrast between them.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("text", ground, TEXT) for ground in ("bg", "paper", "tint", "accent-bg")),
    *(("soft", ground, TEXT) for ground in ("bg", "paper")),
    *(("link", ground, TEXT) for ground in ("bg", "paper", "tint")),
    *(("hover", ground, TEXT) for ground in ("bg", "paper", "tint")),
    *(("accent", ground, TEXT) for ground in ("bg", "accent-bg")),
    ("on-action", "action", TEXT),
    ("action", "bg", PART),
    *(("edge", ground, PART) for ground in ("bg", "paper")),
    *(("on", ground, TEXT) for ground in ("brand", "deep")),
    *(("on-soft", ground, TEXT) for ground in ("brand", "deep")),
    *(("spark", ground, PART) for ground in ("brand", "deep")),
)


@dataclass(frozen=True)
class TooLittleContrast:
    """A pair of tokens that lie too close together; ratios run from 1 to 21."""

    front: str
    ground: str
    ratio: float
    needed: float

    def __str__(self) -> str:
        return (
            f"Te weinig verschil tussen {LABELS[self.front]} en {LABELS[self.ground]}: "
            f"{decimal(self.ratio)}, nodig is {decimal(self.needed)}."
        )


def decimal(number: float) -> str:
    """A number with one decimal, as Dutch writes it."""
    return f"{number:.1f}".replace(".", ",")


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), of a colour such as `#1c5240`."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, ground: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(front), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def problems(colours: dict[str, str]) -> list[TooLittleContrast]:
    """Every pair of a colour scheme whose contrast is too small."""
    found = []
    for front, ground, needed in PAIRS:
        ratio = contrast(colours[front], colours[ground])
        if ratio < needed:
            found.append(TooLittleContrast(front, ground, ratio, needed))
    return found


def is_colour(value: str) -> bool:
    """Whether a value is a colour such as `#1c5240`, in lower case."""
    return HEX.fullmatch(value) is not None


def default_light() -> dict[str, str]:
    """The light colours that a new brand starts with."""
    return dict(PRESETS["vdg"].light)


def default_dark() -> dict[str, str]:
    """The dark colours that a new brand starts with."""
    return dict(PRESETS["vdg"].dark)


def stylesheet(light: dict[str, str], dark: dict[str, str], *, weight: int) -> str:
    """Custom properties for both schemes; tokens that are unknown or no colour are left out."""

    def block(colours: dict[str, str]) -> str:
        return "".join(f"--noaber-{token}:{colours[token]};" for token in TOKENS if is_colour(colours.get(token, "")))

    tracking = "-0.022em" if weight > LIGHTER_WEIGHT else "-0.012em"
    shared = f"--noaber-weight:{weight};--noaber-tracking:{tracking};"
    # Paper is light, whatever the screen.
    return f":root{{{shared}{block(light)}}}@media screen and (prefers-color-scheme:dark){{:root{{{block(dark)}}}}}"
