"""The demonstration's work in progress: the cards of the first screen show it, readers do not, and it is made once."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, Revision, Site, WorkflowState

from association.base.models import Image, PageMeta, User
from association.base.site_settings import SiteSettings
from association.publications.models import ChapterOrigin, Contribution
from association.publications.pages import PublicationPage
from association.quality.actions import content_of, notes_for
from association.review.models import ReviewMail
from home.dashboard.cards import Part, Work
from home.demonstration.accounts import make_accounts
from home.demonstration.desk import fill_desk, planned_day, reworded
from home.demonstration.load import Loader
from home.demonstration.names import HOSTS
from home.demonstration.read import read_content
from tests.factories.demonstration import make_loaders

pytestmark = pytest.mark.django_db

PLANNED = ["Ga mee op werkbezoek langs drie nieuwe buurten", "Uitnodiging: samen op pad langs drie dorpshuizen"]
ASKED = ["Stuur uw idee in voor de volgende Toogdag", "Waarover wilt u praten op de ledenvergadering?"]
BEGUN = "Overdrachtsdocument 2030"
CHANGED = ["Het bureau", "Zo werken we"]
OVERDUE = ["Overleggen", "Partners"]
# Left in the texts on purpose, so that the report of the site's quality has something to show.
LEFT = [
    ("/vdg/nieuws/samen-tegen-de-kou/", "long_sentence"),
    ("/vdg/publicaties/overdrachtsdocument-2026/organisatie/", "abbreviation"),
    ("/vgg/nieuws/vng-commissie-financien/", "long_sentence"),
    ("/vgg/themas/gemeentefinancien/", "long_sentence"),
]


@dataclass(frozen=True)
class Loaded:
    """What loaded each association, how much work each got, and the day on which."""

    loaders: list[Loader]
    made: list[int]
    today: datetime.date


@pytest.fixture(scope="module")
def loaded(pages_made: tuple[int, ...], django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Both sites, the accounts and their work: made once, gone after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaders = make_loaders()
        make_accounts(("VDG", "VGG"))
        today = timezone.localdate()
        yield Loaded(loaders, [fill_desk(loader, today=today) for loader in loaders], today)
        transaction.set_rollback(True)


def work_of(name: str, today: datetime.date) -> Work:
    """What the cards of an account show, for both sites."""
    sites = [SiteSettings.of(site) for site in Site.objects.order_by("pk")]
    return Work(User.objects.get(username=name), sites, today)


def shown(part: Part) -> list[str]:
    """The titles in a list of a card, by name."""
    return sorted(line.title for line in (*part.lines, *part.rest))


def drafts() -> list[Any]:
    """The newest versions of the pages that are planned, go round, were changed or begun."""
    pages = Page.objects.filter(draft_title__in=[*PLANNED, *ASKED, *CHANGED, BEGUN], has_unpublished_changes=True)
    return [page.get_latest_revision_as_object() for page in pages]


def test_chief_editor_finds_every_list_filled(loaded: Loaded) -> None:
    work = work_of("eindredactie", loaded.today)

    assert loaded.made == [5, 4]
    assert shown(work.reviews()) == ASKED
    assert {line.text for line in work.reviews().lines} == {
        f"van Redactie, {work.before(loaded.today + datetime.timedelta(days=3))}"
    }
    assert shown(work.drafts()) == CHANGED
    assert all(line.text.endswith("; wijziging nog niet geplaatst") for line in work.drafts().lines)
    assert shown(work.planned()) == PLANNED
    assert shown(work.again()) == OVERDUE
    assert {line.late for line in work.again().lines} == {"11 dagen te laat"}


def test_list_of_publications_has_the_one_that_was_begun(loaded: Loaded, client: Client) -> None:
    client.force_login(User.objects.get(username="redactie"))

    html = client.get("/beheer/publicaties/").content.decode()

    row = html.split(BEGUN, 1)[1].split("</tr>", 1)[0]
    assert "concept" in row


def test_editor_sees_what_was_sent_round(loaded: Loaded) -> None:
    work = work_of("redactie", loaded.today)

    assert shown(work.sent()) == ASKED
    assert shown(work.drafts()) == [BEGUN]
    assert shown(work.reviews()) == []


def test_planned_items_go_live_at_nine_on_their_day(loaded: Loaded) -> None:
    moments = Revision.objects.filter(approved_go_live_at__isnull=False).values_list("approved_go_live_at", flat=True)

    local = {timezone.localtime(moment) for moment in moments}
    assert {(moment.date(), moment.hour, moment.minute) for moment in local} == {(planned_day(loaded.today), 9, 0)}
    assert Page.objects.filter(title__in=PLANNED, live=False).count() == 2


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-23", "2026-11-26"),  # Monday: from Tuesday to Thursday
        ("2026-11-26", "2026-11-30"),  # Thursday: from Friday over the weekend to Monday
        ("2026-11-28", "2026-12-02"),  # Saturday: from Monday to Wednesday
        ("2026-12-23", "2026-12-28"),  # from Thursday over Christmas to Monday
    ],
)
def test_planned_day_is_a_working_day(today: str, expected: str) -> None:
    assert planned_day(datetime.date.fromisoformat(today)).isoformat() == expected


@pytest.mark.parametrize("key", ["vdg", "vgg"])
def test_readers_see_nothing_of_it(loaded: Loaded, client: Client, key: str) -> None:
    desk = read_content(key).desk
    host = {"host": HOSTS[key]}

    news = client.get("/nieuws/", headers=host).content.decode()
    statuses = [client.get(f"/nieuws/{desk[kind]['slug']}/", headers=host).status_code for kind in ("planned", "asked")]
    unchanged = client.get(desk["changed"]["path"], headers=host).content.decode()

    assert [title for title in (*PLANNED, *ASKED) if title in news] == []
    assert statuses == [404, 404]
    assert desk["changed"]["old"] in unchanged
    assert desk["changed"]["new"] not in unchanged


def test_texts_are_as_an_editor_could_save_them(loaded: Loaded) -> None:
    found = drafts()

    assert sorted(page.title for page in found) == sorted([*PLANNED, *ASKED, *CHANGED, BEGUN])
    for page in found:
        assert page.body.stream_block.clean(page.body).get_prep_value() == page.body.get_prep_value(), page.slug
        assert notes_for(page, content_of(page)) == [], page.slug
        page.full_clean()
    assert not Image.objects.filter(description="").exists()


def test_changed_paragraph_says_the_new_words(loaded: Loaded) -> None:
    texts = {page.title: str(page.body) for page in drafts()}

    for loader in loaded.loaders:
        entry = loader.content.desk["changed"]
        title = loader.page_at(entry["path"].strip("/")).title
        assert entry["new"] in texts[title]


def test_rewording_refuses_words_that_are_not_in_one_paragraph() -> None:
    blocks = [{"type": "paragraph", "value": "<p>Eén weg.</p>"}, {"type": "heading", "value": {"text": "Drie wegen"}}]

    assert reworded(blocks, "Eén weg", "Twee wegen").count("Twee wegen") == 1
    with pytest.raises(ValueError, match="0 paragraphs say 'Drie wegen'"):
        reworded(blocks, "Drie wegen", "Vier wegen")


def test_mail_waits_for_the_worker(loaded: Loaded) -> None:
    waiting = ReviewMail.objects.values_list("recipient", flat=True)

    assert list(waiting) == ["eindredactie@example.org"] * 2
    assert mail.outbox == []


def state() -> tuple[Any, ...]:
    """All that filling a desk could add to."""
    responsible = PageMeta.objects.filter(responsible__isnull=False).values_list("page_id", "review_date")
    counts = [model.objects.count() for model in (Page, Revision, WorkflowState, ReviewMail, Image)]
    return (*counts, sorted(responsible))


def test_filling_again_adds_nothing(loaded: Loaded) -> None:
    before = state()
    later = loaded.today + datetime.timedelta(days=30)

    again = [fill_desk(loader, today=later) for loader in loaded.loaders]

    assert again == [0, 0]
    assert state() == before


def test_work_that_was_finished_stays_finished(loaded: Loaded) -> None:
    page = Page.objects.get(title="Zo werken we").specific
    page.get_latest_revision().publish()
    meta = PageMeta.objects.get(page__title="Partners")
    meta.review_date = loaded.today + datetime.timedelta(days=365)
    meta.save()

    again = fill_desk(loaded.loaders[0])

    assert again == 0
    assert Page.objects.get(pk=page.pk).has_unpublished_changes is False
    assert PageMeta.objects.get(pk=meta.pk).review_date == meta.review_date


def test_only_what_was_left_on_purpose_can_be_better(loaded: Loaded) -> None:
    pages = Page.objects.live().filter(depth__gt=1).specific()

    found = {(page.url_path, note.code, note.detail) for page in pages for note in notes_for(page, content_of(page))}

    assert sorted((path, code) for path, code, _ in found) == LEFT


def test_handover_in_the_making_builds_on_the_last_one_and_waits_for_a_colleague(loaded: Loaded) -> None:
    volume = PublicationPage.objects.get(slug="overdrachtsdocument-2030")

    asked = Contribution.objects.filter(chapter__path__startswith=volume.path)
    assert volume.origin.source.slug == "overdrachtsdocument-2026"
    assert ChapterOrigin.objects.filter(chapter__path__startswith=volume.path).count() == 16
    assert [(one.chapter.slug, one.user.username, one.is_late) for one in asked] == [
        ("energie-klimaat-en-milieu", "procesregie", False),
        ("ruimte-en-wonen", "procesregie", False),
    ]
