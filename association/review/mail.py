"""Mails about reading along: stored with what happened, sent by the worker until the mail server takes them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from wagtail.users.models import UserProfile

from association.review.models import ReviewLink, ReviewMail, ReviewRequest
from association.review.queries import approvers_of, death_of, name_of, page_of
from association.review.rules import hash_of, new_token

CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = 6  # as a power of two, in minutes: about an hour
GIVEN_UP = timedelta(days=3)
# So long the author has, after sending a page round, to say of whom something is asked.
PATIENCE = timedelta(minutes=10)
HEADERS = {"Auto-Submitted": "auto-generated"}


def root_url(page: Page) -> str:
    """Scheme and host of the page's site."""
    site = page.get_site()
    return site.root_url if site else ""


def edit_url(page: Page) -> str:
    """The full address of the page in the editor."""
    return root_url(page) + reverse("wagtailadmin_pages:edit", args=[page.pk])


def ask_url(page: Page) -> str:
    """The full address of the screen with the page's readers and their answers."""
    return root_url(page) + reverse("review_ask", args=[page.pk])


def link_url(page: Page, token: str) -> str:
    """The full address with which somebody without account reads."""
    return root_url(page) + reverse("review_read", args=[token])


def store(recipient: str, template: str, context: dict[str, Any], **fields: Any) -> None:
    """Put a mail in the queue; the first line of its template is the subject. Nothing without an address."""
    if recipient:
        subject, _, text = render_to_string(f"email/{template}.txt", context).strip().partition("\n")
        ReviewMail.objects.create(recipient=recipient, subject=subject[:250], text=text.strip() + "\n", **fields)


def wants(user: Any, kind: str) -> bool:
    """Whether an account gets mails of a kind (submitted, approved, rejected); people choose so in their account."""
    return bool(user.is_active and user.email and getattr(UserProfile.get_for_user(user), f"{kind}_notifications"))


def ask_readers(state: WorkflowState, *, by: Any, wait: timedelta = timedelta()) -> int:
    """Mail who is asked to read along, in place of what waits already; returns how many mails.

    That is the colleague who was chosen, else everybody who may agree, whoever sent the page round aside.
    """
    ReviewMail.objects.filter(workflow_state=state, is_request=True).delete()
    page = page_of(state)
    request = ReviewRequest.objects.filter(pk=state.pk).select_related("assignee").first()
    asked: Iterable[Any] = [request.assignee] if request and request.assignee else approvers_of(page)
    readers = [user for user in asked if (by is None or user.pk != by.pk) and wants(user, "submitted")]
    context = {
        "page": page,
        "author": name_of(by or state.requested_by),
        "request": request,
        "again": state.task_states.count() > 1,
        "url": edit_url(page),
    }
    for user in readers:
        fields = {"workflow_state": state, "is_request": True, "next_try_at": timezone.now() + wait}
        store(user.email, "review_asked", context | {"name": name_of(user)}, **fields)
    return len(readers)


def mail_link(link: ReviewLink) -> None:
    """Mail a link to its reader; the worker makes the secret."""
    context = {"link": link, "page": link.page, "author": name_of(link.created_by), "title": link.revision.object_str}
    store(link.email, "review_link", context, link=link)


def tell_author(state: WorkflowState, *, kind: str, by: Any) -> None:
    """Mail whoever sent a page round that it was approved or rejected, unless they did so themselves."""
    author = state.requested_by
    if author is None or (by is not None and by.pk == author.pk) or not wants(author, kind):
        return
    page = page_of(state)
    step = state.current_task_state
    context = {
        "page": page,
        "name": name_of(author),
        "reader": name_of(by),
        "comment": step.comment if step else "",
        "url": edit_url(page),
        "address": page.full_url if page.live else "",
    }
    store(author.email, f"review_{kind}", context)


def tell_answer(link: ReviewLink, *, remarks: list[Any], placed: bool, held_up: bool) -> None:
    """Mail what somebody without account answered to who sent the link, and to who sent the page round."""
    state = link.workflow_state
    people = {user.pk: user for user in (link.created_by, state.requested_by if state else None) if user is not None}
    for user in people.values():
        if user.is_active:
            context = {
                "link": link, "page": link.page, "name": name_of(user), "remarks": remarks, "placed": placed,
                "held_up": held_up, "title": link.revision.object_str, "url": ask_url(link.page),
            }  # fmt: skip
            store(user.email, "review_answer", context)


def remind_readers() -> int:
    """Remind who was asked, on the day before the page is wanted and once when that day is past; returns how many.

    Safe to run twice at once: the row is marked first, and only one worker can do that.
    """
    today = timezone.localdate()
    rows = ReviewRequest.objects.filter(
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS, due_date__lte=today + timedelta(days=1)
    )
    return sum(remind(row) for row in list(rows.select_related("workflow_state__requested_by", "assignee")))


@transaction.atomic
def remind(request: ReviewRequest) -> int:
    """Remind for one page when it is time and was not done yet; the number of mails."""
    now, due, before = timezone.now(), request.due_date, request.reminded_at
    late = due is not None and due < timezone.localdate()
    if due is None or (before is not None and (not late or timezone.localdate(before) > due)):
        return 0
    if not ReviewRequest.objects.filter(pk=request.pk, reminded_at=before).update(reminded_at=now):
        return 0
    state = request.workflow_state
    page = page_of(state)
    asked: Iterable[Any] = [request.assignee] if request.assignee else approvers_of(page)
    readers = [user for user in asked if user.pk != state.requested_by_id and wants(user, "submitted")]
    for user in readers:
        context = {
            "page": page, "name": name_of(user), "author": name_of(state.requested_by), "request": request,
            "late": late, "url": edit_url(page),
        }  # fmt: skip
        store(user.email, "review_reminder", context, workflow_state=state)
    return len(readers)


def send_review_mail() -> int:
    """Send the mails that are due; returns how many. Safe to run twice at once: each row is claimed first.

    No transaction is open while the mail server takes its time.
    """
    now = timezone.now()
    due = ReviewMail.objects.filter(next_try_at__lte=now).values_list("pk", flat=True)
    return sum(send(number) for number in list(due) if claim(number, now))


def claim(number: int, now: datetime) -> bool:
    """Take a mail that is due, for five minutes; False when somebody else has it."""
    due = ReviewMail.objects.filter(pk=number, next_try_at__lte=now)
    return bool(due.update(next_try_at=now + CLAIM, tries=F("tries") + 1))


def send(number: int) -> int:
    """Send a claimed mail and forget it; 1 when the server took it. After a failure it is tried again, ever later."""
    row = ReviewMail.objects.select_related("link__page", "link__revision", "link__workflow_state").get(pk=number)
    link = row.link
    if (link is not None and death_of(link)) or row.created_at < timezone.now() - GIVEN_UP:
        row.delete()
        return 0
    text = row.text.replace("{link}", renew(link)) if link is not None else row.text
    try:
        EmailMessage(row.subject, text, to=[row.recipient], headers=HEADERS).send()
    except OSError:
        row.next_try_at = timezone.now() + timedelta(minutes=2 ** min(row.tries, LONGEST_PAUSE))
        row.save(update_fields=["next_try_at"])
        return 0
    row.delete()
    return 1


def renew(link: ReviewLink) -> str:
    """The address of a link with a fresh secret; an older one no longer opens it."""
    token = new_token()
    ReviewLink.objects.filter(pk=link.pk).update(token_hash=hash_of(token))
    return link_url(link.page, token)
