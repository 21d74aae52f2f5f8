"""Whole pages kept for visitors without account, for as long as nothing changed.

Every answer is kept under the content version that it was made from. The version is one row, read for each request and
raised after each change, so that a change shows at once in every process; what was kept under an older version is
never found again. Nothing personal is kept: only plain pages, asked for without a session, that set no cookie and
carry no directive against keeping them.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Min, Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from association.base.models import ContentVersion
from association.base.visits import mark_of, mark_visit

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LARGEST = 400_000
# Searches (`q`) and choices of chapters (`hoofdstuk`, more than once) have no end, so their pages are made each time.
KNOWN_PARAMETERS = frozenset(
    (
        "gemeente", "jaar", "met", "overleg", "pagina", "peildatum", "periode", "portefeuille", "reeks", "rol", "stand",
        "stoplicht", "van", "voor",
    )
)  # fmt: skip
# Not to be kept: the admin, what is personal or endless, and files, which the browser keeps itself.
PASSED_BY = (
    "/beheer/",
    "/inloggen/",
    "/uitloggen/",
    "/zoeken/",
    "/documents/",
    "/beeld/",
    "/media/",
    "/static/",
    "/status/",
    "/_util/",
    "/meelezen/",
    "/meeschrijven/",
    "/nieuwsbrieven/bevestigen/",
    "/nieuwsbrieven/voorkeuren/",
    "/nieuwsbrieven/afmelden/",
    "/agenda/afmelden/",
)
KEPT_HEADERS = ("Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Vary", "X-Frame-Options")
WATCHED = frozenset({"association", "home", "wagtailcore", "wagtailredirects"})
QUIET = frozenset(
    {
        "contentversion", "user", "rendition", "contactsubmission", "revision", "pagelogentry", "modellogentry", "task",
        "taskstate", "workflowstate", "referenceindex", "comment", "commentreply", "pagesubscription", "uploadedfile",
        "apitoken", "associationgroup", "filejob", "excerpt", "excerptfile", "documentimport",
        "reviewtask", "reviewrequest", "reviewlink", "reviewremark", "reviewmail", "contribution", "contributionlink",
        "contributionmail", "kepttext", "guideopinion", "volumeorigin", "chapterorigin", "dossieranswer",
        "finding", "linktarget", "pagelink", "pagecheck", "publishfailure",
        "registerentry", "candidate", "activitychange", "reportinground", "roundmail",
        # What is being made of an edition; the edition itself is seen when it is in force.
        "editionvariant", "editionarticle", "editionasset", "editionfile",
        # Readers of newsletters, whom no page shows.
        "subscriber", "subscriber_portfolios", "subscription", "subscriberrequest", "consentevent", "suppression",
        "segment", "segment_municipalities", "segment_portfolios",
        # Who signed up for an event; the form itself is made each time.
        "signup", "signupchange", "signupmail", "signupnotice",
    }
)  # fmt: skip


def page_cache(get_response: GetResponse) -> GetResponse:
    """Answer from what was kept, or keep what is made; stands outside compression, so it keeps compressed bytes."""
    seconds: int = settings.PAGE_CACHE_SECONDS

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not seconds or not may_be_kept(request):
            return get_response(request)
        try:
            key, lasts = key_for(request, seconds)
        except (DatabaseError, DisallowedHost):
            return get_response(request)
        kept: dict[str, Any] | None = cache.get(key)
        if kept is not None:
            answer = HttpResponse(kept["content"], headers=kept["headers"])
            mark_visit(answer, kept.get("visit"))
            return answer
        response = get_response(request)
        if lasts > 0 and is_plain(response):
            headers = {name: response[name] for name in KEPT_HEADERS if name in response}
            content = response.content  # type: ignore[attr-defined]  # not streaming
            cache.set(key, {"content": content, "headers": headers, "visit": mark_of(response)}, lasts)
        return response

    return middleware


def may_be_kept(request: HttpRequest) -> bool:
    """Whether a request asks for a public page: plain GET, no session, only parameters that pages know, each once."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(PASSED_BY)
        and all(name in KNOWN_PARAMETERS and len(values) == 1 for name, values in request.GET.lists())
        and "If-None-Match" not in request.headers
        and "Range" not in request.headers
    )


def is_plain(response: HttpResponseBase) -> bool:
    """Whether an answer is the same for everybody and small enough to keep."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in ("no-store", "private", "no-cache"))
        and response.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= LARGEST  # type: ignore[attr-defined]  # not streaming
    )


def key_for(request: HttpRequest, seconds: int) -> tuple[str, int]:
    """The key of a page in its present version, and for how many seconds it may be kept (an expiry may be near)."""
    row = ContentVersion.objects.filter(pk=1).values_list("number", "next_change").first()
    number, next_change = row or (0, None)
    if next_change is not None:
        seconds = min(seconds, int((next_change - timezone.now()).total_seconds()))
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    # What a page says of today is another thing tomorrow.
    today = timezone.localdate().isoformat()
    place = (request.scheme or "", request.get_host(), request.path, request.GET.urlencode())
    parts = (str(number), today, *place, str(packed))
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest(), seconds


def raise_version() -> None:
    """Make everything that was kept out of date, and note when the next page, vacancy or meeting changes by itself."""
    now = timezone.now()
    expires = Page.objects.filter(live=True, expire_at__gt=now).aggregate(first=Min("expire_at"))["first"]
    planned = Revision.objects.filter(approved_go_live_at__gt=now).aggregate(first=Min("approved_go_live_at"))["first"]
    vacancies = apps.get_model("association", "Vacancy").objects.filter(closes_at__gt=now)
    closes = vacancies.aggregate(first=Min("closes_at"))["first"]
    held = apps.get_model("association", "Moment").objects.filter(end__gt=now, page__live=True)
    over = held.aggregate(first=Min("end"))["first"]
    events = apps.get_model("association", "EventPage").objects.filter(closes_at__gt=now, live=True)
    shut = events.aggregate(first=Min("closes_at"))["first"]
    # Once it has begun nobody signs up any more, unless the editor named another moment.
    begins = held.filter(start__gt=now).exclude(page__eventpage=None).aggregate(first=Min("start"))["first"]
    next_change = min((moment for moment in (expires, planned, closes, over, shut, begins) if moment), default=None)
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1, next_change=next_change):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1, "next_change": next_change})


def raise_when_due() -> int:
    """Raise the version when something changed by itself, such as a vacancy that closed; returns 1 when it did.

    Until then nothing is kept. Called by the worker; safe to run twice at once.
    """
    if not ContentVersion.objects.filter(next_change__lte=timezone.now()).exists():
        return 0
    raise_version()
    return 1


def after_change(sender: type[Model] | None = None, **kwargs: Any) -> None:
    """Raise the version once after the present transaction, when what changed can be seen on a page."""
    if sender is not None and not shows_on_pages(sender):
        return
    if not any(waiting[1] is raise_version for waiting in connection.run_on_commit):
        transaction.on_commit(raise_version)


def shows_on_pages(model: type[Model]) -> bool:
    """Whether rows of a model can be seen on a page; models of migrations do not count."""
    watched = model._meta.app_label in WATCHED and model._meta.model_name not in QUIET
    return watched and model.__module__ != "__fake__"


def connect() -> None:
    """Listen to every change; called once when the app is ready."""
    for signal in (post_save, post_delete, m2m_changed, page_published, page_unpublished, post_page_move):
        signal.connect(after_change, dispatch_uid=f"page-cache-{id(signal)}")
