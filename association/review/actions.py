"""Writes of reading along: the workflow of an association, asking, links and their answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from association.base.actions import hold_tree
from association.base.models import AssociationGroup, Role
from association.review.mail import ask_readers, link_url, mail_link, tell_answer
from association.review.models import ReviewLink, ReviewMail, ReviewRemark, ReviewRequest, ReviewTask
from association.review.queries import LinkDead, death_of, is_own_work, needs_two
from association.review.rules import LINK_LASTS, NoMoreAsking, hash_of, new_token

AGREE, REMARK = ReviewLink.Answer.AGREE, ReviewLink.Answer.REMARK
READERS = (Role.CHIEF_EDITOR, Role.MANAGER)


@transaction.atomic
def set_up_review(*, association: Any, home: Page) -> None:
    """The workflow "Laten meelezen" for all pages of an association's site; a start page that has one keeps it."""
    if WorkflowPage.objects.filter(page=home).exists():
        return
    workflow = Workflow.objects.create(name=f"Laten meelezen ({association.abbreviation or association.name})"[:255])
    task = ReviewTask.objects.create(name=f"Meelezen ({association.abbreviation or association.name})"[:255])
    rows = AssociationGroup.objects.filter(association=association, role__in=READERS)
    task.groups.set(Group.objects.filter(association_role__in=rows))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=home)


@dataclass(frozen=True)
class Asked:
    """What asking did: the address of a new link to copy (else empty), and whether mails go out."""

    address: str = ""
    by_mail: bool = False


@transaction.atomic
def ask_colleague(*, page: Page, user: Any, assignee: Any, due_date: date | None, question: str) -> WorkflowState:
    """Put a page before a colleague, or with none before all who may agree; starts the workflow when it has not begun.

    NoMoreAsking when the page cannot go round. Who waits for a mail about this gets the new one at once.
    """
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        state = send_round(page, user, state)
    ReviewRequest.objects.update_or_create(
        workflow_state=state,
        defaults={"assignee": assignee, "due_date": due_date, "question": question, "reminded_at": None},
    )
    ask_readers(state, by=user)
    return state


def send_round(page: Page, user: Any, state: WorkflowState | None) -> WorkflowState:
    """Start the page's workflow, or go on with one that waits for changes; NoMoreAsking when the user cannot."""
    if not page.permissions_for_user(user).can_submit_for_moderation():
        raise NoMoreAsking("Deze pagina kan nu niet rondgaan: zij is vergrendeld, of er is geen workflow voor gekozen.")
    if state is not None:
        state.resume(user=user)
        return state
    return page.get_workflow().start(page.specific, user)


@transaction.atomic
def make_link(
    *, page: Page, user: Any, name: str, email: str, question: str, publish_on_agreement: bool = False
) -> Asked:
    """A link with which somebody without account reads the page's newest version for a week.

    With an e-mail address it is mailed, and its secret is made then; without one it is returned, once. PermissionDenied
    when the user may not change the page. Publishing on agreement is only for who may publish.
    """
    tester = page.permissions_for_user(user)
    revision = page.get_latest_revision()
    if revision is None or not tester.can_edit():
        raise PermissionDenied
    token = "" if email else new_token()
    link = ReviewLink.objects.create(
        page=page,
        revision=revision,
        workflow_state=page.current_workflow_state,
        token_hash=hash_of(token) if token else None,
        name=name,
        email=email,
        question=question,
        publish_on_agreement=publish_on_agreement and may_offer_publishing(page, user, email),
        created_by=user,
        expires_at=timezone.now() + LINK_LASTS,
    )
    note(link, "association.review.ask", user=user)
    if email:
        mail_link(link)
        return Asked(by_mail=True)
    return Asked(address=link_url(page, token))


def may_offer_publishing(page: Page, user: Any, email: str) -> bool:
    """Whether a reader's agreement may publish the page: the sender may, and could not have answered themselves.

    Where four eyes are asked for and the sender wrote in the page, the link must go by mail to somebody else.
    """
    if not page.permissions_for_user(user).can_publish():
        return False
    if not (needs_two(page) and is_own_work(page, user)):
        return True
    return bool(email) and email.lower() != user.email.lower()


@transaction.atomic
def revoke_link(*, link: ReviewLink, user: Any) -> None:
    """Let a link no longer work; PermissionDenied when the user may not change its page."""
    if not link.page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        ReviewMail.objects.filter(link=link).delete()
        note(link, "association.review.revoke", user=user)


@dataclass(frozen=True)
class Remark:
    """What a reader wrote beside a heading."""

    heading: str
    text: str
    anchor: str = ""


@transaction.atomic
def answer_link(*, link: ReviewLink, answer: str, text: str, remarks: list[Remark]) -> ReviewLink:
    """Keep what the reader of a link answered, and let it count; LinkDead when the link no longer works.

    Agreement publishes the version when the sender asked for that, still may, and it is the newest. A remark sends the
    page back to its author. The last answer is kept, all are in the page's history.
    """
    # Nobody stores or publishes a version meanwhile.
    hold_tree()
    Page.objects.select_for_update().get(pk=link.page_id)
    rows = ReviewLink.objects.select_for_update(of=("self",))
    link = rows.select_related("page", "revision", "workflow_state", "created_by").get(pk=link.pk)
    if death := death_of(link):
        raise LinkDead(death)
    link.answer, link.text, link.answered_at = answer, text, timezone.now()
    link.opened_at = link.opened_at or link.answered_at
    link.save(update_fields=["answer", "text", "answered_at", "opened_at"])
    ReviewRemark.objects.bulk_create(
        ReviewRemark(link=link, heading=item.heading, anchor=item.anchor, text=item.text) for item in remarks
    )
    note(link, f"association.review.{answer}", text=text, remarks=len(remarks))
    wanted = answer == AGREE and link.publish_on_agreement
    placed = wanted and publish_agreed(link)
    if answer == REMARK:
        send_back(link, text, remarks)
    tell_answer(link, remarks=remarks, placed=placed, held_up=wanted and not placed)
    return link


def publish_agreed(link: ReviewLink) -> bool:
    """Publish the version that a reader agreed to, as whoever sent the link; False when that cannot be (any more)."""
    page, sender = link.page.specific, link.created_by
    if page.latest_revision_id != link.revision_id or page.locked or sender is None:
        return False
    if not page.permissions_for_user(sender).can_publish():
        return False
    step = running_step(link)
    if step is None:
        link.revision.publish(user=sender)
    else:
        step.approve(user=sender, comment=f"Akkoord van {link.name}. {link.text}".strip())
    return True


def send_back(link: ReviewLink, text: str, remarks: list[Remark]) -> None:
    """Send the page that goes round back to its author with what the reader wrote."""
    step = running_step(link)
    if step is not None:
        beside = [f"Bij '{item.heading}': {item.text}" for item in remarks]
        step.reject(user=None, comment="\n".join([f"{link.name}: {text}".strip(), *beside]))


def running_step(link: ReviewLink) -> TaskState | None:
    """The step of the workflow that waits for an answer about the very version of a link, or None."""
    state = WorkflowState.objects.for_instance(link.page).filter(status=WorkflowState.STATUS_IN_PROGRESS).first()
    step = state.current_task_state if state else None
    return step.specific if step is not None and step.revision_id == link.revision_id else None


def note(link: ReviewLink, action: str, *, user: Any = None, **data: Any) -> None:
    """A line in the page's history."""
    log(
        instance=link.page.specific_deferred,
        action=action,
        user=user,
        revision=link.revision,
        data={"link": link.pk, "name": link.name, **data},
    )


@transaction.atomic
def ask_again(*, page: Page, user: Any) -> bool:
    """Put a page that goes round before its readers anew when it has a newer version; True when it was.

    An editor at work saves over one version again and again; that is found when somebody agrees.
    """
    step = page.current_workflow_task_state
    if step is None or step.revision_id == page.latest_revision_id or not isinstance(step.task.specific, ReviewTask):
        return False
    step.cancel(user=user, resume=True)
    return True


def forget_links() -> int:
    """Delete what readers without account left, a year after their link stopped working; returns how many."""
    old = ReviewLink.objects.filter(expires_at__lt=timezone.now() - timedelta(days=365))
    return int(old.delete()[0])
