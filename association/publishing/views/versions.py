"""The history of a page with the names and notes of its versions, and the form that gives a version its name."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.models import Page, Revision

from association.base.models import VersionNote
from association.publishing.actions import name_version
from association.publishing.forms import VersionNameForm


class NoteColumn(Column):
    """Name and note of the version that a line of the history made, with a link to give it a name."""

    cell_template_name = "publishing/admin/note_cell.html"

    def __init__(self, *args: Any, notes: dict[int, VersionNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes = notes

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The cell's variables; a line that made no version has no link."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        made_version = instance.revision_id and instance.content_changed
        context["note"] = self.notes.get(instance.revision_id)
        context["name_url"] = reverse("name_version", args=[instance.revision_id]) if made_version else ""
        return context


class NotedHistoryView(PageHistoryView):
    """Wagtail's history of a page, with a column for the notes."""

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns, with ours behind what was done."""
        action, *others = super().columns
        notes = {note.revision_id: note for note in VersionNote.objects.filter(page_id=self.object.pk)}
        return [action, NoteColumn("note", label="Naam en notitie", width="30%", notes=notes), *others]


class VersionNameView(WagtailAdminTemplateMixin, FormView):
    """Gives a version of a page a name; for who may change the page."""

    form_class = VersionNameForm
    template_name = "publishing/admin/version_name.html"
    page_title = "Versie een naam geven"
    header_icon = "history"

    @cached_property
    def revision(self) -> Revision:
        """The version; Http404 when there is none."""
        found: Revision = get_object_or_404(Revision, pk=self.kwargs["revision_id"], base_content_type__model="page")
        return found

    @cached_property
    def page(self) -> Page:
        """Its page; PermissionDenied for who may not change it."""
        found: Page = get_object_or_404(Page, pk=self.revision.object_id)
        if not found.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return found

    def get_page_subtitle(self) -> str:
        """The page's title."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the history."""
        return [{"url": self.get_success_url(), "label": "Geschiedenis"}, {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        """The present name."""
        note = VersionNote.objects.filter(revision=self.revision).first() if self.page else None
        return {"name": note.name if note else ""}

    def form_valid(self, form: VersionNameForm) -> HttpResponse:
        """Store the name and go back to the history."""
        name_version(revision=self.revision, page=self.page, name=form.cleaned_data["name"].strip())
        messages.success(self.request, "De naam van de versie is bewaard.")
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """The history of the page."""
        return reverse("wagtailadmin_pages:history", args=[self.page.pk])
