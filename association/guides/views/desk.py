"""The screens of guides in the admin: all of them, and one with what readers say of its steps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from association.guides.actions import add_step, begin_guide
from association.guides.models import GuideOpinion
from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.guides.queries import opinions_of
from association.publications.views.desk import DeskScreen, file_state, fitting, state_of

REMARKS_SHOWN = 200


class GuideScreen(DeskScreen, TemplateView):
    """A screen below "Startgidsen"."""

    header_icon = "list-ol"

    def above(self) -> list[tuple[str, str]]:
        """The list of all."""
        return [("Startgidsen", reverse("guides"))]


def guide_indexes(user: Any) -> list[GuideIndexPage]:
    """The overviews below which the user may put guides."""
    found = GuideIndexPage.objects.order_by("path")
    return [page for page in found if page.permissions_for_user(user).can_add_subpage()]


class GuidesView(GuideScreen):
    """The guides of the sites that somebody works on; a press begins a new one."""

    page_title = "Startgidsen"
    template_name = "guides/admin/guides.html"

    def above(self) -> list[tuple[str, str]]:
        """Nothing but the first screen."""
        return []

    @cached_property
    def indexes(self) -> list[GuideIndexPage]:
        """Where the user may put guides."""
        return guide_indexes(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The guides by site; a query per site for the guides and one for their steps."""
        sites = [{"index": index, "site": index.get_site(), "guides": self.rows(index)} for index in self.indexes]
        return super().get_context_data(sites=sites, **kwargs)

    def rows(self, index: GuideIndexPage) -> list[dict[str, Any]]:
        """The guides below an overview, drafts included, each with the number of its steps."""
        found = GuidePage.objects.child_of(index).order_by("path").defer("body")
        return [
            {"page": page, "state": state_of(page), "steps": page.numchild, "url": reverse("guide", args=[page.pk])}
            for page in found
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin a guide below the overview that the button names."""
        named = request.POST.get("index", "")
        index = next((page for page in self.indexes if str(page.pk) == named), None)
        if index is None:
            raise PermissionDenied
        guide = begin_guide(index=index, user=request.user)
        return redirect("wagtailadmin_pages:edit", guide.pk)


class GuideView(GuideScreen):
    """One guide: its steps, what readers say of each, and a button for a new step."""

    template_name = "guides/admin/guide.html"

    @cached_property
    def guide(self) -> GuidePage:
        """The guide of the address; Http404 for none, PermissionDenied for one that the user may not change."""
        found: GuidePage = get_object_or_404(GuidePage, pk=fitting(self.kwargs["number"]))
        if not found.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        """The title as it was last saved."""
        return str(self.guide.draft_title or self.guide.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Steps and opinions, and how the files stand; a fixed number of queries."""
        steps = list(GuideStepPage.objects.child_of(self.guide).order_by("path").defer("body"))
        counts = opinions_of(steps)
        remarks = GuideOpinion.objects.filter(step__in=steps).exclude(remark="").select_related("step")
        rows = [
            {
                "page": step,
                "state": state_of(step),
                "yes": counts.get(step.pk, (0, 0))[0],
                "no": counts.get(step.pk, (0, 0))[1],
            }
            for step in steps
        ]
        return super().get_context_data(
            guide=self.guide,
            state=state_of(self.guide),
            site_url=self.guide.full_url if self.guide.live else "",
            files=file_state(self.guide),
            rows=rows,
            remarks=remarks[:REMARKS_SHOWN],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a step behind the others."""
        step = add_step(guide=self.guide, user=request.user)
        return redirect("wagtailadmin_pages:edit", step.pk)
