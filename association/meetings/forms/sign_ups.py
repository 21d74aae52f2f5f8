"""What the bureau fills in about sign-ups."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from association.base.rules.text import is_blank
from association.meetings.forms.signing import ROUND, TRAP, SignUpForm
from association.meetings.models import SignUpNotice
from association.meetings.models.signing import LONGEST_REASON
from association.meetings.rules.signing import Round, Session
from association.memberships.forms.applying import one_line

NO_REASON = "Schrijf waarom. Zo weten collega's later wat er is gebeurd."


def reason_field() -> forms.CharField:
    """The question why."""
    return forms.CharField(
        label="Waarom",
        max_length=LONGEST_REASON,
        help_text="Bijvoorbeeld: belde op 3 december.",
        error_messages={"required": NO_REASON},
    )


class ReasonForm(forms.Form):
    """Why the bureau changes something."""

    reason = reason_field()

    def clean_reason(self) -> str:
        """On one line, with something to read in it."""
        reason = one_line(self.cleaned_data["reason"])
        if is_blank(reason):
            raise forms.ValidationError(NO_REASON)
        return reason


class DeskForm(SignUpForm):
    """What the bureau fills in about somebody: it may go over the places of a session, and sees how many are left."""

    no_name, no_email = "Vul in: de naam.", "Vul in: het e-mailadres."
    only_name = "Schrijf hier alleen de naam."
    not_there, no_choice = "Is er dan niet", "Kies een sessie, of kies “Is er dan niet”."
    all_full = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields[TRAP]
        self.fields["email"].help_text = "Hierop komen de mails."
        self.fields["organization"].help_text = "Zoals een gemeente."
        if "diet" in self.fields:
            self.fields["diet"].help_text = "De site wist dit direct na de bijeenkomst."
        for field in self.fields.values():
            # Of somebody else: what the browser knows of who types here is of no use.
            field.widget.attrs.pop("autocomplete", None)

    def full_in(self, part: Round) -> frozenset[str]:
        """None: the bureau may let somebody wait, or go over the number."""
        return frozenset()

    def place_words(self, part: Round, one: Session) -> str:
        """How many places a session has left."""
        free = self.room.sessions.get(one.key)
        if free is None:
            return ""
        return f"nog {free} {'plek' if free == 1 else 'plekken'}" if free > 0 else "vol"


class AddForm(DeskForm, ReasonForm):
    """Somebody whom the bureau signs up."""

    over = forms.BooleanField(
        label="Geef een plek, ook als alles bezet is",
        required=False,
        help_text="Zonder kruisje komt iemand op de wachtlijst als er geen plek is.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email", "organization", *self.round_names, "diet", "reason", "over"])


class ChangeForm(DeskForm):
    """What somebody filled in, to change; `choices` is what was chosen until now, `waits` is for who has no place yet.

    A round without answer keeps what was chosen: also a session that is no longer there.
    """

    TELLS: ClassVar[dict[str, bool | None]] = {"": None, "ja": True, "nee": False}

    reason = forms.CharField(
        label="Waarom",
        max_length=LONGEST_REASON,
        required=False,
        help_text="Mag leeg blijven. Wat er verandert, schrijft de site zelf op.",
    )
    over = forms.BooleanField(
        label="Zet in de sessie, ook als die vol is",
        required=False,
        help_text="Zonder kruisje zegt de site het als er geen plek meer is.",
    )
    tell = forms.ChoiceField(
        label="Stuur een mail met hoe het nu is",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", "alleen als een sessie of het e-mailadres verandert"),
            ("ja", "ja, in elk geval"),
            ("nee", "nee"),
        ],
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, choices: Mapping[str, Mapping[str, str]], waits: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        if waits or not any(one.capacity is not None for part in self.rounds for one in part.sessions):
            del self.fields["over"]
        for part in self.rounds:
            field = self.fields[f"{ROUND}{part.key}"]
            field.required = False
            chosen = choices.get(part.key)
            if chosen and chosen["session"] and chosen["session"] not in {one.key for one in part.sessions}:
                field.help_text = f"Gekozen was “{chosen['title']}”. Die sessie is er niet meer."
        names = ["name", "email", "organization", *self.round_names, "diet", "over", "reason", "tell", "seen"]
        self.order_fields(names)

    def clean_reason(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["reason"])

    def values(self) -> dict[str, Any]:
        """What is kept of it; where nothing else was chosen, what was, by its name of then."""
        values = super().values()
        chosen = {
            key: one
            for key, one in values["choices"].items()
            if key not in self.choices or self.choices[key]["session"] != one["session"]
        }
        return {**values, "choices": {**self.choices, **chosen}}

    @property
    def tells(self) -> bool | None:
        """Whether a mail goes out; None leaves it to what changed."""
        return self.TELLS[self.cleaned_data["tell"]]

    def refuse(self, rounds: Iterable[str]) -> None:
        """Say beside the questions that what was chosen is full, and what can be done."""
        for key in rounds:
            self.add_error(f"{ROUND}{key}", "Deze sessie is vol. Kies een andere, of kruis hieronder het vakje aan.")
        self.add_error("over", "Kruis dit aan als het toch mag, en bewaar opnieuw.")


class NoticeForm(forms.ModelForm):
    """A mail to everybody who signed up."""

    waiting = forms.BooleanField(label="Ook aan wie op de wachtlijst staat", required=False, initial=True)

    class Meta:
        model = SignUpNotice
        fields = ("subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - as above
            "text": "Onder uw tekst staan vanzelf de datum, de plaats, de gekozen sessies en een link om af te melden."
        }

    def clean_subject(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["subject"])

    def clean(self) -> dict[str, Any]:
        """Refuse words with nothing to read in them."""
        cleaned = super().clean() or {}
        for name in ("subject", "text"):
            if name in cleaned and is_blank(cleaned[name]):
                self.add_error(name, "Vul dit in.")
        return cleaned
