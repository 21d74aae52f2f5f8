"""What a contributor writes: in place, unless another wrote there meanwhile; then it is kept, and nothing is lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from association.activities.rules import tidy
from association.publications.contributing.asking import DONE, WRITTEN, note
from association.publications.models import Contribution, KeptText
from association.publications.queries.contributions import Closed, contributions, why_closed
from association.publications.rules import Place, places_in, with_text
from association.publications.rules.notation import formatted, plain_of


class LinkClosed(Exception):
    """A link that opens nothing any more; `reason` says why."""

    def __init__(self, reason: Closed) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Text:
    """What somebody wrote at a place, and what they saw there when they began; both plain text."""

    block: str
    value: str
    base: str
    title: str = ""


@dataclass(frozen=True)
class Outcome:
    """What saving did: how many texts were put in place, and those that were kept aside."""

    written: int
    kept: tuple[KeptText, ...] = ()


def newest_version(chapter: Any) -> Any:
    """A chapter as it was last saved."""
    return chapter.get_latest_revision_as_object()


def stored_body(page: Any) -> list[Any]:
    """The stored form of a chapter's text."""
    return list(page.body.raw_data)


@transaction.atomic
def write_texts(*, contribution: Contribution, texts: list[Text], root: str, is_done: bool = False) -> Outcome:
    """Put a contributor's texts in the newest version of the chapter, as a new draft version; nothing is published.

    A text is kept aside when another changed that place since its writer began, when the place is gone, or when the
    chapter is locked. `root` is the tree path of the site that was asked. LinkClosed when the link closed meanwhile.
    """
    # Nobody stores a version of the chapter between reading and writing.
    Page.objects.select_for_update().get(pk=contribution.chapter_id)
    contribution = contributions().get(pk=contribution.pk)
    if reason := why_closed(contribution, root):
        raise LinkClosed(reason)
    chapter = contribution.chapter
    page = newest_version(chapter)
    before = stored_body(page)
    body, kept = placed(before, texts, contribution, is_locked=chapter.locked)
    if body != before:
        page.body = json.dumps(body)
        page.save_revision(user=answerable(contribution), clean=False)
        note(contribution, WRITTEN)
    mark(contribution, is_done=is_done)
    return Outcome(written=int(body != before), kept=tuple(kept))


def answerable(contribution: Contribution) -> Any:
    """Whose work a text counts as: a link that somebody passed on by hand may have been opened by that person."""
    return contribution.user or (None if contribution.email else contribution.created_by)


def placed(
    body: list[Any], texts: list[Text], contribution: Contribution, *, is_locked: bool
) -> tuple[list[Any], list[KeptText]]:
    """A chapter's stored text with what was written in it, and what had to be kept aside."""
    kept: list[KeptText] = []
    for text in texts:
        value, base = tidy(text.value), tidy(text.base)
        if value == base:
            continue
        place = {found.block: found for found in places_in(body)}.get(text.block)
        now = None if place is None else plain_of(place.html)
        if now == value:
            continue
        if place is None or now != base or is_locked:
            kept.append(keep_aside(contribution, text, place))
        else:
            body = with_text(body, place, formatted(value, place.html))
    return body, kept


def keep_aside(contribution: Contribution, text: Text, place: Place | None) -> KeptText:
    """Store a text beside the chapter, once."""
    found, _ = KeptText.objects.get_or_create(
        contribution=contribution,
        block=text.block,
        text=tidy(text.value),
        settled_at=None,
        defaults={"title": (place.title if place else text.title)[:250]},
    )
    return found


def mark(contribution: Contribution, *, is_done: bool) -> None:
    """Remember when a contributor saved, and that they are done."""
    now = timezone.now()
    fields: dict[str, Any] = {"saved_at": now}
    if is_done and contribution.done_at is None:
        fields["done_at"] = now
        note(contribution, DONE)
    Contribution.objects.filter(pk=contribution.pk).update(**fields)


def texts_from(posted: Mapping[str, Any], places: list[Place]) -> list[Text]:
    """The texts of a posted form, for the places that it may write in."""
    return [
        Text(place.block, str(posted[f"tekst-{place.block}"]), str(posted.get(f"was-{place.block}", "")), place.title)
        for place in places
        if f"tekst-{place.block}" in posted
    ]
