"""Vacancies as readers see them: the list below the overview, one with its form, and the thanks afterwards."""

from datetime import datetime
from typing import Any

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from association.base.context import Crumb
from association.base.links import Links, address_of
from association.base.pages import BasePage
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.memberships.feeds import FeedFormat, vacancy_feed
from association.memberships.forms.applying import TRAP, ApplicationForm
from association.memberships.links import VACANCIES, addresses_for
from association.memberships.models import KEPT_AFTER_CLOSING, KEPT_AFTER_OUTCOME, Vacancy
from association.memberships.queries import open_vacancies, shown_vacancies

PATH = VACANCIES
TITLE = "Open plekken"
EARLIER = 10
ON_HOME = 5


def open_seats(viewer: Viewer, moment: datetime | None = None) -> list[dict[str, str]]:
    """The vacancies that close first on the viewer's site, as components/teaser_list.html shows them; one query.

    `moment` is when they are open, now without it.
    """
    association = SiteSettings.of(viewer.site).association_id
    if not association:
        return []
    overview = viewable_pages(viewer).filter(organizationindexpage__isnull=False).values("url_path")[:1]
    found = open_vacancies(association, moment or timezone.now()).annotate(overview=Subquery(overview))
    root = len(viewer.site.root_page.url_path) - 1
    return [
        {
            "title": vacancy.title,
            "url": f"{vacancy.overview[root:]}{PATH}{vacancy.slug}/",
            "kind": f"Aanmelden kan {vacancy.closes_words}",
        }
        for vacancy in found.exclude(overview=None)[:ON_HOME]
    ]


def outcome_words(vacancy: Vacancy, now: datetime) -> str:
    """What became of a vacancy for which nobody can apply any more, for readers."""
    status = Vacancy.Status
    words = {
        status.NOMINATED: "Er is iemand voorgedragen. Het besluit volgt nog.",
        status.APPOINTED: "Er is iemand benoemd." if vacancy.wanted == 1 else benoemd(vacancy),
        status.NOT_APPOINTED: "Er is niemand benoemd.",
        status.WITHDRAWN: "Deze vacature is ingetrokken.",
    }
    return words.get(status(vacancy.status), "De kandidaten worden nu bekeken.")


def benoemd(vacancy: Vacancy) -> str:
    """How many of several seats were filled."""
    return f"{vacancy.appointed} van de {vacancy.wanted} plekken {'is' if vacancy.appointed == 1 else 'zijn'} ingevuld."


class VacancyListView:
    """The vacancies for which people may apply, and the last ones that closed."""

    title, rest, robots, above = TITLE, PATH, "", ()

    def __init__(self, page: BasePage) -> None:
        self.page = page

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        association, now = SiteSettings.of(viewer.site).association_id, timezone.now()
        here = f"{address_of(self.page, viewer)}{PATH}"
        known = list(open_vacancies(association, now))
        closed = shown_vacancies(association, now).exclude(pk__in=[vacancy.pk for vacancy in known])
        return {
            "title": TITLE,
            "vacancies": [self.card(vacancy, here, f"Aanmelden kan {vacancy.closes_words}.") for vacancy in known],
            "closed": [
                self.card(vacancy, here, outcome_words(vacancy, now))
                for vacancy in closed.order_by("-closes_at", "-pk")[:EARLIER]
            ],
            "feeds": [
                {"label": "Open plekken als RSS", "url": f"{here}feed/", "type": "application/rss+xml"},
                {"label": "Open plekken als Atom", "url": f"{here}feed/atom/", "type": "application/atom+xml"},
            ],
        }

    @staticmethod
    def card(vacancy: Vacancy, here: str, text: str) -> dict[str, str]:
        """One vacancy in a list."""
        return {"title": vacancy.title, "url": f"{here}{vacancy.slug}/", "text": text}

    def data(self, address: str) -> dict[str, Any]:
        """The list as schema.org says it."""
        return {"@type": "CollectionPage", "name": TITLE, "url": address}


class VacancyView:
    """One vacancy: its profile, until when, and the form; or what became of it."""

    robots = ""

    def __init__(
        self, page: BasePage, vacancy: Vacancy, form: ApplicationForm | None = None, *, late: bool = False
    ) -> None:
        self.page, self.vacancy, self.form, self.late = page, vacancy, form, late
        self.title, self.rest = vacancy.title, f"{PATH}{vacancy.slug}/"

    @property
    def above(self) -> tuple[tuple[str, str], ...]:
        """What stands above it in the path: title and address below the overview."""
        return ((TITLE, PATH),)

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        vacancy, now = self.vacancy, timezone.now()
        start = address_of(self.page, viewer)
        body = vacancy.post.organization
        is_open = vacancy.is_open(now)
        form = self.form or (ApplicationForm(association=vacancy.association_id) if is_open else None)
        return {
            "title": vacancy.title,
            "vacancy": vacancy,
            "profile": Links(viewer, [vacancy.profile]).expand(vacancy.profile),
            "facts": self.facts(),
            "body": {"name": body.name, "url": addresses_for(start, viewer).body(body)},
            "form": form if is_open else None,
            "late": self.late,
            "trap": TRAP,
            "action": f"{start}{self.rest}aanmelden/",
            "outcome": "" if is_open else outcome_words(vacancy, now),
            "days_kept": KEPT_AFTER_OUTCOME.days,
            "years_kept": KEPT_AFTER_CLOSING.days // 365,
            "list_url": f"{start}{PATH}",
        }

    def facts(self) -> list[dict[str, str]]:
        """What is to know at a glance."""
        vacancy = self.vacancy
        found = [
            ("Functie", vacancy.post.words[:1].upper() + vacancy.post.words[1:]),
            ("Aantal plekken", str(vacancy.wanted) if vacancy.wanted > 1 else ""),
            ("Aanmelden kan", vacancy.closes_words),
            ("Advies door", vacancy.advice_by),
        ]
        return [{"label": label, "value": value} for label, value in found if value]

    def data(self, address: str) -> dict[str, Any]:
        """The vacancy as schema.org says it."""
        return {"@type": "WebPage", "name": self.title, "url": address}


class ThanksView:
    """What somebody reads who applied."""

    title, robots = "Bedankt voor uw aanmelding", "noindex"

    def __init__(self, page: BasePage, vacancy: Vacancy) -> None:
        self.page, self.vacancy = page, vacancy
        self.rest = f"{PATH}{vacancy.slug}/bedankt/"

    @property
    def above(self) -> tuple[tuple[str, str], ...]:
        """What stands above it in the path."""
        return ((TITLE, PATH), (self.vacancy.title, f"{PATH}{self.vacancy.slug}/"))

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        return {
            "title": self.title,
            "vacancy": self.vacancy,
            "days_kept": KEPT_AFTER_OUTCOME.days,
            "list_url": f"{address_of(self.page, viewer)}{PATH}",
        }

    def data(self, address: str) -> dict[str, Any]:
        """Nothing for search engines."""
        return {}


def vacancy_at(association: int, slug: str) -> Vacancy:
    """The vacancy at an address of an association's site; Http404 for none, and for one that is not shown (yet)."""
    found: Vacancy | None = shown_vacancies(association, timezone.now()).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def feed_of(page: BasePage, request: HttpRequest, viewer: Viewer, association: int, kind: FeedFormat) -> HttpResponse:
    """The open vacancies of a site as a feed."""
    start = f"{address_of(page, viewer)}{PATH}"
    return vacancy_feed(open_vacancies(association, timezone.now()), start, request, viewer, kind)


def crumbs_above(shown: Any, start: str) -> list[Crumb]:
    """The steps between the overview and what the register shows below it."""
    return [Crumb(title, f"{start}{path}") for title, path in getattr(shown, "above", ())]
