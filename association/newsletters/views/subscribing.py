"""Subscribing on the site: the form, its answer, and the link that confirms it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.base.views import client_address
from association.newsletters.forms.subscribing import SHOWS_LISTS, TRAP, SubscribeForm
from association.newsletters.models import Subscriber, SubscriberRequest
from association.newsletters.rules import addresses
from association.newsletters.rules.consent import consent_text
from association.newsletters.subscribing.asking import ask_to_subscribe
from association.newsletters.subscribing.confirming import LinkGone, confirm, lists_of, request_by, wishes_of
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.review.views.reading import GONE, HEADERS, is_from_elsewhere

SENT = "verstuurd"
ARCHIVE, PRIVACY = "nieuwsbrieven", "privacy"
MORE = ("role", "municipality", "portfolios", "name")
METHODS = ["GET", "HEAD", "POST"]
# As many as a database numbers.
LAST = 2**63 - 1


def own_settings(request: HttpRequest) -> SiteSettings:
    """The settings of the site that was asked."""
    return SiteSettings.of(request.viewer.site)  # type: ignore[attr-defined]  # our middleware


def show(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A screen of newsletters in the frame of the site; search engines leave all but the form itself alone."""
    pages = pages_around(request)
    above = [Crumb("Nieuwsbrieven", pages[ARCHIVE])] if ARCHIVE in pages else []
    return TemplateResponse(
        request,
        f"newsletters/{template}.html",
        {
            "title": title,
            "crumbs": [Crumb("Home", "/"), *above, Crumb(title)],
            "privacy_url": pages.get(PRIVACY, ""),
            "page_meta": PageHead(title=title, robots="noindex"),
            "subscribe_url": addresses.address_of(addresses.SUBSCRIBE),
            "ask_preferences_url": addresses.address_of(addresses.ASK_PREFERENCES),
            "trap": TRAP,
            **context,
        },
        status=status,
    )


def pages_around(request: HttpRequest) -> dict[str, str]:
    """The addresses of the archive and of the privacy statement, as far as they are there, by their slugs."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # our middleware
    found = viewable_pages(viewer).child_of(viewer.site.root_page).filter(slug__in=(ARCHIVE, PRIVACY))
    return {page.slug: address_of(page, viewer) for page in found}


def personal(request: HttpRequest) -> SiteSettings:
    """Look with the public's eyes at a screen that a secret opens, whoever is logged in; the settings of the site."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    request.viewer = Viewer.anonymous(site)  # type: ignore[attr-defined]  # ours
    return SiteSettings.of(site)


def guarded(response: HttpResponse) -> HttpResponse:
    """A screen with a secret in its address: kept by no cache, found by no search engine, told to no other site."""
    for name, value in HEADERS.items():
        response[name] = value
    return response


@require_http_methods(METHODS)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form, or the same answer for every address that is one; the worker does what there is to do."""
    own = own_settings(request)
    if own.association_id is None:
        return show(request, "subscribe", "Aanmelden", form=None)
    data = request.POST if request.method == "POST" else None
    form = SubscribeForm(data, association=own.association_id, portfolios_word=own.portfolios_word)
    if not form.offered:
        return show(request, "subscribe", "Aanmelden", form=None)
    if request.method == "POST" and form.is_valid():
        if not form.is_robot:
            ask_to_subscribe(
                association=own.association_id,
                email=form.cleaned_data["email"],
                client=client_address(request),
                lists=[one.pk for one in form.cleaned_data["lists"]],
                details=form.details(),
            )
        return HttpResponseRedirect(f"{request.path}?{SENT}=ja")
    response = show_form(request, form)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def show_form(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    """The form, or what happens next to who just sent it."""
    if SENT in request.GET and request.method != "POST":
        return show(request, "asked", "Kijk in uw mail", kind="subscribe")
    if not form.is_bound:
        form.initial["lists"] = [one.pk for one in form.first]
    return show(
        request,
        "subscribe",
        "Aanmelden voor de nieuwsbrief",
        form=form,
        more=[form[name] for name in MORE],
        shows_more=any(form.errors.get(name) or form.data.get(name) for name in MORE),
        shows_lists=SHOWS_LISTS,
        consent=consent_text(),
        page_meta=PageHead(title="Aanmelden voor de nieuwsbrief"),
    )


# Under `no-referrer` browsers hide the origin of a form, which the guard of other public forms asks for.
@csrf_exempt
@require_http_methods(METHODS)
def confirm_request(request: HttpRequest, token: str) -> HttpResponse:
    """What is confirmed, with a button; reading changes nothing, so that who checks links in mails confirms nothing."""
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    association = personal(request).association_id
    try:
        if request.method != "POST":
            return guarded(show_question(request, request_by(token, association)))
        subscriber = confirm(token=token, association=association, until=number_in(request))
    except LinkGone as gone:
        title = "U hebt dit al bevestigd" if gone.used else "Deze link werkt niet meer"
        return guarded(show(request, "link_gone", title, status=GONE, used=gone.used))
    url = addresses.address_of(addresses.PREFERENCES, subscriber.token)
    return guarded(show(request, "confirmed", "Gelukt", subscriber=subscriber, preferences_url=url))


def number_in(request: HttpRequest) -> int | None:
    """The last request that the question showed; None when it does not say."""
    text = request.POST.get("tot", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(LAST)) else None


def show_question(request: HttpRequest, row: SubscriberRequest) -> HttpResponse:
    """What a link is about to confirm."""
    is_address = row.kind == SubscriberRequest.Kind.ADDRESS
    wishes = [row] if is_address else wishes_of(row, LAST)
    return show(
        request,
        "confirm",
        "Bevestig uw nieuwe adres" if is_address else "Bevestig uw aanmelding",
        asked=row,
        lists=[] if is_address else lists_of(wishes),
        told=told_in(wishes),
        until=max(one.pk for one in wishes),
        consent=consent_text(row.text_version),
    )


def told_in(wishes: list[SubscriberRequest]) -> list[tuple[str, str]]:
    """What is kept beside the address once it is confirmed: word and value of each."""
    details: dict[str, Any] = {}
    for row in wishes:
        details |= {key: value for key, value in row.details.items() if value}
    town = Organization.objects.filter(pk=details.get("municipality") or 0).first()
    topics = Portfolio.objects.filter(pk__in=details.get("portfolios") or [])
    found = [
        ("Naam", details.get("name", "")),
        ("Rol", dict(Subscriber.Role.choices).get(details.get("role", ""), "")),
        ("Gemeente", town.name if town else ""),
        ("Onderwerpen", ", ".join(str(topic) for topic in topics)),
    ]
    return [(word, str(value)) for word, value in found if value]
