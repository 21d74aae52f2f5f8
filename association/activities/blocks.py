"""Blocks of activities: what was intended in a year and how it went, in any text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail import blocks
from wagtail.blocks import BlockGroup

from association.activities.models import ActivityYear
from association.activities.queries import Counts, counts, grouped, rows_of_years
from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period, State, as_html, bars
from association.base.blocks.base import FactBlock, Rendering
from association.base.blocks.facts import register_fact_block
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.portfolios.blocks import PortfolioChooser

EARLIER = {Period.SECOND_HALF: Period.FIRST_HALF, Period.YEAR: Period.SECOND_HALF}
SHORT = {Period.FIRST_HALF: "Eerste halfjaar", Period.SECOND_HALF: "Tweede halfjaar", Period.YEAR: "Heel jaar"}
NO_LIGHT, NO_LIGHT_WORDS = "none", "Geen stoplicht"
EXAMPLE_WORDS = {"green": "Loopt als gepland", "orange": "Vergt aandacht", "red": "Bijstelling of heroverweging"}


def activity_item(row: ActivityYear, period: str, words: Mapping[str, str], *, lights: bool) -> dict[str, Any]:
    """An activity as components/activity_row.html shows it; the earlier period comes in words."""
    report = row.report_of(period)
    earlier = row.report_of(EARLIER[Period(period)]) if Period(period) in EARLIER else None
    said = ""
    if lights and earlier is not None and earlier.stoplight:
        said = f"{SHORT[Period(earlier.period)]}: {words[earlier.stoplight].lower()}"
    return {
        "anchor": f"activiteit-{row.activity_id}",
        "title": row.full_title,
        "goal": as_html(row.goal),
        "results": as_html(row.results),
        "text": as_html(report.text),
        "state": report.state.value,
        "reason": report.reason,
        "period": SHORT[Period(period)],
        "shows_light": lights and report.state != State.NOT_HELD and (bool(report.text) or bool(report.stoplight)),
        "light": report.stoplight or NO_LIGHT,
        "light_words": words.get(report.stoplight, ""),
        "earlier": said,
        "partners": ", ".join(partner.name_on(row.last_day) for partner in row.activity.partners.all()),
    }


def has_lights(rows: Iterable[ActivityYear]) -> bool:
    """Whether any activity of a year has a stoplight; where none has, that each has none says nothing."""
    return any(report.stoplight for row in rows for report in row.reports.all())


def summary_parts(numbers: Counts, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The parts of components/stoplight_summary.html: each stoplight, and all without one."""
    parts = [(light, words[light], number) for light, number in numbers.lights.items()]
    parts.append((NO_LIGHT, NO_LIGHT_WORDS, numbers.without + numbers.not_held + numbers.empty))
    places = bars([number for _, _, number in parts])
    return [
        {"state": state, "words": label, "number": number, "x": x, "width": width}
        for (state, label, number), (x, width) in zip(parts, places, strict=True)
    ]


class OfYear(FactBlock):
    """A block about the activities of the site's association in a year; what is told of a year has no other day."""

    day = None
    year = blocks.IntegerBlock(label="Jaar", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    period = blocks.ChoiceBlock(label="Periode", choices=Period.choices, default=Period.YEAR)

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Any]:
        """What each block shows; seven queries, whatever their number."""
        settings = SiteSettings.of(viewer.site)
        years = {value["year"] for value in values if value["year"]}
        found = rows_of_years(settings.association_id, years) if settings.association_id and years else {}
        return [
            self.one(value, rows, settings) if (rows := found.get(value["year"])) else None for value in values
        ]  # fmt: skip

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> Any:
        """What one block shows of the activities of its year; None for nothing."""
        raise TypeError(f"{type(self).__name__} shows nothing of a year.")

    def period_of(self, value: Any) -> Period:
        """The chosen period."""
        return Period(value["period"] or Period.YEAR)


@dataclass(frozen=True)
class ActivitiesFact:
    """Activities of a year in a period, below headings; each as components/activity_row.html shows it."""

    title: str
    groups: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]


class ActivitiesBlock(OfYear):
    """The activities of a year: what was intended, and how it went."""

    portfolio = PortfolioChooser(label="Portefeuille", required=False, help_text="Leeg: alle portefeuilles.")
    lights = blocks.BooleanBlock(label="Stoplichten tonen", required=False, default=True)

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> ActivitiesFact | None:
        """Those of a portfolio, or of all below the heading that each stands under; None when there are none."""
        lights = bool(value["lights"]) and settings.shows_stoplights and has_lights(rows)
        period, chosen = self.period_of(value), value["portfolio"]
        mine = [row for row in rows if chosen is None or chosen in row.portfolios.all()]
        items = {row.pk: self.item(row, period, settings.stoplight_words, lights=lights) for row in mine}
        headed = [("", mine)] if chosen else [(group.title, group.rows) for group in groups_of(mine, value["year"])]
        groups = tuple((title, tuple(items[row.pk] for row in found)) for title, found in headed)
        return ActivitiesFact(f"Doel en resultaten {value['year']}, {period.label}", groups) if mine else None

    def item(self, row: ActivityYear, period: Period, words: Mapping[str, str], *, lights: bool) -> dict[str, Any]:
        """One activity, without an address: it may stand more than once in a text."""
        return {**activity_item(row, period, words, lights=lights), "anchor": ""}

    def shown(self, fact: ActivitiesFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "note": fact.title,
            "groups": [{"title": title, "count": len(items), "items": items} for title, items in fact.groups],
        }

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """With the level of the headings."""
        return {**super().variables(value, rendering), "level": rendering.level}

    def example(self) -> ActivitiesFact:
        """Two activities."""
        told = {
            "title": "Fietspad tussen drie dorpen",
            "goal": as_html("Scholieren fietsen veilig naar school."),
            "text": as_html("De tekening is klaar."),
            "state": State.REPORTED.value,
            "period": SHORT[Period.SECOND_HALF],
            "shows_light": True,
            "light": "green",
            "light_words": EXAMPLE_WORDS["green"],
        }
        waits = {**told, "title": "Open dag", "text": as_html(""), "state": State.EMPTY.value, "shows_light": False}
        return ActivitiesFact("Doel en resultaten 2022, tweede halfjaar", (("Verkeer", (told, waits)),))

    class Meta:
        icon = "list-ul"
        label = "Activiteiten van een jaar"
        description = "Doel, voortgang en stoplicht van alle activiteiten, of van die van één portefeuille."
        template = "components/activity_list.html"
        form_layout = BlockGroup(children=["year", "portfolio", "period", "lights"])


def groups_of(rows: Sequence[ActivityYear], year: int) -> list[Any]:
    """Activities below the headings that hold on the last day of the year."""
    return grouped(rows, date(year, 12, 31))


@dataclass(frozen=True)
class StoplightSummaryFact:
    """How many activities stand how: stoplight, words and number, and the place of each in a bar."""

    title: str
    total: int
    parts: tuple[dict[str, Any], ...]


class StoplightSummaryBlock(OfYear):
    """How many activities of a year stand how."""

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> StoplightSummaryFact | None:
        """The numbers of all activities; None on a site that shows no stoplights."""
        if not settings.shows_stoplights:
            return None
        period = self.period_of(value)
        numbers = counts(rows, period)
        title = f"Stoplichten {value['year']}, {period.label}"
        return StoplightSummaryFact(title, numbers.total, tuple(summary_parts(numbers, settings.stoplight_words)))

    def shown(self, fact: StoplightSummaryFact) -> dict[str, Any]:
        """As the component takes it, without links."""
        return {"caption": fact.title, "total": fact.total, "parts": fact.parts}

    def example(self) -> StoplightSummaryFact:
        """Some of each."""
        numbers = Counts({"green": 15, "orange": 5, "red": 2}, without=2, not_held=0, empty=0)
        parts = tuple(summary_parts(numbers, EXAMPLE_WORDS))
        return StoplightSummaryFact("Stoplichten 2022, tweede halfjaar", numbers.total, parts)

    class Meta:
        icon = "list-ul"
        label = "Stoplichten geteld"
        description = "Een balk met hoeveel activiteiten van een jaar er hoe voor staan."
        template = "components/stoplight_summary.html"
        form_layout = BlockGroup(children=["year", "period"])


@dataclass(frozen=True)
class StoplightLegendFact:
    """The stoplights with their words."""

    lines: tuple[tuple[str, str], ...]


class StoplightLegendBlock(FactBlock):
    """What the stoplights mean."""

    day = None

    def resolve(self, values: list[Any], viewer: Viewer) -> list[StoplightLegendFact | None]:
        """The same for each; nothing on a site that shows no stoplights."""
        settings = SiteSettings.of(viewer.site)
        fact = StoplightLegendFact(legend(settings.stoplight_words)) if settings.shows_stoplights else None
        return [fact] * len(values)

    def shown(self, fact: StoplightLegendFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"lines": [{"state": state, "words": words} for state, words in fact.lines]}

    def example(self) -> StoplightLegendFact:
        """The words that a new site has."""
        return StoplightLegendFact(legend(EXAMPLE_WORDS))

    class Meta:
        icon = "info-circle"
        label = "Uitleg van de stoplichten"
        description = "De stoplichten met de woorden van deze site."
        template = "components/stoplight_legend.html"


def legend(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each stoplight with its words, and that there is none."""
    return (*words.items(), (NO_LIGHT, NO_LIGHT_WORDS))


for name, block in {
    "activities": ActivitiesBlock, "stoplight_summary": StoplightSummaryBlock, "stoplight_legend": StoplightLegendBlock,
}.items():  # fmt: skip
    register_fact_block(name, block)
