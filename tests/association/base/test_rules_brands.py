"""Colours of a brand: contrast is computed, and too little of it is refused in the form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.base.brand_presets import PRESETS, TOKENS
from association.base.forms.brands import BrandForm
from association.base.models import Brand
from association.base.rules import brands

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_one_and_twenty_one(front: str, ground: str) -> None:
    ratio = brands.contrast(front, ground)

    assert 1 <= ratio <= 21.0001
    assert ratio == brands.contrast(ground, front)
    assert brands.contrast(front, front) == 1


@pytest.mark.parametrize(
    ("front", "ground", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#949494", "#ffffff", 3.03),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_of_known_pairs(front: str, ground: str, ratio: float) -> None:
    assert round(brands.contrast(front, ground), 2) == ratio


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preset_has_every_token_and_contrast_enough(preset: str, scheme: str) -> None:
    colours = getattr(PRESETS[preset], scheme)

    assert set(colours) == set(TOKENS)
    assert [str(problem) for problem in brands.problems(colours)] == []


@given(st.text(max_size=20))
def test_colour_is_six_hexadecimal_digits_in_lower_case(value: str) -> None:
    assert brands.is_colour(value) == bool(re.fullmatch(r"#[0-9a-f]{6}", value))


@given(st.dictionaries(st.sampled_from(sorted(TOKENS)), st.text(max_size=30)))
def test_stylesheet_holds_nothing_but_colours(colours: dict[str, str]) -> None:
    text = brands.stylesheet(colours, colours, weight=700)

    assert "<" not in text
    assert set(re.findall(r"--noaber-([\w-]+):(#[0-9a-f]{6});", text)) == {
        (name, value) for name, value in colours.items() if brands.is_colour(value)
    }


def fields(**changes: str) -> dict[str, str]:
    """The form of a brand, filled in as the first preset."""
    data = {"name": "Merk", "mark": "vdg", "logo": "", "shape": "stone", "header": "light", "weight": "700"}
    for scheme in ("light", "dark"):
        data |= {
            f"{scheme}_{token.replace('-', '_')}": value for token, value in getattr(PRESETS["vdg"], scheme).items()
        }
    return data | changes


def form_for(data: dict[str, str]) -> BrandForm:
    return BrandForm(data, instance=Brand())


def test_brand_with_contrast_enough_is_stored(db: None) -> None:
    form = form_for(fields())

    assert form.errors == {}
    assert form.save().css.startswith(":root{")


def test_brand_with_too_little_contrast_is_refused_beside_the_colour(db: None) -> None:
    form = form_for(fields(light_text="#eeeeee", dark_edge=PRESETS["vdg"].dark["bg"]))

    assert not form.is_valid()
    assert {"light_text", "dark_edge"} <= set(form.errors)
    assert form.errors["light_text"][0].startswith("Te weinig verschil tussen tekst en achtergrond: 1,")
    assert "nodig is 4,5" in form.errors["light_text"][0]
    assert "nodig is 3,0" in form.errors["dark_edge"][0]
    assert Brand.objects.count() == 0


@pytest.mark.parametrize(
    "value", ["", "rood", "#12345", "#1234567", "#gggggg", "url(x)", "#1c5240;}*{display:none", "\u200b"]
)
def test_colour_that_is_none_is_refused_in_dutch(db: None, value: str) -> None:
    form = form_for(fields(light_text=value))

    assert not form.is_valid()
    assert form.errors["light_text"]
    assert not [message for message in form.errors["light_text"] if "Enter" in message or "required" in message]
