"""Pages for what went wrong, in Dutch and in the site's own look, also when the database is gone."""

import logging
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.views.decorators.csrf import requires_csrf_token
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from association.base.context import PageHead
from association.base.links import address_of
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.removal.queries.bin import gone_at, nearest_above

logger = logging.getLogger(__name__)
TITLES = {
    400: "Deze vraag kunnen wij niet lezen",
    403: "U mag deze pagina niet bekijken",
    404: "Deze pagina is er niet",
    410: "Deze pagina is weggehaald",
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
    """404: nothing lives here; 410 when a page that everybody could read was deleted (RFC 9110, "410 Gone")."""
    try:
        ensure_viewer(request)
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # as our middleware
        if viewer is not None and is_gone(request, viewer):
            return page(request, 410, links=links_above(viewer, request.path))
    except (DatabaseError, DisallowedHost) as error:
        logger.warning("Whether an address is gone is not known: %s", error)
    return page(request, 404)


def is_gone(request: HttpRequest, viewer: Viewer) -> bool:
    """Whether the address was deleted, and no redirect has taken it since.

    An address that lacks its last slash is sent on to the one that has it, as for every page.
    """
    if not request.path.endswith("/") and is_valid_path(f"{request.path}/"):
        return False
    if not SiteSettings.of(viewer.site).has_gone_addresses or gone_at(viewer.site, request.path) is None:
        return False
    path = Redirect.normalise_path(request.path, decode_unicode=False)
    taken = get_redirect(request, path)
    return taken is None or taken.link is None


def links_above(viewer: Viewer, path: str) -> list[dict[str, str]]:
    """The way to the nearest section above an address that exists for the viewer, if there is one."""
    nearest = nearest_above(viewer, path)
    return [{"label": f"Naar {nearest.title}", "url": address_of(nearest, viewer)}] if nearest else []


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; needs neither database nor session."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
