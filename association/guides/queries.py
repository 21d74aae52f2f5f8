"""Reads of guides: which there are, and the steps of one, as somebody may see them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, Q

from association.base.queries import Viewer
from association.base.validity import on_day

if TYPE_CHECKING:
    from association.organizations.models import Organization
    from association.portfolios.models import Portfolio

WEIGHTY = ("body", "search_description", "draft_title")


def guides_of(index: Any, viewer: Viewer) -> list[Any]:
    """The guides below an index that exist for the viewer, in the order of the tree, without text; one query."""
    model = apps.get_model("association", "GuidePage")
    return list(model.objects.filter(viewer.visible()).child_of(index).order_by("path").defer(*WEIGHTY))


def steps_of(guide: Any, viewer: Viewer, *, full: bool = False, preview: Any = None) -> list[Any]:
    """The steps of a guide that exist for the viewer, in their order; one query.

    Without `full` they come without text. `preview`: a step that is shown whatever its state.
    """
    model = apps.get_model("association", "GuideStepPage")
    shown = viewer.visible()
    if preview is not None and preview.pk:
        shown |= Q(pk=preview.pk)
    rows = model.objects.filter(shown, path__startswith=guide.path, depth=guide.depth + 1).order_by("path")
    return list(rows if full else rows.defer(*WEIGHTY))


def steps_below(index: Any, viewer: Viewer) -> dict[str, list[Any]]:
    """The steps of all guides below an index that exist for the viewer, by the tree path of their guide; one query."""
    model = apps.get_model("association", "GuideStepPage")
    rows = model.objects.filter(viewer.visible(), path__startswith=index.path).order_by("path").defer(*WEIGHTY)
    found: dict[str, list[Any]] = {}
    for step in rows:
        found.setdefault(step.path[: -step.steplen], []).append(step)
    return found


def towns_of(association: int, day: date) -> "list[Organization]":
    """The municipalities of an association on a day, by name; one query."""
    links = Q(belongs_to_links__organization_id=association) & on_day(day, "belongs_to_links__") & on_day(day)
    found = apps.get_model("association", "Organization").objects.filter(links, classification="municipality")
    return list(found.order_by("name"))


def portfolios_of(association: int, day: date) -> "list[Portfolio]":
    """The portfolios of an association on a day, in the order of the register; one query."""
    found = apps.get_model("association", "Portfolio").objects.filter(on_day(day), association=association)
    return list(found.order_by("order", "name"))


def portfolio_at(association: int, slug: str, day: date) -> "Portfolio | None":
    """The portfolio of an association with a slug on a day, or None; one query."""
    found = apps.get_model("association", "Portfolio").objects.filter(on_day(day), association=association, slug=slug)
    portfolio: Portfolio | None = found.first()
    return portfolio


def opinions_of(steps: list[Any]) -> dict[int, tuple[int, int]]:
    """How many readers found each of some steps useful, and how many did not, by the number of the step; one query."""
    model = apps.get_model("association", "GuideOpinion")
    yes, no = Count("pk", filter=Q(is_useful=True)), Count("pk", filter=Q(is_useful=False))
    rows = model.objects.filter(step__in=steps).order_by().values("step").annotate(yes=yes, no=no)
    return {row["step"]: (row["yes"], row["no"]) for row in rows}
