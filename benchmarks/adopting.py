"""A document to adopt: eight chapters about portfolios with fifteen facts in each, about sixty pages of paper."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle, islice
from typing import Any
from unittest.mock import patch

SLUG = "bank-om-vast-te-leggen"
SOURCE = "overdrachtsdocument-2026"
FACTS_PER_CHAPTER = 15
FACTS = 8 * FACTS_PER_CHAPTER
PAGES = 60
MOST_SEATS = 8  # so that the facts come to about as many pages as they are said to
DAY = date(2026, 1, 1)


def make_document() -> Any:
    """A publication that was never public: the portfolio chapters of the demonstration's handover, with facts."""
    from association.publications.pages import ChapterPage, PublicationPage

    source = PublicationPage.objects.get(slug=SOURCE)
    page = PublicationPage(
        title="Om vast te leggen", slug=SLUG, series=source.series, cover=source.cover, reference_date=DAY, live=False
    )
    source.get_parent().add_child(instance=page)
    page.save_revision()
    for chapter in ChapterPage.objects.descendant_of(source).exclude(portfolio=None).order_by("path"):
        copy = ChapterPage(title=chapter.title, slug=chapter.slug, summary=chapter.summary, live=False)
        copy.body = json.dumps([*chapter.body.raw_data, *facts_for(chapter)])
        page.add_child(instance=copy)
        copy.save_revision()
    return page


def facts_for(chapter: Any) -> Iterator[dict[str, Any]]:
    """Fifteen blocks of facts: compositions of bodies, what the portfolio has, and numbers."""
    from association.memberships.models import Membership

    holding = Membership.objects.active_on(DAY).filter(post__organization__parent=chapter.portfolio.association_id)
    seats = Counter(holding.values_list("post__organization", flat=True))
    bodies = sorted(number for number, held in seats.items() if held <= MOST_SEATS)
    first = chapter.pk % len(bodies)
    for number in islice(cycle([*bodies[first:], *bodies[:first]]), FACTS_PER_CHAPTER - 6):
        yield {"type": "seats", "value": {"organization": number, "day": None}}
    own = {"portfolio": chapter.portfolio_id, "day": None}
    yield {"type": "portfolio_dossiers", "value": own}
    yield {"type": "portfolio_results", "value": {**own, "most": 6}}
    yield {"type": "municipalities", "value": {"day": None}}
    for chosen in ("members", "bodies", "seats"):
        yield {"type": "numbers", "value": {"chosen": [chosen], "day": None}}


def adopted_pages(page: Any) -> int:
    """Adopt it as the worker does; gives the pages of its PDF. ValueError when that failed, or when it is too short."""
    from association.base.models import User
    from association.publications.adopting import jobs
    from association.publications.models import EditionFile

    user = User.objects.get(username="beheer")
    edition = jobs.request_edition(publication=page, user=user, dated=DAY)
    jobs.adopt(edition.pk)
    edition.refresh_from_db()
    files = EditionFile.objects.filter(variant__edition=edition)
    kinds, pages = list(files.values_list("kind", flat=True)), max(files.values_list("pages", flat=True), default=0)
    if (
        edition.problems
        or edition.remarks
        or len(set(kinds)) != len(EditionFile.Kind)
        or pages < PAGES
        or len(edition.facts) < FACTS
    ):
        raise ValueError((edition.problems, edition.remarks, kinds, pages, len(edition.facts)))
    return int(pages)


@contextmanager
def timed_transactions() -> Iterator[list[float]]:
    """The seconds that each outermost transaction was open, as they end."""
    from django.db import connection
    from django.db.transaction import Atomic

    found: list[float] = []
    begun: list[float] = []
    enter, leave = Atomic.__enter__, Atomic.__exit__

    def entered(self: Any) -> None:
        outermost = not connection.in_atomic_block
        enter(self)
        if outermost:
            begun.append(time.perf_counter())

    def left(self: Any, *error: Any) -> None:
        leave(self, *error)
        if not connection.in_atomic_block and begun:
            found.append(time.perf_counter() - begun.pop())

    with patch.object(Atomic, "__enter__", entered), patch.object(Atomic, "__exit__", left):
        yield found
