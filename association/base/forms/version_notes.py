"""What the page form asks about the version: what changed, whether readers see that, and a name."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from association.base.models import VersionNote

NOTE_FIELDS = {"change_note": "text", "change_note_public": "is_public", "version_name": "name"}


class VersionNoteForm(WagtailAdminPageForm):
    """A page form that also takes a note on the version; it holds the note of a draft until that is published."""

    change_note = forms.CharField(
        label="Wat is er gewijzigd?", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    change_note_public = forms.BooleanField(label="Toon dit onder de pagina, met de datum", required=False)
    version_name = forms.CharField(label="Naam van deze versie", required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "change_note" in self.fields and self.instance.latest_revision_id:
            waiting = VersionNote.objects.filter(revision_id=self.instance.latest_revision_id, published_at=None)
            note = waiting.first() or VersionNote()
            self.initial |= {name: getattr(note, field) for name, field in NOTE_FIELDS.items()}

    def save(self, commit: bool = True) -> Any:
        """The page; the note waits until its version is stored."""
        page = super().save(commit=commit)
        if set(NOTE_FIELDS) <= set(self.cleaned_data):
            page.pending_note = {field: self.cleaned_data[name] for name, field in NOTE_FIELDS.items()}
        return page
