"""Where what is made of a document goes: a site, its association, its collection of pictures, its publications."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Collection, Site

from association.base.site_settings import SiteSettings
from association.organizations.models import Organization
from association.publications.pages import PublicationIndexPage


class NoPlace(Exception):
    """There is no site, association or page for what is to be made; the text says, in Dutch, which and what to do."""


@dataclass(frozen=True)
class Place:
    """A site with its association and the collection that its pictures go into."""

    site: Site
    association: Organization
    collection: Any


def place_of(host: str = "") -> Place:
    """The place of a site by its host, with or without port; the default site without. NoPlace when there is none."""
    site = find_site(host.strip())
    association = SiteSettings.of(site).association
    if association is None:
        raise NoPlace(f"De site {site.hostname} heeft nog geen vereniging. Kies die bij de instellingen van de site.")
    return Place(site, association, collection_of(association))


def find_site(host: str) -> Site:
    """The site with a host such as `vgg.localhost` or `localhost:8000`; NoPlace when there is none."""
    if not host:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise NoPlace("Er is nog geen site. Maak er een met: set_up_site")
        return site
    name, _, port = host.lower().partition(":")
    found = Site.objects.filter(hostname=name)
    if port.isdecimal():
        found = found.filter(port=int(port)) or found
    site = found.order_by("-is_default_site", "port").first()
    if site is None:
        known = ", ".join(Site.objects.order_by("hostname").values_list("hostname", flat=True))
        raise NoPlace(f"De site {host} is er niet. Kies uit: {known}.")
    return site


def collection_of(association: Organization) -> Any:
    """Where pictures of an association are kept: its own collection, else the highest one."""
    own = Collection.objects.filter(name=association.abbreviation, depth=2).first()
    return own or Collection.get_first_root_node()


def index_of(site: Site) -> PublicationIndexPage:
    """The page below which a site has its publications; NoPlace when there is none."""
    found = PublicationIndexPage.objects.filter(path__startswith=site.root_page.path).order_by("path").first()
    if found is None:
        raise NoPlace(f"De site {site.hostname} heeft geen overzicht van publicaties. Maak dat eerst.")
    return found
