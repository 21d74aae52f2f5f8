"""Looking at pages, and keeping what was found."""

import logging
from collections.abc import Iterable
from functools import cache
from time import monotonic
from typing import Any, Protocol

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from association.base.models import Image
from association.base.registry import known_words_of
from association.base.site_settings import SiteSettings
from association.quality.links import Lead, address_hash, leads_of
from association.quality.models import Finding, LinkTarget, PageCheck, PageLink
from association.quality.queries import dead_pages, unchecked_pages
from association.quality.rules.addresses import FAILURES_TO_BE_BROKEN, SKIPPED, is_unsure, next_wait
from association.quality.rules.checks import ABBREVIATION, KINDS, VERSION, Note, Question, notes_on, unexplained
from association.quality.rules.content import Content
from association.quality.rules.reading import read
from association.quality.rules.words import known_words


class Reply(Protocol):
    """What an address answered: a status, or 0 with what went wrong; `is_refused` when it was not asked."""

    @property
    def status(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def is_refused(self) -> bool: ...


logger = logging.getLogger(__name__)
PAGES_AT_ONCE = 40
SECONDS = 5.0


@cache
def asks_summary(label: str) -> bool:
    """Whether a page type (`app.Model`) needs a summary, and its editor has a field for it."""
    model: Any = apps.get_model(label)
    return getattr(model, "needs_summary", True) and "summary" in model.get_edit_handler().get_form_options()["fields"]


def known_abbreviations(site: Site | None) -> frozenset[str]:
    """The abbreviations that need no explanation on a site: everybody knows them, or the site explains them itself."""
    if site is None:
        return frozenset()
    settings = SiteSettings.of(site)
    own = settings.association.abbreviation if settings.association else ""
    return known_words(f"{settings.known_abbreviations},{own}") | {word.casefold() for word in known_words_of(site)}


def content_of(page: Page) -> Content:
    """What a page says, of a specific page in the version that it holds."""
    return read(page, asks_summary=asks_summary(page._meta.label))


def notes_for(page: Page, content: Content) -> list[Note]:
    """What there is to mend in a page's texts; two queries."""
    bare = Image.objects.filter(pk__in=content.images, description="").values_list("pk", flat=True)
    undescribed = frozenset(bare) if content.images else frozenset()
    return notes_on(Question(content, undescribed, known_abbreviations(page.get_site())))


def dead_links(page: Page, content: Content) -> list[tuple[Lead, str]]:
    """The links of a page that lead a visitor nowhere, each with the reason; they may stand in a draft."""
    leads = leads_of(page, content.links)
    pages = dead_pages(page, (lead.page for lead in leads if lead.page is not None))
    hashes = {address_hash(lead.address): lead for lead in leads if lead.address}
    broken = LinkTarget.objects.filter(url_hash__in=hashes, state=LinkTarget.State.BROKEN) if hashes else []
    reasons = {hashes[target.url_hash].address: target.reason for target in broken}
    return [
        (lead, why)
        for lead in leads
        if (why := pages.get(lead.page, "") if lead.page is not None else reasons.get(lead.address, ""))
    ]


def check_page(number: int) -> bool:
    """Look at the published version of a page and keep what was found; False when that failed, which is logged.

    A page that fails counts as looked at, so that it does not hold up the others.
    """
    try:
        with transaction.atomic():
            page = Page.objects.filter(pk=number, live=True).specific().first()
            if page is None:
                forget_page(number)
                return True
            content = content_of(page)
            store(page=page, notes=notes_for(page, content), leads=leads_of(page, content.links))
    except Exception:  # a rule that fails must never stop or undo publishing
        logger.exception("Quality: page %s could not be looked at", number)
        note_checked(number)
        return False
    return True


@transaction.atomic
def store(*, page: Page, notes: Iterable[Note], leads: Iterable[Lead]) -> None:
    """Keep what was found in the published version of a page, in place of what was known of it."""
    leads = list(leads)
    note_checked(page.pk)
    # Whoever looks at the same page at once waits here.
    PageCheck.objects.select_for_update().get(page_id=page.pk)
    forget_findings(page.pk)
    Finding.objects.bulk_create(
        Finding(
            page_id=page.pk,
            revision_id=page.live_revision_id,
            code=note.code,
            detail=note.detail[:300],
            place=note.place[:80],
        )
        for note in notes
        if note.code in KINDS
    )
    targets = targets_for({lead.address for lead in leads if lead.address})
    PageLink.objects.bulk_create(
        PageLink(page_id=page.pk, text=lead.text, target_page=lead.page, target_id=targets.get(lead.address))
        for lead in leads
    )


def note_checked(number: int) -> None:
    """Remember that a page was looked at just now, by these rules; of a page that is gone nothing is kept."""
    if Page.objects.filter(pk=number).exists():
        row = PageCheck(page_id=number, checked_at=timezone.now(), rules=VERSION)
        PageCheck.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["page"], update_fields=["checked_at", "rules"]
        )


def targets_for(addresses: set[str]) -> dict[str, int]:
    """The keys of the rows of some addresses outside the site, made where they were not there."""
    hashes = {address_hash(address): address for address in addresses}
    now = timezone.now()
    LinkTarget.objects.bulk_create(
        [LinkTarget(url=address, url_hash=key, next_check_at=now) for key, address in sorted(hashes.items())],
        ignore_conflicts=True,
    )
    return {hashes[row.url_hash]: row.pk for row in LinkTarget.objects.filter(url_hash__in=hashes)}


def forget_findings(number: int) -> None:
    """Forget what was found in a page, and where it leads."""
    Finding.objects.filter(page_id=number).delete()
    PageLink.objects.filter(page_id=number).delete()


@transaction.atomic
def forget_page(number: int) -> None:
    """Forget all of a page that readers see no more."""
    forget_findings(number)
    PageCheck.objects.filter(page_id=number).update(rules=0)


@transaction.atomic
def forget_abbreviations(*, site: Site, words: Iterable[str]) -> int:
    """Forget that pages of a site use words without explanation; returns how often that was noted."""
    wanted = {word.casefold() for word in words}
    noted = Finding.objects.filter(page__path__startswith=site.root_page.path, code=ABBREVIATION)
    done = [number for number, detail in noted.values_list("pk", "detail") if unexplained(detail).casefold() in wanted]
    Finding.objects.filter(pk__in=done).delete()
    return len(done)


def look_again(**condition: Any) -> int:
    """Have some pages looked at again by the upkeep; returns how many."""
    return PageCheck.objects.filter(**condition).update(rules=0)


def check_pages() -> int:
    """Look at pages that were not looked at yet, for a few seconds; returns how many. A part of the upkeep."""
    end, done = monotonic() + SECONDS, 0
    for number in list(unchecked_pages(VERSION).order_by("pk").values_list("pk", flat=True)[:PAGES_AT_ONCE]):
        check_page(number)
        done += 1
        if monotonic() > end:
            break
    return done


def note_answer(*, target: LinkTarget, answer: Reply) -> None:
    """Keep what an address answered, and when to ask it again; broken only after several failures in a row."""
    state = LinkTarget.State
    failures, reason = 0, answer.reason
    if answer.is_refused:
        found, wait = state.SKIPPED, SKIPPED
    elif 0 < answer.status < 400:
        found, wait = state.WORKS, next_wait(0)
    elif is_unsure(answer.status):
        failures = target.failures + 1
        found, reason, wait = state.UNSURE, said(answer.status), next_wait(failures)
    else:
        failures = target.failures + 1
        found = state.BROKEN if failures >= FAILURES_TO_BE_BROKEN else state.UNSURE
        reason, wait = reason or said(answer.status), next_wait(failures)
    now = timezone.now()
    LinkTarget.objects.filter(pk=target.pk).update(
        state=found,
        status=answer.status or None,
        reason=reason[:200],
        failures=min(failures, 1000),
        checked_at=now,
        next_check_at=now + wait,
    )


def said(status: int) -> str:
    """The status of an answer in words."""
    if status in {404, 410}:
        return f"Deze pagina bestaat niet (meer) (antwoord {status})"
    if is_unsure(status):
        return f"De website zegt niet of de pagina er is (antwoord {status})"
    return f"De website geeft de pagina niet (antwoord {status})"
