"""The activities of a year to take along: for staff with everything, for readers what their page shows."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import View

from association.activities.models import ActivityYear
from association.activities.pages import ActivityIndexPage
from association.activities.queries import heading_of, rows_of
from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period, State
from association.activities.views.screen import ActivityScreen, light_words, may, rows_for
from association.base.registry import register_files_below
from association.base.site_settings import SiteSettings
from association.memberships.exports import file_response, public_response

KINDS = ("csv", "xlsx")
PLAN = ("Jaar", "Kopje", "Activiteit", "Portefeuilles", "Overleggen", "Partners", "Doel", "Beoogde resultaten")


def headings(*, lights: bool) -> list[str]:
    """The columns of the table."""
    found = list(PLAN)
    for words in Period.labels:
        found.append(words[:1].upper() + words[1:])
        if lights:
            found.append(f"Stoplicht {words}")
    return found


def cells(row: ActivityYear, words: dict[str, str], *, lights: bool) -> list[str]:
    """One activity; what is not filled in says so."""
    day = row.last_day
    found = [
        str(row.year),
        heading_of(row, day),
        row.full_title,
        ", ".join(portfolio.name_on(day) for portfolio in row.portfolios.all()),
        ", ".join(body.name_on(day) for body in row.activity.bodies.all()),
        ", ".join(partner.name_on(day) for partner in row.activity.partners.all()),
        row.goal,
        row.results,
    ]
    for period in Period.values:
        report = row.report_of(period)
        said = f"niet doorgegaan: {report.reason}" if report.reason else "niet doorgegaan"
        found.append({State.REPORTED: report.text, State.NOT_HELD: said}.get(report.state, State.EMPTY.label))
        if lights:
            found.append(words.get(report.stoplight, "Geen stoplicht"))
    return found


class DownloadView(ActivityScreen, View):
    """All that the user may see of a year, as CSV or Excel."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The table; Http404 for another kind of file."""
        if kwargs["kind"] not in KINDS:
            raise Http404
        rows: Sequence[ActivityYear] = rows_of(self.association.pk, self.year)
        if not (may(request.user, "view", self.association) or may(request.user, "change", self.association)):
            seen = set(rows_for(request.user, "view").values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in seen]
        words = light_words(self.association)
        table = [cells(row, words, lights=True) for row in rows]
        name, title = f"activiteiten-{self.year}", f"Activiteiten {self.year}"
        return file_response(name, kwargs["kind"], headings(lights=True), table, title)


def serve_year(page: ActivityIndexPage, request: HttpRequest, rest: str) -> HttpResponse:
    """The activities of a year as the page shows them; Http404 for a year without any."""
    viewer = page.viewer_of(request)
    settings = SiteSettings.of(viewer.site)
    known = rest.isdecimal() and len(rest) == 4 and FIRST_YEAR <= int(rest) <= LAST_YEAR
    rows = rows_of(settings.association_id, int(rest)) if known and settings.association_id else []
    if not rows:
        raise Http404
    lights = settings.shows_stoplights
    table = [cells(row, settings.stoplight_words, lights=lights) for row in rows]
    found: HttpResponse = public_response(request, viewer, f"activiteiten-{rest}", headings(lights=lights), table)
    return found


def connect() -> None:
    """Serve the table beside its page; called once when the app is ready."""
    register_files_below(ActivityIndexPage, "csv", serve_year)
