"""The preferences of a reader: asked for by mail, opened by a secret, without account."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from association.base.rules.days import in_words
from association.base.views import client_address
from association.memberships.exports import file_response
from association.newsletters.forms.subscribing import AddressForm, EmailForm, PauseForm, PreferencesForm
from association.newsletters.models import Subscriber
from association.newsletters.rules import addresses
from association.newsletters.subscribing.asking import ask_for_address, ask_for_preferences
from association.newsletters.subscribing.choosing import Details, choose, lists_for, lists_on, pause, subscriber_by
from association.newsletters.subscribing.erasing import erase
from association.newsletters.subscribing.events import PREFERENCES, Refused
from association.newsletters.subscribing.own_data import OWN_DATA_HEADINGS, own_data
from association.newsletters.views.subscribing import (
    METHODS,
    SENT,
    guarded,
    own_settings,
    personal,
    show,
)
from association.review.views.reading import GONE, is_from_elsewhere

# What a button sends along in the field `doen`.
PAUSE, RESUME, ADDRESS = "pauze", "verder", "adres"
SAVED = "bewaard"
SAID = {
    SAVED: "Uw voorkeuren zijn bewaard.",
    PAUSE: "U krijgt tot en met de gekozen dag geen mail.",
    RESUME: "U krijgt weer mail.",
    ADDRESS: "Wij sturen een mail naar het nieuwe adres. Klik op de link in die mail. "
    "Tot die tijd blijft uw oude adres staan.",
}


@require_http_methods(METHODS)
def ask_preferences(request: HttpRequest) -> HttpResponse:
    """Ask for the link to one's preferences; the same answer for every address that is one."""
    own = own_settings(request)
    if SENT in request.GET and request.method != "POST":
        return show(request, "asked", "Kijk in uw mail", kind="preferences")
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if own.association_id is not None and not form.is_robot:
            email = form.cleaned_data["email"]
            ask_for_preferences(association=own.association_id, email=email, client=client_address(request))
        return HttpResponseRedirect(f"{request.path}?{SENT}=ja")
    response = show(request, "ask_preferences", "Uw voorkeuren", form=form)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def find_subscriber(request: HttpRequest, token: str) -> Subscriber | None:
    """Whose preferences a link opens; PermissionDenied for a form that another site sent."""
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    return subscriber_by(token, personal(request).association_id)


def gone(request: HttpRequest) -> HttpResponse:
    """That a link opens nothing, with the way to ask for another."""
    return guarded(show(request, "link_gone", "Deze link werkt niet meer", status=GONE, asks_preferences=True))


# Under `no-referrer` browsers hide the origin of a form, which the guard of other public forms asks for.
@csrf_exempt
@require_http_methods(METHODS)
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody gets and who they are; each part has a button of its own."""
    subscriber = find_subscriber(request, token)
    if subscriber is None:
        return gone(request)
    if request.method != "POST":
        return guarded(show_preferences(request, subscriber))
    act = ACTS.get(request.POST.get("doen", ""), save)
    return guarded(act(request, subscriber))


def save(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Keep lists and details."""
    form = preferences_form(request, subscriber, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        details = Details(data["name"], data["role"], data["municipality"], tuple(data["portfolios"]))
        try:
            choose(subscriber=subscriber, lists=data["lists"], details=details)
        except Refused as error:
            form.add_error("lists", str(error))
        else:
            return done(request, SAVED)
    return show_preferences(request, subscriber, form=form)


def take_pause(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """No mail until a day."""
    form = PauseForm(request.POST)
    if form.is_valid():
        try:
            pause(subscriber=subscriber, until=form.cleaned_data["until"])
        except Refused as error:
            form.add_error("until", str(error))
        else:
            return done(request, PAUSE)
    return show_preferences(request, subscriber, pause_form=form)


def resume(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Mail again from now on."""
    pause(subscriber=subscriber, until=None)
    return done(request, RESUME)


def change_address(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    """Ask for mail at another address; the answer is the same whoever has that address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return show_preferences(request, subscriber, address_form=form)
    if not form.is_robot:
        ask_for_address(subscriber=subscriber, email=form.cleaned_data["email"], client=client_address(request))
    return done(request, ADDRESS)


ACTS = {PAUSE: take_pause, RESUME: resume, ADDRESS: change_address}


def done(request: HttpRequest, what: str) -> HttpResponse:
    """Back to the screen, which says what was done."""
    return HttpResponseRedirect(f"{request.path}?{what}=ja")


def preferences_form(request: HttpRequest, subscriber: Subscriber, data: Any = None) -> PreferencesForm:
    """The form of lists and details, filled with what is known."""
    return PreferencesForm(
        data,
        offered=lists_for(subscriber),
        association=subscriber.association_id,
        portfolios_word=own_settings(request).portfolios_word,
        initial={
            "lists": lists_on(subscriber),
            "role": subscriber.role,
            "municipality": subscriber.municipality_id,
            "portfolios": list(subscriber.portfolios.values_list("pk", flat=True)),
            "name": subscriber.name,
        },
    )


def show_preferences(request: HttpRequest, subscriber: Subscriber, **forms: Any) -> HttpResponse:
    """The screen, with the form that was sent and what is wrong with it."""
    said = next((words for name, words in SAID.items() if name in request.GET), "")
    own = addresses.address_of
    return show(
        request,
        "preferences",
        "Uw voorkeuren",
        subscriber=subscriber,
        pause_words=pause_words(subscriber),
        said=said if request.method != "POST" else "",
        form=forms.get("form") or preferences_form(request, subscriber),
        pause_form=forms.get("pause_form") or PauseForm(),
        address_form=forms.get("address_form") or AddressForm(),
        wrong=next(iter(forms.values()), None),
        data_url=own(addresses.OWN_DATA, subscriber.token),
        erase_url=own(addresses.ERASE, subscriber.token),
    )


def pause_words(subscriber: Subscriber) -> str:
    """Until when somebody gets no mail, as a sentence; empty without pause."""
    until = subscriber.paused_until
    return f"U krijgt geen mail tot en met {in_words(until, 'day')}." if until else ""


@require_safe
def own_data_file(request: HttpRequest, token: str) -> HttpResponse:
    """All that is known of somebody, to take along."""
    subscriber = find_subscriber(request, token)
    if subscriber is None:
        return gone(request)
    return guarded(file_response("mijn-gegevens", "csv", OWN_DATA_HEADINGS, own_data(subscriber)))


# As for `preferences`.
@csrf_exempt
@require_http_methods(METHODS)
def erase_own_data(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether all is to be erased, or do so."""
    subscriber = find_subscriber(request, token)
    if subscriber is None:
        return gone(request)
    if request.method == "POST":
        erase(subscriber=subscriber, channel=PREFERENCES)
        return guarded(show(request, "erased", "Uw gegevens zijn gewist"))
    url = addresses.address_of(addresses.PREFERENCES, token)
    return guarded(show(request, "erase", "Alles wissen", subscriber=subscriber, preferences_url=url))
