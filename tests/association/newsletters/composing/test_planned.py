"""An issue that is planned shows what holds on the day on which it goes out, wherever it is looked at."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.memberships.pages import OrganizationIndexPage
from association.newsletters.composing.dispatch import Proposal
from association.newsletters.composing.rendering import RenderedIssue
from association.newsletters.models import Mailing, SenderSettings
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.views.send_issue import OTHER_DAY
from home.actions import SiteSetUp, ensure_child
from tests.factories.content import paragraph
from tests.factories.issues import block, fill_issue
from tests.factories.mailings import make_list, make_reader
from tests.factories.meetings import make_event
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.staff import staff_client
from tests.factories.vacancies import make_vacancy

pytestmark = pytest.mark.django_db
AHEAD = timedelta(days=60)
AGENDA = block("agenda", {"title": "Agenda", "last": None, "closed": False})


def local(ahead: timedelta) -> datetime:
    """A moment so far ahead at noon, in local time without zone."""
    return (timezone.localtime() + ahead).replace(tzinfo=None, hour=12, minute=0, second=0, microsecond=0)


def typed(moment: datetime) -> str:
    """A moment as the field takes it."""
    return f"{moment:%Y-%m-%dT%H:%M}"


@pytest.fixture
def issue(vdg: SiteSetUp) -> NewsletterIssuePage:
    """An issue with the agenda and two readers; something is soon, and something after two months."""
    SenderSettings.objects.create(association=vdg.association, small_bureau=True)
    make_event(vdg, local(timedelta(days=7)), slug="snel", title="Kenniscafé snel")
    make_event(vdg, local(AHEAD + timedelta(days=7)), slug="later", title="Kenniscafé later")
    one = make_list(vdg)
    make_reader(vdg, one)
    make_reader(vdg, one)
    return fill_issue(vdg, one, blocks=[AGENDA])


@pytest.fixture
def desk(vdg: SiteSetUp) -> Client:
    """Who sends."""
    return staff_client("VDG eindredactie")


def screen(page: NewsletterIssuePage) -> str:
    """Where an issue is sent."""
    return reverse("send_issue", args=[page.pk])


def plan(desk: Client, page: NewsletterIssuePage, moment: str) -> Any:
    """The answer to when it is to go out."""
    return desk.post(screen(page), {"doe": "moment", "planned": moment}, follow=True)


def says(text: str) -> tuple[bool, bool]:
    """Whether a mail has what is soon, and what is later."""
    return "Kenniscafé snel" in text, "Kenniscafé later" in text


def preview(desk: Client, page: NewsletterIssuePage) -> str:
    """The mail as the editor shows it."""
    return str(desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode())


def test_preview_and_proof_are_of_the_day_that_is_planned(issue: NewsletterIssuePage, desk: Client) -> None:
    before = preview(desk, issue)

    answer = plan(desk, issue, typed(local(AHEAD)))
    desk.post(screen(issue), {"doe": "proef"})

    assert (says(before), says(preview(desk, issue))) == ((True, False), (False, True))
    (proof,) = mail.outbox
    assert says(str(proof.body)) == (False, True)
    assert "U ziet het nummer zoals het op" in answer.content.decode()
    assert f'name="send_at" value="{typed(local(AHEAD))}"' in answer.content.decode()


def test_planning_sends_and_publishes_nothing_and_can_be_taken_back(issue: NewsletterIssuePage, desk: Client) -> None:
    plan(desk, issue, typed(local(AHEAD)))
    planned = Proposal(issue.pk).mark

    answer = plan(desk, issue, "")

    stored = NewsletterIssuePage.objects.get(pk=issue.pk)
    assert (stored.live, stored.approved_schedule, Mailing.objects.exists()) == (False, False, False)
    assert says(preview(desk, issue)) == (True, False)
    assert "U ziet het nummer zoals het op" not in answer.content.decode()
    assert Proposal(issue.pk).mark != planned


def test_agreement_is_with_the_issue_of_the_planned_day(
    vdg: SiteSetUp, issue: NewsletterIssuePage, desk: Client
) -> None:
    SenderSettings.objects.update(small_bureau=False)
    other = staff_client("VDG beheer")
    plan(desk, issue, typed(local(AHEAD)))
    desk.post(screen(issue), {"doe": "vraag"})
    other.post(screen(issue), {"doe": "akkoord", "mark": Proposal(issue.pk).mark})
    make_event(vdg, local(timedelta(days=3)), slug="nu", title="Wat nu nog komt")

    agreed = Proposal(issue.pk).is_agreed
    make_event(vdg, local(AHEAD + timedelta(days=3)), slug="dan", title="Wat dan komt")

    assert (agreed, Proposal(issue.pk).is_agreed) == (True, False)


def test_planned_issue_is_sent_as_it_was_seen(issue: NewsletterIssuePage, desk: Client) -> None:
    shown = plan(desk, issue, typed(local(AHEAD))).context["send_form"]
    form = {"doe": "verzenden", "mark": shown.initial["mark"], "expected": 2, "typed": 2}

    desk.post(screen(issue), {**form, "send_at": typed(local(AHEAD))})

    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.send_at) == ("scheduled", timezone.make_aware(local(AHEAD)))
    assert [says(kept.text) for kept in mailing.variants.all()] == [(False, True)]
    assert says(preview(desk, issue)) == (False, True)
    newest: Any = NewsletterIssuePage.objects.get(pk=issue.pk).get_latest_revision_as_object()
    assert newest.go_live_at is None


@pytest.mark.parametrize("is_planned", [False, True])
def test_another_day_with_other_words_is_looked_at_first(
    issue: NewsletterIssuePage, desk: Client, is_planned: bool
) -> None:
    moment = typed(local(AHEAD))
    shown = plan(desk, issue, moment if is_planned else "").context["send_form"]
    form = {"doe": "verzenden", "mark": shown.initial["mark"], "expected": 2, "typed": 2}

    answer = desk.post(screen(issue), {**form, "send_at": "" if is_planned else moment}, follow=True)

    assert OTHER_DAY in [str(message) for message in answer.context["messages"]]
    assert (Mailing.objects.exists(), says(preview(desk, issue))) == (False, (is_planned, not is_planned))


def test_moment_that_passed_is_refused_beside_the_field_and_later_forgotten(
    issue: NewsletterIssuePage, desk: Client
) -> None:
    refused = plan(desk, issue, "2020-01-01T09:00")
    draft: Any = NewsletterIssuePage.objects.get(pk=issue.pk).get_latest_revision_as_object()
    draft.go_live_at = timezone.now() - timedelta(days=1)
    draft.save_revision()

    assert refused.context["plan_form"].errors == {
        "planned": ["Dit moment is al voorbij. Kies een later moment, of laat het leeg."]
    }
    assert 'value="2020-01-01T09:00"' in refused.content.decode()
    assert (draft.planned, draft.day, says(preview(desk, issue))) == (None, timezone.localdate(), (True, False))


def test_seats_and_vacancies_are_those_of_that_day(vdg: SiteSetUp) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Organisatie", slug="organisatie")
    today, day = timezone.localdate(), timezone.localdate() + AHEAD
    post = make_post(make_body(vdg.association, "Overleg Wonen", slug="vdg-wonen"))
    make_membership(post, make_person("Straks"), str(today + timedelta(days=30)))
    make_membership(make_post(post.organization, "chair"), make_person("Daarna"), str(day + timedelta(days=1)))
    vacancy = make_vacancy(vdg)
    blocks = [
        block("seats", {"title": "Wie zit waar", "since": str(today)}),
        block("vacancies", {"title": "Open plekken"}),
    ]
    page = fill_issue(vdg, make_list(vdg), blocks=blocks)
    closed = timezone.localdate(vacancy.closes_at) + timedelta(days=1)

    now, then, after = (RenderedIssue(page, day=one).variant((), []).text for one in (today, day, closed))

    assert ["Straks" in now, "Straks" in then, "Daarna" in then] == [False, True, False]
    assert [vacancy.title in now, vacancy.title in after] == [True, False]


def test_issue_without_facts_stays_agreed_whenever_it_goes_out(vdg: SiteSetUp, desk: Client) -> None:
    page = fill_issue(vdg, make_list(vdg), blocks=[paragraph("Dag")])
    before = Proposal(page.pk).mark

    plan(desk, page, typed(local(AHEAD)))

    assert Proposal(page.pk).mark == before
