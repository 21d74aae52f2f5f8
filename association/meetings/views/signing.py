"""Signing up for an event: where the public form goes, so that serving a page writes nothing; the link to cancel."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.queries import Viewer
from association.base.routing import behind_locks, find_route, serve_instead
from association.base.views import client_address
from association.meetings.forms.signing import TRAP, SignUpForm
from association.meetings.mail import moments_of, sessions_of
from association.meetings.models import SignUp
from association.meetings.pages import EventPage
from association.meetings.rules.signing import KEPT_AFTER, rounds_of
from association.meetings.signing_up.asking import ask
from association.meetings.signing_up.held import COUNTED, SignUpRefused, closed_words, room_at
from association.meetings.signing_up.leaving import STANDING, erase_own, give_up, sign_up_by
from association.review.views.reading import GONE, HEADERS, is_from_elsewhere

METHODS = ["GET", "HEAD", "POST"]
FORM, THANKS = "aanmelden", "aangemeld"
# What a button of the page to cancel sends along in the field `doen`.
LEAVE, ERASE = "afmelden", "wissen"


@require_http_methods(METHODS)
def sign_up(request: HttpRequest, path: str, rest: str) -> HttpResponseBase:
    """The form of an event, or what happens next; an address below another page is that page's own.

    The locks of the event hold for its form as well.
    """
    route = find_route(request, f"{path}/")
    if not route or not isinstance(route[0], EventPage):
        return serve_instead(request, f"{path}/{rest}/")
    answer = answer_form if rest == FORM else answer_thanks
    return behind_locks(request, route, answer)


def answer_form(page: EventPage, request: HttpRequest) -> HttpResponseBase:
    """The form, or with what is wrong; the same answer for every address. A robot in the trap gets thanks too."""
    if page.sign_up != EventPage.SignUpMode.FORM:
        raise Http404
    form = SignUpForm(
        request.POST if request.method == "POST" else None,
        rounds=rounds_of(page.programme),
        room=room_at(page, COUNTED),
        asks_diet=page.asks_diet,
    )
    closed = closed_words(page)
    is_sent = request.method == "POST" and not closed and form.is_valid()
    if is_sent and (form.is_robot or keep(page, form, client_address(request))):
        return HttpResponseRedirect(f"{here(page, request)}{THANKS}/")
    return show(
        page,
        request,
        "sign_up",
        f"Aanmelden: {page.title}",
        form=None if closed else form,
        closed=closed,
        late=bool(closed) and request.method == "POST",
        moments=moments_of(page),
        questions=form.round_names,
        trap=TRAP,
        days=KEPT_AFTER.days,
    )


def keep(page: EventPage, form: SignUpForm, client: str) -> bool:
    """Keep a valid form; False with the reason in it when it was refused for now."""
    try:
        ask(event=page, client=client, **form.values())
    except SignUpRefused as error:
        form.add_error(None, str(error))
        return False
    return True


def answer_thanks(page: EventPage, request: HttpRequest) -> HttpResponseBase:
    """What happens next, the same for every address."""
    if page.sign_up != EventPage.SignUpMode.FORM:
        raise Http404
    return show(page, request, "sign_up_sent", "Kijk in uw mail")


def here(page: EventPage, request: HttpRequest) -> str:
    """The address of the event on the site that was asked."""
    return address_of(page, page.viewer_of(request))


def show(page: EventPage, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponseBase:
    """A screen of an event in the frame of the site; it changes with every sign-up, so that no cache keeps it."""
    viewer = page.viewer_of(request)
    url = address_of(page, viewer)
    response = TemplateResponse(
        request,
        f"meetings/{template}.html",
        {
            "title": title,
            "page": page,
            "viewer": viewer,
            "page_url": url,
            "crumbs": [*page.crumbs(viewer)[:-1], Crumb(page.title, url), Crumb("Aanmelden")],
            "page_meta": PageHead(title=title, robots="noindex"),
            **context,
        },
    )
    response["Cache-Control"] = "no-store"
    return response


# Under `no-referrer` browsers hide the origin of a form, which the guard of other public forms asks for.
@csrf_exempt
@require_http_methods(METHODS)
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody signed up for, with buttons to cancel and to erase; reading changes nothing.

    Twice is as once. A link of nobody, and one of who had their data erased, no longer works.
    """
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    # The public's eyes, whoever opens the link.
    request.viewer = Viewer.anonymous(site)  # type: ignore[attr-defined]  # ours
    row = sign_up_by(token)
    # What was made for another site does not exist here.
    if row is None or not row.event.path.startswith(site.root_page.path):
        return guarded(request, "sign_up_gone", "Deze link werkt niet meer", status=GONE)
    if request.method == "POST" and request.POST.get("doen") == ERASE:
        erase_own(token=token)
        return guarded(request, "sign_up_erased", "Uw gegevens zijn gewist", event=row.event)
    if request.method == "POST":
        give_up(token=token)
        row.refresh_from_db()
    return guarded(request, "sign_up_cancel", cancel_title(row), **cancel_context(row))


def cancel_title(row: SignUp) -> str:
    """What the page to cancel is called."""
    return "U bent afgemeld" if row.state not in STANDING else "Uw aanmelding"


def cancel_context(row: SignUp) -> dict[str, Any]:
    """What the page to cancel shows."""
    return {
        "row": row,
        "event": row.event,
        "stands": row.state in STANDING,
        "waits": row.state == SignUp.State.WAITING,
        "is_off": row.event.times.start is None,
        "moments": moments_of(row.event),
        "sessions": sessions_of(row.event, row),
        "leave": LEAVE,
        "erase": ERASE,
        "days": KEPT_AFTER.days,
    }


def guarded(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A screen with a secret in its address: kept by no cache, found by no search engine, told to no other site."""
    response = TemplateResponse(
        request,
        f"meetings/{template}.html",
        {
            "title": title,
            "crumbs": [Crumb("Home", "/"), Crumb(title)],
            "page_meta": PageHead(title=title, robots="noindex"),
            **context,
        },
        status=status,
    )
    for name, value in HEADERS.items():
        response[name] = value
    return response
