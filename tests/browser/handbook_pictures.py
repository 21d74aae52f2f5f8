"""`python -m tests.browser.handbook_pictures [NAME …]`: the pictures of the handbook, of the screens as they are now.

They are WebP without loss: of screens with few colours about a third smaller than PNG.

Starts a demonstration of its own with work on the desk, and stops it again. Run it by hand when a screen changed.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.browser import launch_options
from tests.browser.desk import WORD, Officer
from tests.browser.server import ROOT, Server, run, serve

FOLDER = ROOT / "docs" / "images" / "handleiding"
SIZE = {"width": 1280, "height": 900}
COLOURS = 56
ROUNDS = 3  # in which these come nearer to the colours of most of the picture
MOST = 120_000  # bytes
SETTLED = 1500  # milliseconds in which panels have opened and findings have come
# A desk with work on it: asked to read along, drafts, planned, late, deleted.
CONTENT = """
from datetime import date, timedelta
from django.utils import timezone
from association.base.draft_actions import keep_as_draft
from association.base.models import Image, PageMeta, User
from association.memberships.models import Vacancy
from association.news.pages import NewsPage
from association.people.models import Person
from association.removal.actions.bin import delete_to_bin
from association.review.actions import ask_colleague, make_link
from home.pages import HomePage, StandardPage
from tests.factories.content import make_page
from tests.factories.vacancies import make_candidate
home = HomePage.objects.get(slug="vdg")
writer, chief = User.objects.get(username="redactie"), User.objects.get(username="eindredactie")
for user, first, last in ((writer, "Joost", "Kamp"), (chief, "Anouk", "Hendriks")):
    user.first_name, user.last_name = first, last
    user.groups.set(user.groups.filter(name__startswith="VDG"))
    user.save()
today = timezone.localdate()
news = list(NewsPage.objects.live().descendant_of(home).order_by("-date")[:4])
about = list(StandardPage.objects.child_of(home).order_by("path")[:3])
def change(page, user, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=user, log_action=True)
for page, days in ((news[0], 2), (news[1], -1)):
    change(page, writer, title=page.title)
    ask_colleague(page=page, user=writer, assignee=chief, due_date=today + timedelta(days=days), question="Klopt de tweede alinea?")
change(about[0], chief, summary="Wie wij zijn, in twee zinnen.")
change(make_page(home, "Verslag werkbezoek Zweeloo", slug="verslag-zweeloo", live=False), chief)
morning = timezone.make_aware(timezone.datetime.combine(today + timedelta(days=1), timezone.datetime.min.time())) + timedelta(hours=9)
for number, title in enumerate(("Buurtbus rijdt ook op zaterdag", "Terug uit Den Haag")):
    page = make_page(home, title, slug=f"gepland-{number}", live=False, go_live_at=morning + timedelta(days=2 * number))
    page.save_revision(user=chief).publish()
for page, days in ((about[1], -11), (about[2], 10)):
    PageMeta.objects.update_or_create(page=page, defaults={"review_date": today + timedelta(days=days)})
for number, title in enumerate(("Zomerfeest 2019", "Oude werkgroep afval")):
    page = make_page(home, title, slug=f"weg-{number}")
    make_page(page, "Programma", slug="programma")
    delete_to_bin(page=page, user=chief)
plan = make_page(home, "Plan voor de vaart", slug="plan-vaart", live=False)
change(plan, chief)
ask_colleague(page=plan, user=chief, assignee=None, due_date=today + timedelta(days=3), question="Wilt u het plan nalezen?")
make_link(page=plan, user=chief, name="Wethouder Jansen", email="jansen@example.org", question="Klopt dit met wat wij afspraken?")
vacancy = Vacancy.objects.get(title="Bestuurlijk trekker van de coalitie Digitalisering")
towns = vacancy.association.members.filter(classification="municipality").order_by("name")
for name, town in zip(("mw. A. van Achternaam", "dhr. B. Voorbeeld"), towns):
    make_candidate(vacancy, name, municipality=town)
parts = {"form_of_address": "mw.", "initials": "A.", "prefix": "van", "family_name": "Achternaam"}
person = Person.objects.create(slug="a-van-achternaam", managed_by=vacancy.association, **parts)
person.given_name = "Anna"
keep_as_draft(record=person, user=writer)
"""
# A number that is being made, and one of which most mails went out.
NEWSLETTERS = """
from association.base.models import User
from association.news.pages import NewsPage
from association.newsletters.composing.rendering import variants_of
from association.newsletters.composing.starting import start_issue
from association.newsletters.models import Delivery, Newsletter, SenderSettings
from association.newsletters.sending.preparing import prepare
from home.pages import HomePage
chief = User.objects.get(username="eindredactie")
home = HomePage.objects.get(slug="vdg")
SenderSettings.objects.update(small_bureau=False)
news = NewsPage.objects.live().descendant_of(home).exclude(image=None).order_by("-date")[:3]
def issue(series, title, opening):
    page = start_issue(newsletter=Newsletter.objects.get(slug=series), user=chief)
    page.title, page.draft_title, page.opening = title, title, f"<p>{opening}</p>"
    page.preheader = "Drie berichten in vier minuten"
    page.body = [("picks", {"title": "Uit de portefeuilles", "items": [
        {"shown": True, "page": item, "teaser": "", "picture": True, "public_text": ""} for item in news]})]
    page.save_revision(user=chief)
    return page
issue("nieuwsbrief", "Werk, wonen en een lange winter", "Deze maand leest u wat er speelt in de twaalf gemeenten.")
sent = issue("raadsledenbrief", "Wat uw raad kan doen", "Drie onderwerpen waar u als raadslid over gaat.")
mailing = prepare(sent, variants_of(sent, sent.lists.all()), by=chief)
rows = list(mailing.deliveries.filter(state=Delivery.State.QUEUED).order_by("pk").values_list("pk", flat=True))
done = len(rows) * 3 // 4
Delivery.objects.filter(pk__in=rows[:done]).update(state=Delivery.State.SENT, code=250)
Delivery.objects.filter(pk=rows[done]).update(state=Delivery.State.UNCERTAIN, answer="verbinding verbroken")
"""
# A table as somebody pastes it: a name, an empty seat, and a mistake.
TABLE = """Overleg\tFunctie\tNaam\tNamens\tVan
Algemeen bestuur VDG\tbestuurslid\tmw. A. van Achternaam\tAssen\t1 december 2026
Algemeen bestuur VDG\tbestuurslid\tvacature\tEmmen\t1 december 2026
Algemeen bestuur VDG\tbestuurslid\tdhr. B. Voorbeeld\tMeppel\t31 november 2026"""


def first_screen(page: Page, server: Server) -> None:
    """The first screen of the admin."""
    page.goto(server.url("vdg", "/beheer/"))


def tree(page: Page, server: Server) -> None:
    """The pages right below the start page."""
    page.goto(server.url("vdg", "/beheer/"))
    page.get_by_role("link", name="Pagina wijzigen").first.click()


def news_form(page: Page, server: Server) -> None:
    """A news item with a text and a photo that is being described."""
    officer = Officer.__new__(Officer)
    officer.page, officer.clicks = page, 0
    page.goto(server.url("vdg", "/beheer/"))
    officer.start("Nieuws plaatsen")
    page.keyboard.type("Achthonderd flexwoningen voor de provincie")
    officer.paste(WORD)
    officer.drop(photo(server))
    page.keyboard.type("Zo ziet het eruit.")
    page.evaluate("document.querySelector('.noaber-photo').scrollIntoView({ block: 'center' })")


def photo(server: Server) -> bytes:
    """A picture of the demonstration, as a camera would give it."""
    drawing = Image.open(sorted((server.folder / "private" / "original_images").glob("*.png"))[1])
    data = io.BytesIO()
    drawing.convert("RGB").resize((800, 500)).save(data, "JPEG")
    return data.getvalue()


def blocks(page: Page, server: Server) -> None:
    """The list of blocks, open."""
    page.goto(server.url("vdg", "/beheer/"))
    page.get_by_role("link", name="Nieuws plaatsen").first.click()
    page.locator("body.ready").wait_for()
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.locator(".w-combobox").wait_for()


def status(page: Page, server: Server) -> None:
    """A page with the panel of its state beside it."""
    open_page(page, server, "Plan voor de vaart")
    page.locator("[data-side-panel-toggle=status]").click()


def readers(page: Page, server: Server) -> None:
    """Who reads along."""
    open_page(page, server, "Plan voor de vaart")
    page.goto(page.url.replace("/pages/", "/meelezen/").replace("/edit/", "/"))


def bin_screen(page: Page, server: Server) -> None:
    """The recycle bin."""
    page.goto(server.url("vdg", "/beheer/prullenbak/"))


def report(page: Page, server: Server) -> None:
    """The report on texts."""
    page.goto(server.url("vdg", "/beheer/kwaliteit/teksten/"))


def picture(page: Page, server: Server) -> None:
    """A picture with its description."""
    page.goto(server.url("vdg", "/beheer/images/?q=omslag"))
    page.locator("main ul.listing a, main .listing a").first.click()


def person(page: Page, server: Server) -> None:
    """A person with a change that waits."""
    page.goto(server.url("vdg", "/beheer/personen/?q=Achternaam"))
    page.get_by_role("link", name="Achternaam").first.click()
    page.locator("body.ready").wait_for()


def candidates(page: Page, server: Server) -> None:
    """A vacancy with those who applied."""
    page.goto(server.url("vdg", "/beheer/wie-zit-waar/vng-kandidaten/"))
    page.get_by_role("link", name="Digitalisering").click()


def table(page: Page, server: Server) -> None:
    """What would happen with a table."""
    page.goto(server.url("vdg", "/beheer/wie-zit-waar/importeren/"))
    page.get_by_label("Of plak de rijen hier").fill(TABLE)
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()


def issue(page: Page, server: Server) -> None:
    """A number of the newsletter in the editor, with how it becomes beside it."""
    page.goto(server.url("vdg", "/beheer/nieuwsbrieven/"))
    page.get_by_role("link", name="Werk, wonen en een lange winter", exact=True).click()
    page.locator("body.ready").wait_for()
    page.locator("[data-side-panel-toggle=preview]").click()


def sending(page: Page, server: Server) -> None:
    """The screen on which a number is looked at once more and sent."""
    page.goto(server.url("vdg", "/beheer/nieuwsbrieven/"))
    page.get_by_role("link", name="Verzenden van Werk, wonen en een lange winter").click()


def deliveries(page: Page, server: Server) -> None:
    """How far a mailing is."""
    page.goto(server.url("vdg", "/beheer/verzendingen/"))
    page.get_by_role("link", name="Wat uw raad kan doen").click()


def subscribers(page: Page, server: Server) -> None:
    """The readers."""
    page.goto(server.url("vdg", "/beheer/abonnees/"))


def planning(page: Page, server: Server) -> None:
    """The days that a rule gives a body, with what speaks against some."""
    year = time.localtime().tm_year + 1
    page.goto(server.url("vdg", "/beheer/agenda/plannen/"))
    page.get_by_label("Overleg of bestuur").select_option(label="Dagelijks bestuur VDG")
    page.get_by_label("Jaar").fill(str(year))
    page.get_by_role("button", name="Toon de dagen").click()
    page.locator("main table").first.evaluate("table => table.scrollIntoView({ block: 'center' })")


def sign_ups(page: Page, server: Server) -> None:
    """Who signed up for a congress."""
    page.goto(server.url("vdg", "/beheer/aanmeldingen/"))
    page.get_by_role("link", name="VDG-congres").first.click()
    page.locator("#wie").evaluate("heading => heading.scrollIntoView({ block: 'start' })")


def guides(page: Page, server: Server) -> None:
    """The guides with what readers thought of them."""
    page.goto(server.url("vdg", "/beheer/startgidsen/"))


def unexplained(page: Page, server: Server) -> None:
    """The report of abbreviations that no term explains."""
    page.goto(server.url("vdg", "/beheer/begrippen-zonder-uitleg/"))


def open_page(page: Page, server: Server, title: str) -> None:
    """A page of the site in the editor."""
    page.goto(server.url("vdg", "/beheer/pages/search/?q=" + title.replace(" ", "+")))
    page.get_by_role("link", name=title, exact=True).first.click()
    page.locator("body.ready").wait_for()


SCREENS: dict[str, Callable[[Page, Server], None]] = {
    "beheer": first_screen,
    "paginas": tree,
    "nieuwsformulier": news_form,
    "blokken": blocks,
    "persoon": person,  # before the panel of the next one is open, which the browser remembers
    "status": status,
    "meelezen": readers,
    "prullenbak": bin_screen,
    "kwaliteit": report,
    "afbeelding": picture,
    "kandidaten": candidates,
    "tabel": table,
    "planning": planning,
    "aanmeldingen": sign_ups,
    "startgidsen": guides,
    "afkortingen": unexplained,
    "verzenden": sending,
    "verzendoverzicht": deliveries,
    "abonnees": subscribers,
    "nummer": issue,  # last, for its panel stays open
}


def store(shot: bytes, file: Path) -> None:
    """Keep a picture with few colours; ValueError when it is still too heavy."""
    few = (
        Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=ROUNDS)
    )
    few.convert("RGB").save(file, lossless=True, quality=100, method=6)
    if file.stat().st_size > MOST:
        raise ValueError(f"{file.name} is {file.stat().st_size} bytes, more than {MOST}")


def main(names: list[str]) -> None:
    """All pictures, or those of some names."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server, sync_playwright() as playwright:
        for content in (CONTENT, NEWSLETTERS):
            run(server.folder, "manage.py", "shell", "--no-imports", "-c", content)
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(viewport=SIZE, locale="nl-NL", reduced_motion="reduce")  # type: ignore[arg-type]
        Officer(context.new_page(), "eindredactie", server.url("vdg", "/beheer/"))
        for name in names or SCREENS:
            page = context.new_page()
            SCREENS[name](page, server)
            page.wait_for_timeout(SETTLED)
            store(page.screenshot(animations="disabled"), FOLDER / f"{name}.webp")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
