"""The addresses of a publication: its front, the whole on one page, and the same of every edition."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import path

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.queries import Viewer
from association.publications.models import Edition
from association.publications.pages.adopted import VERSIONS, WHOLE, EditionView, VersionsView, WithdrawnView
from association.publications.pages.comparing import FROM, WITH, CompareView
from association.publications.pages.searching import SEARCH, SearchView, asked_in
from association.publications.pages.selecting import PARAMETER
from association.publications.pages.whole import WholeText
from association.publications.queries import latest_edition, variants_in_force


class Reading(WholeText):
    """A publication as readers find it. A place answers with its own template, title and address (EditionView)."""

    editions: Any

    _shows_whole = False
    # A place in an edition, when the address asks for one.
    _place: Any = None
    # The chapters that the address of the whole document asks for.
    _asked: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """A place in an edition; or of the text that was published, the front, or all of it for `/volledig/`."""
        if self._place is not None:
            place: dict[str, Any] = self._place.context()
            return place
        return self.whole_context(viewer) if self._shows_whole else self.front_context(viewer)

    @path("")
    def front(self, request: HttpRequest) -> HttpResponseBase:
        """The front of the edition that holds, or of what was published when there is none."""
        found = self.serve_chapter(request, "")
        return found if found is not None else self.plain(request)

    def plain(self, request: HttpRequest) -> HttpResponseBase:
        """The front of what was published."""
        response: HttpResponseBase = self.render(request)
        return response

    def answer(self, request: HttpRequest, place: Any) -> HttpResponseBase:
        """A place in an edition."""
        self._place = place
        response: HttpResponseBase = self.render(request, template=place.template)
        response.status_code = getattr(place, "status", HTTPStatus.OK)
        return response

    def serve_chapter(self, request: HttpRequest, path: str) -> HttpResponseBase | None:
        """A place in the edition that holds; None when there is no edition, Http404 when it has no such chapter."""
        variants = variants_in_force(self.pk)
        if not variants:
            return None
        asked = asked_chapters(request, path)
        view = EditionView(self, variants[0].edition, self.viewer_of(request), path, variants=variants, asked=asked)
        return self.answer(request, view)

    def search(self, request: HttpRequest, edition: EditionView | None) -> HttpResponseBase:
        """Where words stand in an edition, or in the published chapters; `q` holds them, `pagina` the page of hits."""
        query, number = asked_in(request.GET.get("q", "")), request.GET.get("pagina", "1")
        return self.answer(request, SearchView(self, self.viewer_of(request), query, number, edition))

    @path("zoeken/", name="search")
    def search_newest(self, request: HttpRequest) -> HttpResponseBase:
        """Search in the edition that holds, or in what was published when there is none."""
        variants = variants_in_force(self.pk)
        viewer = self.viewer_of(request)
        held = EditionView(self, variants[0].edition, viewer, SEARCH, variants=variants) if variants else None
        return self.search(request, held)

    @path("versies/", name="versions")
    def versions(self, request: HttpRequest) -> HttpResponseBase:
        """All editions."""
        return self.answer(request, VersionsView(self, self.viewer_of(request)))

    @path("versies/vergelijken/", name="compare")
    def compare(self, request: HttpRequest) -> HttpResponseBase:
        """Two editions beside each other: `van` and `met` are their labels."""
        before, after = request.GET.get(FROM, ""), request.GET.get(WITH, "")
        return self.answer(request, CompareView(self, self.viewer_of(request), before, after))

    @path("versies/<slug:label>/", name="edition")
    @path("versies/<slug:label>/<slug:chapter>/", name="edition_chapter")
    @path("versies/<slug:label>/<slug:chapter>/<slug:part>/", name="edition_part")
    def of_edition(self, request: HttpRequest, label: str, chapter: str = "", part: str = "") -> HttpResponseBase:
        """A place in an edition, at the address that stays; Http404 for none."""
        edition, viewer = self.edition_at(label), self.viewer_of(request)
        if edition.status == Edition.Status.WITHDRAWN:
            return self.answer(request, WithdrawnView(self, edition, viewer))
        place = "/".join(filter(None, (chapter, part)))
        if place == SEARCH:
            return self.search(request, EditionView(self, edition, viewer, place, permanent=True))
        asked = asked_chapters(request, place)
        newest = latest_edition(self.pk)
        view = EditionView(self, edition, viewer, place, permanent=True, newest=newest, asked=asked)
        return self.answer(request, view)

    def edition_at(self, label: str) -> Edition:
        """The edition with a label that was adopted, withdrawn ones too; Http404 for none."""
        found: Edition | None = self.editions.filter(label=label).exclude(status=Edition.Status.MAKING).first()
        if found is None:
            raise Http404
        return found

    def get_route_paths(self) -> list[str]:
        """As for every page, with the whole document on one page."""
        known = super().get_route_paths()
        return [*known, "/volledig/"] if known else []

    @path("volledig/", name="whole")
    def whole(self, request: HttpRequest) -> HttpResponseBase:
        """The whole document on one page."""
        if (adopted := self.serve_chapter(request, WHOLE)) is not None:
            return adopted
        self._shows_whole, self._asked = True, asked_chapters(request, WHOLE)
        response: HttpResponseBase = self.render(request, template="publications/whole_document.html")
        return response

    @path("<slug:chapter>/", name="adopted_chapter")
    @path("<slug:chapter>/<slug:part>/", name="adopted_part")
    def adopted_chapter(self, request: HttpRequest, chapter: str, part: str = "") -> HttpResponseBase:
        """A chapter of the edition that holds, whose page is no longer there; Http404 for none."""
        found = self.serve_chapter(request, "/".join(filter(None, (chapter, part))))
        if found is None:
            raise Http404
        return found

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; `/volledig/` has an address and a title of its own."""
        found = super().head(request, viewer)
        if self._place is not None:
            place = self._place
            canonical = f"{found.canonical}{place.rest}"
            return replace(found, title=place.title, canonical=canonical, robots=found.robots or place.robots)
        if not self._shows_whole:
            return found
        robots = found.robots or ("noindex" if self._asked else "")
        canonical = f"{found.canonical}{WHOLE}/"
        return replace(found, title=f"{found.title}: hele document", canonical=canonical, robots=robots, data={})

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with the place in an edition below it."""
        found = super().crumbs(viewer)
        if self._place is None or not self._place.rest:
            return found
        here = address_of(self, viewer)
        more = [Crumb(self.title, here)]
        if self._place.permanent and self._place.path != VERSIONS:
            more.append(Crumb("Alle versies", f"{here}{VERSIONS}/"))
        return [*found[:-1], *more, Crumb(self._place.title)]

    def front_context(self, viewer: Viewer) -> dict[str, Any]:
        """What the front of the published text shows."""
        raise NotImplementedError

    def whole_context(self, viewer: Viewer) -> dict[str, Any]:
        """What the published text shows on one page."""
        raise NotImplementedError


def asked_chapters(request: HttpRequest, place: str) -> tuple[str, ...]:
    """The chapters that an address of the whole document asks for; none at any other place."""
    return tuple(request.GET.getlist(PARAMETER)) if place == WHOLE else ()
