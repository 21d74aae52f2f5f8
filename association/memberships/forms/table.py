"""The seats of a body as a table in which everything can be changed at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from association.base.forms.days import PartialDateField
from association.base.rules.days import PartialDate, Precision
from association.memberships.models import Membership, Post
from association.memberships.queries import Composition
from association.memberships.rules import EMPTY_WORDS, Capacity, EmptySeat
from association.people.actions import NameUnclear, known_person
from association.people.models import Person

SAME, SUCCEED, ACTING, NOMINATED, END, CONFIRM = "", "succeed", "acting", "nominated", "end", "confirm"
CHOICES = [
    (SAME, "Volgt de naam"), (SUCCEED, "Opvolger"), (ACTING, "Neemt waar"), (NOMINATED, "Wordt voorgedragen"),
    *((value, words[:1].upper() + words[1:]) for value, words in EMPTY_WORDS), (END, "Plek vervalt"),
]  # fmt: skip
# Only for who is nominated.
CONFIRMED = (CONFIRM, "Wordt benoemd")
NAMED = {SUCCEED, ACTING, NOMINATED}


@dataclass(frozen=True)
class Wanted:
    """What the editor wants of one row."""

    post: Post
    seat: Membership | None
    act: str
    name: str = ""
    person: Person | None = None


class TableForm(forms.Form):
    """A name and a choice for every seat; a row that is left as it is stays as it is."""

    day = PartialDateField(label="Wijzigingen gaan in op", max_length=40, help_text="De eerste dag, zoals 1 mei 2026.")

    def __init__(self, *args: Any, found: Composition, open_posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.rows: list[tuple[str, Post, Membership | None]] = [
            *((f"s{row.membership.pk}", row.post, row.membership) for row in found.rows),
            *((f"p{post.pk}", post, None) for post in open_posts),
        ]
        for key, post, seat in self.rows:
            name = seat.person.full_name if seat and seat.person else ""
            self.fields[f"name-{key}"] = forms.CharField(
                label=f"Naam: {post.words}",
                required=False,
                max_length=200,
                initial=name,
                widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bekende-namen"}),
            )
            choices = CHOICES if seat else CHOICES[:-1]
            if seat and seat.capacity == Capacity.NOMINATED:
                choices = [CHOICES[0], CONFIRMED, *CHOICES[1:]]
            self.fields[f"act-{key}"] = forms.ChoiceField(
                label=f"Wat gebeurt er: {post.words}", choices=choices, required=False
            )
        self.fields["seen"] = forms.CharField(required=False, initial=self.keys, widget=forms.HiddenInput)
        self.wanted: list[Wanted] = []

    @property
    def keys(self) -> str:
        """The rows that the editor sees."""
        return ",".join(sorted(key for key, _, _ in self.rows))

    @property
    def changed_since(self) -> bool:
        """Whether others sit there than those whom the editor saw: on another day, or since."""
        return str(self.data.get("seen", "")) != self.keys

    @property
    def lines(self) -> Iterator[tuple[Post, Membership | None, Any, Any]]:
        """Every row with its fields."""
        for key, post, seat in self.rows:
            yield post, seat, self[f"name-{key}"], self[f"act-{key}"]

    def clean_day(self) -> date:
        """One whole day."""
        found: PartialDate = self.cleaned_data["day"]
        if found.precision != Precision.DAY:
            raise forms.ValidationError("Schrijf de hele dag, zoals 1 mei 2026.")
        return found.day

    def clean(self) -> dict[str, Any]:
        """Read what changed."""
        cleaned = super().clean() or {}
        for key, post, seat in self.rows:
            if f"name-{key}" in cleaned and f"act-{key}" in cleaned:
                self.read(key, post, seat, " ".join(cleaned[f"name-{key}"].split()), cleaned[f"act-{key}"])
        if not self.errors and not self.wanted:
            raise forms.ValidationError("Er is nog niets gewijzigd. Verander een naam, of kies wat er gebeurt.")
        return cleaned

    def read(self, key: str, post: Post, seat: Membership | None, name: str, act: str) -> None:
        """One row; what is wrong comes beside its field."""
        present = seat.person.full_name if seat and seat.person else ""
        if act == SAME:
            if name == present:
                return
            act = SUCCEED if name else emptied(seat)
        if act == CONFIRM and seat:
            self.wanted.append(Wanted(post, seat, act, present, seat.person))
            return
        if act not in NAMED:
            self.wanted.append(Wanted(post, seat, act))
            return
        if not name or name == present:
            self.add_error(f"name-{key}", "Wie? Schrijf de nieuwe naam.")
            return
        try:
            self.wanted.append(Wanted(post, seat, act, name, known_person(name)))
        except NameUnclear as error:
            self.add_error(f"name-{key}", str(error))


def emptied(seat: Membership | None) -> str:
    """What becomes of a row whose name was taken out: a nomination lapses, another leaves a vacancy."""
    return END if seat and seat.capacity == Capacity.NOMINATED else EmptySeat.VACANT.value
