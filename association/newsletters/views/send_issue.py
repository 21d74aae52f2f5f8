"""The screen on which an issue is looked at once more, agreed to and sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from association.newsletters.composing.agreement import CHANGED, NotAgreed, agree, agreement_of, ask, needs_agreement
from association.newsletters.composing.dispatch import Proposal, send
from association.newsletters.composing.proof import send_proof
from association.newsletters.composing.rights import may_send
from association.newsletters.forms.issues import AudienceForm, PlanForm, SendForm
from association.newsletters.models import Delivery, Mailing
from association.newsletters.sending.audience import count
from association.newsletters.sending.preparing import NotPrepared
from association.newsletters.sending.release import HELD, held_mark
from association.newsletters.views.issues import NewslettersScreen, issue_for, keep_audience, keep_moment


def mailing_url(mailing: Mailing) -> str:
    """Where staff follow a mailing."""
    try:
        return reverse("mailing", args=[mailing.pk])
    except NoReverseMatch:
        return reverse("issues")


OTHER_DAY = (
    "Op de dag die u koos, staat er iets anders in het nummer, zoals in de agenda. Het is nog niet verzonden. "
    "Kijk het nummer van die dag eerst na."
)


class SendIssueView(NewslettersScreen, TemplateView):
    """Subject, checks, readers and agreement of an issue, with the button that sends it."""

    page_title = "Verzenden"
    template_name = "newsletters/admin/send_issue.html"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may send for the association; what was sent is followed on its own screen."""
        self.stored = issue_for(request.user, kwargs["number"])
        if not may_send(request.user, self.stored.newsletter.association_id):
            raise PermissionDenied
        sent = self.stored.sending
        if sent is not None:
            if request.method == "POST":
                messages.info(request, "Dit nummer was al verzonden of ingepland. U volgt het hier.")
            return redirect(mailing_url(sent))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def proposal(self) -> Proposal:
        """The issue as it would be sent when it is planned, or else now."""
        return Proposal(self.stored.pk)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Back to the text, and the copy to forward."""
        number = self.stored.pk
        return [
            HeaderButton(
                "Terug naar de tekst", url=reverse("wagtailadmin_pages:edit", args=[number]), icon_name="edit"
            ),
            HeaderButton("Kopie om door te sturen", url=reverse("forward_issue", args=[number]), icon_name="mail"),
        ]

    def get_page_subtitle(self) -> str:
        """Which issue."""
        return self.proposal.page.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that its sender must know."""
        found, user = self.proposal, self.request.user
        counts = found.counts()
        agreement = agreement_of(found.page, found.mark)
        small = not needs_agreement(found.association)
        reasons = Delivery.Reason
        day = found.issue.day
        return {
            **super().get_context_data(**kwargs),
            "page": found.page,
            "findings": found.findings,
            "stops": any(finding.stops for finding in found.findings),
            "counts": counts,
            "excluded": [(reasons(reason).label, number) for reason, number in sorted(counts.excluded.items())],
            "per_list": [(one, count([one], None, day).prepared) for one in found.lists],
            "audience_form": kwargs.get("audience_form") or self.audience_form(),
            "send_form": kwargs.get("send_form") or self.send_form(counts.prepared),
            "plan_form": kwargs.get("plan_form") or self.plan_form(),
            "day": day if day != timezone.localdate() else None,
            "agreement": agreement,
            "is_agreed": bool(agreement and agreement.agreed_by_id),
            "may_agree": bool(agreement and not agreement.agreed_by_id and agreement.asked_by_id != user.pk),
            "small_bureau": small,
            "mark": found.mark,
            "email": getattr(user, "email", ""),
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[self.stored.pk]),
            "forward_file_url": reverse("forward_issue_file", args=[self.stored.pk]),
        }

    def audience_form(self, data: Any = None) -> AudienceForm:
        """The lists and the segment, as they are now."""
        found = self.proposal
        initial = {"lists": found.lists, "segment": found.page.segment}
        return AudienceForm(data, association=found.association, initial=initial)

    def plan_form(self, data: Any = None) -> PlanForm:
        """When it is to go out, as it is planned."""
        return PlanForm(data, initial={"planned": self.proposal.page.planned})

    def send_form(self, prepared: int, data: Any = None) -> SendForm:
        """What somebody sees, ready to be sent."""
        found = self.proposal
        initial = {"mark": found.mark, "expected": prepared, "send_at": found.page.planned}
        return SendForm(data, types_count=not needs_agreement(found.association), initial=initial)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the pressed button asks."""
        actions = {
            "lijsten": self.keep_lists,
            "moment": self.keep_plan,
            "proef": self.proof,
            "vraag": self.ask,
            "akkoord": self.agree,
        }
        return actions.get(request.POST.get("doe", ""), self.send)()

    def back(self) -> HttpResponse:
        """This screen anew."""
        return redirect("send_issue", self.stored.pk)

    def keep_lists(self) -> HttpResponseBase:
        """Another audience; an agreement with the earlier one no longer holds."""
        form = self.audience_form(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(audience_form=form))
        keep_audience(self.proposal.page, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, "De lijsten zijn bewaard. De aantallen zijn bijgewerkt.")
        return self.back()

    def keep_plan(self) -> HttpResponseBase:
        """Another day: this screen, the proof and the agreement are about the issue of that day."""
        form = self.plan_form(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(plan_form=form))
        keep_moment(self.proposal.page, moment=form.cleaned_data["planned"], by=self.request.user)
        messages.success(self.request, "Het moment is bewaard. Voorbeeld en proef zijn van die dag.")
        return self.back()

    def proof(self) -> HttpResponse:
        """Mail it to who asks, and to nobody else."""
        found, user = self.proposal, self.request.user
        if not getattr(user, "email", ""):
            messages.error(self.request, "Uw account heeft geen e-mailadres. Vul het in bij Account.")
            return self.back()
        if held_mark() is not None:
            messages.error(self.request, HELD)
            return self.back()
        variant = next((one for one in found.variants if one.groups), found.variants[0])
        try:
            address = send_proof(found.page, variant, to=user)
        except OSError:
            messages.error(self.request, "De mailserver nam de proef niet aan. Probeer het later opnieuw.")
        else:
            messages.success(self.request, f"De proef is verzonden naar {address}.")
        return self.back()

    def ask(self) -> HttpResponse:
        """Ask colleagues to agree to what is ready."""
        if any(finding.stops for finding in self.proposal.findings):
            messages.error(self.request, "Dit nummer is nog niet klaar: kijk de punten na die het tegenhouden.")
            return self.back()
        number = ask(page=self.proposal.page, mark=self.proposal.mark, by=self.request.user)
        if number:
            messages.success(self.request, f"Het akkoord is gevraagd; er {'gaat' if number == 1 else 'gaan'} {number} "
                             f"{'mail' if number == 1 else 'mails'} naar collega's die mogen verzenden.")  # fmt: skip
        else:
            messages.warning(
                self.request, "Er is niemand anders die mag verzenden, of het akkoord was al gevraagd. Vraag het zelf."
            )
        return self.back()

    def agree(self) -> HttpResponse:
        """Agree to the issue as this person saw it."""
        try:
            if self.request.POST.get("mark") != self.proposal.mark:
                raise NotAgreed(CHANGED)
            agree(page=self.proposal.page, mark=self.proposal.mark, by=self.request.user)
        except NotAgreed as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, "U gaf akkoord. Het nummer kan nu worden verzonden.")
        return self.back()

    def send(self) -> HttpResponseBase:
        """Send it now or later."""
        form = self.send_form(0, self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(send_form=form))
        if self.says_other(form):
            keep_moment(self.proposal.page, moment=form.cleaned_data["send_at"], by=self.request.user)
            messages.warning(self.request, OTHER_DAY)
            return self.back()
        try:
            mailing = send(number=self.stored.pk, by=self.request.user, **form.cleaned_data)
        except NotPrepared as error:
            messages.error(self.request, str(error))
            return self.back()
        if mailing.state == Mailing.State.SCHEDULED:
            messages.success(self.request, "Het nummer is ingepland. U kunt het tot dat moment nog tegenhouden.")
        else:
            messages.success(self.request, "Het nummer wordt verzonden. U kunt dit scherm sluiten.")
        return redirect(mailing_url(mailing))

    def says_other(self, form: SendForm) -> bool:
        """Whether the issue that was looked at says something else on the day that was chosen to send it."""
        day, seen = timezone.localdate(form.cleaned_data["send_at"]), self.proposal
        was_seen = form.cleaned_data["mark"] == seen.mark
        return was_seen and day != seen.issue.day and Proposal(self.stored.pk, day=day).mark != seen.mark
