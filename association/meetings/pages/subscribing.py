"""The page from which readers put the agenda into their own calendar."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from association.base.context import Crumb
from association.base.links import address_of
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.meetings.feeds.choosing import (
    ALL,
    BODY,
    CHOICE,
    EVENTS,
    IN_PART,
    MOST_PARTS,
    MUNICIPALITY,
    PORTFOLIO,
    code_of,
)
from association.organizations.queries import bodies_of, members_of
from association.portfolios.models import Portfolio

TICK = "kies"
WAYS = (
    (
        "Op een iPhone, iPad of Mac",
        (
            "Druk op “Zet in mijn agenda” of op “Abonneer”.",
            "Uw agenda vraagt of u een abonnement wilt. Druk op “Abonneer” en daarna op “Voeg toe”.",
        ),
    ),
    (
        "Op een Android-telefoon, of in Google Agenda",
        (
            "Kopieer het adres van de agenda.",
            "Ga op een computer naar calendar.google.com. In de app op uw telefoon kan dit niet.",
            "Druk links bij “Andere agenda's” op het plusje en kies “Via URL”.",
            "Plak het adres en druk op “Agenda toevoegen”. Daarna staat de agenda ook op uw telefoon.",
        ),
    ),
    (
        "In Outlook",
        (
            "Kopieer het adres van de agenda.",
            "Open uw agenda in Outlook en kies “Agenda toevoegen”.",
            "Kies “Abonneren via internet”, plak het adres en druk op “Importeren”.",
        ),
    ),
)
SCHEME = re.compile(r"^https?://")


@dataclass(frozen=True)
class Option:
    """A calendar of its own, which can be ticked to be part of a choice."""

    value: str
    label: str
    url: str
    webcal: str
    chosen: bool


class SubscribingView:
    """What the page shows: all calendars of the site, and the address of what the reader ticked."""

    title = "Agenda-abonnement"
    lead = "Zet onze vergaderingen in uw eigen agenda. Verandert er iets? Dan verandert het bij u vanzelf mee."
    description = lead
    rest = "abonneren/"
    robots = ""
    template = "meetings/subscribing.html"

    def __init__(self, page: Any) -> None:
        self.page = page

    @property
    def crumbs(self) -> list[Crumb]:
        """The step below the agenda."""
        return [Crumb(self.title)]

    def data(self, address: str) -> dict[str, Any]:
        """The page as schema.org says it."""
        return {"@type": "WebPage", "name": self.title, "url": address, "inLanguage": "nl"}

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of meetings/subscribing.html; status 400 for what cannot be chosen."""
        here = viewer.site.root_url + address_of(self.page, viewer)
        own = SiteSettings.of(viewer.site)
        ticked = set(request.GET.getlist(TICK))
        groups = self.groups(own, here, ticked) if own.association_id else []
        chosen = [option.value for group in groups for option in group["options"] if option.chosen]
        error = error_of(request.GET, len(chosen))
        return {
            "title": self.title,
            "lead": self.lead,
            "all": option(here, ALL, "De hele agenda", set()),
            "groups": groups,
            "tick": TICK,
            "error": error,
            "choice": option(here, f"{CHOICE}/{code_of(chosen)}", "Uw keuze", set()) if chosen and not error else None,
            "ways": [{"title": title, "body": numbered(steps)} for title, steps in WAYS],
            "status": 400 if error else 200,
        }

    def groups(self, own: SiteSettings, here: str, ticked: set[str]) -> list[dict[str, Any]]:
        """The calendars by kind; three queries."""
        bodies = [body for _, listed in bodies_of(own.association_id, timezone.localdate()) for body in listed]
        portfolios = Portfolio.objects.filter(association=own.association_id).active_on(timezone.localdate())
        found: list[tuple[str, str, Iterable[tuple[str, str]]]] = [
            ("Overleggen en besturen", BODY, [(body.site_slug, body.name) for body in bodies]),
            (own.portfolios_word, PORTFOLIO, [(one.slug, one.name) for one in portfolios]),
            (
                "Overleggen waarin uw gemeente zit",
                MUNICIPALITY,
                [(one.site_slug, one.name) for one in members_of(own.association_id or 0)],
            ),
        ]
        groups = [
            {"title": title, "options": [option(here, f"{kind}/{slug}", name, ticked) for slug, name in rows]}
            for title, kind, rows in found
        ]
        groups.append({"title": "Anders", "options": [option(here, EVENTS, "Bijeenkomsten en congressen", ticked)]})
        return groups


def numbered(steps: Iterable[str]) -> SafeString:
    """Steps as a numbered list."""
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((step,) for step in steps)))


def option(here: str, rest: str, label: str, ticked: set[str]) -> Option:
    """A calendar at an address below the agenda."""
    url, value = f"{here}{rest}.ics", rest.replace("/", IN_PART, 1)
    return Option(value=value, label=label, url=url, webcal=SCHEME.sub("webcal://", url), chosen=value in ticked)


def error_of(query: QueryDict, chosen: int) -> str:
    """What is wrong with a choice, in words; empty when nothing is, or when nothing was asked."""
    if TICK not in query:
        return ""
    if not chosen:
        return "Deze keuze kennen wij niet (meer). Vink hieronder aan wat u wilt volgen."
    if chosen > MOST_PARTS:
        return f"U koos er {chosen}. Kies er hoogstens {MOST_PARTS}, of neem de hele agenda."
    return ""
