"""The files of a guide and of chosen steps, handed out to who may see all that is in them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from association.base.links import address_of
from association.base.registry import register_file, register_files_below
from association.guides.pages import GuidePage
from association.guides.pages.guide import WHOLE
from association.guides.pages.taking import PLACE
from association.publications.models import FileKind
from association.publications.views.files import MEDIA_TYPES, handed_out, serve_file


def file_of_steps(page: Any, request: HttpRequest, rest: str, kind: str) -> HttpResponseBase:
    """A file of the steps that the address names; while there is none, the page where a reader asks for it."""
    if rest != WHOLE:
        raise Http404
    viewer = page.viewer_of(request)
    taken = page.taken(viewer, request.GET)
    file = next((file for file in taken.files if file.kind == kind), None) if taken else None
    if taken is None or file is None:
        query = f"{taken.query}#{PLACE}" if taken else ""
        return HttpResponseRedirect(f"{address_of(page, viewer)}{WHOLE}/{query}")
    response = handed_out(file.file, f"{taken.file_name}.{kind}", MEDIA_TYPES[kind], viewer)
    response["X-Robots-Tag"] = "noindex"
    return response


def connect() -> None:
    """Serve the files of guides; called once when the app is ready."""
    for kind in FileKind.values:
        register_file(GuidePage, kind, partial(serve_file, kind=kind))
        register_files_below(GuidePage, kind, partial(file_of_steps, kind=kind))
