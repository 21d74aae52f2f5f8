"""Work in progress, as a bureau has it: a planned item, one that goes round, a changed draft, a page to read again,
a publication that somebody began.

Each is made once: what is there already, or was finished since, stays as people left it.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.base.models import PageMeta, User
from association.news.pages import NewsIndexPage, NewsPage
from association.publications.contributing.asking import ask_contributor
from association.publications.models import ChapterOrigin, VolumeOrigin
from association.publications.pages import ChapterPage
from association.review.actions import ask_colleague
from home.dashboard.words import next_working_day
from home.demonstration.bodies import one_line, stored
from home.demonstration.load import Loader

WRITER, CHIEF = "redactie", "eindredactie"
MORNING = datetime.time(9)
DAYS_TO_ANSWER = 3
DAYS_OVERDUE = 11
DAYS_TO_WRITE = 21


@transaction.atomic
def fill_desk(loader: Loader, *, today: datetime.date | None = None) -> int:
    """Put the work of an association's desk.toml before its accounts; returns how many pages it made or changed.

    The site must be loaded and the accounts made. Asking a colleague stores a mail; only the worker sends it.
    """
    desk = Desk(loader, today or timezone.localdate())
    return sum([desk.plan(), desk.ask(), desk.change(), desk.let_wait(), desk.begin()])


def planned_day(today: datetime.date) -> datetime.date:
    """The first working day that is two days or more after the next working day."""
    return next_working_day(next_working_day(today) + datetime.timedelta(days=1))


@dataclass(frozen=True)
class Desk:
    """Makes the work of one association, on one day. Each method says whether there was anything to do."""

    loader: Loader
    today: datetime.date

    def plan(self) -> bool:
        """A news item that goes live by itself."""
        entry = self.loader.content.desk["planned"]
        day = planned_day(self.today)
        page = self.new_item(entry, day, CHIEF)
        if page is None:
            return False
        page.go_live_at = timezone.make_aware(datetime.datetime.combine(day, MORNING))
        author = account(CHIEF)
        page.save_revision(user=author, log_action=True).publish(user=author)
        return True

    def ask(self) -> bool:
        """A draft that goes round with a question."""
        entry = self.loader.content.desk["asked"]
        page = self.new_item(entry, self.today, WRITER)
        if page is None:
            return False
        author = account(WRITER)
        page.save_revision(user=author, log_action=True)
        ask_colleague(
            page=page,
            user=author,
            assignee=account(CHIEF),
            due_date=self.today + datetime.timedelta(days=DAYS_TO_ANSWER),
            question=one_line(entry["question"]),
        )
        return True

    def change(self) -> bool:
        """A page on the site with a paragraph that was changed and not published; not where somebody worked on it."""
        entry, author = self.loader.content.desk["changed"], account(CHIEF)
        page = self.loader.page_at(entry["path"].strip("/"))
        if page.has_unpublished_changes or page.revisions.filter(user__isnull=False).exists():
            return False
        page.body = reworded(list(page.body.raw_data), entry["old"], entry["new"])
        page.save_revision(user=author, log_action=True)
        return True

    def let_wait(self) -> bool:
        """A page whose day to be read again has passed; not when somebody looks after it already."""
        page = self.loader.page_at(self.loader.content.desk["overdue"]["path"].strip("/"))
        meta, _ = PageMeta.objects.get_or_create(page_id=page.pk)
        if meta.responsible_id:
            return False
        meta.responsible = account(CHIEF)
        meta.review_date = self.today - datetime.timedelta(days=DAYS_OVERDUE)
        meta.save()
        return True

    def begin(self) -> bool:
        """A publication that is still a draft, on the desk of who writes it; not where somebody worked on it."""
        entry = self.loader.content.desk.get("begun")
        page = self.loader.page_at(entry["path"].strip("/")) if entry else None
        if entry is None or page is None or page.live or page.revisions.filter(user__isnull=False).exists():
            return False
        page.save_revision(user=account(WRITER), log_action=True)
        self.build_on(page, self.loader.page_at(entry["upon"].strip("/")))
        self.ask_to_write(page, entry)
        return True

    def build_on(self, volume: Any, source: Any) -> None:
        """The volume that a draft was made from: what was said then stands beside the empty texts."""
        VolumeOrigin.objects.create(publication=volume, source=source)
        earlier = {chapter.slug: chapter for chapter in ChapterPage.objects.child_of(source)}
        ChapterOrigin.objects.bulk_create(
            ChapterOrigin(chapter=chapter, source=earlier[chapter.slug])
            for chapter in ChapterPage.objects.child_of(volume)
            if chapter.slug in earlier
        )

    def ask_to_write(self, volume: Any, entry: dict[str, Any]) -> None:
        """A colleague is asked for some chapters of the draft."""
        colleague = account(entry["writer"])
        ask_contributor(
            chapters=ChapterPage.objects.child_of(volume).filter(slug__in=entry["chapters"]).order_by("path"),
            name=colleague.get_full_name(), email=colleague.email, user=colleague, asker=account(WRITER),
            due_on=self.today + datetime.timedelta(days=DAYS_TO_WRITE), message=entry["message"],
        )  # fmt: skip

    def new_item(self, entry: dict[str, Any], day: datetime.date, author: str) -> NewsPage | None:
        """A news item with its text that readers do not see, or None when the site has it."""
        index = NewsIndexPage.objects.child_of(self.loader.set_up.home).get()
        if self.loader.has_child(index, entry["slug"]):
            return None
        page = self.loader.news_item(entry, day)
        page.live, page.has_unpublished_changes, page.owner = False, True, account(author)
        page.body = stored(self.loader.bodies().body(entry["body"]))
        made: NewsPage = index.add_child(instance=page)
        return made


def account(name: str) -> User:
    """An account of the demonstration."""
    found: User = User.objects.get(username=name)
    return found


def reworded(blocks: list[dict[str, Any]], old: str, new: str) -> Any:
    """A stream with other words in one paragraph; ValueError unless exactly one paragraph has the old ones."""
    places = [number for number, block in enumerate(blocks) if block["type"] == "paragraph" and old in block["value"]]
    if len(places) != 1:
        raise ValueError(f"{len(places)} paragraphs say {old!r}")
    block = blocks[places[0]]
    blocks[places[0]] = {**block, "value": block["value"].replace(old, new)}
    return stored(blocks)
