"""What is wired when the app is ready: addresses that are no longer gone, and the panel beside the address."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from association.base.pages import BasePage
from association.base.queries import Viewer
from association.removal.models import GoneAddress
from association.removal.panels import ImpactPanel
from association.removal.queries.bin import own_addresses, site_of


def connect() -> None:
    """Listen, and say beside every page's address what hangs on it; called once when the app is ready.

    Pages are in a lower topic, which knows nothing of this one: Wagtail builds the forms from these panels later.
    """
    address_panel = BasePage.promote_panels[0]
    address_panel.children.insert(1, ImpactPanel())
    page_published.connect(address_taken, dispatch_uid="removal-address-taken")


def address_taken(instance: Page, **kwargs: Any) -> None:
    """A page went live: its address answers again."""
    if GoneAddress.objects.exists() and (site := site_of(instance)) is not None:
        addresses = own_addresses(instance, Viewer.anonymous(site))
        GoneAddress.objects.filter(site=site, path__in=addresses).delete()
