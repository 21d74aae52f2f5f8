"""Wagtail's screens of deleting, unpublishing, moving and privacy, with what they touch."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.generic import FormView
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

from association.base.access import known_groups
from association.removal.actions.bin import Removed, delete_to_bin, lead_elsewhere
from association.removal.actions.links import Turned
from association.removal.forms import ReplacementForm
from association.removal.queries.bin import KEPT_DAYS, is_wider, restrictions_above
from association.removal.queries.impact import impact_of
from association.removal.rules import RemovalRefused, counted, in_words


def undo_button(request: HttpRequest, number: int) -> SafeString:
    """The form behind "Zet terug" in a message: one press, and no address that changes something when it is read."""
    return format_html(
        '<form class="noaber-undo" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button type="submit" class="button button-small button-secondary">Zet terug</button></form>',
        reverse("recycle_bin_restore", args=[number]),
        get_token(request),
    )


def tell_removed(request: HttpRequest, removed: Removed) -> None:
    """Say that a page lies in the bin, with the way back, and what became of the links to it."""
    page = removed.deletion.page
    text = f"'{page.get_admin_display_title()}' staat {KEPT_DAYS} dagen in de prullenbak."
    if removed.turned:
        text += " " + told(removed.turned)
    messages.success(request, format_html("{} {}", text, undo_button(request, page.pk)))


def told(turned: Turned) -> str:
    """What came of turning links, in a sentence or two."""
    number = len(turned.pages) + len(turned.frame)
    text = f"Op {counted(number, 'plaats', 'plaatsen')} gaat de link nu naar de vervangende pagina."
    if turned.left:
        left = counted(len(turned.left), "pagina", "pagina's")
        text += f" Op {left} mocht u de link niet wijzigen."
    return text


class DeleteScreen(WagtailAdminTemplateMixin, FormView):
    """What deleting a page takes along, and the choice of a page in its place."""

    template_name = "removal/confirm_delete.html"
    form_class = ReplacementForm
    page_title = "Verwijderen"
    header_icon = "bin"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Remember the page."""
        super().setup(request, *args, **kwargs)
        self.page: Any = kwargs["page"]

    def get_page_subtitle(self) -> str:
        """Its title."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to the page."""
        items = get_breadcrumbs_items_for_page(self.page, self.request.user)
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The page and who asks."""
        return {**super().get_form_kwargs(), "pages": [self.page], "user": self.request.user}

    @cached_property
    def next_url(self) -> str:
        """Where to go on afterwards, or when nothing is deleted."""
        return get_valid_next_url_from_request(self.request) or reverse(
            "wagtailadmin_explore", args=[self.page.get_parent().pk]
        )

    def form_valid(self, form: ReplacementForm) -> HttpResponse:
        """Into the bin; or the form again, with the reason why not."""
        next_url = self.next_url
        try:
            removed = delete_to_bin(
                page=self.page, user=self.request.user, replacement=form.cleaned_data["replacement"]
            )
        except RemovalRefused as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        tell_removed(self.request, removed)
        return redirect(next_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what hangs on the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        may_unpublish = self.page.permissions_for_user(user).can_unpublish()
        return {
            **context,
            "page": self.page,
            "impact": impact_of([self.page], user),
            "next_url": self.next_url,
            "days": KEPT_DAYS,
            "unpublish_url": reverse("wagtailadmin_pages:unpublish", args=[self.page.pk]) if may_unpublish else "",
        }


def answer_delete(request: HttpRequest, page: Page) -> HttpResponseBase:
    """In place of Wagtail's deleting, on every door that asks the hook: to the bin."""
    return DeleteScreen.as_view()(request, page=page)


def delete_many(request: HttpRequest, pages: list[Page], next_url: str) -> HttpResponse:
    """Put pages into the bin together: all of them, or none with the reason."""
    tops = [page for page in pages if not any(page.is_descendant_of(other) for other in pages)]
    try:
        with transaction.atomic():
            removed = [delete_to_bin(page=page, user=request.user) for page in tops]
    except RemovalRefused as error:
        messages.error(request, error.message)
        return redirect(next_url)
    for item in removed:
        tell_removed(request, item)
    return redirect(next_url)


class BinDeleteBulkAction(DeleteBulkAction):
    """Wagtail's deleting of several pages, with what hangs on them; a hook puts them into the bin."""

    template_name = "removal/confirm_bulk_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what hangs on them together."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = [row["item"] for row in context["items"]]
        extra = {"type_to_confirm_before_delete": False, "impact": impact_of(pages, self.request.user)}
        return {**context, **extra, "days": KEPT_DAYS, "is_protected": False}


class UnpublishScreen(UnpublishView):
    """Wagtail's taking down, with what hangs on the page and the choice of a page in its place."""

    template_name = "removal/confirm_unpublish.html"

    @cached_property
    def replacement_form(self) -> ReplacementForm:
        """The choice of a page in its place."""
        data = self.request.POST if self.request.method == "POST" else None
        return ReplacementForm(data, pages=[self.object], user=self.request.user)

    def unpublish(self) -> Any:
        """Take down; links and address are led elsewhere in the same transaction."""
        if not self.replacement_form.is_valid():
            return TemplateResponse(self.request, self.template_name, self.get_context_data())
        replacement = self.replacement_form.cleaned_data["replacement"]
        with transaction.atomic():
            if replacement:
                self.lead_to(replacement)
            response = super().unpublish()
            if response is not None:
                transaction.set_rollback(True)
        return response

    def lead_to(self, replacement: Page) -> None:
        """Lead links and address to another page, and say how many."""
        below = bool(self.request.POST.get("include_descendants"))
        turned = lead_elsewhere(page=self.object, replacement=replacement, user=self.request.user, below=below)
        messages.info(self.request, told(turned))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what hangs on the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        impact = impact_of([self.object], self.request.user)
        # Wagtail's own count of uses says less than ours.
        return {**context, "impact": impact, "form": self.replacement_form, "usage_url": ""}


class MoveConfirmScreen(MoveConfirmView):
    """Wagtail's moving, with what hangs on the page and who can read it there."""

    template_name = "removal/confirm_move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what hangs on the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = self.page_to_move
        note = audience_note(page.get_parent(), self.destination)
        return {**context, "impact": impact_of([page], self.request.user), "audience_note": note}


def audience_note(before: Page, after: Page) -> str:
    """What moving changes in who may read, or nothing."""
    old, new = restrictions_above(before), restrictions_above(after)
    wider, narrower = is_wider(old, new), is_wider(new, old)
    notes = []
    if wider:
        notes.append("meer of andere mensen kunnen de pagina daar lezen dan nu")
    if narrower:
        notes.append("niet iedereen die de pagina nu leest, kan dat daar nog")
    return f"Let op: {in_words(notes)}." if notes else ""


class PrivacyScreen(SetPrivacyView):
    """Wagtail's privacy of a page, with what hangs on it; it offers the groups that the user may know."""

    def get_form(self, form_class: Any = None) -> Any:
        """Wagtail's form, without groups of others; one that was chosen stays."""
        form = super().get_form(form_class)
        if "groups" in form.fields:
            chosen = list(form.instance.groups.values_list("pk", flat=True)) if form.instance.pk else []
            groups = form.fields["groups"]
            groups.queryset = groups.queryset.filter(Q(pk__in=known_groups(self.request.user)) | Q(pk__in=chosen))
        return form

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> Any:
        """The form in its window, with what hangs on the page."""
        if not self.page.private_page_options:
            return super().render_to_response(context, **response_kwargs)
        found = {**context, "impact": impact_of([self.page], self.request.user)}
        step = {"step": "set_privacy"}
        return render_modal_workflow(
            self.request, "removal/set_privacy.html", template_vars=found, json_data=step, **response_kwargs
        )
