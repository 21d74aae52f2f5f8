"""The work of making a document's files: asked for, leased by one worker at a time, taken up again, kept back."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page

from association.publications.models import Excerpt, FileJob, PublicationFile
from association.publications.pages import WholeText, document_types
from association.publications.queries import ADOPTED, adopted_editions, editions
from association.publications.render.available import LACKING, missing
from association.publications.render.gate import KeptBack
from association.publications.render.leases import MOST_TRIES, PATIENCE, Lease, LeaseLost, State, is_due, take
from association.publications.render.made import Made
from association.publications.render.versions import make_versions, stored

logger = logging.getLogger(__name__)
# The layer above this one, found as the worker finds it: by its name.
TASK = "association.publications.tasks.make"
BROKEN_OFF = "Het maken van de pdf is drie keer mislukt. Vraag de beheerder om in het logboek te kijken."


@dataclass(frozen=True)
class FileLease(Lease):
    """The right to make the files of a publication, for the value of `wanted` that they are made for."""

    publication: int
    wanted: int


def request_files(publication: Page) -> None:
    """Have the files of a document made anew, in the background, once this transaction commits.

    Not of one that was adopted: its edition has files of its own.
    """
    if adopted_editions(publication.pk).exists():
        return
    fresh = {"state": State.WAITING, "tries": 0, "step": "", "percent": 0, "problems": [], "leased_until": None}
    with transaction.atomic():
        # What was made of some chapters says something else now; who wants it asks for it again.
        Excerpt.objects.filter(publication_id=publication.pk).delete()
        job, is_new = FileJob.objects.get_or_create(publication_id=publication.pk)
        rows = FileJob.objects.filter(pk=job.pk)
        if not is_new:
            rows.update(wanted=F("wanted") + 1, requested_at=timezone.now())
        # What waits was queued already, and who works on it looks again when done; upkeep sees to what got lost.
        idle = rows.exclude(state=State.RUNNING).exclude(state=State.WAITING, leased_until=None)
        if is_new or idle.update(**fresh):
            transaction.on_commit(partial(enqueue, job.pk))


def enqueue(number: int) -> None:
    """Queue the task for a job, before those for documents of a lower priority."""
    page = Page.objects.filter(file_job=number).first()
    kind = page.specific_class if page else None
    priority = kind.files_priority if kind is not None and issubclass(kind, WholeText) else 0
    import_string(TASK).using(priority=priority).enqueue(number)


def make_files(number: int) -> None:
    """Make the files for a job, unless somebody else does; again when they were asked for anew in the meantime.

    What goes wrong is logged and tried again later, at most three times; it raises nothing.
    """
    while (lease := claim(number)) is not None:
        try:
            work(lease)
        except LeaseLost:
            logger.warning("Another worker has file job %s", number)
            return
        except KeptBack as kept:
            finish(lease, (), problems=list(kept.problems))
        except Exception:  # whatever it is, the worker goes on with other documents
            logger.exception("File job %s failed, try %s", number, lease.tries)
            put_back(lease)


def claim(number: int) -> FileLease | None:
    """Take a job that waits, or whose worker was killed; None when there is nothing to do."""
    with transaction.atomic():
        taken = take(FileJob, number)
        if taken is None:
            return None
        lease, job = taken
        if lease.tries > MOST_TRIES:
            job.tries = MOST_TRIES
            give_up(job, BROKEN_OFF)
            return None
    return FileLease(FileJob, lease.job, lease.token, lease.tries, job.publication_id, job.wanted)


def give_up(job: FileJob, problem: str) -> None:
    """Leave a job until somebody asks for the files again; the older files would say something else than the web."""
    forget_files(job.publication_id)
    job.state, job.problems, job.lease, job.leased_until = State.FAILED, [problem], "", None
    job.finished_at = timezone.now()
    job.save()


def put_back(lease: FileLease) -> None:
    """Let a job that failed wait a while before the next try; after the last, leave it with the reason."""
    values: dict[str, Any] = {"state": State.WAITING, "lease": "", "leased_until": timezone.now() + PATIENCE}
    if lease.tries >= MOST_TRIES:
        values = {"state": State.FAILED, "lease": "", "leased_until": None, "problems": [BROKEN_OFF]}
    with transaction.atomic():
        ours = lease.rows().update(**values, finished_at=timezone.now())
        if ours and values["state"] == State.FAILED:
            forget_files(lease.publication)


def forget_files(publication: int) -> None:
    """Take away the files of a publication, each with what is stored."""
    for old in PublicationFile.objects.filter(publication_id=publication):
        old.delete()


def work(lease: FileLease) -> None:
    """Make and store what belongs to a lease; LeaseLost, or KeptBack when no file can be made.

    Without a PDF that may be offered the other kinds of files are offered alone.
    """
    if lack := missing():
        raise KeptBack([lack])
    found = make_versions(lease, lease.publication)
    finish(lease, found.files, problems=found.problems, remarks=found.remarks)


def finish(
    lease: FileLease, made: Sequence[Made], *, problems: Sequence[str] = (), remarks: Sequence[str] = ()
) -> None:
    """Put these files in the place of the older ones and close the job; LeaseLost when it is ours no longer.

    With problems the job has failed, and there is no PDF, unless the files were asked for anew in the meantime.
    """
    files = [stored(PublicationFile(publication_id=lease.publication), item) for item in made]
    state = State.FAILED if problems else State.DONE
    try:
        with transaction.atomic():
            lease.update(
                state=state, done=lease.wanted, lease="", leased_until=None, step="", percent=100,
                problems=list(problems), remarks=list(remarks), finished_at=timezone.now(),
            )  # fmt: skip
            FileJob.objects.filter(pk=lease.job, wanted__gt=lease.wanted).update(state=State.WAITING, tries=0)
            forget_files(lease.publication)
            for file in files:
                file.save()  # one by one, so that kept pages hear of them
    except BaseException:
        for file in files:
            file.file.storage.delete(str(file.file.name))
        raise


def resume_files() -> int:
    """Queue again what waits without a worker or belonged to one that was killed; ask for what was never made.

    Returns how many. Nothing is made here.
    """
    now = timezone.now()
    # What was asked for just now was queued just now.
    settled = Q(requested_at__lte=now - PATIENCE) | Q(state=State.RUNNING)
    numbers = list(FileJob.objects.filter(is_due(now), settled).values_list("pk", flat=True))
    for number in numbers:
        enqueue(number)
    return len(numbers) + resume_lacking() + request_never_made()


def resume_lacking() -> int:
    """Ask again for what failed because this server lacked something that is there now."""
    failed = FileJob.objects.filter(state=State.FAILED).select_related("publication")
    lacking = [job for job in failed if any(str(problem).startswith(LACKING) for problem in job.problems)]
    if not lacking or missing():
        return 0
    for job in lacking:
        request_files(job.publication)
    return len(lacking)


def request_never_made() -> int:
    """Ask for the files of documents that are live and of which nobody ever asked for any."""
    adopted = editions().filter(status=ADOPTED).values("publication")
    alive = Page.objects.type(*document_types()).filter(live=True, file_job=None)
    never = list(alive.exclude(pk__in=adopted))
    for publication in never:
        request_files(publication)
    return len(never)
