"""Forms for pictures and documents."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from association.base.images import cleaned
from association.base.rules.text import is_blank


class ImageForm(BaseImageForm):
    """A picture must be readable, of bearable size, and described."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            field = self.fields["description"]
            field.label = "Beschrijving"
            field.required = True
            field.help_text = "Wat is er te zien? Voor wie het beeld niet ziet; één zin is genoeg."
            field.error_messages["required"] = "Beschrijf in één zin wat er te zien is."

    def clean_description(self) -> str:
        """The description; ValidationError when it holds nothing to read."""
        description = str(self.cleaned_data["description"]).strip()
        if is_blank(description):
            raise ValidationError("Beschrijf in één zin wat er te zien is.", code="required")
        return description

    def clean_file(self) -> Any:
        """The file, proven to decode; ValidationError in Dutch when it does not."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            file.seek(0)
            cleaned(file.read())
            file.seek(0)
        return file


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document; an empty file is refused in Dutch."""

    def clean_file(self) -> Any:
        """The file; ValidationError when its content is a web page, whatever its name says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            file.seek(0)
            head = file.read(1024).lstrip().lower()
            file.seek(0)
            if head.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php", b"mz")):
                raise ValidationError("Dit bestand is een webpagina of programma. Kies een document.", code="invalid")
        return file
