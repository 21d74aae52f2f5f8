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
    EVENT,
    EVERY_PART,
    EVERYTHING,
    ISSUE,
    LOCKED,
    MEETING,
    MEETING_DAY,
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


GUIDE = "/nieuw-in-de-raad/nieuw-in-de-raad/"
READER = {brand: f"?rol=raadslid&gemeente={TOWN[brand]}&portefeuille={PORTFOLIO[brand]}" for brand in BRANDS}
FIRST_STEP = {"vdg": "waarom-samen", "vgg": "uw-gemeente-is-lid"}
OWN_STEP = {"vdg": "wie-namens-u", "vgg": "namens-wie"}
LAST_STEP = {"vdg": "uw-eerste-jaar", "vgg": "aan-de-slag"}


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


def open_note(page: Page) -> None:
    """Have the first word on the page explained that can be."""
    page.locator(".term__word").first.click()
    page.locator(".term__note:popover-open").wait_for()


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


def sign_up_empty(page: Page) -> None:
    """Send the form of an event without filling it in."""
    page.locator("main").get_by_role("button", name="Meld mij aan").click()
    page.locator(".error-summary").wait_for()


def remember(page: Page) -> None:
    """Have this device remember what was read, where scripts run."""
    box = page.locator(".own-device")
    if box.is_visible():
        box.locator("summary").click()
        box.get_by_role("button", name="Onthoud waar ik ben").click()
        box.get_by_role("checkbox", name="Ik heb deze stap gelezen").wait_for()


def say_nothing(page: Page) -> None:
    """Send the question whether a step was useful without an answer."""
    page.evaluate("document.querySelector('.opinion-form').noValidate = true")
    page.locator(".opinion-form").get_by_role("button", name="Verstuur").click()
    page.locator(".error-summary").wait_for()


def ask_for_files(page: Page) -> None:
    """Ask for files of the chosen steps, unless somebody did before."""
    button = page.get_by_role("button", name="Maak bestanden van")
    if button.is_visible():
        button.click()
    page.locator("[data-busy]").wait_for()


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
    Kind("glossary", at("/begrippen/")),
    Kind("word-explained", at("/over-ons/geschiedenis/"), act=open_note),
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
    Kind("agenda", at("/agenda/")),
    Kind("agenda-nothing", at("/agenda/?portefeuille=&voor=ambtenaren")),
    Kind("agenda-earlier", at("/agenda/eerder/")),
    Kind("agenda-month", at(f"/agenda/maand/{MEETING_DAY:%Y-%m}/")),
    Kind("agenda-year", at(f"/agenda/jaar/{MEETING_DAY.year}/")),
    Kind("meeting", at(f"/agenda/{MEETING}/")),
    Kind("event", at(f"/agenda/{EVENT}/")),
    Kind("sign-up", at(f"/agenda/{EVENT}/aanmelden/")),
    Kind("sign-up-errors", at(f"/agenda/{EVENT}/aanmelden/"), act=sign_up_empty),
    Kind("sign-up-sent", at(f"/agenda/{EVENT}/aangemeld/")),
    Kind("sign-up-cancel", {brand: f"/agenda/afmelden/{secret(brand, 'event')}/" for brand in BRANDS}),
    Kind("sign-up-gone", at("/agenda/afmelden/onbekend/"), status=410),
    Kind("guides", at("/nieuw-in-de-raad/?rol=koning")),
    Kind("guide", {brand: f"{GUIDE}{READER[brand]}" for brand in BRANDS}),
    Kind("guide-step", {brand: f"{GUIDE}{OWN_STEP[brand]}/" for brand in BRANDS}),
    Kind("guide-step-own", {brand: f"{GUIDE}{OWN_STEP[brand]}/{READER[brand]}&antwoord=1-2" for brand in BRANDS}),
    Kind("guide-step-remembered", {brand: f"{GUIDE}{LAST_STEP[brand]}/" for brand in BRANDS}, act=remember),
    Kind("guide-whole", at(f"{GUIDE}heel/")),
    Kind("guide-chosen", {brand: f"{GUIDE}heel/{READER[brand]}&stap={FIRST_STEP[brand]}" for brand in BRANDS}),
    Kind(
        "guide-chosen-waits",
        {brand: f"{GUIDE}heel/{READER[brand]}&stap={OWN_STEP[brand]}" for brand in BRANDS},
        act=ask_for_files,
    ),
    Kind("guide-opinion-errors", {brand: f"{GUIDE}{FIRST_STEP[brand]}/" for brand in BRANDS}, act=say_nothing),
    Kind("guide-thanks", {brand: f"{GUIDE}{FIRST_STEP[brand]}/nuttig/?bedankt=ja" for brand in BRANDS}),
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
