"""The chapters of each kind of document, as the associations build theirs."""

from collections.abc import Callable
from datetime import date

from association.portfolios.models import Portfolio
from association.publications.importing.stored import Stored, stored
from association.publications.making.sketch import (
    ANNEX,
    Ground,
    Sketch,
    activities,
    activity_parts,
    fact,
    foreword,
    organization_chapter,
    plain,
    section,
    text,
)
from association.publications.models import PublicationSeries

Kind = PublicationSeries.Kind
MOST_RESULTS = 12


def work_plan(ground: Ground) -> tuple[Sketch, ...]:
    """What the year is to bring, with the activities of each portfolio."""
    return (
        plain("Inleiding"),
        plain("Visie en kernwaarden"),
        organization_chapter(ground),
        Sketch(f"Activiteiten {ground.volume.year}", (text(),), parts=activity_parts(ground)),
    )


def annual_report(ground: Ground) -> tuple[Sketch, ...]:
    """What became of a year: the board on its last day, seats in the VNG, and the activities with their stoplights."""
    return (
        plain("Inleiding"),
        plain("Visie en kernwaarden"),
        organization_chapter(ground, with_vng=False),
        Sketch("Onze leden in de VNG", (text(), fact("vng_seats"))),
        Sketch(f"Activiteiten {ground.volume.year}", tuple(summary(ground)), parts=activity_parts(ground, "Y")),
        foreword("Nawoord"),
    )


def summary(ground: Ground) -> list[Stored]:
    """How many activities stand how, where the site shows that."""
    if not ground.settings.shows_stoplights:
        return [text()]
    counted = stored("stoplight_summary", {"year": ground.volume.year, "period": "Y"})
    return [text(), counted, stored("stoplight_legend", {})]


def handover(ground: Ground) -> tuple[Sketch, ...]:
    """What new colleges take over, portfolio by portfolio."""
    return (
        foreword(),
        plain(f"Wat is de {ground.name}?", "Missie", "Visie", "Hoe wij werken"),
        organization_chapter(ground),
        plain("Waar wij samen aan werken"),
        *(handover_of(portfolio) for portfolio in ground.portfolios),
    )


def handover_of(portfolio: Portfolio, since: date | None = None) -> Sketch:
    """The chapter of a portfolio: who leads it, back, what goes on, with whom, ahead."""
    return Sketch(
        portfolio.name,
        (
            fact("portfolio_people", portfolio=portfolio.pk),
            section("looking_back", "Terugblik en resultaten", "terugblik", "priorities", "results"),
            results(portfolio, since),
            section("dossiers", "Lopende dossiers en ontwikkelingen", "dossiers", "dossiers"),
            fact("portfolio_dossiers", portfolio=portfolio.pk),
            section(
                "cooperation", "Samenwerking en netwerk", "samenwerking",
                "representation", "questions", "partners", "networks",
            ),
            section("looking_ahead", "Vooruitblik", "vooruitblik", "steps"),
        ),
        portfolio=portfolio,
    )  # fmt: skip


def results(portfolio: Portfolio, since: date | None) -> Stored:
    """What the dossiers of a portfolio brought about since a day."""
    day = since.isoformat() if since else None
    return fact("portfolio_results", portfolio=portfolio.pk, most=MOST_RESULTS, since=day)


def strategic_agenda(ground: Ground) -> tuple[Sketch, ...]:
    """Where the members want to go together in four years."""
    return (
        foreword(),
        plain("Inleiding"),
        plain("Missie, visie en strategie", "Missie", "Visie", "Strategie"),
        Sketch("Opgaven", (text(),), parts=tuple(of_words(portfolio) for portfolio in ground.portfolios)),
        plain("Met wie wij samenwerken", "Met de VNG", "Met de provincie", "Met anderen"),
        organization_chapter(ground),
        Sketch("Leden", (fact("municipalities"),), numbering=ANNEX),
    )


def of_words(portfolio: Portfolio) -> Sketch:
    """A part about a portfolio: who leads it, and a place for words."""
    return Sketch(portfolio.name, (text(), fact("portfolio_people", portfolio=portfolio.pk)), portfolio=portfolio)


def cooperation_agenda(ground: Ground) -> tuple[Sketch, ...]:
    """On what the members work together, and who pulls."""
    parts = tuple(
        Sketch(portfolio.name, (text(), fact("portfolio_dossiers", portfolio=portfolio.pk)), portfolio=portfolio)
        for portfolio in ground.portfolios
    )
    return (
        foreword(),
        plain("Inleiding"),
        Sketch("Waar wij samen aan werken", (text(),), parts=parts),
        plain("Zo werken wij samen", "Kennis delen", "Afspraken maken", "Lobby"),
        plain("Uitvoering en geld"),
        Sketch("Leden", (fact("municipalities"),), numbering=ANNEX),
    )


def information_pack(ground: Ground) -> tuple[Sketch, ...]:
    """What a new council needs to know of the association."""
    numbers = fact("numbers", chosen=["members", "bodies", "seats"])
    return (
        Sketch(f"Wat is de {ground.name}?", (text(), numbers)),
        Sketch("De gemeenten", (text(), fact("municipalities"))),
        organization_chapter(ground, with_vng=False),
        Sketch(ground.settings.portfolios_word, (text(), fact("portfolio_dossiers", portfolio=None))),
        Sketch("Bij de VNG", (text(), fact("vng_seats"))),
        Sketch("Wat er dit jaar gebeurt", (text(), activities(ground))),
        plain("Geld"),
        plain("Wat uw raad kan doen", "Vooraf", "Achteraf"),
        Sketch("Begrippen", (text(),), numbering=ANNEX),
    )


CHAPTERS: dict[str, Callable[[Ground], tuple[Sketch, ...]]] = {
    Kind.HANDOVER: handover,
    Kind.WORK_PLAN: work_plan,
    Kind.ANNUAL_REPORT: annual_report,
    Kind.STRATEGIC_AGENDA: strategic_agenda,
    Kind.COOPERATION_AGENDA: cooperation_agenda,
    Kind.INFORMATION_PACK: information_pack,
}


def chapters_for(ground: Ground) -> tuple[Sketch, ...]:
    """The chapters of a volume of its kind."""
    return CHAPTERS[ground.volume.kind](ground)
