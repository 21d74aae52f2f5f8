"""The first screen of the admin: large buttons, and three cards with nothing of others on them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from association.base.models import PageMeta, User
from home.actions import SiteSetUp
from home.dashboard.words import day_in_words, days_late, easter, moment_in_words, next_working_day
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
