"""The foot of the page editor: plain buttons beside each other, and staying in the page after placing it."""

from datetime import datetime, time
from typing import Any

from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.models import Page

from home.dashboard.words import next_working_day

DRAFT, PUBLISH, SUBMIT, LOCKED = "action-save-draft", "action-publish", "action-submit", "action-page-locked"
SEND = "action-send-issue"
START_OF_DAY = time(9)


class PlainItem(ActionMenuItem):
    """One of Wagtail's actions under a name of ours; whether it is shown, Wagtail has decided by now."""

    def __init__(self, name: str, template: str) -> None:
        super().__init__()
        self.name, self.template_name = name, f"home/editor/{template}.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Wagtail's context, with the moment that a schedule starts from and what the page waits for."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        first = datetime.combine(next_working_day(timezone.localdate()), START_OF_DAY)
        page = parent_context.get("page")
        state = page.current_workflow_state if page else None
        context |= {"moment": first, "again": state is not None and state.status == state.STATUS_NEEDS_CHANGES}
        return context


class Foot(ActionMenuItem):
    """All actions together: the first ones as buttons, the rest in a menu behind them."""

    name = "foot"
    template_name = "home/editor/foot.html"

    def __init__(self, plain: list[ActionMenuItem], more: list[ActionMenuItem], *, saves: bool) -> None:
        super().__init__()
        self.plain, self.more, self.saves = plain, more, saves

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The buttons as HTML."""
        return {
            "plain": [item.render_html(parent_context) for item in self.plain],
            "more": [item.render_html(parent_context) for item in self.more],
            "saves": self.saves,
        }

    @property
    def media(self) -> Media:
        """What the buttons need."""
        found = Media()
        for item in (*self.plain, *self.more):
            found += item.media
        return found


def is_sending_back(item: WorkflowMenuItem) -> bool:
    """Whether a reader's answer is that something must change."""
    return bool(item.name == "reject")


def plain_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put what one does most often side by side instead of in a menu; what others left out stays left out."""
    known = {item.name: item for item in items}
    reverting = context["view"] == "revisions_revert"
    # Agreeing first; sending back comes last of a reader's answers.
    plain: list[Any] = sorted((item for item in items if isinstance(item, WorkflowMenuItem)), key=is_sending_back)
    # Who is asked to answer, answers; placing without it waits behind "Meer".
    more: list[Any] = []
    if PUBLISH in known:
        placing = [known[PUBLISH]] if reverting else [PlainItem(PUBLISH, "now"), PlainItem("action-plan", "later")]
        (more if plain else plain).extend(placing)
    if SUBMIT in known:
        plain.append(PlainItem(SUBMIT, "submit"))
    if DRAFT in known:
        plain.append(known[DRAFT] if reverting else PlainItem(DRAFT, "draft"))
    # An issue is sent in place of being published.
    plain[:0] = [known[name] for name in (SEND,) if name in known]
    plain += [known[name] for name in (LOCKED,) if name in known]
    shown = {item.name for item in (*plain, *more)}
    more += [item for item in items if item.name not in shown]
    if plain or more:
        items[:] = [Foot(plain, more, saves=DRAFT in known)]


def stay(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back into the page that was placed or planned, with Wagtail's message above it."""
    if "action-publish" not in request.POST or request.POST.get("next"):
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)
