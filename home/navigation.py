"""Menu, footer and all else that frames a page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from association.base.blocks.settings import CHANNELS
from association.base.models import Brand
from association.base.pictures import Picture, picture
from association.base.queries import Viewer
from association.base.rules.phones import phone_href
from association.base.site_settings import SiteSettings
from association.base.targets import Targets, stored_items, stored_values
from association.newsletters.rules.addresses import PATHS, SUBSCRIBE, address_of
from association.organizations.queries import members_of

CHANNEL_NAMES = dict(CHANNELS)
ICONS = {"/nieuws/feed/": "rss", "/contact/": "mail"}


@dataclass(frozen=True)
class Frame:
    """What base.html shows around every page."""

    site_name: str
    name_lines: tuple[str, str]
    mark: str
    logo: Picture | None
    favicon: str
    shape: str
    header: str
    brand_css_url: str
    menu: list[dict[str, Any]]
    footer_groups: list[dict[str, Any]]
    footer_bottom: list[dict[str, Any]]
    social: list[dict[str, str]]
    contact: dict[str, str]
    association_id: int | None
    member_count: int
    portfolio_word: str
    portfolios_word: str
    query: str
    # Where people subscribe to newsletters; empty without lists, and on the screens of newsletters themselves.
    subscribe_url: str = ""
    home_url: str = "/"
    search_url: str = "/zoeken/"

    @cached_property
    def members(self) -> list[dict[str, str]]:
        """The members in the order of the register, asked when a template shows them."""
        found = members_of(self.association_id) if self.association_id else []
        return [{"name": member.name, "url": member.website} for member in found]


def is_current(url: str, path: str) -> bool:
    """Whether an address is the page shown or lies above it."""
    return url == path or (url != "/" and path.startswith(url))


def build_frame(request: HttpRequest, viewer: Viewer) -> Frame:
    """The frame of a site for a viewer, in three queries at most: settings, linked pages, restrictions."""
    own = SiteSettings.of(viewer.site)
    targets = Targets(viewer, own.menu, own.footer, own.footer_bottom)
    menu = targets.links(stored_values(own.menu))
    return Frame(
        site_name=f"{own.name_line} {own.name_main}".strip(),
        name_lines=(own.name_line, own.name_main),
        **brand_parts(own.brand),
        menu=[{**link, "current": is_current(link["url"], request.path)} for link in menu],
        footer_groups=[
            {"title": group["title"], "links": footer_links(targets, group["links"])}
            for group in stored_values(own.footer)
        ],
        footer_bottom=targets.links(stored_values(own.footer_bottom)),
        social=[
            {"kind": channel["kind"], "label": CHANNEL_NAMES.get(channel["kind"], ""), "url": channel["address"]}
            for channel in stored_values(own.social)
        ],
        contact=contact_parts(own),
        association_id=own.association_id,
        member_count=own.member_count,
        portfolio_word=own.portfolio_word,
        portfolios_word=own.portfolios_word,
        subscribe_url=subscribe_url(own, request.path),
        query=request.GET.get("q", "")[:200] if request.path == reverse("search") else "",
    )


def subscribe_url(own: SiteSettings, path: str) -> str:
    """Where the form in the foot of a page goes; empty where there is none."""
    own_screens = tuple("/" + place.partition("<")[0] for place in PATHS.values())
    return address_of(SUBSCRIBE) if own.has_open_list and not path.startswith(own_screens) else ""


def footer_links(targets: Targets, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The links of a footer group, with the icon that a few addresses have."""
    return [{**link, "icon": ICONS.get(link["url"], "")} for link in targets.links(stored_items(items))]


def brand_parts(brand: Brand | None) -> dict[str, Any]:
    """What the frame takes from a brand; the first brand's hand when the site has none."""
    if brand is None:
        return {"mark": "", "logo": None, "favicon": "", "shape": "stone", "header": "light", "brand_css_url": ""}
    return {
        "mark": f"components/marks/{brand.mark}.svg" if brand.mark and not brand.logo else "",
        "logo": picture(brand.logo, "logo", alt="") if brand.logo else None,
        "favicon": f"brand/{brand.mark}.svg" if brand.mark else "",
        "shape": brand.shape,
        "header": brand.header,
        "brand_css_url": reverse("brand_stylesheet", args=[brand.css_hash]),
    }


def contact_parts(own: SiteSettings) -> dict[str, str]:
    """The bureau's address and telephone."""
    return {
        "street": own.street,
        "city": own.city,
        "phone": own.phone,
        "phone_href": phone_href(own.phone),
        "email": own.email,
    }
