"""The script that serves kept guides on a reader's device without network."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SCRIPT = "js/guide-worker.js"


@require_safe
def worker_script(request: HttpRequest) -> HttpResponse:
    """The service worker; it has the addresses below its own folder, so only pages of guides come past it."""
    found = finders.find(SCRIPT)
    if not isinstance(found, str):
        raise Http404
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
