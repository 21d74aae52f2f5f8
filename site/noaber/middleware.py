"""Guards around every request: readable input, the content security policy, and where a form came from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from association.base.actions import hold_tree

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMIN_PREFIX = "/beheer/"
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF, *settings.VIDEO_HOSTS],
    "frame-ancestors": [SELF],
}


def is_readable(raw: bytes) -> bool:
    """Whether percent-encoded bytes decode to UTF-8 text without NUL."""
    try:
        return "\0" not in unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False


def clean_input(get_response: GetResponse) -> GetResponse:
    """Answer an address or query with NUL bytes or invalid UTF-8 with 400 before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            path = request.path_info.encode("utf-8")
            query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        except UnicodeEncodeError:
            return bad_request(request)
        if b"\0" in path or b"\xef\xbf\xbd" in path or not is_readable(query):
            return bad_request(request)
        return get_response(request)

    return middleware


def bad_request(request: HttpRequest) -> HttpResponse:
    """The site's own page for a request that cannot be read."""
    from home.views.errors import bad_request as view

    return view(request)


class ContentSecurityMiddleware(CSPMiddleware):
    """django-csp with a looser policy for the admin, for previews and where Wagtail's userbar is shown."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The strict policy of the settings, or the admin's."""
        parts = super().get_policy_parts(request, response, report_only)
        tools = getattr(request, "shows_admin_tools", False) or getattr(request, "is_preview", False)
        if not report_only and (request.path.startswith(ADMIN_PREFIX) or tools):
            parts.replace = ADMIN_POLICY
        return parts


class OriginMiddleware(CsrfViewMiddleware):
    """Django's CSRF protection in the admin; elsewhere a form needs no cookie but must come from the same site.

    A browser says where a form was sent from with `Sec-Fetch-Site` or else `Origin` (Fetch standard, "CORS
    protocol and HTTP caches"); a POST with neither is refused.
    """

    def process_request(self, request: HttpRequest) -> None:
        if self.is_guarded_by_token(request):
            super().process_request(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if self.is_guarded_by_token(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if getattr(callback, "csrf_exempt", False) or request.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            return None
        if not is_same_origin(request):
            return self._reject(request, "The form did not come from this site.")  # type: ignore[attr-defined]  # no stub
        # Views of Django's own that ask for a token as well (logging in) are told that this was seen to.
        request.csrf_processing_done = True  # type: ignore[attr-defined]  # as Django's own middleware says it
        return None

    @staticmethod
    def is_guarded_by_token(request: HttpRequest) -> bool:
        """Whether the address belongs to the admin, where forms carry Django's token."""
        return request.path.startswith(ADMIN_PREFIX)


class PostedTextMiddleware:
    """Takes NUL out of what a form sends: no reader sees it, and PostgreSQL cannot store it.

    Django has read the form by now in the admin; elsewhere this is where a form that is too large is refused.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, callback: Callable[..., object], callback_args: object, callback_kwargs: object
    ) -> None:
        """Replace the posted form by one without NUL; names of fields are left alone."""
        if request.method != "POST" or not any("\0" in value for _, values in request.POST.lists() for value in values):
            return
        cleaned = request.POST.copy()
        for name, values in request.POST.lists():
            cleaned.setlist(name, [value.replace("\0", "") for value in values])
        request.POST = cleaned  # type: ignore[assignment]  # Django's handlers replace it in the same way


class PageWritesMiddleware:
    """Makes each write of a page in the admin one whole: all of it is stored, or nothing.

    Wagtail checks an address first and stores it later, in several transactions. Here it happens in one, in which
    nobody else changes the tree. A form of another kind whose address or place was taken between checking and storing
    is asked once more: nothing is left of the first try, and the second gives an answer or a message.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """The answer to a form that writes a page; None for all else, which Django then handles."""
        if request.method != "POST" or not writes_page(request):
            return None
        try:
            return in_one(callback, request, callback_args, callback_kwargs)
        except (ValidationError, IntegrityError):
            return in_one(callback, request, callback_args, callback_kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The answer of the second try; None for other errors, which Django then handles."""
        match = request.resolver_match
        is_form = request.method == "POST" and request.path.startswith(ADMIN_PREFIX) and match is not None
        if (
            not is_form
            or hasattr(request, "tried_before")
            or not isinstance(exception, ValidationError | IntegrityError)
        ):
            return None
        request.tried_before = True  # type: ignore[attr-defined]  # our own mark
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[union-attr]  # is_form knows


def writes_page(request: HttpRequest) -> bool:
    """Whether an admin form changes pages; a preview stores nothing, and takes long."""
    match = request.resolver_match
    if match is None or not request.path.startswith(ADMIN_PREFIX):
        return False
    if match.url_name == "wagtail_bulk_action":
        return match.kwargs.get("app_label") == "wagtailcore"
    return "wagtailadmin_pages" in match.namespaces and "preview" not in (match.url_name or "")


def in_one(
    view: Callable[..., HttpResponseBase], request: HttpRequest, arguments: tuple[Any, ...], named: dict[str, Any]
) -> HttpResponseBase:
    """The answer of a view that changes pages, in one transaction; an error leaves nothing of it."""
    with transaction.atomic():
        hold_tree()
        return view(request, *arguments, **named)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the request was sent by a page of this very site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return site == "same-origin"
    return urlsplit(origin).netloc == request.get_host()
