"""A worker that is killed, a document that cannot be made: never half an edition, and nothing left behind."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from association.publications.adopting import jobs
from association.publications.models import (
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
)
from association.publications.pages import PublicationPage
from association.publications.render.leases import Lease
from tests.factories.content import make_user, paragraph
from tests.factories.publications import make_chapter

pytestmark = pytest.mark.django_db
STAGED = (EditionVariant, EditionArticle, EditionAsset, EditionFile)
UNPRINTABLE = "Zonder vorm: \ue0ff"


class Killed(BaseException):
    """The worker was killed here."""


def requested(publication: PublicationPage) -> Edition:
    """An edition that waits for the worker."""
    return jobs.request_edition(
        publication=publication, user=make_user("chef", "VDG eindredactie"), dated=date(2021, 3, 18)
    )


def stored(folder: Path) -> set[str]:
    """The names of the files of publications that are stored."""
    return {file.name for file in (folder / "publications").glob("*")} if (folder / "publications").exists() else set()


@pytest.mark.parametrize("turn", range(1, 7))
def test_killed_worker_leaves_nothing_half_done(
    publication: PublicationPage, client: Client, private_folder: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    before = stored(private_folder)
    edition, calls, renew = requested(publication), [], Lease.renew

    def killed(lease: Lease, step: str, percent: int) -> None:
        calls.append(step)
        if len(calls) == turn:
            raise Killed
        renew(lease, step, percent)

    with monkeypatch.context() as patched:
        patched.setattr(Lease, "renew", killed)
        with pytest.raises(Killed):
            jobs.adopt(edition.pk)
    assert client.get("/publicaties/werkplan/versies/2021-03-18/").status_code == 404
    Edition.objects.filter(pk=edition.pk).update(leased_until=timezone.now() - timedelta(seconds=1))

    jobs.adopt(edition.pk)

    edition.refresh_from_db()
    assert (edition.status, edition.tries) == (Edition.Status.ADOPTED, 2)
    assert [kind.objects.count() for kind in STAGED] == [1, 4, 0, 3]
    names = {Path(str(file.file.name)).name for file in EditionFile.objects.all()}
    assert stored(private_folder) - before == names


def test_worker_that_is_killed_three_times_gives_up(publication: PublicationPage) -> None:
    edition = requested(publication)
    for _ in range(4):
        jobs.claim(edition.pk)
        Edition.objects.filter(pk=edition.pk).update(leased_until=timezone.now() - timedelta(seconds=1))

    edition.refresh_from_db()
    assert (edition.state, edition.problems) == (Edition.State.FAILED, [jobs.BROKEN_OFF])


def test_edition_is_leased_to_one_worker(publication: PublicationPage) -> None:
    edition = requested(publication)

    claims = [jobs.claim(edition.pk), jobs.claim(edition.pk)]

    assert [claim is not None for claim in claims] == [True, False]


def test_document_that_fails_its_check_is_not_adopted_and_says_why(publication: PublicationPage) -> None:
    make_chapter(publication, "Teken", slug="teken", body=[paragraph(UNPRINTABLE)])
    edition = requested(publication)

    jobs.adopt(edition.pk)

    edition.refresh_from_db()
    assert (edition.status, edition.state) == (Edition.Status.MAKING, Edition.State.FAILED)
    assert edition.problems
    assert [kind.objects.count() for kind in STAGED] == [0, 0, 0, 0]


def test_edition_that_failed_can_be_asked_for_again(publication: PublicationPage) -> None:
    bad = make_chapter(publication, "Teken", slug="teken", body=[paragraph(UNPRINTABLE)])
    first = requested(publication)
    jobs.adopt(first.pk)
    bad.delete()

    user: Any = first.requested_by
    again = jobs.request_edition(publication=publication, user=user, dated=date(2021, 3, 18))
    jobs.adopt(again.pk)

    again.refresh_from_db()
    assert (again.status, again.label) == (Edition.Status.ADOPTED, "2021-03-18")
