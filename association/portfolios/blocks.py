"""Blocks of portfolios: the years of their page, and what any text may show of them and their dossiers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from wagtail import blocks

from association.base.blocks.base import FactBlock
from association.base.blocks.choosers import RegisterChooser
from association.base.blocks.facts import day_folded, register_fact_block
from association.base.queries import Viewer
from association.base.rules.days import Precision, in_words
from association.base.site_settings import SiteSettings
from association.memberships.queries import SeatRow, name_in_list, upper_first
from association.portfolios.models import Dossier, DossierLink, DossierResult, DossierState, Portfolio
from association.portfolios.queries import (
    chair_words,
    dossiers_on,
    portfolio_links,
    portfolios_on,
    results_until,
    seats_of_portfolios,
)

FEW = 4  # names that one reads at a glance
TEXT = ["bold", "ul", "ol", "link", "document-link"]


class MomentBlock(blocks.StructBlock):
    """Something that happened, or will, on one day."""

    date = blocks.DateBlock(label="Dag")
    text = blocks.CharBlock(label="Wat", max_length=300)

    class Meta:
        label = "Moment"


class YearBlock(blocks.StructBlock):
    """A year of a portfolio: what was done, action points, dated moments and points of attention."""

    year = blocks.IntegerBlock(label="Jaar", min_value=1900, max_value=2200)
    did = blocks.RichTextBlock(label="Wat we deden", required=False, features=TEXT)
    actions = blocks.ListBlock(blocks.CharBlock(label="Actiepunt", max_length=300), label="Actiepunten", default=[])
    moments = blocks.ListBlock(MomentBlock(), label="Momenten", default=[])
    attention = blocks.ListBlock(blocks.CharBlock(label="Punt", max_length=300), label="Aandachtspunten", default=[])

    class Meta:
        icon = "date"
        label = "Jaar"


def card(dossier: Dossier, viewer: Viewer) -> dict[str, Any]:
    """A dossier as components/dossier_card.html shows it."""
    return {
        "title": dossier.title,
        "anchor": f"dossier-{dossier.slug}",
        "state": dossier.state,
        "kind": "" if dossier.kind == "file" else dossier.get_kind_display(),
        "body": dossier.summary,
        "position": dossier.position,
        "lead": dossier.lead_words,
        "participants": names_or_number(dossier.participant_names, "gemeenten"),
        "partners": names_or_number(dossier.partner_names, "partners"),
        "since": dossier.first_words,
        "until": dossier.last_words,
        "links": [found for link in dossier.links.all() if (found := linked(link, viewer))],
    }


def names_or_number(names: list[str], word: str) -> str:
    """A few names, or how many there are: "Assen en Emmen", "9 gemeenten"."""
    if len(names) > FEW:
        return f"{len(names)} {word}"
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def linked(link: DossierLink, viewer: Viewer) -> dict[str, str] | None:
    """Where a letter or page is found; None for a document that the reader may not have."""
    if link.document is None:
        return {"title": link.title, "url": link.address}
    return {"title": link.title, "url": link.document.url} if viewer.may_use(link.document) else None


def result_line(result: DossierResult) -> dict[str, Any]:
    """A result as components/result_list.html shows it."""
    return {
        "date": result.day if result.precision == Precision.DAY else result.day_words,
        "text": result.text,
    }


class PortfolioChooser(RegisterChooser):
    """A portfolio of the register."""

    target_model = Portfolio
    window, words = "portefeuille-kiezen", "Kies een portefeuille"

    class Meta:
        icon = "folder-inverse"


@dataclass(frozen=True)
class PortfoliosFact:
    """The portfolios of a day, each with its page, who leads it and who sits in its committees."""

    word: str
    day: date
    rows: tuple[tuple[str, str, str, str], ...]


class PortfoliosBlock(FactBlock):
    """All portfolios with who leads them."""

    def resolve(self, values: list[Any], viewer: Viewer) -> list[PortfoliosFact | None]:
        """The portfolios of each day."""
        settings = SiteSettings.of(viewer.site)
        days = {self.day_of(value) for value in values} if settings.association_id else set()
        found = {day: self.one(settings, day, viewer) for day in days}
        return [found.get(self.day_of(value)) for value in values]

    def one(self, settings: SiteSettings, day: date, viewer: Viewer) -> PortfoliosFact | None:
        """The portfolios of a day; None when there are none."""
        portfolios = portfolios_on(settings.association_id or 0, day)
        seats = seats_of_portfolios(portfolios, day)
        addresses = [link["url"] for link in portfolio_links(viewer, portfolios)]
        rows = tuple(
            (
                portfolio.name_on(day),
                address,
                chair_words(list(seats[portfolio.pk].chairs)) or "niet vastgelegd",
                committee_words([row for body in seats[portfolio.pk].committees for row in body.rows]),
            )
            for portfolio, address in zip(portfolios, addresses, strict=True)
        )
        return PortfoliosFact(settings.portfolio_word, day, rows) if rows else None

    def shown(self, fact: PortfoliosFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "caption": "Wie leidt wat",
            "note": f"Samenstelling per {in_words(fact.day, 'day')}",
            "head": [fact.word, "Wie leidt", "In de VNG"],
            "rows": [
                {"header": format_html('<a href="{}">{}</a>', url, name) if url else name, "cells": [chair, committee]}
                for name, url, chair, committee in fact.rows
            ],
            "row_headers": True,
        }

    def example(self) -> PortfoliosFact:
        """Two portfolios."""
        rows = (
            ("Wonen", "", "Voorzitter: A. Achternaam", "B. Achternaam"),
            ("Sport", "", "Vacature", "geen invulling"),
        )
        return PortfoliosFact("Portefeuille", date(2022, 12, 31), rows)

    class Meta:
        icon = "folder-inverse"
        label = "Overzicht van portefeuilles"
        description = "Alle portefeuilles, met wie ze leidt en wie in de VNG-commissie zit."
        template = "components/table.html"
        form_layout = day_folded()


@dataclass(frozen=True)
class PortfolioPeopleFact:
    """Who leads a portfolio on a day and who speaks for it in the VNG: label, name and what is said of them."""

    day: date
    lines: tuple[tuple[str, str, str], ...]


class PortfolioPeopleBlock(FactBlock):
    """Who leads a portfolio."""

    portfolio = PortfolioChooser(label="Portefeuille")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[PortfolioPeopleFact | None]:
        """Those of each portfolio of the site's association; four queries for each day."""
        association = SiteSettings.of(viewer.site).association_id
        wanted: dict[date, set[Portfolio]] = {}
        for value in values:
            if value["portfolio"] and value["portfolio"].association_id == association:
                wanted.setdefault(self.day_of(value), set()).add(value["portfolio"])
        seats = {day: seats_of_portfolios(sorted(own, key=by_key), day) for day, own in wanted.items()}
        return [
            self.one(seats.get(self.day_of(value), {}).get(getattr(value["portfolio"], "pk", 0)), self.day_of(value))
            for value in values
        ]

    def one(self, seats: Any, day: date) -> PortfolioPeopleFact | None:
        """The lines of one portfolio; None when nothing was recorded."""
        if seats is None:
            return None
        lines = [(upper_first(row.role), *person_words(row)) for row in seats.chairs]
        for body in seats.committees:
            name = committee_words(list(body.rows))
            lines.append(("VNG-commissie", body.organization.name_on(day), name))
        return PortfolioPeopleFact(day, tuple(lines)) if lines else None

    def shown(self, fact: PortfolioPeopleFact) -> dict[str, Any]:
        """As the component takes it."""
        facts = [{"label": label, "name": name, "note": note} for label, name, note in fact.lines]
        return {"facts": facts, "day": fact.day}

    def example(self) -> PortfolioPeopleFact:
        """A chair and a committee."""
        lines = (
            ("Voorzitter", "A. Achternaam", "wethouder van Gemeente 1"),
            ("VNG-commissie", "Commissie 1", "B. Achternaam"),
        )
        return PortfolioPeopleFact(date(2022, 12, 31), lines)

    class Meta:
        icon = "group"
        label = "Wie leidt een portefeuille"
        description = "Voorzitter en VNG-commissie van één portefeuille, uit het register."
        template = "components/portfolio_head.html"
        form_layout = day_folded("portfolio")


def by_key(portfolio: Portfolio) -> int:
    """A fixed order."""
    return portfolio.pk


def person_words(row: SeatRow) -> tuple[str, str]:
    """Who sits in a seat, or why nobody does, and the office that they hold."""
    if row.person is None:
        return upper_first(row.name), ""
    office = f"{row.office.title} van {name_in_list(row.office.organization)}" if row.office else ""
    return row.person.full_name, ", ".join(filter(None, [office, row.capacity]))


def committee_words(rows: list[SeatRow]) -> str:
    """Who sits in the committees, or why nobody does."""
    names = (row.person.full_name if row.person else row.name for row in rows)
    return ", ".join(dict.fromkeys(names)) or "niet vastgelegd"


@dataclass(frozen=True)
class DossiersFact:
    """Dossiers of a day as components/dossier_card.html shows them."""

    day: date
    cards: tuple[dict[str, Any], ...]


class OfPortfolio(FactBlock):
    """A block about one portfolio, or about all of the association."""

    def wanted(self, values: list[Any], viewer: Viewer) -> set[int]:
        """The portfolios of the site's association that some values are about."""
        association = SiteSettings.of(viewer.site).association_id
        own = Portfolio.objects.filter(association=association) if association else Portfolio.objects.none()
        return set(own.values_list("pk", flat=True))


class DossiersBlock(OfPortfolio):
    """The dossiers of a portfolio, or of all."""

    portfolio = PortfolioChooser(label="Portefeuille", required=False, help_text="Leeg: alle portefeuilles.")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[DossiersFact | None]:
        """The dossiers of each portfolio that hold on the day."""
        own = self.wanted(values, viewer)
        found = dossiers_on(own) if own else []
        return [self.one(value, [one for one in found if one.holds_on(self.day_of(value))], viewer) for value in values]

    def one(self, value: Any, found: list[Dossier], viewer: Viewer) -> DossiersFact | None:
        """Those of one portfolio; None when there are none."""
        chosen = value["portfolio"]
        mine = [one for one in found if chosen is None or chosen in one.portfolios.all()]
        cards = tuple({**card(one, viewer), "anchor": "", "state": on_its_day(one)} for one in mine)
        return DossiersFact(self.day_of(value), cards) if cards else None

    def shown(self, fact: DossiersFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "dossiers": [item for item in fact.cards if item["state"] != "achieved"],
            "achieved": [item for item in fact.cards if item["state"] == "achieved"],
        }

    def example(self) -> DossiersFact:
        """One dossier."""
        body = "Waar het over gaat, in één of twee zinnen."
        return DossiersFact(
            date(2022, 12, 31), ({"title": "Voorbeeld van een dossier", "state": "current", "body": body},)
        )

    class Meta:
        icon = "folder-open-inverse"
        label = "Dossiers van een portefeuille"
        description = "Wat er loopt en wat er komt. Wat behaald is, staat ingeklapt."
        template = "components/dossier_list.html"
        form_layout = day_folded("portfolio")


def on_its_day(dossier: Dossier) -> str:
    """The state of a dossier on a day on which it holds: what was dropped later went on then."""
    return "current" if dossier.state == DossierState.DROPPED else dossier.state


@dataclass(frozen=True)
class ResultsFact:
    """What was achieved until a day, newest first."""

    day: date
    lines: tuple[dict[str, Any], ...]


class ResultsBlock(OfPortfolio):
    """The newest results of the dossiers of a portfolio, or of all."""

    portfolio = PortfolioChooser(label="Portefeuille", required=False, help_text="Leeg: alle portefeuilles.")
    most = blocks.IntegerBlock(label="Hoeveel ten hoogste", min_value=1, max_value=30, default=6)
    since = blocks.DateBlock(label="Vanaf", required=False, help_text="Leeg: van elke dag.")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[ResultsFact | None]:
        """The results of each portfolio."""
        own = self.wanted(values, viewer)
        found = results_until(own, max(self.day_of(value) for value in values)) if own else []
        return [self.one(value, found) for value in values]

    def one(self, value: Any, found: list[DossierResult]) -> ResultsFact | None:
        """Those of one portfolio; None when there are none."""
        day, chosen = self.day_of(value), value["portfolio"]
        since = value.get("since") or date.min
        mine = [
            one
            for one in found
            if since <= one.day <= day and (chosen is None or chosen in one.dossier.portfolios.all())
        ]
        lines = tuple(result_line(one) for one in mine[: value["most"]])
        return ResultsFact(day, lines) if lines else None

    def shown(self, fact: ResultsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"items": fact.lines}

    def example(self) -> ResultsFact:
        """One result."""
        return ResultsFact(date(2022, 12, 31), ({"date": "2022", "text": "Wat er bereikt is, in één zin."},))

    class Meta:
        icon = "check"
        label = "Resultaten van een portefeuille"
        description = "De nieuwste resultaten uit de dossiers, met hun datum."
        template = "components/result_list.html"
        form_layout = day_folded("portfolio", "since", "most")


for name, block in {
    "portfolios": PortfoliosBlock, "portfolio_dossiers": DossiersBlock, "portfolio_results": ResultsBlock,
    "portfolio_people": PortfolioPeopleBlock,
}.items():  # fmt: skip
    register_fact_block(name, block)
