"""The files of a publication, handed out to who may see all that is in them."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from association.base.registry import register_file
from association.publications.models import PublicationFile
from association.publications.pages import PublicationPage
from association.publications.queries import chapters_of, files_for

MEDIA_TYPES = {PublicationFile.Kind.PDF: "application/pdf"}


def serve_pdf(page: PublicationPage, request: HttpRequest) -> HttpResponseBase:
    """The publication as PDF with the chapters that the viewer may see; Http404 while there is none."""
    return serve_file(page, request, PublicationFile.Kind.PDF)


def serve_file(page: PublicationPage, request: HttpRequest, kind: str) -> HttpResponseBase:
    """The largest file of a kind that holds nothing hidden from the viewer; Http404 while there is none."""
    viewer = page.viewer_of(request)
    chapters = chapters_of(page, viewer)
    file = next((file for file in files_for(page, viewer, chapters) if file.kind == kind), None)
    if file is None:
        raise Http404("Dit bestand is er nog niet.")
    try:
        content = file.file.open("rb")
    except OSError as error:
        raise Http404("Dit bestand is er niet meer.") from error
    response = FileResponse(content, filename=f"{page.slug}.{kind}", content_type=MEDIA_TYPES[file.kind])
    # Who sees more than the public gets another file at the same address.
    response["Cache-Control"] = "private, no-store" if viewer.user or viewer.passed else "no-cache"
    return response


def connect() -> None:
    """Serve the files of publications; called once when the app is ready."""
    register_file(PublicationPage, "pdf", serve_pdf)
