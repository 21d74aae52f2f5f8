"""Who is looking, for every request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from association.base.queries import Viewer

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def viewer_middleware(get_response: GetResponse) -> GetResponse:
    """Give each request a `viewer`, found when it is first needed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.viewer = SimpleLazyObject(lambda: Viewer.from_request(request))  # type: ignore[attr-defined]  # ours
        return get_response(request)

    return middleware
