"""The forms of a change of college: who stays and who comes, and then what becomes of every seat that falls free."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from association.base.forms.days import PartialDateField
from association.base.rules.days import PartialDate, Precision
from association.memberships.models import Membership
from association.memberships.queries import Sitting, held_by_municipality
from association.memberships.rules import SeatChoice
from association.organizations.models import Organization
from association.people.actions import NameUnclear, known_person
from association.people.models import Person
from association.people.rules import Name, parse_name

MOST_NEW = 30
LONGEST_NAME = 200
WITH_PARTY = re.compile(r"(?P<name>[^()]*)\((?P<party>[^()]{1,60})\)\s*")
ASK = [("", "Kies wat er gebeurt")]
TWICE = "Deze naam staat er twee keer."


@dataclass(frozen=True)
class Arriving:
    """A new name as it was typed; `key` stands for it in the choices, `person` is None for who is not known yet."""

    key: str
    text: str
    name: Name
    party: str
    person: Person | None
    follows: int | None = None

    @property
    def full_name(self) -> str:
        """The name as lists have it."""
        return self.person.full_name if self.person else self.name.full


class PeopleForm(forms.Form):
    """From which day, who stays, who follows whom, and who comes besides."""

    day = PartialDateField(
        label="Eerste dag van het nieuwe college", max_length=40, help_text="Zoals 1 juni 2026 of 01-06-2026."
    )
    more = forms.CharField(
        label="Nog meer nieuwe wethouders",
        required=False,
        max_length=MOST_NEW * LONGEST_NAME,
        help_text="Elke naam op een eigen regel, met de partij tussen haakjes.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, sittings: list[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.sittings = sittings
        for one in sittings:
            self.fields[f"stays-{one.person.pk}"] = forms.BooleanField(
                label=f"{one.person.full_name} blijft", required=False, initial=not one.is_alderman
            )
            self.fields[f"name-{one.person.pk}"] = forms.CharField(
                label=f"Wie volgt {one.person.full_name} op?",
                required=False,
                max_length=LONGEST_NAME,
                widget=forms.TextInput(attrs={"autocomplete": "off", "list": "bekende-namen", "data-names": ""}),
            )
        seen = ",".join(str(number) for number in rows_of(sittings))
        self.fields["seen"] = forms.CharField(required=False, initial=seen, widget=forms.HiddenInput)
        self.arriving: list[Arriving] = []

    @property
    def lines(self) -> "Iterator[tuple[Sitting, Any, Any]]":
        """Everybody who sits there, with the field whether they stay and that of who follows."""
        for one in self.sittings:
            yield one, self[f"stays-{one.person.pk}"], self[f"name-{one.person.pk}"]

    @property
    def changed_since(self) -> bool:
        """Whether others sit there than those whom the editor saw: on another day, or since."""
        seen = str(self.data.get("seen", ""))
        return seen != ",".join(str(number) for number in rows_of(self.sittings))

    def clean_day(self) -> date:
        """One whole day."""
        found: PartialDate = self.cleaned_data["day"]
        if found.precision != Precision.DAY:
            raise forms.ValidationError("Schrijf de hele dag, zoals 1 juni 2026.")
        return found.day

    def clean(self) -> dict[str, Any]:
        """Read the names."""
        cleaned = super().clean() or {}
        for one in self.sittings:
            field, text = f"name-{one.person.pk}", str(cleaned.get(f"name-{one.person.pk}", "")).strip()
            if text and cleaned.get(f"stays-{one.person.pk}"):
                self.add_error(field, "Deze persoon blijft. Haal het vinkje weg, of maak dit veld leeg.")
            elif text:
                self.read(field, f"f{one.person.pk}", text, one.person.pk)
        extra = [line.strip() for line in str(cleaned.get("more", "")).splitlines() if line.strip()]
        if len(extra) > MOST_NEW:
            self.add_error("more", f"Schrijf er ten hoogste {MOST_NEW}.")
        else:
            for number, text in enumerate(extra):
                self.read("more", f"m{number}", text, None)
        if not self.errors and not self.leaving and not self.arriving:
            raise forms.ValidationError("Er verandert nog niets: iedereen blijft en er komt niemand bij.")
        return cleaned

    def read(self, field: str, key: str, text: str, follows: int | None) -> None:
        """One new name; what is wrong with it comes beside its field."""
        party = WITH_PARTY.fullmatch(text)
        bare = (party["name"] if party else text).strip()
        try:
            person = known_person(bare)
        except NameUnclear as error:
            self.add_error(field, str(error))
            return
        new = Arriving(key, bare, parse_name(bare), party["party"].strip() if party else "", person, follows)
        if any(new.full_name == other.full_name for other in self.arriving):
            self.add_error(field, f"{bare}: {TWICE}" if field == "more" else TWICE)
        elif person and any(person == one.person for one in self.sittings):
            self.add_error(field, f"{person.full_name} zit er al. Laat het vinkje bij 'blijft' staan.")
        self.arriving.append(new)

    @property
    def leaving(self) -> list[Sitting]:
        """Who does not stay."""
        return [one for one in self.sittings if not self.cleaned_data.get(f"stays-{one.person.pk}")]

    @property
    def staying(self) -> list[Person]:
        """Who stays."""
        return [one.person for one in self.sittings if self.cleaned_data.get(f"stays-{one.person.pk}")]

    def successor_of(self, person: Person) -> Arriving | None:
        """Who was named to follow somebody."""
        return next((new for new in self.arriving if new.follows == person.pk), None)


def rows_of(sittings: list[Sitting]) -> list[int]:
    """The numbers of all offices and seats, in order."""
    return sorted(row.pk for one in sittings for row in (*one.offices, *one.seats))


class SeatsForm(forms.Form):
    """What becomes of every seat of those who leave.

    A seat for the municipality goes to who follows its holder, or becomes a vacancy; about a personal seat, and one of
    the body itself, the editor is asked.
    """

    def __init__(self, *args: Any, people: PeopleForm, municipality: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.people, self.municipality = people, municipality
        self.names = {new.key: new.full_name for new in people.arriving}
        self.names |= {f"p{person.pk}": person.full_name for person in people.staying}
        for one in people.leaving:
            for seat in one.seats:
                self.fields[f"seat-{seat.pk}"] = self.field_of(one, seat)

    def field_of(self, one: Sitting, seat: Membership) -> forms.ChoiceField:
        """The question about one seat."""
        whole = f"{seat.post.words}, {seat.post.organization.name}"
        choices: list[Any] = [
            (SeatChoice.VACANT.value, "Vacature"),
            (SeatChoice.STAYS.value, f"{one.person.full_name} blijft voorlopig"),
        ]
        if self.names:
            choices += [
                (
                    "Opvolger",
                    [(f"{SeatChoice.SUCCESSOR}:{key}", f"Opvolger: {name}") for key, name in self.names.items()],
                ),
                (
                    "Waarnemer",
                    [(f"{SeatChoice.ACTING}:{key}", f"Waarnemer: {name}") for key, name in self.names.items()],
                ),
            ]
        initial = self.usual(one, seat)
        return forms.ChoiceField(
            label=f"Wat gebeurt er met {whole}?",
            choices=choices if initial else ASK + choices,
            initial=initial,
            error_messages={
                "required": "Kies wat er met deze plek gebeurt.",
                "invalid_choice": "Kies er een uit de lijst.",
            },
        )

    def usual(self, one: Sitting, seat: Membership) -> str:
        """What is filled in: nothing for a seat about which the editor is asked."""
        if not held_by_municipality(seat, self.municipality.pk):
            return ""
        successor = self.people.successor_of(one.person)
        return f"{SeatChoice.SUCCESSOR}:{successor.key}" if successor else SeatChoice.VACANT.value

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Who leaves and has seats: {sitting, successor, seats: [(seat, field, whether it is asked)]}."""
        return [
            {
                "sitting": one,
                "successor": self.people.successor_of(one.person),
                "seats": [(seat, self[f"seat-{seat.pk}"], not self.usual(one, seat)) for seat in one.seats],
            }
            for one in self.people.leaving
            if one.seats
        ]

    @property
    def was_asked(self) -> bool:
        """Whether the questions were on the screen that was sent."""
        return all(name in self.data for name in self.fields)

    def chosen(self) -> dict[int, tuple[SeatChoice, str]]:
        """By the number of the seat's membership what becomes of it, and the key of the person."""
        found = {}
        for name, value in self.cleaned_data.items():
            choice, _, key = str(value).partition(":")
            found[int(name.removeprefix("seat-"))] = (SeatChoice(choice), key)
        return found
