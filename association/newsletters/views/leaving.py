"""Unsubscribing by the link of a mail: a screen with a button for people, one request for mail programs (RFC 8058)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from association.newsletters.models import Subscription
from association.newsletters.rules import addresses
from association.newsletters.subscribing.events import MAIL, SITE
from association.newsletters.subscribing.leaving import may_return, resubscribe, subscription_by, unsubscribe
from association.newsletters.views.subscribing import METHODS, guarded, personal, show
from association.review.views.reading import is_from_elsewhere

ONE_CLICK = "List-Unsubscribe"
BACK = "terug"


# A mail program sends no cookie, no token and says no origin (RFC 8058, section 3.2); the secret is in the address.
@csrf_exempt
@require_http_methods(METHODS)
def unsubscribe_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to leave the one list that a link was mailed for, or leave it; a link of nobody answers as any other.

    Reading changes nothing.
    """
    personal(request)
    if request.method == "POST" and request.POST.get("doen") == BACK:
        return guarded(go_back(request, token))
    if request.method == "POST":
        unsubscribe(token=token, channel=MAIL if ONE_CLICK in request.POST else SITE)
    row = subscription_by(token)
    if row is None or row.state == Subscription.State.ENDED:
        return guarded(show_left(request, row))
    return guarded(show(request, "unsubscribe", "Afmelden", mailing_list=row.mailing_list))


def show_left(request: HttpRequest, row: Subscription | None) -> HttpResponse:
    """That somebody is off a list, with the way back."""
    url = addresses.address_of(addresses.PREFERENCES, row.subscriber.token) if row else ""
    return show(
        request,
        "unsubscribed",
        "U bent afgemeld",
        mailing_list=row.mailing_list if row else None,
        may_return=row is not None and may_return(row),
        preferences_url=url,
    )


def go_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take it back; when that is too late, the way to subscribe again."""
    if is_from_elsewhere(request):
        raise PermissionDenied
    row = subscription_by(token)
    if row is None or not resubscribe(token=token):
        return show_left(request, row)
    url = addresses.address_of(addresses.PREFERENCES, row.subscriber.token)
    return show(request, "confirmed", "U bent weer aangemeld", subscriber=row.subscriber, preferences_url=url)
