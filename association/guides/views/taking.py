"""Files of chosen steps: where the public form asks for them, so that serving a page writes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from association.base.links import address_of
from association.base.routing import behind_locks, find_route, serve_instead
from association.base.views import client_address
from association.guides.pages import GuidePage
from association.guides.pages.guide import WHOLE
from association.guides.pages.taking import FILES, PLACE
from association.publications.render.excerpts import ExcerptRefused, request_excerpt

NO_STEP = "U koos nog geen stap. Kies eerst een of meer stappen, dan maken wij daar bestanden van."


@require_http_methods(["GET", "HEAD", "POST"])
def take_steps(request: HttpRequest, path: str) -> HttpResponseBase:
    """Have files made of the steps that the address names; the locks of the guide hold.

    An address below another page is its own.
    """
    route = find_route(request, f"{path}/{WHOLE}/")
    if route is None or not isinstance(route[0], GuidePage):
        return serve_instead(request, f"{path}/{WHOLE}/{FILES}/")
    return behind_locks(request, route, ask_for_files)


def ask_for_files(page: Any, request: HttpRequest) -> HttpResponseBase:
    """Back to the page with the steps, which says how far their files are; or that page with why there are none."""
    viewer = page.viewer_of(request)
    taken = page.taken(viewer, request.GET)
    whole = f"{address_of(page, viewer)}{WHOLE}/"
    if request.method != "POST":
        return HttpResponseRedirect(f"{whole}{taken.query if taken else ''}")
    why = NO_STEP
    if taken is not None:
        try:
            # Of the whole guide there are files already.
            if not taken.is_whole:
                request_excerpt(
                    publication=page, selected=taken.selected, day=taken.day, client=client_address(request)
                )
        except ExcerptRefused as refused:
            why = str(refused)
        else:
            return HttpResponseRedirect(f"{whole}{taken.query}#{PLACE}")
    response: HttpResponseBase = page.whole_telling(request, why)
    return response
