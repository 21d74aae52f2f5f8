"""Sending a page round: the screen after it, colleagues, the board, mails and reminders."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Workflow

from association.base.models import User
from association.news.pages import NewsIndexPage, NewsPage
from association.review.mail import remind_readers, send_review_mail
from association.review.models import ReviewLink, ReviewMail, ReviewRequest, ReviewTask
from association.review.queries import sent_round, to_review
from association.review.rules import working_days_after
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_user, make_vdg
from tests.factories.posting import post_page
from tests.factories.rounds import link_to, send_round, visitor, written_by
from tests.factories.staff import news_form
from tests.home.test_admin_language import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(vdg: SiteSetUp) -> Any:
    return make_user("redacteur", "VDG redactie")


@pytest.fixture
def chief(vdg: SiteSetUp) -> Any:
    return make_user("chef", "VDG eindredactie")


def browser_of(user: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def screen(page: Page) -> str:
    return reverse("review_ask", args=[page.pk])


def waiting_mail() -> list[tuple[str, str]]:
    return list(ReviewMail.objects.order_by("recipient").values_list("recipient", "subject"))


def test_site_gets_one_workflow_of_its_own_groups(vgg: SiteSetUp, vdg: SiteSetUp) -> None:
    make_vdg()

    page = make_news(vdg, live=False)

    assert sorted(Workflow.objects.values_list("name", flat=True)) == ["Laten meelezen (VDG)", "Laten meelezen (VGG)"]
    task = page.get_workflow().tasks.get().specific
    assert isinstance(task, ReviewTask)
    assert sorted(group.name for group in task.groups.all()) == ["VDG beheer", "VDG eindredactie"]


def test_submitting_leads_to_one_screen_and_one_press_sends(vdg: SiteSetUp, editor: Any, chief: Any) -> None:
    make_user("collega", "VDG eindredactie")
    make_user("vreemd", "VGG eindredactie")
    client = browser_of(editor)
    index = NewsIndexPage.objects.child_of(vdg.home).get()
    address = reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])
    sent = client.post(address, news_form("Nieuw plan") | {"action-submit": "1"})
    page = NewsPage.objects.get(slug="nieuw-plan")
    shown = client.get(sent.url).content.decode()
    first = waiting_mail()

    client.post(screen(page), {"colleague": chief.pk, "due_date": "2099-01-01", "question": ""})
    day = timezone.localdate() + timedelta(days=3)
    client.post(screen(page), {"colleague": chief.pk, "due_date": day.isoformat(), "question": "Klopt het?"})

    assert sent.url == screen(page) + "?ingediend"
    assert "Wie leest mee?" in shown
    assert "vreemd" not in shown
    assert english(shown) == []
    subject = "Wilt u meelezen? Nieuw plan"
    assert first == [("chef@example.org", subject), ("collega@example.org", subject)]
    assert waiting_mail() == [("chef@example.org", subject)]
    assert ReviewRequest.objects.values_list("assignee", "due_date", "question").get() == (chief.pk, day, "Klopt het?")


def test_mail_waits_for_the_author_and_survives_a_dead_server(
    vdg: SiteSetUp, editor: Any, chief: Any, settings: Any
) -> None:
    page = make_news(vdg, "Plan", live=False)
    state = send_round(page, editor)
    early = send_review_mail()
    ReviewMail.objects.update(next_try_at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    refused = send_review_mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ReviewMail.objects.update(next_try_at=timezone.now())

    taken = [send_review_mail(), send_review_mail()]

    assert (early, refused, taken) == (0, 0, [1, 0])
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["chef@example.org"], "Wilt u meelezen? Plan")
    ]
    assert f"http://localhost/beheer/pages/{page.pk}/edit/" in str(mail.outbox[0].body)
    assert state.status == "in_progress"


def test_answers_are_mailed_to_the_author_once_and_in_dutch(vdg: SiteSetUp, editor: Any, chief: Any) -> None:
    page = make_news(vdg, "Plan", live=False)
    make_user("super", is_superuser=True)
    send_round(page, editor)
    step = page.current_workflow_task_state
    ReviewMail.objects.all().delete()
    browser = browser_of(chief)

    browser.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", step.pk]), {"comment": "Nog <eens>"}
    )
    page.current_workflow_state.resume(user=editor)
    step = NewsPage.objects.get(pk=page.pk).current_workflow_task_state
    ReviewMail.objects.filter(is_request=True).delete()
    browser.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk]), {"comment": ""})

    mails = ReviewMail.objects.filter(is_request=False)
    assert [(row.recipient, row.subject) for row in mails] == [
        ("redacteur@example.org", "Teruggestuurd: Plan"),
        ("redacteur@example.org", "Akkoord: Plan"),
    ]
    assert "Nog <eens>" in mails[0].text
    assert NewsPage.objects.get(pk=page.pk).live
    assert mail.outbox == []


def test_reminders_go_out_once_before_and_once_after_the_day(
    vdg: SiteSetUp, editor: Any, chief: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = send_round(make_news(vdg, "Plan", live=False), editor)
    today = timezone.localdate()
    ReviewRequest.objects.create(workflow_state=state, assignee=chief, due_date=today + timedelta(days=2))
    counts = [remind_readers()]
    for moved in (1, 3):
        later = timezone.now() + timedelta(days=moved)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        counts += [remind_readers(), remind_readers()]

    subjects = list(ReviewMail.objects.filter(is_request=False).values_list("subject", flat=True))
    assert counts == [0, 1, 0, 1, 0]
    assert subjects == ["Morgen graag gelezen: Plan", "Nog niet gelezen: Plan"]


def test_link_by_mail_is_made_when_it_goes_out(vdg: SiteSetUp, editor: Any) -> None:
    page = make_news(vdg, "Plan", live=False)
    client = browser_of(editor)

    client.post(screen(page), {"name": "Mevrouw De Boer", "email": "boer@example.org", "question": "Wat vindt u?"})
    stored = ReviewMail.objects.get().text
    send_review_mail()

    body = str(mail.outbox[0].body)
    address = next(line for line in body.splitlines() if "/meelezen/" in line)
    assert "{link}" in stored
    assert "Wat vindt u?" in body
    assert visitor().get(address.removeprefix("http://localhost")).status_code == 200
    assert ReviewLink.objects.get().workflow_state is None


def test_link_without_address_is_shown_once(vdg: SiteSetUp, editor: Any) -> None:
    page = make_news(vdg, "Plan", live=False)
    client = browser_of(editor)

    made = client.post(screen(page), {"name": "Mevrouw De Boer"})
    again = client.get(screen(page)).content.decode()

    assert "http://localhost/meelezen/" in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    for known in (f"/beheer/meelezen/{page.pk}/", "/beheer/meelezen/", "/beheer/handleiding/meelezen/"):
        again = again.replace(known, "")
    assert "/meelezen/" not in again
    assert "Mevrouw De Boer" in again
    client.post(screen(page), {"intrekken": ReviewLink.objects.get().pk})
    assert ReviewLink.objects.get().revoked_at is not None


def test_member_of_the_board_gets_a_link(vdg: SiteSetUp, editor: Any) -> None:
    member = make_user("bestuurder", "VDG bestuur", first_name="Ans", last_name="Bos")
    page = make_news(vdg, "Plan", live=False)

    browser_of(editor).post(screen(page), {"colleague": member.pk})

    link = ReviewLink.objects.get()
    assert (link.name, link.email) == ("Ans Bos", "bestuurder@example.org")
    assert waiting_mail() == [("bestuurder@example.org", "Wilt u meelezen? Plan")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Kies een collega"),
        ({"colleague": "999999"}, "geldige keuze"),
        ({"email": "boer@example.org"}, "Vul in van wie"),
        ({"name": "Boer", "email": "geen adres"}, "geldig e-mailadres"),
        ({"name": "x" * 121}, "120"),
        ({"name": "Boer", "due_date": "2020-01-01"}, "Kies vandaag"),
        ({"name": "Boer", "due_date": "31-31-2020"}, "geldige datum"),
        ({"name": "Boer", "question": "x" * 1001}, "1000"),
    ],
)
def test_bad_question_is_explained(vdg: SiteSetUp, editor: Any, sent: dict[str, str], said: str) -> None:
    page = make_news(vdg, live=False)

    response = browser_of(editor).post(screen(page), sent)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not ReviewLink.objects.exists()


def test_screen_is_for_who_may_change_the_page(vgg: SiteSetUp, vdg: SiteSetUp, editor: Any, chief: Any) -> None:
    page = make_news(vdg, "Geheim plan", live=False)
    _, link = link_to(page, chief)
    foreign = browser_of(make_user("vreemd", "VGG eindredactie"))
    other = make_news(vdg, live=False)

    for answer in (foreign.get(screen(page)), foreign.post(screen(page), {"name": "Ik"})):
        assert (answer.status_code, answer.url) == (302, "/beheer/")
    assert foreign.get("/beheer/meelezen/999999999999999999999/").status_code == 404
    assert browser_of(editor).post(screen(other), {"intrekken": link.pk}).status_code == 404
    assert browser_of(editor).post(screen(other), {"intrekken": "x"}).status_code == 404
    assert ReviewLink.objects.count() == 1


def test_saving_again_during_the_round_asks_again(vdg: SiteSetUp, chief: Any) -> None:
    other = make_user("collega", "VDG eindredactie")
    page = make_news(vdg, "Plan", live=False)
    send_round(page, chief)

    post_page(browser_of(chief), page, {"title": "Plan B"}, publish=False)

    assert waiting_mail() == [(other.email, "Lees opnieuw mee: Plan B")]


def test_lists_for_the_first_screen(
    vgg: SiteSetUp, vdg: SiteSetUp, editor: Any, chief: Any, statements: Callable[[], Any]
) -> None:
    other = make_user("collega", "VDG eindredactie")
    foreign = make_user("vreemd", "VGG eindredactie")
    counts = []
    to_review(chief)
    sent_round(editor)
    for title in ("Plan A", "Plan B"):
        page = make_news(vdg, title, live=False)
        send_round(page, editor)
        with statements() as found:
            to_review(User.objects.get(pk=chief.pk))
            sent_round(User.objects.get(pk=editor.pk))
        counts.append(len(found))
    ReviewRequest.objects.create(
        workflow_state=page.current_workflow_state, assignee=other, due_date=timezone.localdate() - timedelta(days=1)
    )
    address, _ = link_to(page, editor, name="Jansen")
    visitor().post(address, {"answer": "agree"})

    assert counts[0] == counts[1]
    assert [item.title for item in to_review(chief)] == ["Plan A"]
    assert to_review(foreign) == to_review(editor) == []
    mine = to_review(other)
    assert [(item.title, item.is_late, item.answer) for item in mine] == [
        ("Plan B", True, "akkoord van Jansen"), ("Plan A", False, "")
    ]  # fmt: skip
    assert [(item.title, item.asked_by) for item in sent_round(editor)] == [
        ("Plan B", "redacteur"), ("Plan A", "redacteur")
    ]  # fmt: skip


def test_working_days_leave_out_the_weekend() -> None:
    assert working_days_after(date(2026, 11, 19)) == date(2026, 11, 24)


def test_own_version_of_a_draft_can_be_asked_by_who_publishes(vdg: SiteSetUp, chief: Any) -> None:
    page = written_by(make_news(vdg, "Plan", live=False), chief)

    browser_of(chief).post(screen(page), {"colleague": "iedereen"})

    assert NewsPage.objects.get(pk=page.pk).workflow_in_progress
