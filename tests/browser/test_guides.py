"""Guides for who is new: a reader's path on a phone, what a device remembers, and reading without network."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.kinds import ONE_BRAND
from tests.browser.server import Server

START = "/nieuw-in-de-raad/"
GUIDE = f"{START}nieuw-in-de-raad/"
CHOICE = {"vdg": "?rol=raadslid&gemeente=emmen", "vgg": "?rol=raadslid&gemeente=westerkwartier"}
MOST_TAPS = 12
FIRST_START = re.compile(r"^DTSTART[^:]*:(\d{8}T\d{6})", re.MULTILINE)
# What a device keeps of a guide is nothing but this.
OF_GUIDES = re.compile(rf"//[^/]+({START}|/static/|/media/images/|/beeld/|/huisstijl/)")
KEPT = """async () => {
  const names = await caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map((request) => request.url);
}"""


class Finger:
    """Does what a reader does with one finger, and counts; a choice in a list counts as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def link(self, name: str) -> None:
        """Follow the first link in the text with a name."""
        self.taps += 1
        self.page.locator("main").get_by_role("link", name=name).first.click()

    def button(self, name: str) -> None:
        """Press a button."""
        self.taps += 1
        self.page.locator("main").get_by_role("button", name=name).click()

    def option(self, name: str) -> None:
        """Tick one of some options."""
        self.taps += 1
        self.page.get_by_role("radio", name=name).check()

    def choose(self, label: str, name: str) -> None:
        """Choose from a list."""
        self.taps += 1
        self.page.get_by_label(label).select_option(label=name)

    def answer(self) -> None:
        """Tick the first answer to the question of the step."""
        self.taps += 1
        self.page.locator(".quiz").get_by_role("radio").first.check()

    def next_step(self) -> None:
        """On to the step that is named at the right below."""
        self.taps += 1
        self.page.locator(".previous-next a").last.click()


def test_new_councillor_of_emmen_gets_a_meeting_in_the_calendar_in_twelve_taps(
    new_page: NewPage, server: Server
) -> None:
    page = new_page(390, java_script_enabled=False)
    page.goto(server.url("vdg"))
    finger = Finger(page)
    line = page.locator(".progress__line")

    finger.link("Nieuw in raad of college")
    finger.option("Raadslid")
    finger.choose("Gemeente", "Emmen")
    finger.choose("Portefeuille", "Ruimte en Wonen")
    finger.button("Toon mijn gidsen")
    finger.link("Begin bij stap 1")
    expect(line).to_contain_text("Stap 1 van 8")
    expect(line).to_contain_text("raadslid in Emmen voor Ruimte en Wonen")
    finger.answer()
    finger.button("Bekijk het antwoord")
    expect(page.locator(".quiz__chosen")).to_have_count(1)
    expect(page.locator(".quiz__word").first).to_be_visible()
    finger.next_step()
    expect(line).to_contain_text("Stap 2 van 8")
    finger.next_step()
    expect(line).to_contain_text("Stap 3 van 8")
    expect(line).to_contain_text("raadslid in Emmen voor Ruimte en Wonen")

    finger.link("Alles over Ruimte en Wonen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ruimte en Wonen")
    expect(page.locator(".person-card", has_text="Voorzitter").first.get_by_role("link")).to_be_visible()
    address = page.get_by_role("link", name="Zet de eerste in mijn agenda").get_attribute("href")
    finger.taps += 1
    calendar = page.request.get(server.url("vdg", str(address)))
    start = FIRST_START.search(calendar.text().split("BEGIN:VEVENT", 1)[1])

    assert finger.taps <= MOST_TAPS
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert start is not None
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert datetime.strptime(start[1], "%Y%m%dT%H%M%S").replace(tzinfo=amsterdam) > datetime.now(amsterdam)
    assert page.context.cookies() == []


def test_reader_without_script_asks_for_files_of_chosen_steps(new_page: NewPage, server: Server) -> None:
    page = new_page(390, java_script_enabled=False)
    page.goto(server.url("vdg", f"{GUIDE}{CHOICE['vdg']}"))

    page.get_by_role("link", name="Hele gids op één pagina").click()
    page.get_by_text("Kies stappen om af te drukken of mee te nemen").click()
    page.get_by_role("checkbox", name="Waarom uw gemeente samenwerkt").check()
    page.get_by_role("checkbox", name="Uw eerste jaar").check()
    page.get_by_role("button", name="Toon deze stappen").click()
    expect(page.get_by_text("2 van de 8 stappen")).to_be_visible()
    expect(page.get_by_text("U leest als raadslid in Emmen")).to_be_visible()
    page.get_by_role("button", name="Maak bestanden van deze stappen").click()

    expect(page.get_by_role("status")).to_contain_text("Wij maken de bestanden.")
    expect(page.get_by_role("link", name="Kijk of ze klaar zijn")).to_be_visible()
    assert page.context.cookies() == []


def open_device(page: Page) -> None:
    """Show what this device can do."""
    page.locator(".own-device__more summary").click()


def step_addresses(page: Page) -> list[str]:
    """The addresses of the steps on the overview of a guide."""
    found: list[str] = page.locator(".step-list a").evaluate_all("links => links.map(link => link.href)")
    return found


def is_reachable(page: Page, address: str) -> bool:
    """Whether a page opens."""
    try:
        page.goto(address)
    except Error:
        return False
    return True


def all_pictures_load(page: Page) -> bool:
    """Whether each picture of the text is there when it comes into view."""
    pictures = page.locator("main img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        if not picture.evaluate("image => image.decode().then(() => true, () => false)"):
            return False
    return True


@pytest.mark.parametrize("brand", ONE_BRAND)
def test_kept_guide_is_read_without_network_and_removed_with_one_press(
    new_page: NewPage, server: Server, brand: str
) -> None:
    page = new_page(390)
    page.goto(server.url(brand, f"{GUIDE}{CHOICE[brand]}"))
    steps = step_addresses(page)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0

    open_device(page)
    page.get_by_role("button", name="Bewaar deze gids op dit apparaat").click()
    status = page.locator(".own-device__status")
    expect(status).to_contain_text("U kunt hem ook zonder internet lezen.", timeout=30_000)
    kept = page.evaluate(KEPT)
    page.context.set_offline(True)

    for number, address in enumerate(steps, 1):
        page.goto(address)
        expect(page.locator(".progress__line")).to_contain_text(f"Stap {number} van {len(steps)}")
        expect(page.locator(".progress__line")).to_contain_text("raadslid in")
        assert page.locator(".progress__mark--now").evaluate("mark => getComputedStyle(mark).height") == "22px"
        assert all_pictures_load(page)
    page.goto(steps[0])
    page.locator(".quiz").get_by_role("radio").first.check()
    page.get_by_role("button", name="Bekijk het antwoord").click()
    expect(page.locator(".quiz__chosen")).to_have_count(1)
    assert not is_reachable(page, server.url(brand, "/nieuws/"))
    page.context.set_offline(False)

    page.goto(server.url(brand, f"{GUIDE}{CHOICE[brand]}"))
    open_device(page)
    page.get_by_role("button", name="Haal de gids van dit apparaat").click()
    expect(status).to_have_text("De gids is van dit apparaat gehaald.")
    left = page.evaluate(KEPT), page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")
    page.context.set_offline(True)

    assert [address for address in kept if not OF_GUIDES.search(address)] == []
    assert left == ([], 0)
    assert not is_reachable(page, steps[0])


def test_device_remembers_only_after_a_press_and_forgets_with_the_next(new_page: NewPage, server: Server) -> None:
    page = new_page(390)
    address = server.url("vdg", f"{GUIDE}{CHOICE['vdg']}")
    page.goto(address)
    steps = step_addresses(page)
    before = page.evaluate("localStorage.length")

    page.goto(steps[1])
    expect(page.get_by_role("checkbox", name="Ik heb deze stap gelezen")).to_be_hidden()
    open_device(page)
    page.get_by_role("button", name="Onthoud waar ik ben").click()
    page.get_by_role("checkbox", name="Ik heb deze stap gelezen").check()
    page.goto(steps[-1])
    page.locator(".checklist").get_by_role("checkbox").first.check()
    page.reload()
    expect(page.locator(".checklist").get_by_role("checkbox").first).to_be_checked()
    page.goto(address)
    expect(page.locator("[data-read]:visible")).to_have_count(1)
    page.get_by_role("link", name="Verder waar u was").click()
    expect(page).to_have_url(steps[-1])
    during = page.evaluate("localStorage.length")
    open_device(page)
    page.get_by_role("button", name="Vergeet het weer").click()
    expect(page.locator(".checklist").get_by_role("checkbox")).to_have_count(0)
    page.goto(address)

    assert (before, during, page.evaluate("localStorage.length")) == (0, 1, 0)
    expect(page.locator("[data-read]:visible")).to_have_count(0)
    expect(page.get_by_role("link", name="Verder waar u was")).to_be_hidden()
