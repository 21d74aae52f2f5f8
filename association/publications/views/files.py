"""The files of a publication, handed out to who may see all that is in them."""

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from association.base.queries import Viewer
from association.base.registry import register_file, register_files_below
from association.publications.models import Edition, EditionAsset, FileKind
from association.publications.pages import PublicationPage, WholeText
from association.publications.pages.adopted import VERSIONS
from association.publications.queries import files_for, fullest, latest_edition, variant_for

HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip", "html": HTML}
# A page to keep is saved, never shown here; should a browser show it all the same, it can do nothing.
LOCKED_UP = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def file_of(page: PublicationPage, request: HttpRequest, kind: str) -> HttpResponseBase:
    """A kind of file of the edition that holds, else with the chapters that the viewer may see; else Http404."""
    edition = latest_edition(page.pk)
    if edition is not None:
        return edition_file(page, request, edition, kind)
    return serve_file(page, request, kind)


def file_below(page: PublicationPage, request: HttpRequest, rest: str, kind: str) -> HttpResponseBase:
    """A kind of file of an edition at its own address, `versies/<label>`; Http404 for another."""
    start, _, label = rest.partition("/")
    if start != VERSIONS or not label:
        raise Http404
    return edition_file(page, request, page.edition_at(label), kind)


def edition_file(page: PublicationPage, request: HttpRequest, edition: Edition, kind: str) -> HttpResponseBase:
    """A file of an edition in the form that the viewer gets; Http404 for none."""
    viewer = page.viewer_of(request)
    variant = variant_for(edition, viewer) if edition.status == Edition.Status.ADOPTED else None
    file = variant.files.filter(kind=kind).first() if variant else None
    if file is None:
        raise Http404("Dit bestand is er niet.")
    return handed_out(file.file, f"{page.slug}-{edition.label}.{kind}", MEDIA_TYPES[kind], viewer)


def handed_out(file: Any, name: str, media_type: str, viewer: Viewer) -> HttpResponseBase:
    """A stored file; Http404 when it is not there. Who sees more than the public gets another at the same address."""
    try:
        content = file.open("rb")
    except OSError as error:
        raise Http404("Dit bestand is er niet meer.") from error
    response = FileResponse(content, filename=name, content_type=media_type, as_attachment=media_type == HTML)
    if media_type == HTML:
        response["Content-Security-Policy"], response["X-Robots-Tag"] = LOCKED_UP, "noindex"
    response["Cache-Control"] = "private, no-store" if viewer.user or viewer.passed else "no-cache"
    return response


@require_safe
def edition_asset(request: HttpRequest, sha256: str, extension: str) -> HttpResponseBase:
    """A picture or document that stands in an edition, for who may see a form of it; Http404 for others."""
    viewer = Viewer.from_request(request)
    found = EditionAsset.objects.filter(sha256=sha256).filter(variant__edition__status=Edition.Status.ADOPTED)
    for asset in found.select_related("variant__edition__publication"):
        publication = asset.variant.edition.publication
        if viewer is not None and viewer.may_view(publication) and fullest([asset.variant], viewer):
            response = handed_out(asset.file, asset.name, asset.media_type, viewer)
            response["Content-Security-Policy"] = "default-src 'none'"
            if asset.media_type.startswith("image/"):
                response["Content-Disposition"] = "inline"
            return response
    raise Http404


def serve_file(page: WholeText, request: HttpRequest, kind: str) -> HttpResponseBase:
    """The largest file of a kind that holds nothing hidden from the viewer; Http404 while there is none."""
    viewer = page.viewer_of(request)
    file = next((file for file in files_for(page, viewer, page.texts(viewer)) if file.kind == kind), None)
    if file is None:
        raise Http404("Dit bestand is er nog niet.")
    return handed_out(file.file, f"{page.slug}.{kind}", MEDIA_TYPES[file.kind], viewer)


def connect() -> None:
    """Serve the files of publications; called once when the app is ready."""
    for kind in FileKind.values:
        register_file(PublicationPage, kind, partial(file_of, kind=kind))
        register_files_below(PublicationPage, kind, partial(file_below, kind=kind))
