"""Setting up a site: association, brand, first pages, settings, collection and rights."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Collection, Page, Site

from association.base.brand_presets import PRESETS
from association.base.models import Brand
from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage
from association.newsletters.pages import NewsletterIndexPage
from association.organizations.actions import found_association, grant_rights
from association.organizations.models import Organization
from association.portfolios.pages import PortfolioIndexPage
from association.publications.pages import PublicationIndexPage
from association.review.actions import set_up_review
from home.pages import HomePage


@dataclass(frozen=True)
class SiteSetUp:
    """What setting up a site made or found."""

    association: Organization
    brand: Brand
    home: HomePage
    site: Site
    settings: SiteSettings
    collection: Collection


@transaction.atomic
def set_up_site(
    *,
    name: str,
    abbreviation: str,
    slug: str,
    host: str,
    port: int,
    preset: str,
    is_default: bool,
    name_lines: tuple[str, str],
    portfolios_title: str = "Portefeuilles",
    portfolios_slug: str = "portefeuilles",
) -> SiteSetUp:
    """A site for an association, ready for its editors; of what exists (by slug) only host and port change.

    `preset` names the brand to start from (PRESETS). KeyError for an unknown one.
    """
    association = found_association(name=name, abbreviation=abbreviation, slug=slug)
    brand = Brand.objects.filter(name=abbreviation).first() or make_brand(abbreviation, preset)
    home = HomePage.objects.filter(slug=slug, depth=2).first() or make_home(name, slug)
    remove_welcome_page()
    site, _ = Site.objects.update_or_create(
        root_page=home,
        defaults={"hostname": host, "port": port, "is_default_site": is_default, "site_name": name},
    )
    own, _ = SiteSettings.objects.get_or_create(
        site=site,
        defaults={
            "association": association,
            "brand": brand,
            "name_line": name_lines[0],
            "name_main": name_lines[1],
            "portfolios_word": portfolios_title,
        },
    )
    collection = Collection.objects.filter(name=abbreviation, depth=2).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=abbreviation)
    ensure_child(home, PortfolioIndexPage, title=portfolios_title, slug=portfolios_slug)
    ensure_child(home, NewsIndexPage, title="Nieuws", slug="nieuws")
    ensure_child(home, PublicationIndexPage, title="Publicaties", slug="publicaties")
    ensure_child(
        home,
        NewsletterIndexPage,
        title="Nieuwsbrieven",
        slug="nieuwsbrieven",
        summary="Wat wij stuurden, en waar u zich aanmeldt.",
    )
    grant_rights(association=association, site=site, home=home, collection=collection)
    set_up_review(association=association, home=home)
    return SiteSetUp(association, brand, home, site, own, collection)


def make_brand(name: str, preset: str) -> Brand:
    """A brand with the colours and the hand of a preset."""
    start = PRESETS[preset]
    mark = preset if preset in {"vdg", "vgg"} else ""
    return Brand.objects.create(
        name=name,
        mark=mark,
        shape=start.shape,
        header=start.header,
        weight=start.weight,
        light=start.light,
        dark=start.dark,
    )


def make_home(name: str, slug: str) -> HomePage:
    """A published start page right below the root."""
    home = HomePage(title=name, slug=slug, heading=name)
    Page.objects.get(depth=1).add_child(instance=home)
    home.save_revision().publish()
    return home


def remove_welcome_page() -> None:
    """Delete the page that Wagtail's own first migration made, with its site, when nothing stands below it."""
    for page in Page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0):
        Site.objects.filter(root_page=page).delete()
        page.delete()


def ensure_child(parent: Page, kind: type[Any], **fields: Any) -> Any:
    """The child page with a slug, published; made when it is not there."""
    found = kind.objects.child_of(parent).filter(slug=fields["slug"]).first()
    if found:
        return found
    page = kind(**fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
