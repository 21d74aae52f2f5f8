"""What reading along adds to the admin: its screens, its words, and four eyes at every door to the site."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from association.base.access_actions import published_together
from association.review.actions import ask_again
from association.review.queries import is_own_work, kind_needs_two, needs_two
from association.review.rules import Refusal
from association.review.views.admin import AskView, RefusedView

PUBLISH = "action-publish"
SENT = ("action-submit", "action-restart-workflow")
WORKFLOW_ACTION = "action-workflow-action"
DRAFT_KEPT = (
    "De tekst is bewaard, maar nog niet geplaatst. Bij deze soort pagina leest een ander mee: kies 'Laten meelezen'."
)


@hooks.register("insert_global_admin_css")
def review_css() -> SafeString:
    """The look of our screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/review.css"))


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """Who reads along, and why an agreement was not taken."""
    return [
        path("meelezen/<int:number>/", AskView.as_view(), name="review_ask"),
        path("meelezen/<int:number>/niet-geplaatst/<str:reason>/", RefusedView.as_view(), name="review_refused"),
    ]


@hooks.register("register_page_header_buttons")
def readers_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the page in the editor to its readers."""
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        yield Button("Meelezers", reverse("review_ask", args=[page.pk]), icon_name="group", priority=6)


class AskItem(SubmitForModerationMenuItem):
    """Wagtail's button that starts a workflow, in our words."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The button, with its words."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = parent_context.get("page")
        state = page.current_workflow_state if page else None
        waits = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        return context | {"label": "Opnieuw laten meelezen" if waits else "Laten meelezen"}


class AgainItem(RestartWorkflowMenuItem):
    """Wagtail's button that starts a workflow anew, in our words."""

    label = "Opnieuw beginnen met meelezen"


class StopItem(CancelWorkflowMenuItem):
    """Wagtail's button that ends a workflow, in our words."""

    label = "Stoppen met meelezen"


OUR_WORDS = {SubmitForModerationMenuItem: AskItem, RestartWorkflowMenuItem: AgainItem, CancelWorkflowMenuItem: StopItem}


@hooks.register("construct_page_action_menu")
def our_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Our words on the buttons, and no button to publish for who may not publish this alone."""
    items[:] = [
        OUR_WORDS[type(item)](order=item.order) if type(item) in OUR_WORDS else item
        for item in items
        if not (isinstance(item, PublishMenuItem) and needs_another(request.user, context))
    ]


def needs_another(user: Any, context: dict[str, Any]) -> bool:
    """Whether somebody else must read what stands in the editor before it is published."""
    page = context.get("page")
    if page is not None and page.pk:
        return needs_two(page) and is_own_work(page, user)
    kind, parent = type(page) if page is not None else None, context.get("parent_page")
    if kind is None or parent is None:
        return False
    return kind_needs_two(kind, parent)


@hooks.register("before_create_page")
def draft_instead(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """What somebody just wrote is kept as a draft where others read it first; it is never public for a moment."""
    if request.method == "POST" and PUBLISH in request.POST and kind_needs_two(page_class, parent_page):
        posted = request.POST.copy()
        del posted[PUBLISH]
        request.POST = posted  # type: ignore[assignment]  # Django's handlers replace it in the same way
        messages.warning(request, DRAFT_KEPT)


@hooks.register("before_publish_page")
def refuse_own_work(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The version is stored by now; it is not published when the user wrote in it, at once or on a later day."""
    if not (needs_two(page) and is_own_work(page, request.user)):
        return None
    messages.warning(request, DRAFT_KEPT)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_own_work_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """The same for several pages together, with what is below them when that goes along."""
    if action != "publish":
        return None
    pages = published_together(request, objects)
    own = next((page for page in pages if needs_two(page) and is_own_work(page, request.user)), None)
    if own is None:
        return None
    messages.error(
        request, f"Er is niets geplaatst: '{own.get_admin_display_title()}' schreef u zelf, en een ander leest mee."
    )
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> None:
    """A copy under another title is new work: where others read first, it begins as a draft."""
    if request.method != "POST" or "publish_copies" not in request.POST:
        return
    number = request.POST.get("new_parent_page", "")
    parent = Page.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    copied = Page.objects.filter(path__startswith=page.path) if "copy_subpages" in request.POST else [page]
    kinds = {item.specific_class for item in copied} - {None}
    places = [page, *([parent] if parent else [])]
    if any(kind_needs_two(kind, place) for kind in kinds for place in places):
        posted = request.POST.copy()
        del posted["publish_copies"]
        request.POST = posted  # type: ignore[assignment]  # Django's handlers replace it in the same way
        messages.warning(request, "De kopie staat als concept klaar: bij deze soort pagina leest een ander mee.")


def is_saving_by_itself(request: HttpRequest) -> bool:
    """Whether the editor stores while somebody types."""
    return "application/json" in request.headers.get("Accept", "")


@hooks.register("after_create_page")
def ask_after_making(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who sends a new page round is asked who reads along."""
    if is_saving_by_itself(request) or not any(name in request.POST for name in SENT):
        return None
    return to_ask_screen(page)


@hooks.register("after_edit_page")
def ask_after_saving(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After sending round: who reads along. After a change meanwhile: the readers are asked anew."""
    if is_saving_by_itself(request):
        ask_again(page=Page.objects.get(pk=page.pk), user=request.user)
        return None
    if any(name in request.POST for name in SENT):
        return to_ask_screen(page)
    if WORKFLOW_ACTION in request.POST:
        return explain(request, page)
    ask_again(page=Page.objects.get(pk=page.pk), user=request.user)
    return None


def to_ask_screen(page: Page) -> HttpResponse | None:
    """The screen "Wie leest mee?", when the page goes round."""
    fresh = Page.objects.get(pk=page.pk)
    if not fresh.workflow_in_progress:
        return None
    return redirect(reverse("review_ask", args=[page.pk]) + "?ingediend")


def explain(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Why an agreement in the editor was not taken; None when it was."""
    refusal: Refusal | None = getattr(request.user, "review_refusal", Refusal.OVER)
    if refusal is None:
        return None
    if refusal is Refusal.OVER and Page.objects.get(pk=page.pk).workflow_in_progress:
        # The step did not offer the action at all.
        refusal = Refusal.OWN if needs_two(page) else Refusal.RIGHTS
    ask_again(page=Page.objects.get(pk=page.pk), user=request.user)
    return redirect("review_refused", page.pk, refusal.value)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What a page's history says of readers without account."""
    for name, label, words in (
        ("ask", "Om meelezen gevraagd", "Link om mee te lezen gemaakt voor {}"),
        ("revoke", "Link ingetrokken", "Link om mee te lezen ingetrokken van {}"),
        ("agree", "Akkoord van een meelezer", "Akkoord van {}"),
        ("remark", "Opmerking van een meelezer", "Opmerking van {}"),
    ):
        actions.register_action(f"association.review.{name}")(formatter(label, words))


def formatter(said: str, words: str) -> type[LogFormatter]:
    """How the history says one kind of event, with the reader's name and words."""

    class ReaderFormatter(LogFormatter):
        label = said

        def format_message(self, log_entry: Any) -> str:
            """The sentence."""
            name, text = log_entry.data.get("name", ""), log_entry.data.get("text", "")
            return format_html("{}: {}", words.format(name), text) if text else words.format(name)

    return ReaderFormatter
