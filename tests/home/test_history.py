"""The report of what was done shows one's own pages and nothing of another association."""

from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from home.actions import SiteSetUp
from tests.factories.content import make_news, make_portfolio, make_user
from tests.factories.staff import staff_client

NAMES = ("Ons bericht", "Hun bericht", "Onze portefeuille", "Hun portefeuille")


def seen(client: Client) -> list[bool]:
    """Which of the names the report and its list show."""
    address = reverse("wagtailadmin_reports:site_history")
    report, results = (client.get(found).content.decode() for found in (address, f"{address}results/"))
    shown = [name in report for name in NAMES]
    assert shown == [name in results for name in NAMES]
    return shown


def test_history_shows_own_pages_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    for setup, word in ((vdg, "Ons"), (vgg, "Hun")):
        log(make_news(setup, f"{word} bericht"), "wagtail.edit")
        log(make_portfolio(setup, f"{'Onze' if word == 'Ons' else word} portefeuille"), "wagtail.edit")
    boss = Client(headers={"host": "localhost"})
    boss.force_login(make_user("baas", is_superuser=True))

    assert seen(boss) == [True, True, True, True]
    assert seen(staff_client("VDG beheer")) == [True, False, False, False]
    assert seen(staff_client("VGG eindredactie")) == [False, True, False, False]
