"""Forms of reading along: asking somebody, and answering by a link."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from association.review.models import ReviewLink
from association.review.queries import approvers_of, board_of, name_of
from association.review.rules import working_days_after

EVERYBODY = "iedereen"
LONGEST_QUESTION = 1000
LONGEST_TEXT = 5000
MOST_REMARKS = 200
REMARK_NAME = re.compile(r"^opmerking-(\d{1,4})$")


class AskForm(forms.Form):
    """Who reads along: a colleague with an account, somebody without, or both."""

    colleague = forms.ChoiceField(label="Collega of bestuurslid", required=False)
    name = forms.CharField(
        label="Of iemand zonder account: naam",
        required=False,
        max_length=120,
        help_text="Die persoon krijgt een link waarmee alleen deze versie te lezen is, een week lang.",
    )
    email = forms.EmailField(
        label="E-mailadres", required=False, help_text="Leeg: u krijgt de link zelf, om te kopiëren."
    )
    due_date = forms.DateField(label="Graag vóór", required=False, widget=AdminDateInput)
    question = forms.CharField(
        label="Uw vraag",
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: kloppen de cijfers in de tweede alinea?",
    )
    publish_on_agreement = forms.BooleanField(
        label="Na akkoord zonder account meteen plaatsen",
        required=False,
        help_text="Alleen als de tekst dan nog dezelfde is.",
    )

    def __init__(self, *args: Any, page: Page, user: Any, was_sent: bool, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {str(person.pk): person for person in approvers_of(page).exclude(pk=user.pk)}
        self.board = {str(person.pk): person for person in board_of(page) if str(person.pk) not in self.readers}
        choice: Any = self.fields["colleague"]
        choice.choices = list(self.choices(bool(page.get_workflow())))
        choice.initial = EVERYBODY if was_sent else ""
        self.fields["due_date"].initial = working_days_after(timezone.localdate())
        if not may_publish:
            del self.fields["publish_on_agreement"]

    def choices(self, has_workflow: bool) -> Iterator[tuple[str, Any]]:
        """Nobody, everybody who may agree, each of them, and the board."""
        yield "", "Geen collega"
        if has_workflow:
            yield EVERYBODY, "Alle eindredacteuren"
            if self.readers:
                yield "Lezen mee en geven akkoord", [(key, name_of(person)) for key, person in self.readers.items()]
        if self.board:
            yield "Bestuur: krijgt een link per mail", [(key, name_of(person)) for key, person in self.board.items()]

    def clean_due_date(self) -> date | None:
        """A day that is still to come, at most a year ahead."""
        day: date | None = self.cleaned_data["due_date"]
        today = timezone.localdate()
        if day is not None and not today <= day <= today + timedelta(days=366):
            raise ValidationError("Kies vandaag of een dag in het komende jaar.")
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody is asked, and an address has a name with it."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if data["email"] and not data["name"]:
            self.add_error("name", "Vul in van wie dit e-mailadres is.")
        elif not (data["colleague"] or data["name"]):
            self.add_error("colleague", "Kies een collega, of vul hieronder een naam in.")
        return data

    @property
    def everybody(self) -> bool:
        """Whether all who may agree are asked."""
        return self.cleaned_data["colleague"] == EVERYBODY

    @property
    def reader(self) -> Any:
        """The colleague who was chosen to agree, or None."""
        return self.readers.get(self.cleaned_data["colleague"])

    @property
    def board_member(self) -> Any:
        """The board member who was chosen, or None."""
        return self.board.get(self.cleaned_data["colleague"])


class AnswerForm(forms.Form):
    """What the reader of a link says of the whole."""

    answer = forms.ChoiceField(
        label="Wat vindt u van deze tekst?",
        choices=[(ReviewLink.Answer.AGREE, "Akkoord"), (ReviewLink.Answer.REMARK, "Ik heb opmerkingen")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies: akkoord, of ik heb opmerkingen."},
    )
    text = forms.CharField(
        label="Uw opmerkingen",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bij een kop in de tekst kunt u ook iets schrijven.",
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.remarks = list(remarks_in(data)) if data is not None else []

    def clean(self) -> dict[str, Any]:
        """Remarks say something, and are not too long."""
        data: dict[str, Any] = super().clean() or {}
        if any(len(item["text"]) > LONGEST_TEXT for item in self.remarks):
            raise ValidationError(f"Een opmerking bij een kop is te lang: hoogstens {LONGEST_TEXT} tekens.")
        if data.get("answer") == ReviewLink.Answer.REMARK and not (data.get("text") or self.remarks):
            self.add_error("text", "Schrijf hier uw opmerkingen, of bij een kop in de tekst.")
        return data


def remarks_in(data: Any) -> Iterator[dict[str, str]]:
    """Number, heading, anchor and text of each filled-in remark in a posted form."""
    names = [match for name in data if (match := REMARK_NAME.match(name))]
    for match in sorted(names, key=lambda found: int(found[1]))[:MOST_REMARKS]:
        text, number = str(data[match[0]]).strip(), match[1]
        if text:
            heading, anchor = str(data.get(f"kop-{number}", "")), str(data.get(f"plek-{number}", ""))
            yield {"number": number, "heading": heading[:250], "anchor": anchor[:120], "text": text}
