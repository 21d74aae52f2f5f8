"""What people fill in to sign up for an event."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from association.base.rules.text import is_blank
from association.meetings.models.signing import LONGEST_ADDRESS, LONGEST_DIET, LONGEST_NAME
from association.meetings.rules.signing import ABSENT, Full, Room, Round, Session, has_choice, what_is_full
from association.memberships.forms.applying import one_line

TRAP = "website"
WRONG_EMAIL = "Schrijf een e-mailadres zoals naam@voorbeeld.nl."
NO_NAME = re.compile(r"[<>@]|://|\bwww\.", re.IGNORECASE)
ROUND = "ronde-"
# The answer of who is not there in a round; no key of a session is like it.
NOT_THERE = "niet-aanwezig"


class SessionSelect(forms.RadioSelect):
    """Radio buttons of which those of full sessions cannot be pressed."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One button."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.full:
            option["attrs"]["disabled"] = True
        return option


class SignUpForm(forms.Form):
    """Who comes, and to which sessions; `room` is what is free now.

    When there is no place at the event, or in any session of a round, all its sessions can be chosen: then somebody
    waits for them. Who is not there in a round says so, and needs no session of it.
    """

    # What is said when somebody left them out.
    no_name, no_email = "Vul in: uw naam.", "Vul in: uw e-mailadres."
    only_name = "Schrijf hier alleen uw naam."
    not_there, no_choice = "Ik ben er dan niet", "Kies een sessie, of kies “Ik ben er dan niet”."
    all_full = "Alle sessies zijn vol. Kiest u er een, dan komt u op de wachtlijst."
    name = forms.CharField(
        label="Naam", max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=LONGEST_ADDRESS,
        help_text="Hierop krijgt u een bevestiging.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": WRONG_EMAIL, "max_length": WRONG_EMAIL},
    )
    organization = forms.CharField(
        label="Organisatie",
        max_length=LONGEST_NAME,
        required=False,
        help_text="Zoals uw gemeente.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    diet = forms.CharField(
        label="Dieetwens",
        max_length=LONGEST_DIET,
        required=False,
        help_text="Alleen als wij er bij het eten op moeten letten. Wij wissen dit direct na de bijeenkomst.",
    )
    website = forms.CharField(
        required=False,
        label="Laat dit veld leeg",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self, *args: Any, rounds: Iterable[Round] = (), room: Room, asks_diet: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rounds, self.room = list(rounds), room
        self.waits = what_is_full(room, self.rounds) == Full.EVENT
        if not asks_diet:
            del self.fields["diet"]
        self.fields["name"].error_messages["required"] = self.no_name
        self.fields["email"].error_messages["required"] = self.no_email
        for part in self.rounds:
            self.fields[f"{ROUND}{part.key}"] = self.choice(part)
        self.order_fields(["name", "email", "organization", *self.round_names, "diet", TRAP])

    @property
    def round_names(self) -> list[str]:
        """The names of the questions about sessions."""
        return [f"{ROUND}{part.key}" for part in self.rounds]

    @property
    def is_robot(self) -> bool:
        """Whether the field was filled in that people leave empty."""
        return bool(self.cleaned_data[TRAP])

    def choice(self, part: Round) -> forms.ChoiceField:
        """The question which session of a round; what is full says so."""
        full = self.full_in(part)
        options = []
        for one in part.sessions:
            told = ", ".join(filter(None, [one.room, self.place_words(part, one)]))
            options.append((one.key, f"{one.title} ({told})" if told else one.title))
        field = forms.ChoiceField(
            label=f"{part.title}, {part.hours}",
            choices=[*options, (NOT_THERE, self.not_there)],
            help_text="" if self.waits or has_choice(self.room, part) else self.all_full,
            widget=SessionSelect,
            error_messages={
                "required": self.no_choice,
                "invalid_choice": "Deze sessie is er niet meer. Kies een andere.",
            },
        )
        field.widget.full = full
        return field

    def place_words(self, part: Round, one: Session) -> str:
        """What is said of the places of a session; empty for nothing."""
        return "vol" if one.key in self.full_in(part) else ""

    def full_in(self, part: Round) -> frozenset[str]:
        """The sessions of a round that cannot be chosen now."""
        if self.waits or not has_choice(self.room, part):
            return frozenset()
        return frozenset(one.key for one in part.sessions if not self.room.has([one.key]))

    def clean(self) -> dict[str, Any]:
        """Refuse what is full, with the names of other sessions; what is one line stays one line."""
        cleaned = super().clean() or {}
        for name in ("name", "organization", "diet"):
            if name in cleaned:
                cleaned[name] = one_line(cleaned[name])
        if "name" in cleaned and is_blank(cleaned["name"]):
            self.add_error("name", self.no_name)
        for name, words in (
            ("name", self.only_name),
            ("organization", "Schrijf hier alleen een naam."),
        ):
            if NO_NAME.search(cleaned.get(name, "")):
                self.add_error(name, words)
        for part in self.rounds:
            if cleaned.get(f"{ROUND}{part.key}") in self.full_in(part):
                self.add_error(f"{ROUND}{part.key}", self.full_words(part))
        return cleaned

    def full_words(self, part: Round) -> str:
        """That a session is full, and what is left."""
        left = [f"“{one.title}”" for one in part.sessions if one.key not in self.full_in(part)]
        return f"Deze sessie is vol. Kies een andere: {' of '.join(left)}."

    def values(self) -> dict[str, Any]:
        """What is kept of it."""
        choices = {}
        for part in self.rounds:
            titles = {one.key: one.title for one in part.sessions}
            chosen = self.cleaned_data[f"{ROUND}{part.key}"]
            if chosen == NOT_THERE:
                choices[part.key] = {"session": "", "title": ABSENT}
            elif chosen:
                choices[part.key] = {"session": chosen, "title": titles[chosen]}
        kept = ("name", "email", "organization")
        values = {name: self.cleaned_data[name] for name in kept}
        return {**values, "diet": self.cleaned_data.get("diet", ""), "choices": choices}
