"""The site's own addresses and, below `/fout/`, one for each page that tells what went wrong."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path

from noaber.urls import handler400, handler403, handler404, handler500
from noaber.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ERRORS = {403: PermissionDenied, 413: RequestDataTooBig, 500: RuntimeError}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    """Raise the error that ends in a status."""
    raise ERRORS[status]("Asked for.")


urlpatterns = [path("fout/<int:status>/", fail), *addresses]
