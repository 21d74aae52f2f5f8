"""The work of adopting: asked for, leased by one worker, rendered outside any transaction, and put in force at once.

Until it is in force nothing of an edition is shown; what a killed worker left is cleared by the next try.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.log_actions import log
from wagtail.models import Page

from association.base.keeping import keeping
from association.base.models import ContentVersion
from association.publications.actions import check_publishing, pages_to_publish
from association.publications.adopting.checks import HIDDEN, unresolved
from association.publications.adopting.freezing import FrozenText, frozen_texts
from association.publications.adopting.keeping import EditionKeeper
from association.publications.adopting.working import Form, Working, facts_of_form, fingerprint_of
from association.publications.models import (
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
    Erratum,
    FileJob,
)
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.queries import latest_edition
from association.publications.render.available import missing
from association.publications.render.formats import make_formats
from association.publications.render.gate import KeptBack
from association.publications.render.jobs import forget_files
from association.publications.render.leases import MOST_TRIES, PATIENCE, Lease, LeaseLost, State, is_due, take
from association.publications.render.made import Made
from association.publications.rules.facts import differences

logger = logging.getLogger(__name__)
# The layer above this one, found as the worker finds it: by its name.
TASK = "association.publications.tasks.adopt"
MOST_CHANGES = 5
BROKEN_OFF = "Het vastleggen is drie keer mislukt. Vraag de beheerder om in het logboek te kijken."
REWRITTEN = "De tekst is gewijzigd nadat u hem vastlegde. Kijk hem na, en leg de versie dan opnieuw vast."
CHANGED = "De tekst of de feiten veranderden steeds onder het vastleggen. Probeer het opnieuw als het rustig is."


class AlreadyMaking(Exception):
    """Another edition of the publication is being made; there is one at a time."""


class ChangedMeanwhile(Exception):
    """Texts or facts are no longer those that the edition was made from."""


def label_for(publication: PublicationPage, dated: date) -> str:
    """The end of the address of an edition: its date, with a number when the publication has one of that date."""
    taken = set(Edition.objects.filter(publication=publication.pk).values_list("label", flat=True))
    start = dated.isoformat()
    numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
    return next(label for label in numbered if label not in taken)


def versions_of(publication: Page) -> str:
    """A hash of which version of every page of a publication is the newest; one query."""
    rows = Page.objects.filter(path__startswith=publication.path).order_by("path")
    return hashlib.sha256(repr(list(rows.values_list("pk", "latest_revision"))).encode()).hexdigest()


def keep_versions(pages: Sequence[Page]) -> None:
    """Give a first version to the pages that have none, so that it is known which one is adopted."""
    for page in pages:
        if page.latest_revision_id is None:
            page.specific.save_revision(clean=False)


def request_edition(*, publication: PublicationPage, user: Any, dated: date, **fields: Any) -> Edition:
    """Have the newest text of a publication adopted in the background; AlreadyMaking when that happens already.

    PageHeldUp when the user may not publish one of its pages. `fields` are those of Edition; what is not given comes
    from the publication.
    """
    pages = pages_to_publish(publication)
    check_publishing(pages, user)
    keep_versions(pages)
    newest = publication.get_latest_revision_as_object()
    given = {
        "reference_date": newest.reference_date or dated,
        "reference_wording": newest.reference_wording,
        "title": newest.title,
        "summary": newest.summary,
        **fields,
    }
    try:
        with transaction.atomic():
            failed = Edition.objects.filter(publication=publication.pk, status=Edition.Status.MAKING)
            failed.filter(state=State.FAILED).delete()
            edition = Edition.objects.create(
                publication_id=publication.pk,
                label=label_for(publication, dated),
                dated=dated,
                previous=latest_edition(publication.pk),
                requested_by=user,
                fingerprint=versions_of(publication),
                **given,
            )
            transaction.on_commit(partial(enqueue, edition.pk))
    except IntegrityError as error:
        raise AlreadyMaking from error
    return edition


def enqueue(number: int) -> None:
    """Queue the task for an edition."""
    import_string(TASK).enqueue(number)


def adopt(number: int) -> None:
    """Make an edition and put it in force, unless somebody else does. What goes wrong is logged and tried again."""
    taken = claim(number)
    if taken is None:
        return
    lease, edition = taken
    try:
        work(lease, edition)
    except LeaseLost:
        logger.warning("Another worker has edition %s", number)
    except KeptBack as kept:
        fail(lease, list(kept.problems))
    except ChangedMeanwhile:
        fail(lease, [CHANGED])
    except Exception:  # whatever it is, the worker goes on with other documents
        logger.exception("Edition %s failed, try %s", number, lease.tries)
        put_back(lease)


def claim(number: int) -> tuple[Lease, Edition] | None:
    """Take an edition that waits, or whose worker was killed; None when there is nothing to do."""
    with transaction.atomic():
        if not Edition.objects.filter(pk=number, status=Edition.Status.MAKING).exists():
            return None
        taken = take(Edition, number)
        if taken is None:
            return None
        lease, edition = taken
        if lease.tries > MOST_TRIES:
            lease.update(state=State.FAILED, problems=[BROKEN_OFF], lease="", leased_until=None)
            return None
    return lease, edition


def put_back(lease: Lease) -> None:
    """Let an edition that failed wait a while before the next try; after the last, leave it with the reason."""
    if lease.tries >= MOST_TRIES:
        fail(lease, [BROKEN_OFF])
        return
    lease.rows().update(state=State.WAITING, lease="", leased_until=timezone.now() + PATIENCE)


def fail(lease: Lease, problems: list[str]) -> None:
    """Leave an edition that cannot be made, with the reasons; nothing of it stays."""
    clear(lease.job)
    lease.rows().update(state=State.FAILED, lease="", leased_until=None, problems=problems, finished_at=timezone.now())


def clear(number: int) -> None:
    """Take away what was staged for an edition that is not in force."""
    edition = Edition.objects.filter(pk=number, status=Edition.Status.MAKING).first()
    if edition is None:
        return
    kinds: tuple[Any, ...] = (EditionAsset, EditionFile)
    files = [row for kind in kinds for row in kind.objects.filter(variant__edition=edition)]
    with transaction.atomic():
        for kind in (EditionArticle, *kinds):
            kind.objects.filter(variant__edition=edition).delete()
        EditionVariant.objects.filter(edition=edition).delete()
    for row in files:
        row.file.storage.delete(str(row.file.name))


def work(lease: Lease, edition: Edition) -> None:
    """Stage the edition and put it in force; again when facts changed meanwhile (ChangedMeanwhile in the end).

    KeptBack when somebody wrote in it since it was asked for: nobody adopts what they did not read.
    """
    if lack := missing():
        raise KeptBack([lack])
    for _ in range(MOST_CHANGES):
        clear(edition.pk)
        check_versions(edition)
        fingerprint = stage(lease, edition)
        check_versions(edition)
        publish_chapters(edition)
        version = content_version()
        forms = Working(edition).forms()
        if fingerprint_of(forms) != fingerprint:
            continue
        if put_in_force(lease, edition, version, forms, fingerprint):
            return
    raise ChangedMeanwhile


def check_versions(edition: Edition) -> None:
    """KeptBack when another version of some page is the newest by now."""
    if versions_of(Page.objects.get(pk=edition.publication_id)) != edition.fingerprint:
        raise KeptBack([REWRITTEN])


def stage(lease: Lease, edition: Edition) -> str:
    """Render and store every form of the edition, outside any long transaction; gives the fingerprint of its source."""
    lease.renew("De tekst en de feiten worden gelezen.", 5)
    forms = Working(edition).forms()
    if not forms:
        raise KeptBack([HIDDEN])
    if found := unresolved(forms):
        raise KeptBack([obstacle.text for obstacle in found])
    remarks: list[str] = []
    # What follows reads nothing but what was loaded here.
    for position, form in enumerate(forms):
        share, start = 80 // len(forms), 10 + 80 * position // len(forms)
        lease.renew("De hoofdstukken worden vastgelegd.", start)
        keeper = EditionKeeper()
        page = form.document.publication
        with keeping(keeper):
            texts = list(frozen_texts(page.rendered_again(form.document), edition))

        def report(percent: int, *, start: int = start, share: int = share) -> None:
            lease.renew("De bestanden worden gemaakt en gecontroleerd.", start + share * percent // 100)

        formats = make_formats(form.document, report)
        if formats.problems:
            raise KeptBack(formats.problems)
        store(edition, position, form, texts, keeper, formats.files)
        remarks.extend(remark for remark in formats.remarks if remark not in remarks)
    lease.update(remarks=remarks)
    lease.renew("De laatste controle.", 92)
    return fingerprint_of(forms)


def store(
    edition: Edition,
    position: int,
    form: Form,
    texts: Sequence[FrozenText],
    keeper: EditionKeeper,
    files: Sequence[Made],
) -> None:
    """Store one form; files first, so that the transaction is short."""
    variant = EditionVariant(
        edition=edition,
        position=position,
        restrictions=form.restrictions,
        collections=list(form.document.collections),
        chapters=[chapter.entry.page.pk for chapter in form.document.chapters],
        offered=[{"kind": made.kind.value, "size": len(made.data), "pages": made.pages} for made in files],
    )
    rows: list[Any] = [*stored_copies(keeper), *stored_files(files)]
    with transaction.atomic():
        variant.save()
        for row in rows:
            row.variant = variant
            row.save()
        EditionArticle.objects.bulk_create(
            EditionArticle(
                variant=variant, page_id_then=text.page, order=text.order, path=text.path, level=text.level,
                number=text.number, label=text.label, title=text.title, summary=text.summary, html=text.html,
                text=text.text, sha256=text.sha256, is_restricted=text.is_restricted,
            )
            for text in texts
        )  # fmt: skip


def stored_copies(keeper: EditionKeeper) -> Iterator[EditionAsset]:
    """The rows for copies of pictures and documents, which lie in the store already; not saved yet."""
    for copy in keeper.copies.values():
        asset = EditionAsset(sha256=copy.sha256, media_type=copy.media_type, name=copy.name[-255:], size=len(copy.data))
        asset.file.save("asset.bin", ContentFile(copy.data), save=False)
        yield asset


def stored_files(files: Sequence[Made]) -> Iterator[EditionFile]:
    """The rows for files, which lie in the store already; not saved yet."""
    for made in files:
        hashed = hashlib.sha256(made.data).hexdigest()
        row = EditionFile(kind=made.kind, size=len(made.data), pages=made.pages, sha256=hashed)
        row.file.save(f"document.{made.kind}", ContentFile(made.data), save=False)
        yield row


def publish_chapters(edition: Edition) -> None:
    """Make the newest version of every chapter the live one, each in a transaction of its own; readers see no change.

    Before the first edition nothing below a publication is shown that is not public itself; after it the older edition
    is shown until the new one is in force.
    """
    publication = PublicationPage.objects.get(pk=edition.publication_id)
    for page in pages_to_publish(publication):
        if page.pk != publication.pk:
            publish(page, edition.requested_by)


def publish(page: Page, user: Any) -> None:
    """Publish the newest version of one page."""
    with transaction.atomic():
        revision = page.get_latest_revision() or page.specific.save_revision(user=user, clean=False)
        revision.publish(user=user, skip_permission_checks=True)


def content_version() -> int:
    """The number that rises with every change that readers could see."""
    return int(ContentVersion.objects.values_list("number", flat=True).first() or 0)


def public_differences(edition: Edition, forms: list[Form], facts: list[Any]) -> list[str]:
    """What changed since the edition before, as far as it stands in the form with least of both: all readers see it."""
    least = edition.previous.variants.order_by("position").first() if edition.previous else None
    if edition.previous is None or least is None or not forms:
        return []
    told = set(forms[0].document.bodies) & set(least.articles.values_list("path", flat=True))
    before = [fact for fact in edition.previous.facts if fact["at"] in told]
    return differences(before, [fact for fact in facts if fact["at"] in told])


def put_in_force(lease: Lease, edition: Edition, version: int, forms: list[Form], fingerprint: str) -> bool:
    """Flip, in one short transaction, unless anything changed since `version`; then False."""
    facts = facts_of_form(forms[-1]) if forms else []
    lines = public_differences(edition, forms, facts)
    with transaction.atomic():
        lease.renew("Vastleggen.", 97)
        if content_version() != version:
            return False
        lease.update(
            status=Edition.Status.ADOPTED, state=State.DONE, adopted_at=timezone.now(), finished_at=timezone.now(),
            facts=facts, differences=lines, fingerprint=fingerprint, lease="", leased_until=None, step="", percent=100,
            problems=[],
        )  # fmt: skip
        # Saved once more, so that kept pages hear of it.
        Edition.objects.get(pk=edition.pk).save(update_fields=["percent"])
        publication = Page.objects.get(pk=edition.publication_id)
        below = ChapterPage.objects.filter(path__startswith=publication.path)
        below.filter(awaits_edition=True).update(awaits_edition=False)
        if not publication.live or publication.has_unpublished_changes:
            publish(publication, edition.requested_by)
        FileJob.objects.filter(publication=edition.publication_id).update(state=State.DONE)
        forget_files(edition.publication_id)
    return True


def resume_editions() -> int:
    """Queue again what waits without a worker or belonged to one that was killed; returns how many."""
    making = Edition.objects.filter(is_due(timezone.now()), status=Edition.Status.MAKING)
    numbers = list(making.filter(requested_at__lte=timezone.now() - PATIENCE).values_list("pk", flat=True))
    for number in numbers:
        enqueue(number)
    return len(numbers)


@transaction.atomic
def withdraw(*, edition: Edition, on: date, reason: str, user: Any, replacement: Edition | None = None) -> None:
    """Take an edition out of force for good: nobody reads it any more; its address says why, and what replaced it."""
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    row.status, row.withdrawn_on, row.withdrawn_reason = Edition.Status.WITHDRAWN, on, reason
    row.replacement = replacement
    row.save(update_fields=["status", "withdrawn_on", "withdrawn_reason", "replacement"])
    log(instance=row, action="wagtail.edit", user=user)


@transaction.atomic
def correct(*, edition: Edition, text: str, user: Any, path: str = "", on: date | None = None) -> Erratum:
    """Add a correction to an edition; the text itself stays as it was."""
    return Erratum.objects.create(
        edition=edition, path=path, text=" ".join(text.split()), user=user, on_date=on or timezone.localdate()
    )
