"""Our own screens of the admin: axe finds nothing, nothing runs off the side, and every control takes the keyboard."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.checks import violations
from tests.browser.conftest import NewPage
from tests.browser.content import ACTIVE_YEAR, DRAFT_ISSUE
from tests.browser.server import Server, run

# What a screen is about, made once.
CONTENT = """
from types import SimpleNamespace
from association.activities.actions import write_cell
from association.activities.models import ActivityYear
from association.base.draft_actions import keep_as_draft
from association.base.models import User
from association.memberships.models import Vacancy
from association.people.models import Person
from association.removal.actions.bin import delete_to_bin
from home.pages import HomePage
from association.newsletters.models import Newsletter, WelcomeStep
from association.organizations.models import Organization
from association.publications.making.volumes import make_next
from association.publications.pages import PublicationPage
from association.publications.rules import volume_of
from tests.association.publications.tables.making import CARD, kop, report_with, table
from tests.browser.content import ACTIVE_YEAR
from tests.factories.content import make_page
from tests.factories.mailings import make_list, make_mailing, make_reader
from tests.factories.vacancies import make_candidate
home, user = HomePage.objects.get(slug="vdg"), User.objects.get(username="beheer")
section = make_page(home, "Toegankelijk", slug="toegankelijk")
make_page(section, "Eronder", slug="eronder")
section.save_revision(user=user).publish()
delete_to_bin(page=make_page(home, "Weggelegd", slug="weggelegd"), user=user)
first = Person.objects.order_by("pk").first()
names = {name: getattr(first, name) for name in ("given_name", "initials", "prefix", "family_name")}
Person.objects.create(slug="dubbel", **names)
drafted = Person.objects.create(slug="concept", family_name="Concept", initials="A.")
drafted.variants = "Anders geschreven"
keep_as_draft(record=drafted, user=user)
row = ActivityYear.objects.filter(activity__association__slug="vdg", year=ACTIVE_YEAR).first()
for text, base in (("Wat eerst stond.", row.goal), ("Wat een collega schreef.", "Wat eerst stond."), ("Wat ik schreef.", "Wat eerst stond.")):
    write_cell(number=row.pk, cell="goal", value=text, base=base, user=user)
old = PublicationPage.objects.get(slug="overdrachtsdocument-2026")
make_next(source=old, index=old.get_parent().specific, volume=volume_of("handover", "Overdrachtsdocument", 2034), user=user)
vacancy = Vacancy.objects.order_by("pk").first()
setup = SimpleNamespace(home=home, association=Organization.objects.get(slug="vdg"))
row = ActivityYear.objects.filter(activity__association=setup.association, year=ACTIVE_YEAR).last()
seats = table([["Voorzitter", "mw. A. Nieuwkomer"], ["Vorser", "dhr. B. Ander en meer"]], "Functie", "Naam")
cards = [kop(row.title), table(CARD), kop("Iets nieuws"), table(CARD), kop("Bestuur"), seats, table([["Fiets", "10"]], "Wat", "Kosten")]
tabled = report_with(setup, *cards, slug="tabellen", year=ACTIVE_YEAR)
mailed = make_list(setup)
make_reader(setup, mailed, name="Jikke")
mailing = make_mailing(setup, mailed)
mailing.deliveries.update(state="uncertain")
type(mailing).objects.filter(pk=mailing.pk).update(state="paused", notice="De mailserver weigert onze mail")
series = Newsletter.objects.filter(association=setup.association, lists__isnull=False).first()
WelcomeStep.objects.create(mailing_list=series.lists.first(), newsletter=series, days=1, subject="Welkom", text="<p>Dag</p>")
make_candidate(vacancy, municipality=vacancy.association.members.filter(classification="municipality").first())
"""
# What the addresses below name, as the database of the server tells it.
NUMBERS = {
    "page": "SELECT id FROM wagtailcore_page WHERE slug = 'toegankelijk'",
    "home": "SELECT id FROM wagtailcore_page WHERE slug = 'vdg'",
    "revision": "SELECT r.id FROM wagtailcore_revision r JOIN wagtailcore_page p ON r.id = p.latest_revision_id "
    "WHERE p.slug = 'toegankelijk'",
    "deleted": "SELECT page_id FROM association_deletedpage ORDER BY page_id DESC LIMIT 1",
    "index": "SELECT id FROM wagtailcore_page WHERE slug = 'nieuws' ORDER BY id LIMIT 1",
    "publication": "SELECT page_ptr_id FROM association_publicationpage ORDER BY page_ptr_id LIMIT 1",
    "tabled": "SELECT id FROM wagtailcore_page WHERE slug = 'tabellen'",
    "volume": "SELECT publication_id FROM association_volumeorigin ORDER BY publication_id LIMIT 1",
    "chapter": "SELECT chapter_id FROM association_chapterorigin ORDER BY chapter_id LIMIT 1",
    "plan": "SELECT p.page_ptr_id FROM association_publicationpage p JOIN association_publicationseries s "
    "ON s.id = p.series_id WHERE s.kind = 'work_plan' ORDER BY p.page_ptr_id LIMIT 1",
    "portfolio": "SELECT id FROM association_portfolio ORDER BY id LIMIT 1",
    "body": "SELECT id FROM association_organization WHERE slug = 'vgg-dagelijks-bestuur'",
    "seat": "SELECT m.id FROM association_membership m JOIN association_post p ON m.post_id = p.id "
    "JOIN association_organization o ON p.organization_id = o.id WHERE o.slug = 'vgg-dagelijks-bestuur' LIMIT 1",
    "dossier": "SELECT id FROM association_dossier ORDER BY id LIMIT 1",
    "term": "SELECT id FROM association_term ORDER BY id LIMIT 1",
    "adopted": "SELECT publication_id FROM association_edition WHERE status = 'adopted' ORDER BY id LIMIT 1",
    "edition": "SELECT id FROM association_edition WHERE status = 'adopted' ORDER BY id LIMIT 1",
    "activity": "SELECT activity_year_id FROM association_activitychange WHERE is_kept_aside ORDER BY id LIMIT 1",
    "person": "SELECT id FROM association_person ORDER BY id LIMIT 1",
    "vacancy": "SELECT id FROM association_vacancy ORDER BY id LIMIT 1",
    "candidate": "SELECT id FROM association_candidate ORDER BY id LIMIT 1",
    "post": "SELECT id FROM association_post WHERE role = 'adviser' ORDER BY id LIMIT 1",
    "drafted": "SELECT id FROM association_person WHERE slug = 'concept'",
    "issue": f"SELECT id FROM wagtailcore_page WHERE slug = '{DRAFT_ISSUE}' ORDER BY id LIMIT 1",
    "mailing": "SELECT id FROM association_mailing ORDER BY id DESC LIMIT 1",
    "reader": "SELECT id FROM association_subscriber ORDER BY id LIMIT 1",
    "list": "SELECT id FROM association_mailinglist ORDER BY id LIMIT 1",
    "segment": "SELECT id FROM association_segment ORDER BY id LIMIT 1",
    "double": "SELECT id FROM association_person WHERE slug = 'dubbel'",
}
SCREENS = (
    "", "pages/{page}/edit/", "pages/add/association/newspage/{index}/", "meelezen/{page}/",
    "meelezen/{page}/niet-geplaatst/gewijzigd/", "prullenbak/", "prullenbak/{deleted}/plek/", "prullenbak/{deleted}/definitief/",
    "pages/{page}/delete/", "pages/{page}/unpublish/", "pages/{page}/move/{home}/confirm/", "pages/{page}/history/",
    "bulk/wagtailcore/page/delete/?id={page}", "versies/{revision}/naam/",
    "kwaliteit/links/", "kwaliteit/nalezen/", "kwaliteit/teksten/", "kwaliteit/gewijzigd/", "kwaliteit/beelden/",
    "kwaliteit/documenten/", "handleiding/", "handleiding/nieuws-plaatsen/", "systeemcontrole/", "publicaties/",
    "publicaties/{publication}/", "publicaties/importeren/", "publicaties/{publication}/vastleggen/",
    "publicaties/{tabled}/tabellen/", "publicaties/{tabled}/tabellen/activiteiten/", "publicaties/{tabled}/tabellen/samenstelling/",
    "publicaties/nieuw/", "publicaties/{plan}/jaarverslag/", "publicaties/{plan}/nieuwe-jaargang/", "publicaties/{volume}/",
    "publicaties/{volume}/dossiers/", "publicaties/{volume}/bijdragen/?hoofdstuk=1", "publicaties/{adopted}/",
    "publicaties/{adopted}/vastleggen/", "publicaties/{adopted}/versie/{edition}/erratum/",
    "publicaties/{adopted}/versie/{edition}/intrekken/",
    f"activiteiten/vdg/{ACTIVE_YEAR}/?periode=H2", f"activiteiten/vdg/{ACTIVE_YEAR}/?periode=Y&ontbreekt=1",
    f"activiteiten/vdg/{ACTIVE_YEAR}/toevoegen/", f"activiteiten/vdg/{ACTIVE_YEAR + 1}/",
    f"activiteiten/vdg/{ACTIVE_YEAR + 1}/overnemen/", f"activiteiten/vdg/{ACTIVE_YEAR}/invullen/",
    "activiteiten/{activity}/", "activiteiten/{activity}/teksten/", "portefeuilles/edit/{portfolio}/", "dossiers/",
    "dossiers/edit/{dossier}/", "dossiers/new/", "dossiers-resultaat/",
    "begrippen/", "begrippen/new/", "begrippen/edit/{term}/", "begrippen-zonder-uitleg/", "begrippen/inlezen/",
    "settings/association/sitesettings/2/", "wie-zit-waar/", "wie-zit-waar/{body}/", "wie-zit-waar/stoel/{seat}/",
    "wie-zit-waar/stoel/{seat}/verbeteren/", "wie-zit-waar/{body}/functie/", "wie-zit-waar/{body}/importeren/", "personen/edit/{person}/",
    "wie-zit-waar/let-op/", "wie-zit-waar/personen/dubbel/", "wie-zit-waar/personen/{person}/",
    "wie-zit-waar/vng-kandidaten/", "wie-zit-waar/vng-kandidaten/{vacancy}/", "wie-zit-waar/vng-kandidaten/{vacancy}/wijzigen/",
    "wie-zit-waar/vng-kandidaten/{vacancy}/uitslag/", "wie-zit-waar/vng-kandidaten/{vacancy}/wissen/",
    "wie-zit-waar/functie/{post}/vacature/", "wie-zit-waar/kandidaat/{candidate}/",
    "wie-zit-waar/kandidaat/{candidate}/voordragen/", "wie-zit-waar/kandidaat/{candidate}/benoemd/",
    "personen/", "personen/edit/{drafted}/", "personen/history/{drafted}/",
    "personen/history/{drafted}/revisions/compare/live...latest/", "organisaties/", "organisaties/edit/{body}/",
    "wie-zit-waar/organisaties/{body}/",
    "nieuwsbrieven/", "nieuwsbrieven/nieuw/", "nieuwsbrieven/{issue}/verzenden/", "pages/{issue}/edit/", "nieuwsbriefreeksen/",
    "verzendingen/", "verzendingen/{mailing}/", "verzendingen/vrijgeven/", "verzendingen/instellingen/",
    "verzendingen/e-mail-nakijken/", "postvak/",
    "abonnees/", "abonnees/{reader}/", "abonnees/toevoegen/", "abonnees/{reader}/gegevens/", "abonnees/importeren/",
    "verzendlijsten/", "verzendlijsten/edit/{list}/", "doelgroepen/", "doelgroepen/edit/{segment}/",
    "nieuwsbriefreeksen/new/", "welkomstmails/", "welkomstmails/new/",
    "wie-zit-waar/personen/{person}/naam-weg/", "wie-zit-waar/personen/{person}/samen/{double}/",
    "pages/{chapter}/edit/",
)  # fmt: skip
FORMS = re.compile("edit|add|settings")
# Left to the makers of Wagtail: what a rule finds on parts with these words in their markup.
FRAME = {
    # The editor of rich text in a block has a placeholder and no name.
    "aria-input-field-name": "public-DraftEditor-content",
    # The button that folds the outline beside a long form lies over the end of the form's first heading.
    "target-size": "w-minimap__toggle",
}
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
# Fields in folds that reach past the right edge of the window, once the folds are open.
TOO_WIDE = """() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  return [...document.querySelectorAll("main details :is(input, select, textarea)")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 120));
}"""
FOLDS = ("publicaties/nieuw/", "publicaties/{publication}/vastleggen/", "publicaties/{volume}/bijdragen/?hoofdstuk=1")
WATCH = "addEventListener('focusin', (event) => event.target.setAttribute('data-reached', ''))"
# Tab reaches one button of a group of radio buttons; the arrows reach the others.
MISSED = """() => [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((one) => !one.disabled && one.type !== "hidden" && !one.hasAttribute("data-reached"))
  .filter((one) => one.type !== "radio" || !document.querySelector(`input[name="${one.name}"][data-reached]`))
  .map((one) => one.outerHTML.slice(0, 120))"""
STOPS = 200


@pytest.fixture(scope="module")
def numbers(server: Server) -> dict[str, int]:
    """The numbers in the addresses of the screens, by the names of NUMBERS."""
    run(server.folder, "manage.py", "shell", "--no-imports", "-c", CONTENT)
    with closing(sqlite3.connect(server.folder / "noaber.sqlite3")) as connection:
        return {name: connection.execute(question).fetchone()[0] for name, question in NUMBERS.items()}


def cases() -> Iterator[Any]:
    """Each screen on a wide light one or a narrow dark one; the other one is a long run."""
    views = enumerate([(1280, "light"), (390, "dark")])
    for (place, screen), (which, (width, scheme)) in product(enumerate(SCREENS), views):
        yield pytest.param(screen, width, scheme, marks=() if place % 2 == which else pytest.mark.soak)


@pytest.fixture(scope="module")
def staff_pages(browser: Browser, staff_state: Any) -> Iterator[Callable[[int, str], Page]]:
    """Gives the page of a browser of one width and scheme; one for all screens, as an editor has it."""
    found: dict[tuple[int, str], BrowserContext] = {}

    def give(width: int, scheme: str) -> Page:
        if (width, scheme) not in found:
            found[width, scheme] = browser.new_context(
                viewport={"width": width, "height": 844 if width < 600 else 900},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                locale="nl-NL",
                storage_state=staff_state,
            )
            found[width, scheme].new_page()
        return found[width, scheme].pages[0]

    yield give
    for context in found.values():
        context.close()


@pytest.mark.parametrize(("screen", "width", "scheme"), [*cases()])
def test_screen_has_no_violation(
    staff_pages: Callable[[int, str], Page],
    server: Server,
    numbers: dict[str, int],
    screen: str,
    width: int,
    scheme: str,
) -> None:
    page = open_screen(staff_pages(width, scheme), server, screen, numbers)

    found = violations(page)

    broken = [(rule, html) for rule, html in found if rule not in FRAME or FRAME[rule] not in html]
    assert (broken, page.evaluate(SIDEWAYS)) == ([], False)


@pytest.mark.parametrize(
    "screen", [pytest.param(screen, marks=() if screen in FOLDS else pytest.mark.soak) for screen in SCREENS]
)
def test_fields_in_folds_fit_a_phone(
    staff_pages: Callable[[int, str], Page], server: Server, numbers: dict[str, int], screen: str
) -> None:
    page = open_screen(staff_pages(390, "dark"), server, screen, numbers)

    assert page.evaluate(TOO_WIDE) == []


def keyboard_cases() -> Iterator[Any]:
    """Every fourth screen without a page form; the others are marked as soak."""
    for place, screen in enumerate(screen for screen in SCREENS if not FORMS.search(screen)):
        yield pytest.param(screen, marks=pytest.mark.soak if place % 4 else ())


@pytest.mark.parametrize("screen", [*keyboard_cases()])
def test_every_control_takes_the_keyboard(
    new_page: NewPage, server: Server, staff_state: Any, numbers: dict[str, int], screen: str
) -> None:
    page = open_screen(new_page(storage_state=staff_state), server, screen, numbers)
    page.evaluate(WATCH)

    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break

    assert page.evaluate(MISSED) == []


def open_screen(page: Page, server: Server, screen: str, numbers: dict[str, int]) -> Page:
    """A screen of the admin, ready to be used."""
    answer = page.goto(server.url("vdg", f"/beheer/{screen.format(**numbers)}"))
    assert answer is not None
    assert answer.status == 200
    page.locator("body.ready").wait_for()
    page.evaluate("document.fonts.ready")
    return page
