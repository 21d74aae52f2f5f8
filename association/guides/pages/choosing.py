"""Who reads: from the address to what the association has of it, and the form in which readers choose."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.guides.blocks import Reader, options
from association.guides.queries import portfolio_at, portfolios_of, towns_of
from association.guides.rules import PORTFOLIO, ROLE, ROLES, TOWN, Choice, answers_in, carry
from association.organizations.models import Organization
from association.organizations.queries import member_at


@dataclass(frozen=True)
class Chosen:
    """A reader with what was asked and is not there, in words such as "gemeente"."""

    reader: Reader
    missed: tuple[str, ...] = ()


def chosen_by(query: QueryDict, viewer: Viewer, here: str) -> Chosen:
    """Who reads at an address (`here`, without its query); a query for each thing of the register that was asked."""
    asked = Choice.from_query(query)
    association = SiteSettings.of(viewer.site).association_id
    today = timezone.localdate()
    town = member_at(association, asked.town) if association and asked.town else None
    if town is not None and town.classification != Organization.Classification.MUNICIPALITY:
        town = None
    portfolio = portfolio_at(association, asked.portfolio, today) if association and asked.portfolio else None
    choice = Choice(asked.role, asked.town if town else "", asked.portfolio if portfolio else "")
    missed = [
        word
        for word, text, found in (
            ("rol", query.get(ROLE, ""), choice.role),
            ("gemeente", query.get(TOWN, ""), choice.town),
            (SiteSettings.of(viewer.site).portfolio_word.lower(), query.get(PORTFOLIO, ""), choice.portfolio),
        )
        if text and not found
    ]
    return Chosen(Reader(choice, town, portfolio, here, answers=answers_in(query)), tuple(missed))


def choice_form(chosen: Chosen, viewer: Viewer, *, action: str, button: str) -> dict[str, Any]:
    """What components/guide_choice.html shows; two queries."""
    settings, today, choice = SiteSettings.of(viewer.site), timezone.localdate(), chosen.reader.choice
    association = settings.association_id or 0
    towns, portfolios = towns_of(association, today), portfolios_of(association, today)
    return {
        "action": action,
        "button": button,
        "roles": [{"value": code, "label": name, "chosen": code == choice.role} for code, name in ROLES.items()],
        "fields": [
            {
                "name": TOWN,
                "label": "Gemeente",
                "options": options(towns, choice.town, lambda town: town.site_slug),
            },
            {
                "name": PORTFOLIO,
                "label": settings.portfolio_word,
                "options": options(portfolios, choice.portfolio, lambda portfolio: portfolio.slug),
            },
        ],
        "missed": " en ".join(chosen.missed),
    }


def carried(blocks: list[SafeString], start: str, query: str) -> list[SafeString]:
    """Rendered blocks of which the links to guides take the reader's choice along."""
    # The blocks are safe already, and what is added is escaped.
    return [mark_safe(carry(html, start, query)) for html in blocks]
