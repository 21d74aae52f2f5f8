"""The two hands and palettes that a brand setting can start from.

Keys of ``light`` and ``dark`` are token names: ``bg`` becomes the custom property ``--noaber-bg``. Values are
hex colours.
"""

from dataclasses import dataclass
from typing import Literal

TOKENS = (
    "bg",
    "paper",
    "tint",
    "text",
    "soft",
    "line",
    "edge",
    "brand",
    "deep",
    "action",
    "on-action",
    "link",
    "hover",
    "accent",
    "accent-bg",
    "spark",
    "on",
    "on-soft",
)


@dataclass(frozen=True, slots=True)
class BrandPreset:
    """A brand's name, its hand and its colours; ``tracking`` is the letter spacing of headings, with unit."""

    name: str
    shape: Literal["stone", "strip"]
    header: Literal["light", "dark"]
    weight: int
    tracking: str
    light: dict[str, str]
    dark: dict[str, str]


VDG = BrandPreset(
    name="VDG",
    shape="stone",
    header="light",
    weight=700,
    tracking="-0.012em",
    light={
        "bg": "#ffffff",
        "paper": "#f7f4ec",
        "tint": "#e5efe6",
        "text": "#1d2520",
        "soft": "#525c56",
        "line": "#dcd8ca",
        "edge": "#747c75",
        "brand": "#1c5240",
        "deep": "#12392c",
        "action": "#1c5240",
        "on-action": "#ffffff",
        "link": "#17583f",
        "hover": "#0b3022",
        "accent": "#8b3f7f",
        "accent-bg": "#f5eaf3",
        "spark": "#f3c34b",
        "on": "#ffffff",
        "on-soft": "#cfe3d6",
    },
    dark={
        "bg": "#121815",
        "paper": "#1a221e",
        "tint": "#22352c",
        "text": "#ebf0ec",
        "soft": "#b3beb7",
        "line": "#35413b",
        "edge": "#89958e",
        "brand": "#16402f",
        "deep": "#0e2a20",
        "action": "#93d6b6",
        "on-action": "#08241a",
        "link": "#93d6b6",
        "hover": "#c9f0de",
        "accent": "#e2aad7",
        "accent-bg": "#35203a",
        "spark": "#f3c34b",
        "on": "#ffffff",
        "on-soft": "#c3dacb",
    },
)

VGG = BrandPreset(
    name="VGG",
    shape="strip",
    header="dark",
    weight=800,
    tracking="-0.022em",
    light={
        "bg": "#ffffff",
        "paper": "#f0f4f8",
        "tint": "#dfe9f3",
        "text": "#16202a",
        "soft": "#4a5866",
        "line": "#d2dbe4",
        "edge": "#6c7c8b",
        "brand": "#123c69",
        "deep": "#0b2745",
        "action": "#123c69",
        "on-action": "#ffffff",
        "link": "#124f8f",
        "hover": "#082f5a",
        "accent": "#b23a23",
        "accent-bg": "#fbebe7",
        "spark": "#f2cf3d",
        "on": "#ffffff",
        "on-soft": "#cbdcec",
    },
    dark={
        "bg": "#11161c",
        "paper": "#182029",
        "tint": "#1e2f42",
        "text": "#e9eef3",
        "soft": "#b0bcc8",
        "line": "#323e4a",
        "edge": "#8493a2",
        "brand": "#0f3258",
        "deep": "#0a2038",
        "action": "#9cc7f2",
        "on-action": "#06203c",
        "link": "#9cc7f2",
        "hover": "#d2e7fb",
        "accent": "#ffa994",
        "accent-bg": "#3d1d15",
        "spark": "#f2cf3d",
        "on": "#ffffff",
        "on-soft": "#c4d6e8",
    },
)

PRESETS: dict[str, BrandPreset] = {"vdg": VDG, "vgg": VGG}
