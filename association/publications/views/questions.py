"""The dossiers of the volume before, as questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from association.publications.forms.making import DossierForm
from association.publications.making.questions import AnsweredBefore, Question, answer_question, questions_of
from association.publications.models import VolumeOrigin
from association.publications.pages import PublicationPage
from association.publications.views.desk import DeskScreen, publication_for


def questions_open(publication: PublicationPage, user: Any) -> list[Question]:
    """The dossiers about which nobody answered yet, for a volume after another of its series; else none."""
    origin = VolumeOrigin.objects.select_related("source__series").filter(pk=publication.pk).first()
    if origin is None or origin.source.series_id != publication.series_id:
        return []
    publication.origin = origin
    return questions_of(publication, user)


class QuestionsView(DeskScreen, TemplateView):
    """One radio per dossier; what was answered is no question any more."""

    page_title = "Hoe staan de dossiers ervoor?"
    header_icon = "folder-open-1"
    template_name = "publications/admin/questions.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may change a volume that came after another."""
        self.publication = publication_for(request.user, kwargs["number"])
        if not VolumeOrigin.objects.filter(pk=self.publication.pk).exists():
            raise Http404
        self.questions = questions_open(self.publication, request.user)
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[str, str]]:
        """The publication."""
        own = str(self.publication.draft_title or self.publication.title)
        return [*super().above(), (own, reverse("publication", args=[self.publication.pk]))]

    def get_forms(self, data: Any = None) -> list[DossierForm]:
        """A form for each dossier that the user may change."""
        return [DossierForm(data, dossier=one.dossier) for one in self.questions if one.may_answer]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions, with the forms of those that are the user's to answer."""
        forms = {form.dossier.pk: form for form in kwargs.pop("forms", None) or self.get_forms()}
        rows = [{"question": one, "form": forms.get(one.dossier.pk)} for one in self.questions]
        return super().get_context_data(
            rows=rows,
            has_forms=bool(forms),
            back=reverse("publication", args=[self.publication.pk]),
            publication=self.publication,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the answers that were given; with a mistake nothing is kept, and nothing typed is lost."""
        forms = self.get_forms(request.POST)
        # Each says what is wrong, not only the first.
        wrong = [form for form in forms if not form.is_valid()]
        if wrong:
            return self.render_to_response(self.get_context_data(forms=forms))
        done = sum(self.answer(form) for form in forms if form.cleaned_data["answer"])
        if done:
            messages.success(request, "1 antwoord bewaard." if done == 1 else f"{done} antwoorden bewaard.")
        return redirect("dossier_questions", number=self.publication.pk)

    def answer(self, form: DossierForm) -> int:
        """Keep one answer; 0 when a colleague was first."""
        try:
            answer_question(
                publication=self.publication, dossier=form.dossier, user=self.request.user, **form.cleaned_data
            )
        except AnsweredBefore:
            messages.info(self.request, f"Over '{form.dossier.title}' had een collega al geantwoord.")
            return 0
        return 1
