"""Reads over the calendar: moments of the meetings and events that somebody may see."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from association.base.queries import Viewer, viewable_pages
from association.base.validity import on_day

if TYPE_CHECKING:
    from association.organizations.models import Organization


def start_of(day: date) -> datetime:
    """The first moment of a day on the clock of the association, in the zone of Django's settings."""
    return timezone.make_aware(datetime.combine(day, time()))


def visible_moments(viewer: Viewer) -> "QuerySet[Any]":
    """The moments of the viewer's pages, each with its page, in the order in which they are held; without texts.

    `moved_to` is the start of what came in the place of a moment that was moved; None for all others.
    """
    moments: Any = apps.get_model("association", "Moment")
    instead = moments.objects.filter(page=OuterRef("page"), uid=OuterRef("uid")).exclude(status="moved")
    start = Subquery(instead.order_by("start").values("start")[:1])
    pages = viewable_pages(viewer).order_by().values("pk")
    found = moments.objects.filter(page__in=pages).annotate(moved_to=Case(When(status="moved", then=start)))
    return (
        found.select_related("page__meetingpage__organization__managed_by", "page__eventpage__kind")
        .defer(
            "page__meetingpage__body", "page__meetingpage__items", "page__eventpage__body", "page__eventpage__programme"
        )
        .order_by("start", "pk")
    )


def kept_page(moment: Any) -> Any:
    """The meeting or event of a moment, as visible_moments() fetched it."""
    page = moment.page
    for name in ("meetingpage", "eventpage"):
        if name in page._state.fields_cache and page._state.fields_cache[name] is not None:
            return page._state.fields_cache[name]
    return page.specific


def stored_moments(page: int) -> "QuerySet[Any]":
    """The moments of a page as they are stored."""
    moments: Any = apps.get_model("association", "Moment")
    found: QuerySet[Any] = moments.objects.filter(page=page)
    return found


def held_elsewhere(uids: "Iterable[Any]", page: int | None) -> "set[Any]":
    """Which marks of moments are those of another page's; one query."""
    moments: Any = apps.get_model("association", "Moment")
    return set(moments.objects.filter(uid__in=uids).exclude(page=page).values_list("uid", flat=True))


def last_place(body: "Organization", below: str) -> str:
    """Where the latest meeting of a body was, or is to be, among the pages below a path; empty when it has none."""
    found = meetings().objects.filter(organization=body, path__startswith=below).exclude(place="")
    return str(found.order_by("-moments__start", "-pk").values_list("place", flat=True).first() or "")


def between(first: date, last: date) -> Q:
    """The condition that a moment falls, at least in part, within some days; both are included."""
    return Q(start__lt=start_of(last + timedelta(days=1)), end__gt=start_of(first))


def coming(viewer: Viewer) -> "QuerySet[Any]":
    """What is held now or later, also what was cancelled or moved."""
    return visible_moments(viewer).filter(end__gt=timezone.now())


def past(viewer: Viewer) -> "QuerySet[Any]":
    """What was held, the latest first."""
    return visible_moments(viewer).filter(end__lte=timezone.now()).order_by("-start", "-pk")


def of_body(body: int) -> Q:
    """The condition that a moment is of a body's meetings."""
    return Q(page__meetingpage__organization=body)


def of_portfolio(portfolio: int, day: date) -> Q:
    """The condition that a moment is for a portfolio: of a body that serves it on a day, or chosen on the page."""
    bodies: Any = apps.get_model("association", "PortfolioBody").objects.filter(on_day(day), portfolio=portfolio)
    # Subqueries: a join would give a moment once for each of its portfolios.
    chosen = [pages.portfolios.through.objects.filter(portfolio=portfolio) for pages in (meetings(), events())]
    return (
        Q(page__meetingpage__organization__in=bodies.order_by().values("organization"))
        | Q(page__in=chosen[0].values("meetingpage"))
        | Q(page__in=chosen[1].values("eventpage"))
    )


def of_consultation(portfolio: int, day: date) -> Q:
    """The condition that a moment is of a body in which a portfolio is discussed on a day: not of another table."""
    bodies: Any = apps.get_model("association", "PortfolioBody").objects.filter(on_day(day), portfolio=portfolio)
    own = bodies.filter(kind="consultation").order_by().values("organization")
    return Q(page__meetingpage__organization__in=own)


def meetings() -> Any:
    """The class of the pages of meetings. Django gives it: it builds on this module."""
    return apps.get_model("association", "MeetingPage")


def events() -> Any:
    """The class of the pages of events, as for meetings."""
    return apps.get_model("association", "EventPage")


def for_everybody() -> Q:
    """The condition that anybody is welcome: a public meeting, or an event that is meant for everybody."""
    meant = Q(page__meta=None) | Q(page__meta__audience="everyone")
    return Q(page__meetingpage__is_public=True) | (Q(page__eventpage__isnull=False) & meant)


def for_audience(audience: str) -> Q:
    """The condition that a moment is for an audience (a code of PageMeta.Audience), or for everybody."""
    return for_everybody() if audience == "everyone" else for_everybody() | Q(page__meta__audience=audience)


def meeting_bodies(viewer: Viewer, association: int | None) -> "list[Organization]":
    """Who meets on the viewer's site (`meets`), and the municipalities of the association (`belongs`); one query."""
    held = viewable_pages(viewer, meetings().objects.all()).filter(organization=OuterRef("pk"))
    links: Any = apps.get_model("association", "OrganizationMember").objects.filter(organization=association)
    known: Any = apps.get_model("association", "Organization").objects.annotate(
        meets=Exists(held.order_by()), belongs=Exists(links.filter(member=OuterRef("pk")))
    )
    towns = Q(belongs=True, classification="municipality")
    return list(known.filter(Q(meets=True) | towns).select_related("managed_by").order_by("name"))


def span(viewer: Viewer) -> tuple[date, date] | None:
    """The days of the first and the last moment of the viewer's pages; None without any; one query."""
    found = visible_moments(viewer).order_by().aggregate(first=Min("start"), last=Max("start"))
    if found["first"] is None:
        return None
    return timezone.localtime(found["first"]).date(), timezone.localtime(found["last"]).date()


def of_municipality(municipality: int, day: date) -> Q:
    """The condition that a moment is of a body in which a municipality has a seat on a day."""
    seats: Any = apps.get_model("association", "Membership").objects.filter(on_day(day), on_behalf_of=municipality)
    posts: Any = apps.get_model("association", "Post").objects.filter(on_day(day), for_whom=municipality)
    return Q(page__meetingpage__organization__in=seats.order_by().values("post__organization")) | Q(
        page__meetingpage__organization__in=posts.order_by().values("organization")
    )


def holidays_of(association: "int | Organization | None", first: date, last: date) -> "QuerySet[Any]":
    """The holidays of an association that touch a period; both days are included."""
    holidays: Any = apps.get_model("association", "Holiday")
    return holidays.objects.filter(association=association, start_date__lte=last, end_date__gt=first)
