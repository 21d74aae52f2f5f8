"""From an address to its page: all steps in one query, whatever the depth."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail import hooks
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Revision
from wagtail.views import serve as wagtail_serve

from association.base.queries import Viewer

MOST_STEPS = 30


def find_route(request: HttpRequest, path: str) -> Any:
    """What Wagtail's `Page.route_for_request` gives, or None; remembered where Wagtail looks for it.

    The deepest page on the path gets what remains of it, so a page goes before a route of a page above it.
    """
    if not hasattr(request, "_wagtail_route_for_request"):
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # our middleware
        try:
            route = route_within(viewer, request, path) if viewer else None
        except Http404:
            route = None
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # Wagtail's own name
    return request._wagtail_route_for_request  # type: ignore[attr-defined]  # as above


def route_within(viewer: Viewer, request: HttpRequest, path: str) -> Any:
    """The route within the viewer's site; Http404 when there is no page."""
    root = viewer.site.root_page
    steps = [step for step in path.split("/") if step]
    if len(steps) > MOST_STEPS:
        raise Http404
    addresses = [root.url_path + "".join(f"{step}/" for step in steps[:number]) for number in range(len(steps) + 1)]
    pages = Page.objects.filter(slug__in=steps, url_path__in=addresses) if steps else []
    found = {page.url_path: page for page in pages}
    page, used = root, 0
    while used < len(steps) and addresses[used + 1] in found:
        used += 1
        page = found[addresses[used]]
    if steps and not used:
        raise Http404
    if used < len(steps):
        check_rest(page, steps[used:])
    specific = due_version(page) or page.specific
    # Who asks is known here, with all privacy settings: asking the page again would cost a query.
    specific.asked_by = viewer
    specific.passed_on_the_way = [found[address] for address in addresses[1:used]]
    return specific.route(request, steps[used:])


def due_version(page: Page) -> Page | None:
    """The version of a page that was to be live by now, also when no scheduler has come by; None without any.

    Nothing is stored. A version that could not be published is not shown: its author has been told.
    """
    if page.live and not page.has_unpublished_changes:
        return None
    waiting = Revision.objects.for_instance(page).filter(approved_go_live_at__lte=timezone.now(), publish_failure=None)
    revision = waiting.order_by("-approved_go_live_at").first()
    if revision is None:
        return None
    version: Page = revision.as_object()
    version.live = True
    return version


def check_rest(page: Page, steps: list[str]) -> None:
    """Raise Http404, without a query, when a page has no route of its own for the rest of an address."""
    kind = page.specific_class
    if kind is None or not issubclass(kind, RoutablePageMixin):
        raise Http404
    kind().resolve_subpage("/" + "".join(f"{step}/" for step in steps))


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's way of serving a page, with our way of finding it."""
    find_route(request, path)
    response: HttpResponseBase = wagtail_serve(request, path)
    return response


def serve_instead(request: HttpRequest, path: str) -> HttpResponseBase:
    """What stands at an address, after another one was looked up for the same request."""
    del request._wagtail_route_for_request  # type: ignore[attr-defined]  # Wagtail's own name
    return serve(request, path)


def behind_locks(
    request: HttpRequest, route: Any, answer: Callable[[Any, HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """What `answer` says about the page of a route, behind what guards the page itself; Http404 for one that expired.

    For what is sent to an address of a page: serving the page itself writes nothing.
    """
    page, positional, named = route
    page.check_not_expired()
    for hook in hooks.get_hooks("before_serve_page"):
        early = hook(page, request, positional, named)
        if isinstance(early, HttpResponse):
            return early

    def chain(page: Page, request: HttpRequest, positional: object, named: object) -> HttpResponseBase:
        return answer(page, request)

    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    return chain(page, request, positional, named)
