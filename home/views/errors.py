"""Pages for what went wrong, in Dutch and in the site's own look, also when the database is gone."""

import logging
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from wagtail.models import Site

from association.base.context import PageHead
from association.base.queries import Viewer

logger = logging.getLogger(__name__)
TITLES = {
    400: "Deze vraag kunnen wij niet lezen",
    403: "U mag deze pagina niet bekijken",
    404: "Deze pagina is er niet",
    413: "Dit is te veel voor één keer",
}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page for a status within the site's frame; the plain page when the frame cannot be made."""
    try:
        ensure_viewer(request)
        head = PageHead(title=TITLES[status], robots="noindex")
        text = render_to_string(f"errors/{status}.html", {**context, "page_meta": head}, request)
    except (DatabaseError, AttributeError, DisallowedHost) as error:
        logger.warning("The page for status %s was shown without frame: %s", status, error)
        text = render_to_string("errors/plain.html", {"title": TITLES[status]})
    return HttpResponse(text, status=status)


def ensure_viewer(request: HttpRequest) -> None:
    """Give a request that was refused before anything looked at it the public's view of its site."""
    if not hasattr(request, "viewer"):
        site = Site.find_for_request(request)
        request.viewer = Viewer.anonymous(site) if site else None  # type: ignore[attr-defined]  # as our middleware


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read; 413 when it is more than the limits of the settings allow."""
    return page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this visitor."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was not sent from this site."""
    return page(request, 403, form_from_elsewhere=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404: nothing lives here."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; needs neither database nor session."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
