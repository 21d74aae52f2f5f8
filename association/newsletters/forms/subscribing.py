"""What readers fill in: to subscribe, and to choose."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from association.base.forms.choices import SeveralField
from association.base.validity import on_day
from association.memberships.forms.applying import one_line
from association.newsletters.models import MailingList, Subscriber
from association.newsletters.models.lists import LONGEST_ADDRESS
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

TRAP = "website"
# Sent along by the screen that shows the lists; a form without them (the foot of a page) means the first list.
SHOWS_LISTS = "lijsten"
NO_LIST = "Kies minstens één nieuwsbrief."
WRONG_EMAIL = "Schrijf een e-mailadres zoals naam@voorbeeld.nl."
NO_NAME = re.compile(r"[<>@]|://|\bwww\.", re.IGNORECASE)
LISTS_HINT = "U krijgt alleen wat u aankruist."


def open_lists(association: Organization | int | None) -> QuerySet[MailingList]:
    """The lists on which people put themselves, in their order."""
    return MailingList.objects.filter(association=association, is_open=True)


def towns_of(association: Organization | int) -> QuerySet[Organization]:
    """The municipalities of an association, by name."""
    towns = Organization.objects.filter(
        on_day(timezone.localdate(), "belongs_to_links__"),
        belongs_to_links__organization=association,
        classification=Organization.Classification.MUNICIPALITY,
    )
    return towns.distinct().order_by("name")


class EmailForm(forms.Form):
    """One address, and a field that people leave empty."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul in: uw e-mailadres.",
            "invalid": WRONG_EMAIL,
            "max_length": WRONG_EMAIL,
        },
    )
    website = forms.CharField(
        required=False,
        label="Laat dit veld leeg",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_robot(self) -> bool:
        """Whether the field was filled in that people leave empty."""
        return bool(self.cleaned_data[TRAP])


class ListChoice(SeveralField):
    """Lists, each with what comes in the mail."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and description."""
        return f"{obj.name}: {obj.description}" if obj.description else str(obj.name)


class AnyLists(ListChoice):
    """Lists of which somebody may choose none: to be on no list is an answer too."""

    def clean(self, value: Any) -> QuerySet[MailingList]:
        """The chosen lists."""
        found: QuerySet[MailingList] = super().clean(value) if value else MailingList.objects.none()
        return found


class DetailsForm(forms.Form):
    """What readers may tell about themselves."""

    role = forms.ChoiceField(
        label="Ik ben", required=False, choices=[("", "Zeg ik liever niet"), *Subscriber.Role.choices]
    )
    municipality = forms.ModelChoiceField(
        Organization.objects.none(), label="Gemeente", required=False, empty_label="Kies uw gemeente"
    )
    portfolios = SeveralField(
        Portfolio.objects.none(), label="Onderwerpen", required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label="Naam", required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def offer(self, association: Organization | int, portfolios_word: str) -> None:
        """Offer the municipalities and portfolios of an association, which are none of its words when it has none."""
        self.fields["municipality"].queryset = towns_of(association)  # type: ignore[attr-defined]  # a choice
        topics = Portfolio.objects.filter(association=association).order_by("order", "name")
        self.fields["portfolios"].queryset = topics  # type: ignore[attr-defined]  # as above
        self.fields["portfolios"].label = portfolios_word

    def clean_name(self) -> str:
        """The name on one line; what could be an advertisement is refused, for the name stands in mails."""
        name = one_line(self.cleaned_data["name"])
        if NO_NAME.search(name):
            raise forms.ValidationError("Schrijf hier alleen uw naam.")
        return name

    def details(self) -> dict[str, Any]:
        """What was told, as a request keeps it."""
        town = self.cleaned_data.get("municipality")
        return {
            "name": self.cleaned_data.get("name", ""),
            "role": self.cleaned_data.get("role", ""),
            "municipality": town.pk if town else None,
            "portfolios": [one.pk for one in self.cleaned_data.get("portfolios", ())],
        }


class SubscribeForm(DetailsForm, EmailForm):
    """Who subscribes to what; all but the address may be left as it is."""

    lists = ListChoice(
        MailingList.objects.none(),
        label="Welke nieuwsbrieven?",
        help_text=LISTS_HINT,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_LIST},
    )
    field_order = ("email", "lists", "role", "municipality", "portfolios", "name", TRAP)

    def __init__(self, *args: Any, association: Organization | int, portfolios_word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(open_lists(association))
        # The foot of a page shows no lists: the first is meant.
        if self.is_bound and SHOWS_LISTS not in self.data and "lists" not in self.data:
            data: Any = self.data
            self.data = data.copy()
            self.data.setlist("lists", [one.pk for one in self.first])  # type: ignore[attr-defined]  # a QueryDict
        self.fields["lists"].queryset = open_lists(association)  # type: ignore[attr-defined]  # a choice
        self.offer(association, portfolios_word)

    @property
    def first(self) -> list[MailingList]:
        """The list that is meant when none is named: the first for everybody, else the first."""
        public = [one for one in self.offered if one.audience == MailingList.Audience.PUBLIC]
        return (public or self.offered)[:1]


class PreferencesForm(DetailsForm):
    """What somebody gets, and who they are."""

    lists = AnyLists(
        MailingList.objects.none(),
        label="Ik krijg",
        help_text="Haalt u een vinkje weg, dan krijgt u die nieuwsbrief niet meer.",
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("lists", "role", "municipality", "portfolios", "name")

    def __init__(
        self, *args: Any, offered: QuerySet[MailingList], association: int, portfolios_word: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = offered  # type: ignore[attr-defined]  # a choice
        self.offer(association, portfolios_word)


class PauseForm(forms.Form):
    """Until when no mail is wanted."""

    until = forms.DateField(
        label="Geen mail tot en met",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Kies een dag.", "invalid": "Kies een dag, zoals 31-12-2026."},
    )


class AddressForm(EmailForm):
    """Another address for the same mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Nieuw e-mailadres"
