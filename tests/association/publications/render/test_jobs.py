"""The work of making files: asked for, leased, taken up again, kept back, renewed."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from association.base.storage import private_storage
from association.publications.models import FileJob, FileKind, PublicationFile
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.render import available, formats, jobs, versions
from association.publications.render.epub import make_epub
from association.publications.render.variants import variants
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user, paragraph, restrict
from tests.factories.guides import make_guide
from tests.factories.publications import make_chapter, make_publication
from tests.factories.reading import page_texts
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
ADDRESS = "/publicaties/werkplan.pdf"
UNPRINTABLE = "Zonder vorm: \ue0ff"


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication with one chapter; publishing it asked for its files."""
    found = make_publication(vdg, "Werkplan", slug="werkplan")
    make_chapter(found, "Zorg", slug="zorg", body=[paragraph("De eerste tekst.")])
    return found


def job_of(publication: PublicationPage) -> FileJob:
    """The job as it is now."""
    return FileJob.objects.get(publication=publication)


def state_of(publication: PublicationPage) -> tuple[str, int]:
    """State, and how often the job was tried since somebody asked."""
    job = job_of(publication)
    return job.state, job.tries


def status_for(client: Client, address: str = ADDRESS) -> int:
    """What a visitor who asks for a file gets."""
    response = client.get(address)
    if response.streaming:
        read_all(response)
    return response.status_code


def read_all(response: Any) -> bytes:
    """The content of a file that was asked for."""
    return b"".join(response.streaming_content)


def publish(chapter: str, text: str) -> None:
    """Publish a chapter with other words."""
    page = ChapterPage.objects.get(slug=chapter)
    page.body = [("paragraph", f"<p>{text}</p>")]
    page.save_revision().publish()


def texts_of(publication: PublicationPage) -> list[str]:
    """The words of each file of a publication."""
    words = []
    for row in PublicationFile.objects.filter(publication=publication, kind="pdf"):
        with row.file.open("rb") as file:
            words.append(" ".join(" ".join(page_texts(file.read())).split()))
    return words


def stored_files() -> set[str]:
    """The names in the store of files."""
    try:
        return set(private_storage().listdir("publications")[1])
    except FileNotFoundError:
        return set()


def let_lease_run_out(publication: PublicationPage) -> None:
    """As if the worker was killed six minutes ago."""
    FileJob.objects.filter(publication=publication).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_publishing_asks_for_files_and_the_task_makes_them(
    publication: PublicationPage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        FileJob.objects.all().delete()
        publish("zorg", "De tekst.")
    assert status_for(client) == 404
    task = DBTaskResult.objects.get(queue_name="documents", backend_name="noaber")

    jobs.make_files(job_of(publication).pk)

    assert task.args_kwargs == {"args": [job_of(publication).pk], "kwargs": {}}
    assert state_of(publication) == (FileJob.State.DONE, 1)
    response = client.get(ADDRESS)
    content = read_all(response)
    row = PublicationFile.objects.get(kind="pdf")
    assert (response.status_code, len(content)) == (200, row.size)
    assert "De tekst." in " ".join(page_texts(content))
    assert row.chapters == [ChapterPage.objects.get().pk]


def test_publishing_again_renews_the_file_and_takes_the_old_one_away(
    publication: PublicationPage, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.make_files(job_of(publication).pk)
    first = stored_files() - before
    publish("zorg", "De tweede tekst.")
    assert job_of(publication).state == FileJob.State.WAITING

    with django_capture_on_commit_callbacks(execute=True):
        jobs.make_files(job_of(publication).pk)

    assert [("tweede" in text, "eerste" in text) for text in texts_of(publication)] == [(True, False)]
    assert (len(first), len(stored_files() - before - first)) == (3, 3)
    assert not first & stored_files()


def test_several_chapters_at_once_are_one_task(
    publication: PublicationPage, django_capture_on_commit_callbacks: Any
) -> None:
    jobs.make_files(job_of(publication).pk)
    wanted = job_of(publication).wanted

    with django_capture_on_commit_callbacks(execute=True):
        for number in range(4):
            make_chapter(publication, f"Nieuw {number}")

    assert DBTaskResult.objects.count() == 1
    assert job_of(publication).wanted == wanted + 4


def test_job_of_a_killed_worker_is_taken_up_again(publication: PublicationPage) -> None:
    number = job_of(publication).pk
    killed = jobs.claim(number)
    assert killed is not None
    jobs.make_files(number)
    assert state_of(publication) == (FileJob.State.RUNNING, 1)
    let_lease_run_out(publication)

    queued = jobs.resume_files()
    jobs.make_files(number)

    assert queued == 1
    assert state_of(publication) == (FileJob.State.DONE, 2)
    assert len(texts_of(publication)) == 1
    with pytest.raises(jobs.LeaseLost):
        jobs.finish(killed, ())
    assert len(texts_of(publication)) == 1


def test_second_worker_finds_nothing_to_do(publication: PublicationPage) -> None:
    number = job_of(publication).pk

    claims = [jobs.claim(number), jobs.claim(number)]

    assert [claim is None for claim in claims] == [False, True]


def test_result_of_who_lost_the_lease_is_not_stored(publication: PublicationPage) -> None:
    late = jobs.claim(job_of(publication).pk)
    assert late is not None
    made = make_epub(publication.document(variants(publication)[0]))
    let_lease_run_out(publication)
    assert jobs.claim(late.job) is not None
    before = stored_files()

    with pytest.raises(jobs.LeaseLost):
        jobs.finish(late, [made])

    assert (texts_of(publication), stored_files()) == ([], before)


def test_change_during_the_work_has_it_done_again(publication: PublicationPage) -> None:
    lease = jobs.claim(job_of(publication).pk)
    assert lease is not None
    publish("zorg", "Tijdens het werk.")

    jobs.work(lease)

    assert state_of(publication) == (FileJob.State.WAITING, 0)
    jobs.make_files(lease.job)
    assert ["Tijdens het werk." in text for text in texts_of(publication)] == [True]


def test_failing_pdf_is_kept_back_with_reasons_and_the_others_are_offered(
    publication: PublicationPage, client: Client
) -> None:
    jobs.make_files(job_of(publication).pk)
    assert status_for(client) == 200
    publish("zorg", UNPRINTABLE)

    jobs.make_files(job_of(publication).pk)

    job = job_of(publication)
    assert job.state == FileJob.State.FAILED
    assert ["lettertypen" in problem for problem in job.problems] == [True]
    assert status_for(client) == 404
    assert {file.kind for file in PublicationFile.objects.all()} == {"epub", "html"}
    assert status_for(client, "/publicaties/werkplan.epub") == 200
    desk = staff_client("VDG redactie").get(reverse("publication", args=[publication.pk])).content.decode()
    assert "De pdf wordt niet aangeboden, andere bestanden wel." in desk
    publish("zorg", "Weer gewoon.")
    jobs.make_files(job.pk)
    assert status_for(client) == 200


def test_error_is_tried_three_times_with_a_pause(publication: PublicationPage, caplog: Any, settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    number = job_of(publication).pk
    states = []

    for _ in range(4):
        jobs.make_files(number)
        jobs.make_files(number)  # the pause is not over
        states.append(state_of(publication))
        let_lease_run_out(publication)

    waiting, failed = FileJob.State.WAITING, FileJob.State.FAILED
    assert states == [(waiting, 1), (waiting, 2), (failed, 3), (failed, 3)]
    assert job_of(publication).problems == [jobs.BROKEN_OFF]
    assert "File job" in caplog.text


def test_worker_that_is_killed_three_times_gives_up(publication: PublicationPage) -> None:
    number = job_of(publication).pk

    for _ in range(4):
        jobs.claim(number)
        let_lease_run_out(publication)

    assert state_of(publication) == (FileJob.State.FAILED, 3)


def test_waiting_job_without_task_is_queued_again(publication: PublicationPage) -> None:
    assert jobs.resume_files() == 0
    FileJob.objects.update(requested_at=timezone.now() - timedelta(minutes=2))

    assert jobs.resume_files() == 1
    assert DBTaskResult.objects.count() == 1


def test_short_guide_goes_before_thick_publications(vdg: SiteSetUp, publication: PublicationPage) -> None:
    guide = make_guide(vdg, steps=1)
    FileJob.objects.update(requested_at=timezone.now() - timedelta(minutes=2))

    jobs.resume_files()

    waiting = [result.args_kwargs["args"][0] for result in DBTaskResult.objects.order_by("-priority", "enqueued_at")]
    assert waiting == [job.pk for job in (FileJob.objects.get(publication=guide), job_of(publication))]


def test_publication_that_nobody_asked_for_is_asked_for_by_tick(publication: PublicationPage) -> None:
    FileJob.objects.all().delete()

    call_command("tick")

    assert job_of(publication).state == FileJob.State.WAITING


def test_files_are_made_once_what_lacked_is_there(publication: PublicationPage, monkeypatch: Any) -> None:
    monkeypatch.setitem(available.NEEDED, "bestaat_niet", "Pango")
    jobs.make_files(job_of(publication).pk)
    job = job_of(publication)
    assert (job.state, job.problems[0][:34]) == (FileJob.State.FAILED, "Op deze server ontbreekt Pango: er")
    assert jobs.resume_files() == 0
    monkeypatch.undo()

    assert jobs.resume_files() == 1
    assert job_of(publication).state == FileJob.State.WAITING


def test_each_reader_gets_the_file_with_what_they_may_see(
    publication: PublicationPage, vdg: SiteSetUp, client: Client
) -> None:
    secret = make_chapter(publication, "Geheim", body=[paragraph("Onder ons.")])
    restrict(secret, "groups", "VDG raadsleden")
    jobs.make_files(job_of(publication).pk)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", "VDG raadsleden"))

    texts = ["".join(page_texts(read_all(who.get(ADDRESS)))) for who in (client, member)]

    pages = [read_all(who.get("/publicaties/werkplan.html")).decode() for who in (client, member)]

    assert ["Onder ons." in text for text in texts] == [False, True]
    assert ["Onder ons." in page for page in pages] == [False, True]
    assert PublicationFile.objects.count() == 2 * len(FileKind)


def test_chapter_that_becomes_private_is_served_to_nobody_else_at_once(
    publication: PublicationPage, client: Client
) -> None:
    jobs.make_files(job_of(publication).pk)
    assert status_for(client) == 200

    restrict(ChapterPage.objects.get(slug="zorg"), "login")

    assert status_for(client) == 404
    assert job_of(publication).state == FileJob.State.WAITING


@pytest.mark.parametrize("change", ["expired", "withdrawn", "chapter withdrawn"])
def test_expired_or_withdrawn_is_not_served(publication: PublicationPage, client: Client, change: str) -> None:
    jobs.make_files(job_of(publication).pk)

    if change == "expired":
        Page.objects.filter(pk=publication.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    elif change == "withdrawn":
        publication.unpublish()
    else:
        ChapterPage.objects.get(slug="zorg").unpublish()

    assert status_for(client) == 404
    jobs.request_files(publication)
    jobs.make_files(job_of(publication).pk)
    assert all("eerste tekst" not in text for text in texts_of(publication))


def test_drafts_are_in_no_file_and_ask_for_none(publication: PublicationPage, vdg: SiteSetUp) -> None:
    jobs.make_files(job_of(publication).pk)
    wanted = job_of(publication).wanted

    make_chapter(publication, "Concept", live=False, body=[paragraph("Nog niet.")])
    draft = make_publication(vdg, live=False)

    assert job_of(publication).wanted == wanted
    assert not FileJob.objects.filter(publication=draft).exists()


def test_nothing_is_made_within_a_transaction(publication: PublicationPage, monkeypatch: Any) -> None:
    depth = len(connection.savepoint_ids)
    found = []
    original = versions.make_formats

    def watched(*arguments: Any) -> Any:
        found.append(len(connection.savepoint_ids))
        return original(*arguments)

    monkeypatch.setattr(versions, "make_formats", watched)
    jobs.make_files(job_of(publication).pk)

    assert found == [depth]


@pytest.fixture(autouse=True)
def _clean_store() -> Iterator[None]:
    """Files of one test are not in the way of the next."""
    yield
    for name in stored_files():
        private_storage().delete(f"publications/{name}")


def test_file_is_closed_when_a_page_that_it_links_to_is(
    publication: PublicationPage, vdg: SiteSetUp, client: Client
) -> None:
    target = make_page(vdg.home, "Elders")
    cards = {"items": [{"title": "Kaart voor leden", "text": "", "page": target.pk, "address": ""}]}
    make_chapter(publication, "Links", body=[{"type": "links", "value": cards}])
    jobs.make_files(job_of(publication).pk)
    before = status_for(client), ["Kaart voor leden" in text for text in texts_of(publication)]

    restrict(target, "groups", "VDG bestuur")
    closed = status_for(client)
    jobs.make_files(job_of(publication).pk)
    renewed = client.get(ADDRESS)

    assert before == (200, [True])
    assert closed == 404
    assert "Kaart voor leden" not in " ".join(page_texts(read_all(renewed)))


def test_readers_who_see_other_links_get_other_files(publication: PublicationPage, vdg: SiteSetUp) -> None:
    target = make_page(vdg.home, "Elders")
    restrict(target, "groups", "VDG bestuur")
    cards = {"items": [{"title": "Kaart voor bestuur", "text": "", "page": target.pk, "address": ""}]}
    secret = make_chapter(publication, "Geheim", body=[{"type": "links", "value": cards}])
    restrict(secret, "groups", "VDG raadsleden", "VDG bestuur")
    jobs.make_files(job_of(publication).pk)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", "VDG raadsleden"))

    text = " ".join(page_texts(read_all(member.get(ADDRESS))))

    assert ("Geheim" in text, "Kaart voor bestuur" in text) == (True, False)


def test_giving_up_takes_the_older_files_away(
    publication: PublicationPage, client: Client, caplog: Any, settings: Any
) -> None:
    jobs.make_files(job_of(publication).pk)
    publish("zorg", "Zonder de zin van eerst.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]

    for _ in range(3):
        jobs.make_files(job_of(publication).pk)
        let_lease_run_out(publication)

    assert state_of(publication) == (FileJob.State.FAILED, 3)
    assert not PublicationFile.objects.exists()


def test_file_has_one_address(publication: PublicationPage, client: Client) -> None:
    jobs.make_files(job_of(publication).pk)

    assert client.get("/publicaties/werkplan/volledig.pdf").status_code == 404
    assert client.get("/publicaties/werkplan/zorg.pdf").status_code == 404
    assert status_for(client) == 200


def test_every_kind_of_file_is_made_and_offered(publication: PublicationPage, client: Client) -> None:
    jobs.make_files(job_of(publication).pk)

    answers = {kind: client.get(f"/publicaties/werkplan.{kind}") for kind in ("pdf", "epub", "html")}
    begins = {kind: read_all(answer)[:4] for kind, answer in answers.items()}
    assert begins == {"pdf": b"%PDF", "epub": b"PK\x03\x04", "html": b"<!DO"}
    assert [answer["Content-Type"] for answer in answers.values()] == [
        "application/pdf", "application/epub+zip", "text/html; charset=utf-8",
    ]  # fmt: skip
    page = client.get("/publicaties/werkplan/").content.decode()
    places = [page.index(f'href="/publicaties/werkplan.{kind}"') for kind in ("pdf", "epub", "html")]
    assert places == sorted(places)
    assert "EPUB voor e-reader en telefoon" in page
    assert "Eén bestand om zonder internet te lezen" in page


def test_page_to_keep_is_saved_and_can_do_nothing_here(publication: PublicationPage, client: Client) -> None:
    jobs.make_files(job_of(publication).pk)

    answer = client.get("/publicaties/werkplan.html")
    content = read_all(answer)

    assert b"De eerste tekst." in content
    assert answer["Content-Disposition"] == 'attachment; filename="werkplan.html"'
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script" not in policy
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer


def fail(*_: Any) -> Any:
    """As a maker that comes upon something that nobody thought of."""
    raise RuntimeError("vreemd")


def test_book_that_fails_is_told_and_keeps_nothing_else_back(
    publication: PublicationPage, client: Client, monkeypatch: Any, caplog: Any
) -> None:
    kinds = [(kind, fail if kind == "epub" else make, remark) for kind, make, remark in formats.BESIDE]
    monkeypatch.setattr(formats, "BESIDE", tuple(kinds))

    jobs.make_files(job_of(publication).pk)

    job = job_of(publication)
    assert (job.state, job.problems) == (FileJob.State.DONE, [])
    assert job.remarks == ["De epub is niet gemaakt; de andere bestanden wel. De reden staat in het logboek."]
    assert "vreemd" in caplog.text
    kinds_made = PublicationFile.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds_made) == ["html", "pdf"]
    assert client.get("/publicaties/werkplan.epub").status_code == 404
    monkeypatch.undo()
    publish("zorg", "Weer gewoon.")
    jobs.make_files(job.pk)
    assert job_of(publication).remarks == []


def test_files_of_before_are_made_anew_with_the_kinds_that_are_new(publication: PublicationPage) -> None:
    jobs.make_files(job_of(publication).pk)
    PublicationFile.objects.exclude(kind="pdf").delete()
    migration = import_module("association.migrations.0025_files_made_anew")
    FileJob.objects.update(requested_at=timezone.now() - timedelta(days=1))

    migration.ask_again(apps, None)

    assert PublicationFile.objects.filter(kind="pdf").exists()
    assert jobs.resume_files() == 1
    jobs.make_files(job_of(publication).pk)
    assert PublicationFile.objects.count() == 3
