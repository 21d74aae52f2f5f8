"""What follows from a workflow that moves: mails in our own words, in the place of Wagtail's."""

from typing import Any

from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from association.review.mail import PATIENCE, ask_readers, tell_author

# Under these names Wagtail connects its own mails. A name is taken once, and this app comes first.
NAMES = {
    "task": "group_approval_task_submitted_email_notification",
    "submitted": "workflow_state_submitted_email_notification",
    "rejected": "workflow_state_rejected_email_notification",
    "approved": "workflow_state_approved_email_notification",
}


def connect() -> None:
    """Listen; called once when the app is ready."""
    task_submitted.connect(task_started, sender=TaskState, dispatch_uid=NAMES["task"])
    workflow_submitted.connect(workflow_started, sender=WorkflowState, dispatch_uid=NAMES["submitted"])
    workflow_rejected.connect(rejected, sender=WorkflowState, dispatch_uid=NAMES["rejected"])
    workflow_approved.connect(approved, sender=WorkflowState, dispatch_uid=NAMES["approved"])


def is_page(state: WorkflowState) -> bool:
    """Whether it is a page that goes round."""
    return state.base_content_type.model == "page"


def task_started(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Readers get a mail, a little later: the author may first say of whom something is asked."""
    if is_page(instance.workflow_state) and isinstance(instance.task.specific, AbstractGroupApprovalTask):
        ask_readers(instance.workflow_state, by=user, wait=PATIENCE)


def workflow_started(**kwargs: Any) -> None:
    """Wagtail mails every superuser here; who is asked gets a mail already."""


def rejected(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """The author gets the remarks of a colleague; those of a reader without account come with the answer itself."""
    if user is not None and is_page(instance):
        tell_author(instance, kind="rejected", by=user)


def approved(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """The author hears that the page was approved."""
    if is_page(instance):
        tell_author(instance, kind="approved", by=user)
