"""A table of a chapter makes way for a block of facts: how that looks, and doing it in the draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView

from association.publications.forms.tables import number_in, typed
from association.publications.importing.replacing import (
    Offer,
    PageLocked,
    TablesGone,
    activity_offers,
    replace_tables,
    with_fact,
)
from association.publications.pages import ChapterPage
from association.publications.views.desk import newest_body
from association.publications.views.reading_seats import read_seats
from association.publications.views.table_activities import ReadActivities
from association.publications.views.tables import TablesScreen, may_activities, may_seats

NOT_YET = "Dit kan pas als alles uit de tabel in het register staat, en het blok niets anders toont."
FACT_WORDS = {
    "activities": "Activiteiten van een jaar",
    "seats": "Wie zit in een overleg",
    "vng_seats": "Plekken in VNG-commissies",
}


@method_decorator(xframe_options_sameorigin, name="dispatch")
class FactScreen(TablesScreen, TemplateView):
    """What goes and what comes (GET), the page as it would be (?voorbeeld=1), and replacing it (POST)."""

    page_title = "Tabel vervangen door een blok dat zichzelf bijhoudt"
    template_name = "publications/admin/table_replace.html"

    @cached_property
    def offer(self) -> Offer | None:
        """What can be replaced by what; None when it cannot."""
        raise NotImplementedError

    @cached_property
    def chapter(self) -> ChapterPage:
        """The page on which the table stands; Http404 for one of another publication."""
        if self.offer is None:
            raise Http404
        found = next((chapter for chapter in self.desk.chapters if chapter.pk == self.offer.page), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen, or the page as it would be."""
        if self.offer is None:
            messages.warning(request, NOT_YET)
            return redirect(self.overview)
        if "voorbeeld" not in request.GET:
            return super().get(request, *args, **kwargs)
        try:
            page = with_fact(self.chapter, self.offer)
        except TablesGone as error:
            raise Http404 from error
        shown: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return shown

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Replace it in the draft, and go to the publication."""
        if self.offer is None:
            messages.warning(request, NOT_YET)
            return redirect(self.overview)
        try:
            replace_tables(page=self.chapter, offer=self.offer, user=request.user)
        except (PageLocked, TablesGone) as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())
        title = self.chapter.draft_title or self.chapter.title
        messages.success(request, f"Vervangen in het concept van '{title}'. Er staat nog niets anders op de site.")
        return redirect("publication", number=self.publication.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What goes, what comes, and where it is seen beforehand."""
        assert self.offer is not None  # noqa: S101 - get saw to it
        blocks = {str(block.get("id", "")): block for block in newest_body(self.chapter)}
        query = self.request.GET.copy()
        query["voorbeeld"] = "1"
        return super().get_context_data(
            chapter=self.chapter,
            headings=[blocks[key]["value"]["text"] for key in self.offer.headings if key in blocks],
            tables=len(self.offer.tables),
            fact=FACT_WORDS[self.offer.fact["type"]],
            preview=f"{self.request.path}?{query.urlencode()}",
            back=self.overview,
            **kwargs,
        )


class ActivitiesFactView(FactScreen):
    """Tables of activities make way for a block of activities."""

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may change activities of the association."""
        return may_activities(user, self.association)

    @cached_property
    def offer(self) -> Offer | None:
        """That for the chapter of the address."""
        wanted = number_in(typed(self.request.GET, "hoofdstuk"))
        query = self.request.GET
        plan = ReadActivities(self.tables.activities, self.association, self.publication.year, query).plan({})
        offers = activity_offers(plan) if plan is not None else []
        return next((offer for offer in offers if offer.page == wanted), None)


class SeatsFactView(FactScreen):
    """A table of seats makes way for a block of seats."""

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may change seats for the association."""
        return may_seats(user, self.association)

    @cached_property
    def offer(self) -> Offer | None:
        """That for the table of the address."""
        read = read_seats(self, self.request.GET, {})
        return read.offer(read.plan()) if read is not None else None
