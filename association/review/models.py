"""Reading along: the step of the workflow, what is asked of whom, and links for who has no account."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, WorkflowState

from association.review.queries import changed_since, is_own_work, needs_two, page_of
from association.review.rules import Refusal


class ReviewTask(AbstractGroupApprovalTask):
    """The step "Meelezen": somebody of its groups agrees or sends it back.

    Where four eyes are asked for, nobody agrees to what they wrote or sent in themselves, superusers included.
    """

    class Meta:
        verbose_name = "meelezen"
        verbose_name_plural = "meelezen"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What the user may do with the page: name, words on the button, whether something is asked first."""
        if not super().get_actions(obj, user):
            return []
        actions = [("reject", "Terugsturen met opmerking", True)]
        if not (needs_two(obj) and is_own_work(obj, user)):
            actions += [("approve", "Akkoord", False), ("approve", "Akkoord met opmerking", True)]
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Agree or send back; the address of an explanation when that cannot be.

        Nothing is published then. A text that changed is put before its readers anew. The user object keeps the reason
        (`review_refusal`) for views that ignore the address.
        """
        # Nobody stores a version of the page between the check and its publication.
        Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        task_state.refresh_from_db()
        page = page_of(task_state.workflow_state)
        refusal = self.refusal(task_state, page, user, action_name)
        user.review_refusal = refusal
        if refusal is None:
            super().on_action(task_state, user, action_name, **kwargs)
            return None
        if refusal is Refusal.CHANGED:
            task_state.cancel(user=user, resume=True)
        return reverse("review_refused", args=[page.pk, refusal.value])

    def refusal(self, task_state: TaskState, page: Any, user: Any, action_name: str) -> Refusal | None:
        """Why the user cannot do this now, or None."""
        state = task_state.workflow_state
        if task_state.status != TaskState.STATUS_IN_PROGRESS or state.status != WorkflowState.STATUS_IN_PROGRESS:
            return Refusal.OVER
        if not super().get_actions(page, user):
            return Refusal.RIGHTS
        if action_name != "approve":
            return None
        if changed_since(task_state, page, user):
            return Refusal.CHANGED
        if needs_two(page) and is_own_work(page, user):
            return Refusal.OWN
        return None if page.permissions_for_user(user).can_publish() else Refusal.RIGHTS

    @classmethod
    def get_description(cls) -> str:
        """What the step is, for who makes a workflow."""
        return "Leden van de gekozen groepen lezen mee en geven akkoord."


class ReviewRequest(models.Model):
    """What the author asked when a page went round: of whom, before when, and with which question."""

    workflow_state = models.OneToOneField(
        WorkflowState, models.CASCADE, primary_key=True, related_name="review_request", verbose_name="ronde"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="review_requests",
        verbose_name="wie leest mee",
    )
    due_date = models.DateField("graag vóór", null=True, blank=True)
    question = models.TextField("vraag", blank=True, max_length=1000)
    reminded_at = models.DateTimeField("herinnerd op", null=True, editable=False)

    class Meta:
        verbose_name = "verzoek om mee te lezen"
        verbose_name_plural = "verzoeken om mee te lezen"

    def __str__(self) -> str:
        return f"{self.workflow_state_id}"


class ReviewLink(models.Model):
    """A link with which somebody without account reads one version of one page and answers, for a few days.

    Only the hash of its secret is kept, so who reads the database cannot open the page with it.
    """

    class Answer(models.TextChoices):
        AGREE = "agree", "akkoord"
        REMARK = "remark", "opmerking"

    page = models.ForeignKey(Page, models.CASCADE, related_name="review_links", verbose_name="pagina")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="review_links", verbose_name="versie")
    workflow_state = models.ForeignKey(
        WorkflowState, models.SET_NULL, null=True, blank=True, related_name="review_links", verbose_name="ronde"
    )
    # Empty until the mail with the link goes out: its secret is made at that moment and is kept nowhere.
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - null is not unique
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    question = models.TextField("vraag", blank=True, max_length=1000)
    publish_on_agreement = models.BooleanField("na akkoord meteen plaatsen", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    created_at = models.DateTimeField("gemaakt op", default=timezone.now)
    expires_at = models.DateTimeField("geldig tot")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    opened_at = models.DateTimeField("geopend op", null=True, blank=True)
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    text = models.TextField("toelichting", blank=True, max_length=5000)

    class Meta:
        verbose_name = "link om mee te lezen"
        verbose_name_plural = "links om mee te lezen"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ReviewRemark(models.Model):
    """What somebody wrote beside a heading of the version that they read."""

    link = models.ForeignKey(ReviewLink, models.CASCADE, related_name="remarks", verbose_name="link")
    heading = models.CharField("kop", max_length=250)
    anchor = models.CharField(max_length=120, blank=True)
    text = models.TextField("opmerking", max_length=5000)
    created_at = models.DateTimeField("geschreven op", default=timezone.now)

    class Meta:
        verbose_name = "opmerking bij een kop"
        verbose_name_plural = "opmerkingen bij koppen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.heading


class ReviewMail(models.Model):
    """A mail that waits to be sent; the worker tries again until the mail server takes it, and then forgets it.

    `{link}` in the text stands for the address of `link`, which is made when the mail goes out.
    """

    workflow_state = models.ForeignKey(
        WorkflowState, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="ronde"
    )
    link = models.ForeignKey(ReviewLink, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="link")
    is_request = models.BooleanField(default=False)
    recipient = models.EmailField("aan")
    subject = models.CharField("onderwerp", max_length=250)
    text = models.TextField("tekst")
    created_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "mail over meelezen"
        verbose_name_plural = "mails over meelezen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.subject
