"""The forms of new volumes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from association.activities.rules import FIRST_YEAR, LAST_YEAR
from association.base.forms.days import PartialDateField
from association.base.forms.folding import Folded
from association.base.rules.text import is_blank
from association.portfolios.models import Dossier
from association.publications.forms.editions import whole_day
from association.publications.models import DossierAnswer, PublicationSeries
from association.publications.rules import Volume, volume_of

LONGEST_TITLE = 200
WORDS = {
    "handover": "een hoofdstuk per portefeuille, met terugblik, dossiers, samenwerking en vooruitblik",
    "work_plan": "organisatie en de activiteiten van het jaar, per portefeuille",
    "annual_report": "bestuur op 31 december, plekken in de VNG, activiteiten met stoplichten",
    "strategic_agenda": "missie, visie en opgaven voor vier jaar",
    "cooperation_agenda": "waar u samen aan werkt, met de dossiers per portefeuille",
    "information_pack": "wat een nieuwe raad van de vereniging moet weten",
}


class VolumeFields(Folded, forms.Form):
    """What may be said of a new volume; what is left empty follows from its kind and year."""

    year = forms.IntegerField(label="Jaar", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = forms.CharField(label="Titel", required=False, max_length=LONGEST_TITLE)
    term = forms.CharField(
        label="Periode", required=False, max_length=60, help_text="Leeg: vier jaar, bij documenten voor een periode."
    )
    reference_date = PartialDateField(
        label="Peildatum", required=False, max_length=40, help_text="Leeg: 1 januari, bij een jaarverslag 31 december."
    )

    folded = ("title", "term", "reference_date")

    def clean_reference_date(self) -> date | None:
        """One whole day, or none."""
        return whole_day(self.cleaned_data["reference_date"])

    def volume(self, kind: str, series: str, year: int) -> Volume:
        """The volume that was asked for, of this kind, series and year when none was given."""
        given = self.cleaned_data
        plain = volume_of(kind, series, given["year"] or year)
        title, term = given["title"].strip(), given["term"].strip()
        return replace(
            plain,
            title=plain.title if is_blank(title) else title,
            term=plain.term if is_blank(term) else term,
            reference=given["reference_date"] or plain.reference,
        )


class NewForm(VolumeFields):
    """Which kind of document, and for which site when somebody works for several.

    `suggested` is the year of each kind when none is given; `series` the name of each kind's series.
    """

    def __init__(
        self,
        *args: Any,
        sites: list[tuple[int, str]],
        suggested: Mapping[str, int],
        series: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = [
            (kind, f"{volume_of(kind, series[kind], suggested[kind]).title}: {WORDS[kind]}")
            for kind in PublicationSeries.Kind.values
        ]
        first: dict[str, Any] = {
            "kind": forms.ChoiceField(
                label="Wat wordt het?",
                choices=labels,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies wat het wordt.", "invalid_choice": "Kies wat het wordt."},
            )
        }
        if len(sites) > 1:
            first["site"] = forms.ChoiceField(label="Voor welke site", choices=sites)
        self.fields = {**first, **self.fields}
        self.fields["year"].help_text = "Leeg: het jaar dat hierboven staat."


class NextForm(VolumeFields):
    """Of which year the next volume is."""


class DossierForm(forms.Form):
    """How a dossier stands, and what a reader should know of it."""

    answer = forms.ChoiceField(
        label="Hoe staat het ervoor?",
        choices=DossierAnswer.Answer.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Kies: bereikt, loopt nog of vervallen."},
    )
    text = forms.CharField(
        label="In één zin",
        max_length=300,
        required=False,
        help_text="Komt met de datum van vandaag bij het dossier te staan.",
    )

    def __init__(self, data: Any = None, *, dossier: Dossier) -> None:
        super().__init__(data, prefix=f"dossier-{dossier.pk}")
        self.dossier = dossier

    def clean(self) -> dict[str, Any]:
        """A sentence has an answer with it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("text") and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Kies ook hoe het ervoor staat.")
        return data
