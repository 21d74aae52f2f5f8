"""Was this useful: where the public form goes, so that serving a page writes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.routing import behind_locks, find_route
from association.base.routing import serve as serve_page
from association.base.views import client_address
from association.guides.actions import give_opinion
from association.guides.forms.opinion import OpinionForm
from association.guides.pages import GuideStepPage
from association.guides.pages.choosing import chosen_by
from association.guides.pages.step import OPINION, neighbour
from association.guides.queries import steps_of

THANKS = "bedankt"


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, path: str) -> HttpResponseBase:
    """Keep what somebody thinks of a step; the locks of the step hold. An address below another page is its own."""
    route = find_route(request, f"{path}/")
    if route is None or not isinstance(route[0], GuideStepPage):
        # What was found is remembered on the request; the whole address may be that of a page.
        del request._wagtail_route_for_request  # type: ignore[attr-defined]  # Wagtail's own name
        return serve_page(request, f"{path}/{OPINION}/")
    return behind_locks(request, route, answer_opinion)


def answer_opinion(page: Any, request: HttpRequest) -> HttpResponseBase:
    """The thanks, or the form with what is wrong; a robot in the trap gets thanks too, and nothing is kept."""
    viewer = page.viewer_of(request)
    here = address_of(page, viewer)
    query = chosen_by(request.POST if request.method == "POST" else request.GET, viewer, here).reader.choice.query
    if request.method != "POST":
        return show(page, request, query) if THANKS in request.GET else HttpResponseRedirect(f"{here}{query}")
    form = OpinionForm(request.POST)
    if not form.is_valid():
        response = show(page, request, query, form)
        response["Cache-Control"] = "no-store"
        return response
    if not form.is_robot:
        data = form.cleaned_data
        is_useful, remark = data["nuttig"] == "ja", data["toelichting"]
        give_opinion(step=page, is_useful=is_useful, remark=remark, client=client_address(request))
    return HttpResponseRedirect(f"{here}{OPINION}/{query or '?'}{'&' if query else ''}{THANKS}=ja")


def show(page: Any, request: HttpRequest, query: str, form: OpinionForm | None = None) -> HttpResponse:
    """The thanks, or the form once more."""
    viewer = page.viewer_of(request)
    here = address_of(page, viewer)
    steps = steps_of(page.guide, viewer)
    place = next((number for number, step in enumerate(steps) if step.pk == page.pk), None)
    title = "Was dit nuttig?" if form else "Bedankt"
    return TemplateResponse(
        request,
        "guides/opinion.html",
        {
            "crumbs": [*page.crumbs(viewer)[:-1], Crumb(page.title, here), Crumb(title)],
            "page_meta": PageHead(title=title, robots="noindex"),
            "step_title": page.title,
            "step_url": f"{here}{query}",
            "next": neighbour(steps, place, 1, viewer, query),
            "thanks": form is None,
            "form": form,
            "action": f"{here}{OPINION}/{query}",
        },
    )
