"""A frame (header, footer, brand) to show components in, without a site or a database."""

from collections.abc import Mapping
from dataclasses import dataclass

from association.base.brand_presets import BrandPreset

Link = Mapping[str, object]

CONTACT = {
    "street": "Voorbeeldstraat 12",
    "city": "9400 AA Assen",
    "phone": "0592 12 34 56",
    "phone_href": "tel:+31592123456",
    "email": "bureau@vereniging.example",
}
MENU = (
    {"label": "Portefeuilles", "url": "#voorbeeld", "current": False},
    {"label": "Nieuws", "url": "#voorbeeld", "current": True},
    {"label": "Publicaties", "url": "#voorbeeld", "current": False},
    {"label": "Contact", "url": "#voorbeeld", "current": False},
)
SOCIAL = ({"kind": "linkedin", "label": "LinkedIn", "url": "#voorbeeld"},)
FOOTER_GROUPS = (
    {
        "title": "Over ons",
        "links": ({"label": "Het bureau", "url": "#voorbeeld"}, {"label": "Werkwijze", "url": "#voorbeeld"}),
    },
    {"title": "Op de hoogte blijven", "links": ({"label": "RSS", "url": "#voorbeeld", "icon": "rss"},)},
)


@dataclass(frozen=True, slots=True)
class ExampleFrame:
    """The names that base.html, the header and the footer ask for."""

    site_name: str
    name_lines: tuple[str, str]
    mark: str
    shape: str
    header: str
    brand_css_url: str
    member_count: int
    favicon: str = ""
    home_url: str = "/"
    query: str = ""
    search_url: str = "/zoeken/"
    menu: tuple[Link, ...] = MENU
    footer_groups: tuple[Link, ...] = FOOTER_GROUPS
    footer_bottom: tuple[Link, ...] = (
        {"label": "Toegankelijkheid", "url": "#voorbeeld"},
        {"label": "Privacy", "url": "#voorbeeld"},
    )
    social: tuple[Link, ...] = SOCIAL
    contact: Link | None = None


def example_frame(brand: str, preset: BrandPreset, brand_css_url: str) -> ExampleFrame:
    """The frame in the hand of ``preset``; the mark is ``components/marks/<brand>.svg``."""
    return ExampleFrame(
        site_name=f"Bouwstenen {preset.name}",
        name_lines=("Bouwstenen van", preset.name),
        mark=f"components/marks/{brand}.svg",
        shape=preset.shape,
        header=preset.header,
        brand_css_url=brand_css_url,
        member_count=12 if preset.shape == "stone" else 10,
        contact=CONTACT,
    )
