"""Drawn landscapes for the demonstration: flat shapes in the colours and the hand of a brand."""

from home.demonstration.drawing.cover import draw_cover
from home.demonstration.drawing.palette import UnknownBrand
from home.demonstration.drawing.picture import SCENES, UnknownScene, describe_scene, draw_scene

__all__ = ["SCENES", "UnknownBrand", "UnknownScene", "describe_scene", "draw_cover", "draw_scene"]
