"""Every kind of page that a visitor or an editor can meet, and how to get there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.content import (
    ACTIVE_YEAR,
    ADOPTED,
    CHAPTER,
    COMPARED,
    EVERY_PART,
    EVERYTHING,
    ISSUE,
    LOCKED,
    OLDER,
    PART,
    WITHDRAWN,
    secret,
)
from tests.browser.server import Server

BRANDS = ("vdg", "vgg")
PORTFOLIOS = {"vdg": "/portefeuilles/", "vgg": "/themas/"}
PORTFOLIO = {"vdg": "ruimte-en-wonen", "vgg": "sociaal-domein"}

TOWN = {"vdg": "assen", "vgg": "westerkwartier"}
MAYOR = {"vdg": "arjen-maathuis", "vgg": "ard-van-der-tuuk"}

VACANCY = {
    "vdg": "/organisatie/vacatures/vertegenwoordiger-van-drenthe-in-de-vng-commissie-financien/",
    "vgg": "/organisatie/vacatures/lid-van-de-vng-commissie-europa-en-internationaal/",
}


def stay(page: Page) -> None:
    """The page as it comes."""


def send_empty(page: Page) -> None:
    """Send the form without filling it in."""
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("alert").or_(page.locator(".error-summary")).first.wait_for()


def send(page: Page) -> None:
    """Fill the contact form in and send it."""
    page.get_by_label("Naam").fill("Jantien Bakker")
    page.locator("main").get_by_label("E-mailadres").fill("jantien@example.org")
    page.get_by_label("Uw vraag").fill("Wanneer is het volgende overleg over wonen?")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("button", name="Verstuur").wait_for(state="detached")


def log_in_wrongly(page: Page) -> None:
    """Try a name and a password that nobody has."""
    page.locator("main input[name=username]").fill("niemand")
    page.locator("main input[name=password]").fill("niets")
    page.locator("main button").click()
    page.locator(".error-summary").wait_for()


def subscribe_to_nothing(page: Page) -> None:
    """Open all questions, choose no list and send the form without address."""
    page.get_by_text("Vertel ons wie u bent").click()
    page.locator("main").get_by_role("checkbox").first.uncheck()
    page.locator("main").get_by_role("button", name="Meld mij aan").click()
    page.locator(".error-summary").wait_for()


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, its path on each site, the status of its answer, and what to do once there."""

    name: str
    paths: dict[str, str]
    status: int = 200
    act: Callable[[Page], None] = stay
    staff: bool = False

    def open(self, page: Page, server: Server, brand: str) -> None:
        """Go to the page on a brand's site and make it ready."""
        # The gallery shows both brands; who is logged in is so at the first site.
        response = page.goto(server.url("vdg" if self.staff else brand, self.paths[brand]))
        assert response is not None
        assert response.status == self.status, f"{response.url} answered {response.status}"
        self.act(page)
        page.evaluate("document.fonts.ready")


def at(path: str) -> dict[str, str]:
    """The same path on both sites."""
    return dict.fromkeys(BRANDS, path)


def own(place: str, what: str, more: str = "") -> dict[str, str]:
    """The path of a screen that a secret opens, on each site."""
    return {brand: f"/nieuwsbrieven/{place}/{secret(brand, what)}/{more}" for brand in BRANDS}


KINDS = (
    Kind("home", at("/")),
    Kind("page", at("/privacy/")),
    Kind("page-with-navigation", at("/over-ons/geschiedenis/")),
    Kind("page-with-children", at("/over-ons/")),
    Kind("organizations", at("/organisatie/")),
    Kind("body", at("/organisatie/dagelijks-bestuur/?peildatum=2022-12-31")),
    Kind(
        "body-of-register", {"vdg": "/organisatie/gm-bvogm/", "vgg": "/organisatie/pho-cultuur/?peildatum=2021-05-27"}
    ),
    Kind("body-no-day", at("/organisatie/dagelijks-bestuur/?peildatum=2021-02-30"), status=400),
    Kind("member", {brand: f"/organisatie/gemeenten/{TOWN[brand]}/" for brand in BRANDS}),
    Kind("person", {brand: f"/organisatie/personen/{MAYOR[brand]}/" for brand in BRANDS}),
    Kind("vacancies", at("/organisatie/vacatures/")),
    Kind("vacancy", VACANCY),
    Kind("vacancy-errors", VACANCY, act=send_empty),
    Kind("vacancy-thanks", {brand: f"{path}bedankt/" for brand, path in VACANCY.items()}),
    Kind("news", at("/nieuws/")),
    Kind("news-filtered", at("/nieuws/?jaar=2025")),
    Kind("news-second", at("/nieuws/?pagina=2")),
    Kind("news-item", at(f"/nieuws/{EVERYTHING}/")),
    Kind("newsletters", at("/nieuwsbrieven/")),
    Kind("newsletter-issue", at(f"/nieuwsbrieven/{ISSUE}/")),
    Kind("portfolios", PORTFOLIOS),
    Kind("portfolio", {brand: f"{PORTFOLIOS[brand]}{PORTFOLIO[brand]}/" for brand in BRANDS}),
    Kind("activities", at(f"/activiteiten/{ACTIVE_YEAR}/")),
    Kind("activities-overview", at("/activiteiten/")),
    Kind("publications", at("/publicaties/")),
    Kind("publication", at(f"/publicaties/{EVERY_PART}/")),
    Kind("publication-older", at(f"/publicaties/{OLDER}/")),
    Kind("chapter", at(f"/publicaties/{EVERY_PART}/{CHAPTER}/")),
    Kind("chapter-part", at(f"/publicaties/{EVERY_PART}/{CHAPTER}/{PART}/")),
    Kind("chapter-blocks", at(f"/publicaties/{EVERY_PART}/alle-blokken/")),
    Kind("document-whole", at(f"/publicaties/{EVERY_PART}/volledig/")),
    Kind("document-search", at(f"/publicaties/{EVERY_PART}/zoeken/?q=werk")),
    Kind("document-search-start", at(f"/publicaties/{EVERY_PART}/zoeken/")),
    Kind("document-search-short", at(f"/publicaties/{EVERY_PART}/zoeken/?q=a")),
    Kind("document-choice", at(f"/publicaties/{EVERY_PART}/volledig/?hoofdstuk={CHAPTER}&hoofdstuk=weg")),
    Kind("adopted", at(f"/publicaties/{ADOPTED}/")),
    Kind("adopted-chapter", at(f"/publicaties/{ADOPTED}/{CHAPTER}/")),
    Kind("adopted-part", at(f"/publicaties/{ADOPTED}/{CHAPTER}/{PART}/")),
    Kind("adopted-whole", at(f"/publicaties/{ADOPTED}/volledig/")),
    Kind("adopted-search", at(f"/publicaties/{ADOPTED}/zoeken/?q=nieuwe+woorden")),
    Kind("adopted-choice", at(f"/publicaties/{ADOPTED}/volledig/?hoofdstuk={CHAPTER}")),
    Kind("compare", at(f"/publicaties/{COMPARED}/versies/vergelijken/")),
    Kind("compare-withdrawn", at(f"/publicaties/{ADOPTED}/versies/vergelijken/?van={WITHDRAWN}"), status=410),
    Kind("versions", at(f"/publicaties/{ADOPTED}/versies/")),
    Kind("version-withdrawn", at(f"/publicaties/{ADOPTED}/versies/{WITHDRAWN}/"), status=410),
    Kind("contact", at("/contact/")),
    Kind("contact-errors", at("/contact/"), act=send_empty),
    Kind("contact-thanks", at("/contact/"), act=send),
    Kind("search", at("/zoeken/?q=wonen")),
    Kind("search-start", at("/zoeken/")),
    Kind("search-nothing", at("/zoeken/?q=xyzzyplugh")),
    Kind("site-map", at("/sitemap/")),
    Kind("login", at("/inloggen/")),
    Kind("login-errors", at("/inloggen/"), act=log_in_wrongly),
    Kind("locked", at(f"/{LOCKED}/")),
    Kind("400", at("/?q=%00"), status=400),
    Kind("403", at("/fout/403/"), status=403),
    Kind("404", at("/bestaat-niet/"), status=404),
    Kind("413", at("/fout/413/"), status=413),
    Kind("500", at("/fout/500/"), status=500),
    Kind("subscribe", at("/nieuwsbrieven/aanmelden/")),
    Kind("subscribe-errors", at("/nieuwsbrieven/aanmelden/"), act=subscribe_to_nothing),
    Kind("subscribe-asked", at("/nieuwsbrieven/aanmelden/?verstuurd=ja")),
    Kind("subscribe-confirm", own("bevestigen", "question")),
    Kind("subscribe-gone", at("/nieuwsbrieven/bevestigen/onbekend/"), status=410),
    Kind("preferences", own("voorkeuren", "reader")),
    Kind("preferences-ask", at("/nieuwsbrieven/voorkeuren/")),
    Kind("preferences-erase", own("voorkeuren", "reader", "wissen/")),
    Kind("unsubscribe", own("afmelden", "list")),
    Kind("unsubscribed", at("/nieuwsbrieven/afmelden/onbekend/")),
    Kind("gallery", {brand: f"/beheer/bouwstenen/?merk={brand}" for brand in BRANDS}, staff=True),
)
BY_NAME = {kind.name: kind for kind in KINDS}


# The first brand in the short run; the other one in a long run.
ONE_BRAND = [BRANDS[0], *(pytest.param(brand, marks=pytest.mark.soak) for brand in BRANDS[1:])]


def in_turn(things: Iterable[Any]) -> list[Any]:
    """Each thing with one of the brands, which take turns; with the other brand it is a long run (`make soak`)."""
    return [
        pytest.param(
            thing,
            brand,
            marks=pytest.mark.soak if (place + which) % len(BRANDS) else (),
            id=f"{getattr(thing, 'name', thing)}-{brand}",
        )
        for place, thing in enumerate(things)
        for which, brand in enumerate(BRANDS)
    ]
