"""The first screen of the admin: large buttons, and three cards with nothing of others on them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from association.activities.actions import start_round
from association.activities.rules import Period, period_of
from association.base.models import PageMeta, User
from home.actions import SiteSetUp
from home.dashboard.words import day_in_words, days_late, easter, moment_in_words, next_working_day
from tests.factories.activities import make_activity
from tests.factories.content import make_news, make_page, make_portfolio, make_portfolio_page, make_user
from tests.factories.rounds import send_round
from tests.factories.staff import staff_client

TODAY = date(2026, 3, 11)  # a Wednesday


def screen(client: Client) -> str:
    """The first screen."""
    return client.get(reverse("wagtailadmin_home")).content.decode()


def lines(page: str) -> list[str]:
    """The links in the cards."""
    return re.findall(r'class="noaber-part__link" href="[^"]+">([^<]+)<', page)


def draft(page: Page, user: User, title: str) -> None:
    """A change that is not placed yet."""
    page = page.specific
    page.title = title
    page.save_revision(user=user)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "gisteren"), (0, "vandaag"), (1, "morgen"), (2, "overmorgen"), (5, "maandag 16 maart"), (-9, "maandag 2 maart"),
        (300, "5 januari 2027"),
    ],
)  # fmt: skip
def test_days_are_said_as_people_say_them(days: int, words: str) -> None:
    assert day_in_words(TODAY + timedelta(days=days), TODAY) == words


def test_moments_are_in_dutch_time() -> None:
    summer, winter = datetime(2026, 7, 1, 7, 5, tzinfo=UTC), datetime(2026, 3, 12, 8, 0, tzinfo=UTC)

    assert moment_in_words(summer, TODAY) == "woensdag 1 juli, 9.05 uur"
    assert moment_in_words(winter, TODAY) == "morgen 9.00 uur"
    assert [days_late(days) for days in (-1, 0, 1, 11)] == ["", "", "1 dag te laat", "11 dagen te laat"]


@pytest.mark.parametrize(
    ("today", "working"),
    [
        (date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 4, 2), date(2026, 4, 7)),  # Good Friday, Easter
        (date(2026, 4, 26), date(2026, 4, 28)),  # King's Day
        (date(2025, 4, 25), date(2025, 4, 28)),  # King's Day on a Saturday, for the 27th is a Sunday
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_next_working_day_passes_over_weekends_and_holidays(today: date, working: date) -> None:
    assert next_working_day(today) == working
    assert (easter(2026), easter(2027)) == (date(2026, 4, 5), date(2027, 3, 28))


def test_own_drafts_stand_there_newest_first(vdg: SiteSetUp) -> None:
    first, second = make_page(vdg.home, live=False), make_news(vdg)
    client = staff_client("VDG redactie")
    editor = User.objects.get(username="vdg-redactie")
    draft(first, editor, "Eerst begonnen")
    draft(second, editor, "Later gewijzigd")
    draft(make_page(vdg.home), make_user("collega", "VDG redactie"), "Van een collega")

    page = screen(client)

    assert lines(page) == ["Later gewijzigd", "Eerst begonnen"]
    assert page.count("wijziging nog niet geplaatst") == 1


def test_long_list_is_cut_off_and_leads_to_all(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    editor = User.objects.get(username="vdg-redactie")
    for number in range(7):
        draft(make_page(vdg.home), editor, f"Concept {number}")

    page = screen(client)

    assert lines(page) == [f"Concept {number}" for number in (6, 5, 4, 3, 2)]
    assert f"?edited_by={editor.pk}" in page


def test_what_is_planned_is_counted_and_all_there(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    for number in range(7):
        news = make_news(vdg, f"Bericht {number}", live=False)
        news.go_live_at = timezone.now() + timedelta(days=1 + number)
        news.save_revision().publish()

    document = BeautifulSoup(screen(client), "html.parser")
    card = document.select_one("[aria-labelledby=gepland]")

    assert card is not None
    assert card.select_one("h2 .noaber-part__number").text == "7"
    assert [link.text for link in card.select(".noaber-part__link")] == [f"Bericht {number}" for number in range(7)]
    assert card.select_one("details > summary").text == "en nog 2"


def test_page_that_goes_round_is_no_draft_of_its_writer_as_well(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    editor = User.objects.get(username="vdg-redactie")
    page = make_page(vdg.home, live=False)
    draft(page, editor, "Gaat rond")
    send_round(page.specific_class.objects.get(pk=page.pk), editor)

    assert lines(screen(client)) == ["Gaat rond"]


def test_empty_cards_say_so(vdg: SiteSetUp) -> None:
    page = screen(staff_client("VDG redactie"))

    assert all(words in page for words in ("Er ligt niets op u te wachten.", "Er staat niets gepland.", "Goed op orde"))


def fill(setup: SiteSetUp, user: User, number: int) -> None:
    """So many of everything that a card can show."""
    later, past = timezone.now() + timedelta(days=2), timezone.localdate() - timedelta(days=11)
    for _ in range(number):
        draft(make_page(setup.home), user, "Zandloper")
        old = make_page(setup.home, "Zandloper")
        PageMeta.objects.update_or_create(page=old, defaults={"responsible": user, "review_date": past})
        planned = make_news(setup, "Zandloper", live=False)
        planned.go_live_at = later
        planned.save_revision(user=user).publish(user=user)


def test_cards_show_nothing_of_another_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    both = make_user("vertrokken", "VDG eindredactie", "VGG eindredactie", is_superuser=False)
    fill(vgg, both, 2)
    client = Client(headers={"host": "vgg.localhost"})
    client.force_login(both)
    seen = screen(client)
    both.groups.remove(Group.objects.get(name="VGG eindredactie"))

    hidden = [screen(client), screen(staff_client("VDG beheer"))]

    assert seen.count("Zandloper") >= 4
    assert ["Zandloper" in page for page in hidden] == [False, False]


def test_process_lead_comes_straight_to_the_own_portfolio(vdg: SiteSetUp) -> None:
    page, other = make_portfolio_page(vdg, make_portfolio(vdg, "Wonen")), make_portfolio_page(vdg)
    lead = make_user("regie", "VDG procesregie")
    team = Group.objects.create(name="VDG Wonen")
    team.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=team,
        page=page,
        permission=Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore"),
    )
    page.portfolio.team = team
    page.portfolio.save()
    lead.groups.add(team)
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)

    answer = screen(client)

    buttons = re.findall(r'noaber-task__link" href="([^"]+)">([^<]+)<', answer)
    assert buttons[0] == (reverse("wagtailadmin_pages:edit", args=[page.pk]), "Mijn portefeuille")
    assert other.title not in answer


@pytest.fixture
def lead(vdg: SiteSetUp) -> User:
    """Who leads the process of a portfolio with one activity to fill in and one that is done, of the year that runs."""
    found = make_user("regie", "VDG procesregie")
    portfolio = make_portfolio(vdg, "Wonen")
    portfolio.team.user_set.add(found)
    year, period = period_of(timezone.localdate())
    make_activity(vdg.association, "Van mijn portefeuille", year=year, portfolios=[portfolio])
    make_activity(vdg.association, "Klaar", year=year, portfolios=[portfolio], reports={period: "Gedaan."})
    make_activity(vdg.association, "Van een ander", year=year)
    return found


def waiting(user: User) -> list[tuple[str, str, str, bool]]:
    """What somebody has to fill in: words, remark, address, and whether it is red."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    document = BeautifulSoup(screen(client), "html.parser")
    found = document.select_one("[aria-labelledby=voor-mij]")
    assert found is not None
    return [
        (link.text, " ".join(link.parent.get_text(" ", strip=True).removeprefix(link.text).split()), str(link["href"]),
         link.parent.select_one("[class*=late]") is not None)
        for link in found.select(".noaber-part__link") if "in te vullen" in link.text
    ]  # fmt: skip


def test_process_lead_sees_what_is_to_be_filled_in(lead: User) -> None:
    year, period = period_of(timezone.localdate())
    address = f"/beheer/activiteiten/vdg/{year}/?periode={period}&mijn=1&ontbreekt=1"
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)

    found = waiting(lead)

    assert found == [(f"1 activiteit in te vullen ({Period(period).label} {year})", "", address, False)]
    rows = BeautifulSoup(client.get(address).content, "html.parser").select("[data-row] > th > a:first-child")
    assert [row.text for row in rows] == ["Van mijn portefeuille"]


def test_who_was_named_sees_it_as_well_and_others_do_not(vdg: SiteSetUp, lead: User) -> None:
    year, period = period_of(timezone.localdate())
    named, other = make_user("genoemd", "VDG redactie"), make_user("ander", "VDG redactie")
    for number in range(2):
        make_activity(vdg.association, f"Van genoemde {number}", year=year, responsible=named)

    assert [line[0] for line in waiting(named)] == [f"2 activiteiten in te vullen ({Period(period).label} {year})"]
    assert waiting(other) == []


@pytest.mark.parametrize(("days", "is_late"), [(3, False), (0, False), (-1, True)])
def test_activities_are_late_after_the_last_day_of_their_round(
    vdg: SiteSetUp, lead: User, days: int, is_late: bool
) -> None:
    today = timezone.localdate()
    year, period = period_of(today)
    start_round(association=vdg.association, year=year, period=period, due_on=today + timedelta(days=days), user=None)

    ((_, remark, _, is_red),) = waiting(lead)

    assert is_red == is_late
    assert remark.startswith(f"tot en met {day_in_words(today + timedelta(days=days), today)}")
    assert ("te laat" in remark) == is_late


def test_rounds_of_long_ago_and_of_others_ask_nothing(vdg: SiteSetUp, vgg: SiteSetUp, lead: User) -> None:
    today = timezone.localdate()
    year, _ = period_of(today)
    old = make_activity(vdg.association, "Vroeger", year=year - 2, responsible=lead)
    asked = {"association": vdg.association, "year": old.year, "period": Period.YEAR, "user": None}
    start_round(**asked, due_on=today - timedelta(days=9))
    start_round(**{**asked, "association": vgg.association}, due_on=today)

    recent = [line[0] for line in waiting(lead)]
    start_round(**asked, due_on=today - timedelta(days=200))

    assert recent[0] == f"1 activiteit in te vullen (heel jaar {old.year})"
    assert [line[0] for line in waiting(lead)] == recent[1:]


def test_first_screen_asks_the_same_however_many_activities_wait(
    vdg: SiteSetUp, lead: User, statements: Callable[[], Any]
) -> None:
    year, _ = period_of(timezone.localdate())

    def asked() -> int:
        with statements() as found:
            assert len(waiting(lead)) == 1
        return len(found)

    asked()
    one = asked()
    for number in range(6):
        make_activity(vdg.association, f"Nog {number}", year=year, responsible=lead)

    assert asked() == one
