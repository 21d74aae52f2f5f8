"""Forms for pictures and documents."""

from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import willow
from django.core.exceptions import ValidationError
from django.forms import FileField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from association.base.images import FORMATS, kind_of
from association.base.models import Image
from association.base.rules.text import is_blank

WEB_PAGES = (
    b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?php", b"mz\x90", b"\x7felf", b"#!",
)  # fmt: skip
EXTENSIONS = {kind: {f".{extension}"} | ({".jpeg"} if kind == "JPEG" else set()) for kind, extension in FORMATS.items()}


class PictureField(WagtailImageField):
    """Wagtail's field; looks at the head of the file before it unpacks anything, and then reads all of it once."""

    def to_python(self, data: Any) -> Any:
        """The file; ValidationError, in Dutch, when it is no picture that we take."""
        file: Any = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        file.seek(0)
        content = file.read()
        file.seek(0)
        kind = kind_of(content)
        if PurePosixPath(file.name).suffix.lower() not in EXTENSIONS[kind]:
            message = f"Dit bestand heet anders dan het is: het is {FORMATS[kind]}. Pas de naam aan."
            raise ValidationError(message, code="extension")
        file.image = willow.Image.open(BytesIO(content))
        file.content_type = file.image.mime_type
        return file


class ImageForm(BaseImageForm):
    """A picture must be readable, of bearable size, and described; its maker is first whom one named last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if "credit" in self.fields and user is not None and not self.instance.pk and not self.is_bound:
            last = Image.objects.filter(uploaded_by_user=user).order_by("-created_at", "-pk")
            self.initial["credit"] = last.values_list("credit", flat=True).first() or ""
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)
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


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document; what is no document but a web page or program is refused."""

    def clean_file(self) -> Any:
        """The file; ValidationError when its content is a web page, whatever its name says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            file.seek(0)
            head = file.read(1024)
            file.seek(0)
            if is_web_page(head):
                raise ValidationError("Dit bestand is een webpagina of programma. Kies een document.", code="invalid")
        return file


def is_web_page(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a web page, a drawing with scripts or a program."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(WEB_PAGES):
        return True
    return start.startswith((b"<?xml", b"<!--")) and any(mark in start for mark in (b"<svg", b"<html", b"<script"))
