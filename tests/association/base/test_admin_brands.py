"""The form of a brand: a colour per token, contrast computed, nothing lost."""

from typing import Any

import pytest
from django.urls import reverse

from association.base.brand_presets import TOKENS
from association.base.forms.brands import field_name
from association.base.models import Brand
from home.actions import SiteSetUp
from tests.factories.staff import staff_client


def brand_form(brand: Brand, **changes: str) -> dict[str, str]:
    """The form of a brand as it stands, with changes."""
    data = {"name": brand.name, "mark": brand.mark, "logo": "", "shape": brand.shape, "header": brand.header}
    data["weight"] = str(brand.weight)
    for scheme, colours in (("light", brand.light), ("dark", brand.dark)):
        data |= {field_name(scheme, token): colours[token] for token in TOKENS}
    return {**data, **changes}


@pytest.fixture
def address(vdg: SiteSetUp) -> str:
    """The form of the VDG's brand."""
    return reverse("huisstijl:edit", args=[vdg.brand.pk])


def test_brand_form_has_a_field_per_token_and_scheme(vdg: SiteSetUp, address: str) -> None:
    answer: Any = staff_client("VDG beheer").get(address)

    form, page = answer.context["form"], answer.content.decode()
    shown = {name: form[name].value() for name in form.fields if name.startswith(("light_", "dark_"))}
    expected = {field_name("light", token): vdg.brand.light[token] for token in TOKENS}
    assert shown == expected | {field_name("dark", token): vdg.brand.dark[token] for token in TOKENS}
    assert page.count('type="color"') == 2 * len(TOKENS)
    assert ("Kleuren: licht" in page, "Kleuren: donker" in page) == (True, True)


def test_brand_form_stores_colours_and_a_new_stylesheet(vdg: SiteSetUp, address: str) -> None:
    staff_client("VDG beheer").post(address, brand_form(vdg.brand, light_link="#0B3022"))

    brand = Brand.objects.get(pk=vdg.brand.pk)
    assert brand.light == vdg.brand.light | {"link": "#0b3022"}
    assert brand.dark == vdg.brand.dark
    assert brand.css_hash != vdg.brand.css_hash


def test_brand_form_refuses_too_little_contrast_and_keeps_what_was_typed(vdg: SiteSetUp, address: str) -> None:
    data = brand_form(vdg.brand, name="Nieuwe naam", light_link="#eeeeee", dark_text="#222222")

    answer: Any = staff_client("VDG beheer").post(address, data)

    form = answer.context["form"]
    assert {"light_link", "dark_text"} <= set(form.errors)
    assert form.errors["light_link"][0] == "Te weinig verschil tussen link en achtergrond: 1,2, nodig is 4,5."
    assert (form["name"].value(), form["light_link"].value()) == ("Nieuwe naam", "#eeeeee")
    assert "Te weinig verschil tussen link en achtergrond" in answer.content.decode()
    assert Brand.objects.get(pk=vdg.brand.pk).css_hash == vdg.brand.css_hash


def test_brand_form_refuses_what_is_no_colour(vdg: SiteSetUp, address: str) -> None:
    answer: Any = staff_client("VDG beheer").post(address, brand_form(vdg.brand, light_bg="red;}"))

    assert answer.context["form"].errors["light_bg"] == ["Geef een kleur als # met zes cijfers of letters a–f."]
