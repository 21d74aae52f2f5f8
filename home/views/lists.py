"""Lists of the whole site: the site map for people and for machines, robots.txt, security.txt and the status."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from wagtail.models import Page

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.memberships.pages import served_pages, start_of
from association.memberships.pages.served import PERSON


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All pages that the viewer may see, as a nested list; single news items are left to the news index."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # our middleware
    pages = viewable_pages(viewer).exclude(content_type__model="newspage").order_by("path")
    nodes = nested(list(pages), viewer)
    hang_register(nodes, viewer)
    context = {
        "nodes": nodes,
        "crumbs": [Crumb("Home", "/"), Crumb("Sitemap")],
        "page_meta": PageHead(title="Sitemap", canonical=f"{viewer.site.root_url}/sitemap/"),
    }
    return TemplateResponse(request, "home/sitemap.html", context)


def nested(pages: list[Page], viewer: Viewer) -> list[dict[str, Any]]:
    """Pages in tree order as nodes {title, url, children}; a page whose parent is left out moves up a level."""
    roots: list[dict[str, Any]] = []
    open_nodes: list[tuple[str, dict[str, Any]]] = []
    home = viewer.site.root_page.path
    for page in pages:
        node: dict[str, Any] = {"title": page.title, "url": address_of(page, viewer), "children": []}
        while open_nodes and not page.path.startswith(open_nodes[-1][0]):
            open_nodes.pop()
        (open_nodes[-1][1]["children"] if open_nodes else roots).append(node)
        if page.path != home:
            open_nodes.append((page.path, node))
    return roots


def hang_register(nodes: list[dict[str, Any]], viewer: Viewer) -> None:
    """Put bodies and municipalities below the overview of who sits where; persons are left to the search."""
    items = [item for item in served_pages(viewer) if item.kind != PERSON]
    start = start_of(viewer)

    def below(some: list[dict[str, Any]]) -> None:
        for node in some:
            if node["url"] == start:
                node["children"] += [{"title": one.title, "url": one.address, "children": []} for one in items]
            else:
                below(node["children"])

    if items:
        below(nodes)


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The sitemap for search engines (sitemaps.org 0.9): what anyone may see, whoever asks."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # our middleware
    if not viewer:
        raise Http404
    public = Viewer.anonymous(viewer.site)
    base = viewer.site.root_url
    rows = []
    for page in viewable_pages(public).order_by("path")[:45_000]:
        changed = page.last_published_at or page.latest_revision_created_at
        moment = f"<lastmod>{changed.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>" if changed else ""
        rows.append(f"<url><loc>{escape(base + address_of(page, public))}</loc>{moment}</url>\n")
    rows += [f"<url><loc>{escape(base + item.address)}</loc></url>\n" for item in served_pages(public)]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(rows)
        + "</urlset>\n"
    )
    return HttpResponse(text, content_type="application/xml")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What robots may visit (RFC 9309)."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # our middleware
    lines = ["User-agent: *", "Disallow: /beheer/", "Disallow: /inloggen/", "Disallow: /zoeken/"]
    if viewer:
        lines += ["", f"Sitemap: {viewer.site.root_url}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); valid for half a year from the first of this month."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # our middleware
    base = viewer.site.root_url if viewer else f"{request.scheme}://{request.get_host()}"
    contact = settings.SECURITY_CONTACT or f"{base}/contact/"
    start = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = (start + timedelta(days=183)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def status(request: HttpRequest) -> JsonResponse:
    """Whether the application and its database answer: 200, or 503 without database. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database onbereikbaar"}, status=503)
    response = JsonResponse({"status": "ok"})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark for whoever asks at the customary address: browsers do so for files and feeds."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]  # our middleware
    brand = SiteSettings.of(viewer.site).brand if viewer else None
    if brand is None or not brand.mark:
        return HttpResponse(status=204)
    response = redirect(static(f"brand/{brand.mark}-180.png"))
    response["Cache-Control"] = "public, max-age=86400"
    return response
