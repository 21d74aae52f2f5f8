"""A change of college as the officer does it: five aldermen, twelve seats, and no more than eight clicks."""

import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.desk import Officer
from tests.browser.server import Server, run

# A municipality of which the demonstration knows nobody gets five aldermen, eleven seats and a personal one.
CONTENT = """
from association.memberships.models import Membership
from association.organizations.models import Organization
from tests.factories.register import make_body, make_membership, make_person, make_post
vdg = Organization.objects.get(slug="vdg")
known = Membership.objects.values("on_behalf_of"), Membership.objects.values("post__organization")
town = vdg.members.exclude(pk__in=known[0].exclude(on_behalf_of=None)).exclude(pk__in=known[1]).order_by("name").first()
post = make_post(town, "alderman", seats=None)
people = [make_person(f"Wisselaar{word}", initials=f"{word}.") for word in "ABCDE"]
for number, person in enumerate(people, 1):
    make_membership(post, person, "2022-06-01", seat=number)
for number in range(11):
    body = make_body(vdg, f"Wisselgroep {number}", classification="working_group")
    make_membership(make_post(body), people[number % 5], "2022-06-01", on_behalf_of=town)
committee = make_body(vdg, "Wisselcommissie", classification="vng_committee")
make_membership(make_post(committee, "vng_representative", is_personal=True), people[0], "2022-06-01")
"""
NAMES = ["mw. K. Nieuweling (ABC)", "dhr. L. Nieuweling (DEF)", "mw. M. Nieuweling", "N. Nieuweling", "O. Nieuweling"]
PASTE = """(target, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
TOWN = (
    "SELECT o.name FROM association_organization o JOIN association_post p ON p.organization_id = o.id "
    "JOIN association_membership m ON m.post_id = p.id JOIN association_person n ON n.id = m.person_id "
    "WHERE n.family_name = 'WisselaarA' AND o.classification = 'municipality'"
)
HELD = (
    "SELECT count(*) FROM association_membership m JOIN association_person n ON n.id = m.person_id "
    "WHERE n.family_name = 'Nieuweling' AND m.start_date = '2026-07-01'"
)


@pytest.fixture(scope="module")
def town(server: Server) -> str:
    """The name of the municipality."""
    run(server.folder, "manage.py", "shell", "--no-imports", "-c", CONTENT)
    return str(ask(server, TOWN))


def ask(server: Server, question: str) -> object:
    """One value of the server's database."""
    with closing(sqlite3.connect(server.folder / "noaber.sqlite3")) as connection:
        return connection.execute(question).fetchone()[0]


def fits(page: Page) -> bool:
    """Whether nothing runs off the side, and axe finds nothing in our part."""
    expect(page.locator("main .noaber-college")).to_be_visible()
    found = Axe().run(page, context="main .noaber-college")
    assert not found.response["violations"], found.generate_report()
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_whole_college_changes_in_eight_clicks(new_page: NewPage, server: Server, town: str) -> None:
    officer = Officer(new_page(), "eindredactie", server.url("vdg", "/beheer/"))
    page = officer.page

    officer.click(page.get_by_role("link", name="Wie zit waar").first)
    officer.click(page.get_by_role("link", name="Collegewissel"))
    officer.click(page.get_by_role("link", name=town, exact=True))
    page.get_by_label("Eerste dag van het nieuwe college").fill("1 juli 2026")
    page.locator("input[data-names]").first.evaluate(PASTE, "\n".join(NAMES))
    assert [field.input_value() for field in page.locator("input[data-names]").all()] == NAMES
    assert fits(page)
    officer.click(page.get_by_role("button", name="Verder"))
    expect(page.locator("select")).to_have_count(12)
    assert fits(page)
    page.get_by_label("Wisselcommissie").select_option(label="A. WisselaarA blijft voorlopig")
    officer.clicks += 2  # the list opens, and one of it is chosen
    officer.click(page.get_by_role("button", name="Bekijk wat er verandert"))
    expect(page.get_by_text("Dit wijzigt 16 plekken")).to_be_visible()
    assert ask(server, HELD) == 0
    assert fits(page)
    officer.click(page.get_by_role("button", name="Leg vast"))

    expect(page.get_by_text(f"Vastgelegd: Collegewissel {town}")).to_be_visible()
    assert officer.clicks <= 8
    assert ask(server, HELD) == 16

    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_text("Ongedaan gemaakt:").first).to_be_visible()
    assert ask(server, HELD) == 0


def test_steps_fit_on_a_phone(new_page: NewPage, server: Server, town: str) -> None:
    officer = Officer(new_page(390, "dark"), "eindredactie", server.url("vdg", "/beheer/"))
    page = officer.page
    page.goto(server.url("vdg", "/beheer/wie-zit-waar/collegewissel/"))
    page.get_by_role("link", name=town, exact=True).click()

    assert fits(page)
    page.get_by_role("button", name="Verder").click()
    assert fits(page)
    page.get_by_label("Wisselcommissie").select_option("vacature")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("Er is nog niets vastgelegd.")).to_be_visible()
    assert fits(page)
