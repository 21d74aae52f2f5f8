"""The drawn landscapes: the same every time, whole in every proportion, and described in Dutch."""

import re
from dataclasses import astuple
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from home.demonstration.drawing import SCENES, UnknownBrand, UnknownScene, describe_scene, draw_cover, draw_scene
from home.demonstration.drawing.chance import Chance
from home.demonstration.drawing.palette import palette_of

BRANDS = ("vdg", "vgg")
SIZES = ((160, 90), (200, 85), (125, 100), (120, 90))  # 16:9, 40:17, 5:4 and 4:3
ROOT = Path(__file__).parents[3]
MARKS = ROOT / "templates" / "components" / "marks"
ICONS = ROOT / "site" / "noaber" / "static" / "brand"

Colour = tuple[int, ...]


def colours_of(picture: Image.Image) -> set[Colour]:
    """Return the colours of a small RGB picture."""
    found = picture.getcolors(picture.width * picture.height)
    assert found is not None
    return {colour for _, colour in found if isinstance(colour, tuple)}


def palette_colours(brand: str) -> set[Colour]:
    """Return all colours of a brand as RGB."""
    flat: list[object] = []
    for value in astuple(palette_of(brand)):
        flat.extend(value if isinstance(value, tuple) else [value])
    return {ImageColor.getrgb(value) for value in flat if isinstance(value, str) and value.startswith("#")}


def edge(picture: Image.Image, y: int) -> set[object]:
    """Return the colours of one row."""
    return {picture.getpixel((x, y)) for x in range(picture.width)}


def test_scenes_hold_every_subject_of_the_style() -> None:
    land = {"hunebed", "heath", "canal", "wierde", "mudflats", "energy"}
    people = {"village", "housing", "meeting", "town", "school", "care"}

    assert land | people <= set(SCENES)
    assert len(set(SCENES)) == len(SCENES)


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", SIZES)
def test_draw_scene_fills_every_proportion(scene: str, brand: str, size: tuple[int, int]) -> None:
    width, height = size
    palette = palette_of(brand)
    ground = ImageColor.getrgb(palette.sky[0])

    picture = draw_scene(scene, brand=brand, seed="proef", width=width, height=height)

    assert (picture.size, picture.mode) == (size, "RGB")
    assert len(colours_of(picture) & palette_colours(brand)) >= 7
    assert ground not in edge(picture, height - 1)
    assert ImageColor.getrgb(palette.spark) in colours_of(picture)
    for corner in ((0, 0), (width - 1, 0)):
        assert picture.getpixel(corner) == ground


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("scene", SCENES)
def test_draw_scene_is_the_same_for_the_same_seed_only(scene: str, brand: str) -> None:
    first = draw_scene(scene, brand=brand, seed="een", width=160, height=90)

    again = draw_scene(scene, brand=brand, seed="een", width=160, height=90)
    other = draw_scene(scene, brand=brand, seed="twee", width=160, height=90)

    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("scene", SCENES)
def test_draw_scene_differs_per_brand(scene: str) -> None:
    pictures = {draw_scene(scene, brand=brand, seed="een", width=80, height=45).tobytes() for brand in BRANDS}

    assert len(pictures) == len(BRANDS)


def test_draw_scene_uses_the_accent_of_the_brand_outdoors() -> None:
    for brand in BRANDS:
        picture = draw_scene("village", brand=brand, seed="een", width=320, height=180)

        assert ImageColor.getrgb(palette_of(brand).accent) in colours_of(picture)


def test_draw_scene_refuses_an_unknown_scene() -> None:
    with pytest.raises(UnknownScene, match="'volcano'; choose one of: hunebed"):
        draw_scene("volcano", brand="vdg", seed="een", width=16, height=9)


def test_draw_scene_refuses_an_unknown_brand() -> None:
    with pytest.raises(UnknownBrand, match="'vfg'; choose one of: vdg, vgg"):
        draw_scene("heath", brand="vfg", seed="een", width=16, height=9)


@pytest.mark.parametrize("brand", BRANDS)
def test_describe_scene_gives_every_scene_its_own_dutch_sentence(brand: str) -> None:
    texts = [describe_scene(scene, brand=brand) for scene in SCENES]

    assert len(set(texts)) == len(SCENES)
    for text in texts:
        assert re.fullmatch(r"Getekende? [^.]{30,110}\.", text), text
        assert len(text) <= 120
        assert not re.search(r"\b(the|with|and|of the|afbeelding|illustratie|plaatje)\b", text.lower()), text


def test_describe_scene_refuses_what_it_does_not_know() -> None:
    with pytest.raises(UnknownScene):
        describe_scene("volcano", brand="vdg")
    with pytest.raises(UnknownBrand):
        describe_scene("heath", brand="vfg")


@pytest.mark.parametrize("brand", BRANDS)
def test_draw_cover_keeps_the_place_of_the_title_plain(brand: str) -> None:
    deep = ImageColor.getrgb(palette_of(brand).deep)

    cover = draw_cover(brand, "jaarverslag", 130, 184)

    assert cover.size == (130, 184)
    assert colours_of(cover.crop((0, 0, 130, 77))) == {deep}
    assert len(colours_of(cover.crop((0, 100, 130, 184))) & palette_colours(brand)) >= 9
    assert cover.tobytes() == draw_cover(brand, "jaarverslag", 130, 184).tobytes()


def test_draw_cover_takes_another_scene() -> None:
    usual = draw_cover("vdg", "een", 65, 92)

    other = draw_cover("vdg", "een", 65, 92, scene="canal")

    assert usual.tobytes() != other.tobytes()
    with pytest.raises(UnknownScene):
        draw_cover("vdg", "een", 65, 92, scene="volcano")


def test_draw_cover_refuses_an_unknown_brand() -> None:
    with pytest.raises(UnknownBrand):
        draw_cover("vfg", "een", 65, 92)


def test_chance_answers_each_question_apart() -> None:
    chance = Chance("een")

    assert chance.share("zon") == Chance("een").share("zon")
    assert chance.share("zon") != chance.share("wolk")
    assert all(2 <= chance.between(str(number), 2, 5) < 5 for number in range(200))
    assert {chance.pick(str(number), "abc") for number in range(50)} == set("abc")


@pytest.mark.parametrize("brand", BRANDS)
def test_mark_is_small_and_holds_shapes_only(brand: str) -> None:
    mark = (MARKS / f"{brand}.svg").read_text()

    assert len(mark.encode()) < 1024
    assert 'viewBox="0 0 52 52"' in mark
    assert 'aria-hidden="true"' in mark
    assert not re.search(r"\b(style|class|id|stroke|transform|script|href)=?\b", mark)


@pytest.mark.parametrize("brand", BRANDS)
def test_icons_show_the_mark(brand: str) -> None:
    mark = (MARKS / f"{brand}.svg").read_text()

    icon = (ICONS / f"{brand}.svg").read_text()
    with Image.open(ICONS / f"{brand}-180.png") as touch:
        size, info = touch.size, touch.info

    assert icon == mark.replace(' aria-hidden="true"', "")
    assert size == (180, 180)
    assert "transparency" not in info
