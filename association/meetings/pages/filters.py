"""What a reader chose to see of the agenda: a body, a portfolio, a municipality, an audience."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils import timezone

from association.base.models import PageMeta
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.meetings.queries import for_audience, meeting_bodies, of_body, of_municipality, of_portfolio
from association.organizations.models import Organization
from association.organizations.queries import body_at
from association.portfolios.models import Portfolio

BODY, PORTFOLIO, TOWN, AUDIENCE = "overleg", "portefeuille", "gemeente", "voor"
AUDIENCES = {str(label): code for code, label in PageMeta.Audience.choices}


def chosen_from(association: int) -> list[Portfolio]:
    """The portfolios of today, in the order of the register; one query."""
    return list(Portfolio.objects.active_on(timezone.localdate()).filter(association=association))


class Filters:
    """The choices in an address; Http404 for one that names nothing of the site. Two queries."""

    def __init__(self, query: QueryDict, viewer: Viewer) -> None:
        settings = SiteSettings.of(viewer.site)
        self.words = settings.portfolio_word, settings.portfolios_word.lower()
        found = meeting_bodies(viewer, settings.association_id)
        self.bodies = [one for one in found if one.meets]
        self.towns = [one for one in found if one.belongs]
        self.portfolios = chosen_from(settings.association_id) if settings.association_id else []
        self.chosen = {name: query.get(name, "") for name in (BODY, PORTFOLIO, TOWN, AUDIENCE)}
        self.body = self.asked_body(settings.association_id)
        self.portfolio: Portfolio | None = self.one(PORTFOLIO, {one.slug: one for one in self.portfolios})
        self.town: Organization | None = self.one(TOWN, {one.site_slug: one for one in self.towns})
        self.audience: str | None = self.one(AUDIENCE, AUDIENCES)

    def one(self, name: str, known: dict[str, Any]) -> Any:
        """What a choice names; None without one."""
        slug = self.chosen[name]
        if slug and slug not in known:
            raise Http404
        return known.get(slug)

    def asked_body(self, association: int | None) -> Organization | None:
        """The body asked for, also one of the site that has no meetings on it yet."""
        slug = self.chosen[BODY]
        found = next((one for one in self.bodies if one.site_slug == slug), None)
        if found or not slug:
            return found
        if not (association and all(char.isalnum() or char in "-_" for char in slug)):
            raise Http404
        self.bodies = [*filter(None, [body_at(association, slug[:80])]), *self.bodies]
        return self.one(BODY, {one.site_slug: one for one in self.bodies})

    @property
    def is_active(self) -> bool:
        """Whether anything was chosen."""
        return any(self.chosen.values())

    @property
    def query(self) -> str:
        """The choices as a query string without question mark."""
        return urlencode({name: slug for name, slug in self.chosen.items() if slug})

    def to(self, address: str) -> str:
        """An address with the same choices."""
        return f"{address}?{self.query}" if self.is_active else address

    @property
    def condition(self) -> Q:
        """The condition that a moment fits all choices."""
        today = timezone.localdate()
        found = Q()
        if self.body:
            found &= of_body(self.body.pk)
        if self.portfolio:
            found &= of_portfolio(self.portfolio.pk, today)
        if self.town:
            found &= of_municipality(self.town.pk, today)
        if self.audience:
            found &= for_audience(self.audience)
        return found

    @property
    def fields(self) -> list[dict[str, Any]]:
        """As components/filter_form.html takes them."""
        word, words = self.words
        found = (
            (BODY, "Overleg", "Alle overleggen", [(one.site_slug, one.name) for one in self.bodies]),
            (PORTFOLIO, word, f"Alle {words}", [(one.slug, one.name) for one in self.portfolios]),
            (TOWN, "Gemeente", "Alle gemeenten", [(one.site_slug, one.name) for one in self.towns]),
            (AUDIENCE, "Voor wie", "Alles", [(label, label.capitalize()) for label in AUDIENCES]),
        )
        return [
            {
                "name": name,
                "label": label,
                "options": [
                    {"value": value, "label": text, "chosen": value == self.chosen[name]}
                    for value, text in [("", every), *options]
                ],
            }
            for name, label, every, options in found
        ]
