"""Files of chosen steps: asked for, made once by the worker, kept behind the locks of the guide, and forgotten."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from association.base.storage import private_storage
from association.guides.pages import GuidePage, GuideStepPage
from association.guides.views.taking import NO_STEP
from association.publications.models import Excerpt, ExcerptFile
from association.publications.render import excerpts, versions
from association.publications.render.excerpts import forget_excerpts, make_excerpt, resume_excerpts
from association.publications.render.jobs import make_files
from home.actions import SiteSetUp
from tests.conftest import writes
from tests.factories.content import make_page, make_user, paragraph, restrict
from tests.factories.guides import OWN_TOWN, make_guide, make_step, make_town
from tests.factories.reading import page_texts
from tests.factories.register import make_body, make_membership, make_person, make_post

GUIDE = "/nieuw-in-de-raad/raad/"
WHOLE = f"{GUIDE}heel/"
ASK = f"{WHOLE}bestanden/"
TWO = "?stap=een&stap=drie"


@pytest.fixture
def guide(vdg: SiteSetUp) -> GuidePage:
    """A guide of three steps."""
    found = make_guide(vdg, "Nieuw in de raad", slug="raad", body=[paragraph("Welkom bij de regio.")])
    for slug in ("een", "twee", "drie"):
        make_step(found, f"De stap {slug}", slug=slug, body=[paragraph(f"Tekst van {slug}."), OWN_TOWN])
    return GuidePage.objects.get(pk=found.pk)


@pytest.fixture
def reader() -> Client:
    """Somebody who sends a form of the site itself."""
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})


def shown(client: Client, address: str) -> BeautifulSoup:
    """What a reader gets."""
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(client: Client, query: str = TWO) -> list[str]:
    """The files that are offered of a choice."""
    return [str(link["href"]) for link in shown(client, f"{WHOLE}{query}").select("a[href*='heel.']")]


def content(client: Client, address: str) -> bytes:
    """A file."""
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def pdf_text(client: Client, query: str = TWO) -> str:
    """The words of the PDF of a choice."""
    return " ".join(" ".join(page_texts(content(client, f"{GUIDE}heel.pdf{query}"))).split())


def ask_and_make(client: Client, query: str = TWO) -> Excerpt:
    """Ask for files, and be the worker."""
    client.post(f"{ASK}{query}")
    row = Excerpt.objects.latest("requested_at", "pk")
    make_excerpt(row.pk)
    row.refresh_from_db()
    return row


def stored_files() -> set[str]:
    """The names in the store of files."""
    try:
        return set(private_storage().listdir("publications")[1])
    except FileNotFoundError:
        return set()


def test_chosen_steps_become_files_in_the_background(
    reader: Client, guide: GuidePage, django_capture_on_commit_callbacks: Any
) -> None:
    before = shown(reader, f"{WHOLE}{TWO}")
    assert before.select_one("form[method=post]")["action"] == f"{ASK}{TWO}"

    with django_capture_on_commit_callbacks(execute=True):
        answer = reader.post(before.select_one("form[method=post]")["action"])
    waiting = shown(reader, answer["Location"])
    row, task = Excerpt.objects.get(), DBTaskResult.objects.get(priority=excerpts.PRIORITY)
    make_excerpt(*task.args_kwargs["args"])
    row.refresh_from_db()

    assert answer["Location"] == f"{WHOLE}{TWO}#bestanden"
    assert not answer.cookies
    assert "Wij maken de bestanden." in waiting.select_one("[role=status]").get_text()
    assert not waiting.select("form[method=post]")
    assert (row.state, row.problems, row.remarks) == (Excerpt.State.DONE, [], [])
    assert links(reader) == [f"{GUIDE}heel.{kind}{TWO}" for kind in ("pdf", "epub", "html")]
    assert shown(reader, f"{WHOLE}{TWO}").select_one("#bestanden").get_text() == "Deze 2 stappen meenemen"


def test_files_hold_the_chosen_steps_with_their_own_numbers(reader: Client, guide: GuidePage) -> None:
    ask_and_make(reader)

    text = pdf_text(reader)
    book = ZipFile(BytesIO(content(reader, f"{GUIDE}heel.epub{TWO}")))
    package = book.read("boek/package.opf").decode()
    single = content(reader, f"{GUIDE}heel.html{TWO}").decode()

    assert "Stap 1 en 3 van de 3" in text
    for found in (text, single, "".join(book.read(name).decode() for name in book.namelist() if "hoofdstuk" in name)):
        assert ["Tekst van een" in found, "Tekst van twee" in found, "Tekst van drie" in found] == [True, False, True]
        assert "Welkom bij de regio." not in found
    assert "<dc:title>Nieuw in de raad (stap 1 en 3 van de 3)</dc:title>" in package


def test_file_is_called_after_its_steps(reader: Client, guide: GuidePage) -> None:
    ask_and_make(reader)

    response = reader.get(f"{GUIDE}heel.pdf{TWO}")
    b"".join(response.streaming_content)  # type: ignore[arg-type]

    assert response["Content-Disposition"] == 'inline; filename="raad-stap-1-3.pdf"'
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-cache", "noindex")


def test_files_of_a_choice_are_no_files_of_the_guide(reader: Client, guide: GuidePage) -> None:
    ask_and_make(reader)

    assert reader.get("/nieuw-in-de-raad/raad.pdf").status_code == 404
    assert not shown(reader, GUIDE).select("a[href$='.pdf']")


def test_the_same_choice_is_made_once_in_any_order(
    reader: Client, guide: GuidePage, django_capture_on_commit_callbacks: Any
) -> None:
    row = ask_and_make(reader)

    with django_capture_on_commit_callbacks(execute=True):
        for query in (TWO, "?stap=drie&stap=een", "?stap=een&stap=drie&stap=een&stap=atlantis"):
            reader.post(f"{ASK}{query}")

    assert list(Excerpt.objects.values_list("pk", "tries")) == [(row.pk, 1)]
    assert not DBTaskResult.objects.filter(priority=excerpts.PRIORITY).exists()
    assert len(links(reader, "?stap=drie&stap=een")) == 3


def test_choice_of_the_reader_is_in_the_files(reader: Client, guide: GuidePage, vdg: SiteSetUp) -> None:
    emmen, alderman = make_town(vdg), make_person("Vries", given_name="Sanne", prefix="de")
    make_membership(make_post(emmen, "alderman"), alderman)
    make_membership(make_post(make_body(vdg.association, "Overleg Wonen")), alderman, on_behalf_of=emmen)
    query = "?rol=raadslid&gemeente=emmen&stap=een"
    ask_and_make(reader, query)

    text = pdf_text(reader, query)
    today = Excerpt.objects.get()
    Excerpt.objects.update(key="x" * 64)  # as yesterday's, which another key belongs to

    assert "Stap 1 van de 3, voor een raadslid in Emmen" in text
    assert "Sanne de Vries" in text
    assert today.choice == "rol=raadslid&gemeente=emmen"
    assert links(reader, query) == links(reader, "?stap=een") == []


def test_all_steps_without_a_choice_are_the_whole_guide(reader: Client, guide: GuidePage) -> None:
    query = "?stap=een&stap=twee&stap=drie"

    document = shown(reader, f"{WHOLE}{query}")
    answer = reader.post(f"{ASK}{query}")

    assert not document.select("form[method=post]")
    assert NO_STEP not in document.get_text()
    assert (answer.status_code, answer["Location"]) == (302, f"{WHOLE}{query}#bestanden")
    assert not Excerpt.objects.exists()


@pytest.mark.parametrize("change", ["step", "guide", "withdrawn", "private", "deleted", "moved"])
def test_files_go_when_the_guide_changes(
    reader: Client, guide: GuidePage, change: str, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored_files()
    ask_and_make(reader)
    step = GuideStepPage.objects.get(slug="drie")
    assert len(stored_files() - before) == 3

    with django_capture_on_commit_callbacks(execute=True):
        match change:
            case "step":
                step.save_revision().publish()
            case "guide":
                guide.save_revision().publish()
            case "withdrawn":
                step.unpublish()
            case "private":
                restrict(step, "login")
            case "deleted":
                step.delete()
            case "moved":
                step.move(GuideStepPage.objects.get(slug="een"), "left")

    assert not Excerpt.objects.exists()
    assert stored_files() <= before


def test_work_on_a_guide_that_changes_meanwhile_is_dropped(
    reader: Client, guide: GuidePage, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    original, before = versions.make_formats, stored_files()

    def disturbed(*args: Any) -> Any:
        made = original(*args)
        GuideStepPage.objects.get(slug="een").save_revision().publish()
        return made

    monkeypatch.setattr(versions, "make_formats", disturbed)
    reader.post(f"{ASK}{TWO}")

    with django_capture_on_commit_callbacks(execute=True):
        make_excerpt(Excerpt.objects.get().pk)

    assert not Excerpt.objects.exists()
    assert not ExcerptFile.objects.exists()
    assert stored_files() <= before


def test_step_for_members_is_in_nobody_elses_file(reader: Client, guide: GuidePage) -> None:
    restrict(GuideStepPage.objects.get(slug="drie"), PageViewRestriction.GROUPS, "VDG raadsleden")
    member = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})
    member.force_login(make_user("lid", "VDG raadsleden"))
    ask_and_make(member)
    assert "Tekst van drie." in pdf_text(member)

    answer = reader.get(f"{GUIDE}heel.pdf{TWO}")
    ask_and_make(reader)

    assert answer["Location"] == f"{WHOLE}?stap=een#bestanden"
    assert "Tekst van drie." not in pdf_text(reader)
    response = member.get(f"{GUIDE}heel.pdf{TWO}")
    b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert response["Cache-Control"] == "private, no-store"
    assert sorted(Excerpt.objects.values_list("parts", flat=True), key=len)[0] == [
        GuideStepPage.objects.get(slug="een").pk
    ]


def test_link_to_a_page_for_members_stands_in_no_file(reader: Client, guide: GuidePage, vdg: SiteSetUp) -> None:
    secret = make_page(vdg.home, "Onder ons", slug="onder-ons")
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    text = f'<p>Lees <a linktype="page" id="{secret.pk}">het besloten stuk</a>.</p>'
    make_step(guide, slug="vier", body=[{"type": "paragraph", "value": text}])
    member = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})
    member.force_login(make_user("lid", "VDG raadsleden"))
    ask_and_make(member, "?stap=vier")

    files = [content(who, f"{GUIDE}heel.html?stap=vier").decode() for who in (reader, member)]

    assert ["het besloten stuk" in text for text in files] == [True, True]
    assert ["onder-ons" in text for text in files] == [False, False]


@pytest.mark.parametrize("query", ["", "?stap=", "?stap=atlantis", "?stap=../../x", "?stap=%F0%9F%90%9D&rol=koning"])
def test_no_step_is_told_in_words(reader: Client, guide: GuidePage, query: str) -> None:
    response = reader.post(f"{ASK}{query}")

    assert response.status_code == 200
    assert NO_STEP in response.content.decode()
    assert reader.get(f"{GUIDE}heel.pdf{query}")["Location"] == WHOLE
    assert reader.get(f"{GUIDE}heel.ics{query}").status_code == 404
    assert not Excerpt.objects.exists()


def test_a_get_writes_nothing(reader: Client, guide: GuidePage) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = reader.get(f"{ASK}{TWO}&rol=raadslid")
        reader.get(f"{WHOLE}{TWO}")
        reader.get(f"{GUIDE}heel.pdf{TWO}")

    assert answer["Location"] == f"{WHOLE}?rol=raadslid&stap=een&stap=drie"
    assert writes([query["sql"] for query in asked]) == []


def test_locks_of_the_guide_hold_for_its_files(reader: Client, guide: GuidePage, vdg: SiteSetUp) -> None:
    draft = make_guide(vdg, slug="concept", live=False)
    make_step(draft, slug="een")
    restrict(guide, "login")

    refused = [reader.post(f"{ASK}{TWO}"), reader.get(f"{GUIDE}heel.pdf{TWO}")]
    foreign = Client(headers={"host": "localhost", "sec-fetch-site": "cross-site"}).post(f"{ASK}{TWO}")

    assert ["/inloggen/" in answer["Location"] for answer in refused] == [True, True]
    assert foreign.status_code == 403
    assert reader.post(f"/nieuw-in-de-raad/concept/heel/bestanden/{TWO}").status_code == 404
    assert reader.get(f"/nieuw-in-de-raad/concept/heel.pdf{TWO}").status_code == 404
    assert not Excerpt.objects.exists()


def test_page_of_that_name_elsewhere_is_shown(reader: Client, vdg: SiteSetUp) -> None:
    parent = make_page(make_page(vdg.home, "Over ons", slug="over-ons"), "Heel", slug="heel")
    make_page(parent, "Alle bestanden", slug="bestanden")

    assert "<h1>Alle bestanden</h1>" in reader.get("/over-ons/heel/bestanden/").content.decode()
    assert reader.post("/nieuw-in-de-raad/geen/heel/bestanden/").status_code == 404


def test_one_place_asks_so_much_in_an_hour(reader: Client, guide: GuidePage, monkeypatch: Any) -> None:
    monkeypatch.setattr(excerpts, "CLIENT_AN_HOUR", 2)
    for query in ("?stap=een", "?stap=twee"):
        reader.post(f"{ASK}{query}")

    known, refused = reader.post(f"{ASK}?stap=een"), reader.post(f"{ASK}?stap=drie")
    other = reader.post(f"{ASK}?stap=drie", REMOTE_ADDR="192.0.2.7")

    assert known.status_code == other.status_code == 302
    assert "al veel bestanden gevraagd" in refused.content.decode()
    assert refused["Cache-Control"] == "no-store"
    assert "127.0.0.1" not in str(list(Excerpt.objects.values()))
    assert Excerpt.objects.count() == 3


def test_so_much_waits_at_most(reader: Client, guide: GuidePage, monkeypatch: Any) -> None:
    monkeypatch.setattr(excerpts, "MOST_WAITING", 1)
    reader.post(f"{ASK}?stap=een")

    refused = reader.post(f"{ASK}{TWO}")
    make_excerpt(Excerpt.objects.get().pk)
    later = reader.post(f"{ASK}{TWO}")

    assert "Er wachten nu te veel bestanden." in refused.content.decode()
    assert "De stap drie" in refused.content.decode()
    assert later.status_code == 302


def test_what_is_old_or_too_much_is_forgotten(
    reader: Client, guide: GuidePage, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(excerpts, "MOST_KEPT", 2)
    before, now = stored_files(), timezone.now()
    ask_and_make(reader, "?stap=een")
    Excerpt.objects.update(requested_at=now - timedelta(days=8))
    for days, query in ((3, "?stap=twee"), (2, "?stap=drie"), (0, TWO)):
        reader.post(f"{ASK}{query}")
        newest = Excerpt.objects.latest("pk")
        Excerpt.objects.filter(pk=newest.pk).update(requested_at=now - timedelta(days=days))

    with django_capture_on_commit_callbacks(execute=True):
        gone = [forget_excerpts(), forget_excerpts()]

    left = list(Excerpt.objects.order_by("pk").values_list("client_hash", flat=True))
    assert gone == [2, 0]
    assert [bool(place) for place in left] == [False, True]
    assert stored_files() <= before


def test_work_of_a_killed_worker_is_taken_up_again(reader: Client, guide: GuidePage) -> None:
    reader.post(f"{ASK}{TWO}")
    row = Excerpt.objects.get()
    assert excerpts.claim(row.pk) is not None
    assert excerpts.claim(row.pk) is None
    assert resume_excerpts() == 0
    Excerpt.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert resume_excerpts() == 1
    make_excerpt(row.pk)

    row.refresh_from_db()
    assert (row.state, row.tries) == (Excerpt.State.DONE, 2)
    assert len(links(reader)) == 3


def test_what_fails_three_times_is_told_and_may_be_asked_again_later(
    reader: Client, guide: GuidePage, monkeypatch: Any
) -> None:
    def fail(*args: Any) -> Any:
        raise OSError("De schijf is vol")

    monkeypatch.setattr(versions, "make_formats", fail)
    reader.post(f"{ASK}{TWO}")
    row = Excerpt.objects.get()
    for _ in range(4):
        make_excerpt(row.pk)
        Excerpt.objects.update(leased_until=None)
    told = shown(reader, f"{WHOLE}{TWO}").select_one(".callout--bad").get_text(strip=True)
    reader.post(f"{ASK}{TWO}")
    at_once = Excerpt.objects.get().state
    Excerpt.objects.update(finished_at=timezone.now() - timedelta(minutes=11))
    monkeypatch.undo()

    row = ask_and_make(reader)

    assert told.startswith("Het maken van de bestanden is niet gelukt.")
    assert at_once == Excerpt.State.FAILED
    assert (row.state, row.tries) == (Excerpt.State.DONE, 1)
    assert len(links(reader)) == 3


def test_page_of_a_choice_asks_as_much_for_few_steps_as_for_many(
    reader: Client, guide: GuidePage, django_assert_num_queries: Any
) -> None:
    ask_and_make(reader, "?stap=een")
    reader.get(f"{WHOLE}?stap=een")
    with CaptureQueriesContext(connection) as few:
        assert len(links(reader, "?stap=een")) == 3
    asked = len(few)
    for number in range(6):
        make_step(guide, slug=f"meer-{number}", body=[paragraph("Nog een tekst."), OWN_TOWN])
    query = "?stap=een&" + "&".join(f"stap=meer-{number}" for number in range(6))
    ask_and_make(reader, query)

    with django_assert_num_queries(asked):
        assert len(links(reader, query)) == 3


def test_whole_files_and_those_of_a_choice_stand_beside_each_other(reader: Client, guide: GuidePage) -> None:
    make_files(guide.file_job.pk)
    ask_and_make(reader)

    document = shown(reader, f"{WHOLE}{TWO}")
    whole = " ".join(page_texts(content(reader, "/nieuw-in-de-raad/raad.pdf")))

    titles = [title.get_text() for title in document.select(".download-box__title")]
    assert titles == ["Deze 2 stappen meenemen", "De hele gids meenemen"]
    assert "Tekst van twee." in whole
