"""Views for what is no page: renditions, the brand's stylesheet and files that belong to a page."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import CollectionViewRestriction, Page

from association.base.models import Brand, Document, Image, Rendition, is_restricted
from association.base.pictures import rendition_specs
from association.base.registry import file_server
from association.base.routing import find_route
from association.base.rules.clients import client_of

YEAR = "public, max-age=31536000, immutable"


def client_address(request: HttpRequest) -> str:
    """From which place on the internet a form came; empty when that cannot be known."""
    return client_of(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        is_behind_proxy=getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is not None,
    )


def refuses(image: Image, request: HttpRequest) -> bool:
    """Whether the picture's collection, or one above it, keeps it from who asks."""
    above = image.collection.get_ancestors(inclusive=True)
    restrictions = CollectionViewRestriction.objects.filter(collection__in=above)
    return any(not restriction.accept_request(request) for restriction in restrictions)


@require_safe
def image_rendition(request: HttpRequest, image_id: int, spec: str) -> HttpResponseBase:
    """A picture in one of the fixed forms, made at its first use; 404 for any other form or for who may not see it."""
    if spec not in rendition_specs():
        raise Http404
    image = get_object_or_404(Image, pk=image_id)
    if refuses(image, request):
        raise Http404
    try:
        rendition = image.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        raise Http404("Dit beeld is niet meer te lezen.") from error
    if not rendition.is_private:
        response: HttpResponseBase = redirect(rendition.url)
        response["Cache-Control"] = "public, max-age=600"
        return response
    return private_file(rendition)


def private_file(rendition: Rendition) -> HttpResponseBase:
    """The bytes of a rendition for the one who asked, kept by no cache."""
    response = FileResponse(rendition.file.open("rb"))
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


@require_safe
def document_file(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """A document as Wagtail hands it out; one of a restricted collection is kept by no cache and tells no hash."""
    document = get_object_or_404(Document, pk=document_id)
    private = is_restricted(document.collection_id)
    if private:
        for condition in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
            request.META.pop(condition, None)
    response: HttpResponseBase = serve_document(request, document.pk, filename)
    if private:
        response["Cache-Control"] = "private, no-store"
        for header in ("ETag", "Last-Modified"):
            response.headers.pop(header, None)
    return response


@require_safe
def brand_stylesheet(request: HttpRequest, css_hash: str) -> HttpResponse:
    """A brand's custom properties; the hash in the address changes with them."""
    brand = get_object_or_404(Brand, css_hash=css_hash)
    response = HttpResponse(brand.css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = YEAR
    return response


@require_safe
def page_file(request: HttpRequest, path: str, extension: str) -> HttpResponseBase:
    """A file that belongs to a page: the page's locks hold, then what was registered for its type answers."""
    route = find_route(request, f"{path}/")
    if route is None:
        raise Http404
    page, args, kwargs = route
    root = request.viewer.site.root_page.url_path  # type: ignore[attr-defined]  # ours
    serve = file_server(page, extension, f"{root}{path}/".removeprefix(page.url_path).rstrip("/"))
    if serve is None:
        raise Http404
    page.check_not_expired()

    def answer(page: Page, request: HttpRequest, args: object, kwargs: object) -> HttpResponseBase:
        return serve(page, request)

    for hook in hooks.get_hooks("before_serve_page"):
        early = hook(page, request, args, kwargs)
        if isinstance(early, HttpResponse):
            return early
    chain = answer
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    return chain(page, request, args, kwargs)
