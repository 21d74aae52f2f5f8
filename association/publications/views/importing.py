"""Bringing in a Word document: drop the file, see what was recognised, choose, done."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from association.base.rules.files import safe_file_name
from association.publications.forms.importing import MakeForm, UploadForm
from association.publications.importing.build import make_publication, outline_of, read_document
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.outline import Choices, Outline, OutlineEntry
from association.publications.importing.places import collection_of
from association.publications.models import DocumentImport, PublicationSeries
from association.publications.pages import PublicationIndexPage
from association.publications.views.desk import DeskScreen, association_at, fitting, indexes_for, indexes_here


class UploadView(DeskScreen, FormView[UploadForm]):
    """Choose the file."""

    page_title = "Word-document importeren"
    header_icon = "upload"
    template_name = "publications/admin/upload.html"
    form_class = UploadForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may add publications somewhere."""
        self.indexes = indexes_here(request)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the sites to choose from."""
        sites = [(index.pk, association_at(index).abbreviation) for index in self.indexes]
        return {**super().get_form_kwargs(), "sites": sites}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Read the file and show what was recognised; a refused one comes back beside the field."""
        chosen = str(form.cleaned_data.get("site") or self.indexes[0].pk)
        index = next(index for index in self.indexes if str(index.pk) == chosen)
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            outline = outline_of(read_document(data, file.name))
        except DocumentRefused as error:
            form.add_error("file", forms.ValidationError(str(error)))
            return self.form_invalid(form)
        brought = DocumentImport.objects.create(
            association=association_at(index),
            user_id=self.request.user.pk,
            file=ContentFile(data, name=safe_file_name(file.name)),
            file_name=safe_file_name(file.name)[:200],
            outline=outline.to_json(),
        )
        return redirect("import_choices", number=brought.pk)


class ChoicesView(DeskScreen, FormView[MakeForm]):
    """What was recognised as an outline; what becomes a chapter."""

    page_title = "Wat wordt een hoofdstuk?"
    header_icon = "list-ul"
    template_name = "publications/admin/choices.html"
    form_class = MakeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who brought the file, and may still add publications to that site."""
        rows = DocumentImport.objects.select_related("association")
        self.brought = get_object_or_404(rows, pk=fitting(kwargs["number"]))
        found = [index for index in indexes_for(request.user) if association_at(index) == self.brought.association]
        if not found or (self.brought.user_id != request.user.pk and not request.user.is_superuser):
            raise PermissionDenied
        self.index: PublicationIndexPage = found[0]
        if self.brought.publication_id:
            return redirect("publication", number=self.brought.publication_id)
        if not self.brought.file or not self.brought.file.storage.exists(str(self.brought.file.name)):
            messages.error(request, "Dit bestand wordt niet meer bewaard. Breng het opnieuw in.")
            return redirect("import_document")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def source(self) -> Any:
        """The file, read anew: what is kept is the file itself."""
        with self.brought.file.open("rb") as file:
            return read_document(file.read(), self.brought.file_name)

    @cached_property
    def choices(self) -> Choices:
        """What was chosen in the form or the address; nothing chosen is what the document suggests."""
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        level = given.get("niveau", "")
        parts = [number for number in given.getlist("deel") if number.isascii() and number.isdecimal()]
        return Choices(
            chapter_level=int(level) if level in {"1", "2", "3", "4", "5", "6"} else None,
            parts=frozenset(int(number) for number in parts if len(number) < 7),
        )

    @cached_property
    def outline(self) -> Any:
        """The outline with these choices."""
        return outline_of(self.source, self.choices)

    def get_initial(self) -> dict[str, Any]:
        """The title of the document, and the kind that its title suggests."""
        title = self.request.GET.get("titel", "") or self.outline.title
        return {"title": title, "kind": self.request.GET.get("soort", "") or kind_in(title)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The outline beside the form."""
        rows = outline_rows(self.outline, self.choices)
        return super().get_context_data(brought=self.brought, outline=self.outline, rows=rows, **kwargs)

    def form_valid(self, form: MakeForm) -> HttpResponse:
        """Make the draft and show it; with "opnieuw" only show what the choices make of it."""
        if "opnieuw" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        with transaction.atomic():
            # Whoever presses twice gets the one publication that was made.
            brought = DocumentImport.objects.select_for_update().get(pk=self.brought.pk)
            if brought.publication_id is None:
                self.make(form, brought)
        return redirect("publication", number=brought.publication_id)

    def make(self, form: MakeForm, brought: DocumentImport) -> None:
        """The draft publication, remembered with its report."""
        made = make_publication(
            source=self.source,
            choices=self.choices,
            title=form.cleaned_data["title"],
            kind=form.cleaned_data["kind"],
            index=self.index,
            association=brought.association,
            collection=collection_of(brought.association),
            user=self.request.user,
        )
        brought.publication = made.publication
        brought.report = made.report.to_json()
        brought.save(update_fields=["publication", "report"])
        messages.success(self.request, f"Er staat een concept klaar met {made.chapters} hoofdstukken en delen.")


@dataclass(frozen=True)
class OutlineRow:
    """A heading on the screen: what it becomes, and whether it can get a page of its own, or was chosen to."""

    entry: OutlineEntry
    may_be_part: bool
    is_chosen: bool


def outline_rows(outline: Outline, choices: Choices) -> list[OutlineRow]:
    """The outline with the choices that are open: the highest headings inside a chapter can become parts."""
    highest: dict[int, int] = {}
    chapter = -1
    inside: dict[int, int] = {}
    for entry in outline.entries:
        if entry.becomes == "chapter":
            chapter = entry.key
        elif entry.becomes in {"heading", "part"} and chapter >= 0:
            inside[entry.key] = chapter
            highest[chapter] = min(highest.get(chapter, entry.level), entry.level)
    return [
        OutlineRow(
            entry,
            may_be_part=entry.becomes != "contents"
            and entry.key in inside
            and entry.level == highest[inside[entry.key]],
            is_chosen=entry.key in choices.parts,
        )
        for entry in outline.entries
    ]


def kind_in(title: str) -> str:
    """The kind of document that a title suggests; the first kind when it suggests none."""
    words = {
        "overdracht": "handover", "werkplan": "work_plan", "jaarplan": "work_plan", "jaarverslag": "annual_report",
        "strategische": "strategic_agenda", "samenwerkingsagenda": "cooperation_agenda",
        "informatie": "information_pack",
    }  # fmt: skip
    lowered = title.lower()
    found = (kind for word, kind in words.items() if word in lowered)
    return str(next(found, PublicationSeries.Kind.HANDOVER))
