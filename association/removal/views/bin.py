"""The recycle bin in the admin: what lies in it, bringing back and deleting for good."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from association.removal.actions.bin import Restored, delete_for_good, restore
from association.removal.forms import PlaceForm, reachable
from association.removal.queries.bin import (
    KEPT_DAYS,
    days_left,
    deletions,
    in_bin_for,
    may_purge,
    may_restore,
    may_use_bin,
)
from association.removal.rules import GoneFromBin, NeedsPlace, NotAllowed, RemovalRefused, counted, in_words

LARGEST_KEY = 2**63 - 1
LONGEST_SEARCH = 200
NAMED = 5
PER_SCREEN = 50


@dataclass(frozen=True)
class Row:
    """One line of the bin."""

    deletion: Any
    title: str
    kind: str
    days_left: int
    may_purge: bool


def row_of(deletion: Any, user: Any) -> Row:
    """The line of something that the user may bring back."""
    kind = deletion.page.specific_class
    name = str(kind._meta.verbose_name) if kind else ""
    title = deletion.page.get_admin_display_title()
    return Row(deletion, title, name, days_left(deletion), may_purge(deletion, user))


def deletion_for(user: Any, number: int) -> Any:
    """Something in the bin that the user may bring back; GoneFromBin, or PermissionDenied for another's."""
    found = deletions().filter(pk=number).first() if number <= LARGEST_KEY else None
    if found is None:
        raise GoneFromBin
    if not may_restore(found, user):
        raise PermissionDenied
    return found


def goes_on(request: HttpRequest, error: RemovalRefused) -> HttpResponse:
    """Back to the bin, with the reason why nothing happened."""
    messages.error(request, error.message)
    return redirect("recycle_bin")


class BinScreen(WagtailAdminTemplateMixin):
    """A screen of the bin."""

    header_icon = "bin"
    page_title = "Prullenbak"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("recycle_bin"), "label": "Prullenbak"},
        ]


class BinView(BinScreen, TemplateView):
    """What lies in the bin and the user may bring back."""

    template_name = "removal/bin.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may delete somewhere."""
        if not may_use_bin(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows of one screen."""
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        found = Paginator(list(in_bin_for(self.request.user, words)), PER_SCREEN)
        screen = found.get_page(self.request.GET.get("p"))
        rows = [row_of(deletion, self.request.user) for deletion in screen]
        context = {**super().get_context_data(**kwargs), "rows": rows, "screen": screen, "words": words}
        return {**context, "days": KEPT_DAYS, "total": found.count}


class RestoreView(View):
    """Brings back in one press; asks for another place when it must."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Back where it stood."""
        try:
            deletion_for(request.user, number)
            restored = restore(number=number, user=request.user)
        except NeedsPlace as error:
            messages.warning(request, error.message)
            return redirect("recycle_bin_place", number)
        except RemovalRefused as error:
            return goes_on(request, error)
        tell_restored(request, restored)
        return redirect("wagtailadmin_explore", restored.page.get_parent().pk)

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Nothing is brought back by reading: to the bin."""
        return redirect("recycle_bin")


def tell_restored(request: HttpRequest, restored: Restored) -> None:
    """Say what was brought back, and what is not as it was."""
    page = restored.page
    title = page.get_admin_display_title()
    text = f"'{title}' staat weer op de oude plek."
    if restored.new_slug:
        text += f" Het oude adres is bezet; de pagina heet in het adres nu '{page.slug}'."
    if restored.missed:
        text += f" {counted(restored.missed, 'geplande wijziging is', 'geplande wijzigingen zijn')} intussen voorbij."
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.success(request, format_html('{} <a href="{}">Bekijk de pagina</a>', text, edit))
    if restored.as_draft:
        reason = "Op deze plek kunnen andere mensen de pagina lezen dan eerst. Zij is daarom een concept."
        messages.warning(request, f"{reason} Kijk haar na en plaats haar weer.")
    if restored.turned:
        messages.info(request, left_text(restored, request.user))


def left_text(restored: Restored, user: Any) -> SafeString:
    """The pages whose links lead to the replacement and are not turned back."""
    known = set(reachable(user).filter(pk__in=[page.pk for page in restored.turned]).values_list("pk", flat=True))
    names = [f"'{page.get_admin_display_title()}'" for page in restored.turned if page.pk in known]
    more = len(restored.turned) - min(len(names), NAMED)
    items = [*names[:NAMED], *([counted(more, "andere pagina", "andere pagina's")] if more else [])]
    return format_html("De links op {} blijven naar de vervangende pagina gaan.", in_words(items))


class PlaceView(BinScreen, FormView):
    """The choice of another place for something that cannot stand where it stood."""

    template_name = "removal/place.html"
    form_class = PlaceForm
    page_title = "Terugzetten op een andere plek"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for what the user may bring back."""
        try:
            self.deletion = deletion_for(request.user, kwargs["number"])
        except GoneFromBin as error:
            return goes_on(request, error)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The page and who asks."""
        return {**super().get_form_kwargs(), "page": self.deletion.page, "user": self.request.user}

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        """Back at the chosen place; or the form again, with the reason why not."""
        parent = form.cleaned_data["parent"]
        try:
            restored = restore(number=self.deletion.pk, user=self.request.user, parent=parent)
        except (NeedsPlace, NotAllowed) as error:
            form.add_error("parent", error.message)
            return self.form_invalid(form)
        except RemovalRefused as error:
            return goes_on(self.request, error)
        tell_restored(self.request, restored)
        return redirect("wagtailadmin_explore", parent.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is to be placed."""
        return {**super().get_context_data(**kwargs), "deletion": self.deletion}


class PurgeView(BinScreen, TemplateView):
    """Deletes for good, after asking once."""

    template_name = "removal/purge.html"
    page_title = "Definitief verwijderen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for what the user may delete for good."""
        try:
            self.deletion = deletion_for(request.user, kwargs["number"])
        except GoneFromBin as error:
            return goes_on(request, error)
        if not may_purge(self.deletion, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """For good."""
        try:
            title = delete_for_good(number=number, user=request.user)
        except RemovalRefused as error:
            return goes_on(request, error)
        messages.success(request, f"'{title}' is definitief verwijderd.")
        return redirect("recycle_bin")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what would go."""
        below = self.deletion.pages - 1
        return {**super().get_context_data(**kwargs), "row": row_of(self.deletion, self.request.user), "below": below}


class LookView(View):
    """What lies in the bin, as it would look; nothing can be changed there."""

    def get(self, request: HttpRequest, number: int) -> HttpResponseBase:
        """The newest version of the page."""
        try:
            deletion = deletion_for(request.user, number)
        except GoneFromBin as error:
            return goes_on(request, error)
        page: Any = Page.objects.get(pk=deletion.pk).specific.get_latest_revision_as_object()
        if not page.is_previewable():
            raise Http404
        answer: HttpResponseBase = page.make_preview_request(request, page.default_preview_mode)
        return answer
