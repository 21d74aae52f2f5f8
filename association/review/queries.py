"""Reads of reading along: who wrote what, who may agree, what goes round."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from association.base.models import Role
from association.base.site_settings import SiteSettings

if TYPE_CHECKING:
    from association.base.models import User
    from association.review.models import ReviewLink

WRITING = frozenset({"change", "publish"})
# What a version says beside its text: where it stands, when it was stored, and remarks of colleagues.
BESIDE_THE_TEXT = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "live", "live_revision", "has_unpublished_changes", "locked",
        "locked_at", "locked_by", "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired",
        "path", "depth", "numchild", "url_path", "draft_title", "owner", "alias_of", "wagtail_admin_comments",
        "search_index_entries", "index_entries",
    }
)  # fmt: skip


class Death(StrEnum):
    """Why a link no longer opens its page, in the words that its reader gets."""

    GONE = "De pagina bestaat niet meer."
    REVOKED = "Wie u deze link stuurde, heeft haar ingetrokken."
    EXPIRED = "De link was een week geldig. Die week is om."
    PUBLISHED = "De tekst staat inmiddels op de site."
    CHANGED = "De tekst is gewijzigd nadat u deze link kreeg."
    ENDED = "Het meelezen is afgerond of gestopt."


class LinkDead(Exception):
    """A link that no longer works; `death` says why."""

    def __init__(self, death: Death) -> None:
        super().__init__(death.value)
        self.death = death


def page_of(state: WorkflowState) -> Page:
    """The page that goes round, as its own type."""
    return Page.objects.get(pk=state.object_id).specific


def name_of(user: Any) -> str:
    """What colleagues call somebody; "iemand" for an account that is gone."""
    return (user.get_full_name() or user.get_username()) if user else "iemand"


def kind_needs_two(kind: type[Page], place: Page) -> bool:
    """Whether pages of a type are read by somebody else before they are published, on the site of a place."""
    site = place.get_site()
    return site is not None and kind._meta.label_lower in SiteSettings.of(site).four_eyes


def needs_two(page: Page) -> bool:
    """Whether this page is read by somebody else before it is published."""
    kind = page.specific_class
    return kind is not None and kind_needs_two(kind, page)


def unpublished(page: Page) -> QuerySet[Revision]:
    """The versions made since the page was published, oldest first; all of them for one that never was."""
    fresh = Q(pk__gt=page.live_revision_id) if page.live_revision_id else Q()
    if page.last_published_at:
        # A version that an editor saved over keeps its number.
        later = Q(created_at__gt=page.last_published_at)
        fresh = fresh | later if fresh else later
    return page.revisions.filter(fresh).order_by("pk")


def wrote_in(page: Page, user: Any) -> bool:
    """Whether the user changed the text since the page was published; storing it as it was does not count."""
    rows = list(unpublished(page).filter(user=user).values_list("pk", flat=True))
    if not rows:
        return False
    first = page.revisions.filter(pk__lt=rows[0]).order_by("-pk").first()
    if first is None:
        return True
    versions = [first, *page.revisions.filter(pk__gte=rows[0], pk__lte=rows[-1]).order_by("pk")]
    return any(changes(pair, user) for pair in pairwise(versions))


def changes(pair: tuple[Any, Any], user: Any) -> bool:
    """Whether the second of two versions is the user's and says something else than the first."""
    older, newer = pair
    return newer.user_id == user.pk and not same_text(older.content, newer.content)


def same_text(older: dict[str, Any], newer: dict[str, Any]) -> bool:
    """Whether two stored versions say the same."""
    names = (older.keys() | newer.keys()) - BESIDE_THE_TEXT
    return all(plain(older.get(name)) == plain(newer.get(name)) for name in names)


def plain(value: Any) -> Any:
    """A stored value without the numbers that storing gives to its blocks."""
    if isinstance(value, str) and value.startswith("[{"):
        return without_ids(json.loads(value))
    return value


def without_ids(value: Any) -> Any:
    """A stream without the numbers of its blocks."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        return {name: without_ids(item) for name, item in value.items() if name != "id"}
    return value


def is_own_work(page: Page, user: Any) -> bool:
    """Whether the user wrote in the page since it was published, or asked others to read it."""
    page = Page.objects.get(pk=page.pk)
    state = page.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return True
    if page.latest_revision_id is None and not page.live:
        return page.owner_id == user.pk
    return wrote_in(page, user)


def changed_since(task_state: TaskState, page: Page, user: Any) -> bool:
    """Whether somebody else stored another text since the task was put before its readers.

    What the user changed in the editor at hand is what they read.
    """
    known = task_state.revision
    if known.created_at > task_state.started_at and known.user_id != user.pk:
        return True
    versions = [known, *page.revisions.filter(pk__gt=known.pk).order_by("pk")]
    return any(
        newer.user_id != user.pk and not same_text(older.content, newer.content) for older, newer in pairwise(versions)
    )


def approvers_of(page: Page) -> "QuerySet[User]":
    """Who may agree: the members of the groups of the page's workflow, by name."""
    users: Any = get_user_model().objects
    workflow = page.get_workflow()
    groups = [group.pk for task in groups_tasks(workflow) for group in task.groups.all()] if workflow else []
    found: QuerySet[User] = users.filter(groups__in=groups, is_active=True).distinct()
    return found.order_by("first_name", "last_name", "username")


def groups_tasks(workflow: Any) -> Iterator[Any]:
    """The steps of a workflow that are done by groups."""
    for task in workflow.tasks.specific():
        if hasattr(task, "groups"):
            yield task


def board_of(page: Page) -> "QuerySet[User]":
    """The members of the board of the page's association who have an address; they read by a link."""
    users: Any = get_user_model().objects
    site = page.get_site()
    association = SiteSettings.of(site).association_id if site else None
    board = {"groups__association_role__association_id": association, "groups__association_role__role": Role.BOARD}
    found: QuerySet[User] = users.filter(**board, is_active=True).exclude(email="").distinct()
    return found.order_by("first_name", "last_name", "username")


def links_of(page: Page) -> list["ReviewLink"]:
    """The links to a page, newest first, with what their readers wrote."""
    model: Any = apps.get_model("association", "ReviewLink")
    rows = model.objects.filter(page_id=page.pk).select_related("page", "revision", "workflow_state", "created_by")
    return list(rows.prefetch_related("remarks"))


def death_of(link: "ReviewLink") -> Death | None:
    """Why a link no longer opens its page, or None; asks nothing of the database for a link with its relations."""
    page, revision, state, sender = link.page, link.revision, link.workflow_state, link.created_by
    published = bool(page.live_revision_id and page.live_revision_id >= revision.pk)
    taken_down = not page.live and bool(page.last_published_at and page.last_published_at > link.created_at)
    causes = {
        Death.REVOKED: link.revoked_at is not None or sender is None or not sender.is_active,
        Death.PUBLISHED: published or taken_down,
        Death.EXPIRED: link.expires_at <= timezone.now(),
        Death.CHANGED: revision.created_at > link.created_at,
        Death.ENDED: state is not None and not state.is_active,
    }
    return next((death for death, holds in causes.items() if holds), None)


def answer_text(link: Any) -> str:
    """What a link's reader answered, in a few words; empty without answer."""
    return f"{link.get_answer_display()} van {link.name}" if link.answer else ""


@dataclass(frozen=True)
class Waiting:
    """A page that waits for somebody: who asked, before when, and what was answered so far."""

    page_id: int
    title: str
    asked_by: str
    due_date: date | None
    is_late: bool
    edit_url: str
    answer: str


def to_review(user: Any) -> list[Waiting]:
    """What the user is asked to read: put before them or before nobody in particular, the most urgent first.

    At most four queries, however many pages go round.
    """
    task_model: Any = apps.get_model("association", "ReviewTask")
    mine: Any = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not user.is_superuser:
        mine = mine.filter(task__in=task_model.objects.filter(groups__in=user.groups.all()).values("pk"))
    states = WorkflowState.objects.filter(
        Q(review_request__assignee=None) & ~Q(requested_by=user) | Q(review_request__assignee=user),
        pk__in=mine.values("workflow_state"),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return waiting(states, user)


def sent_round(user: Any) -> list[Waiting]:
    """The pages that the user sent round and that are not finished, with their answers; at most four queries."""
    states = WorkflowState.objects.active().filter(requested_by=user)
    return waiting(states, user)


def waiting(states: Any, user: Any) -> list[Waiting]:
    """The pages of workflows, as far as the user may change or publish them."""
    rows = list(states.select_related("requested_by", "review_request", "current_task_state"))
    policy = policy_registry.get_by_type(Page)
    allowed = policy.instances_user_has_any_permission_for(user, WRITING)
    numbers = [int(row.object_id) for row in rows]
    pages = {page.pk: page for page in allowed.filter(pk__in=numbers)} if rows else {}
    answers = newest_answers(numbers) if pages else {}
    found = [one_waiting(row, pages[int(row.object_id)], answers) for row in rows if int(row.object_id) in pages]
    return sorted(found, key=lambda item: (item.due_date is None, item.due_date or date.min, item.title))


def newest_answers(pages: Iterable[int]) -> dict[int, str]:
    """The last answer by a link for each page; one query."""
    model: Any = apps.get_model("association", "ReviewLink")
    rows = model.objects.filter(page__in=pages, answered_at__isnull=False).order_by("answered_at", "pk")
    return {link.page_id: answer_text(link) for link in rows if link.revoked_at is None}


def one_waiting(state: WorkflowState, page: Page, answers: dict[int, str]) -> Waiting:
    """One page that goes round."""
    request = getattr(state, "review_request", None)
    due = request.due_date if request else None
    answer = answers.get(page.pk, "")
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        comment = state.current_task_state.comment if state.current_task_state else ""
        answer = f"teruggestuurd: {comment}" if comment else "teruggestuurd"
    return Waiting(
        page_id=page.pk,
        title=page.draft_title or page.title,
        asked_by=name_of(state.requested_by),
        due_date=due,
        is_late=due is not None and due < timezone.localdate(),
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        answer=answer,
    )
