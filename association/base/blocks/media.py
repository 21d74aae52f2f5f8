"""Blocks of pictures, films, files and links."""

import re
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from wagtail import blocks

from association.base.blocks.base import ComponentBlock, Rendering
from association.base.blocks.choosers import DocumentChooser, ImageChooser, PageChooser
from association.base.blocks.target import TargetBlock
from association.base.links import link_to
from association.base.pictures import picture
from association.base.rules.addresses import is_usable_address

VIDEO_NUMBER = re.compile(r"[A-Za-z0-9_-]{11}")


class FigureBlock(ComponentBlock):
    """A picture with its caption."""

    image = ImageChooser(label="Afbeelding")
    decorative = blocks.BooleanBlock(
        label="Alleen versiering", required=False, help_text="Aangevinkt: wie niet ziet, hoort niets van dit beeld."
    )
    caption = blocks.CharBlock(label="Bijschrift", required=False, max_length=250)
    wide = blocks.BooleanBlock(label="Breder dan de tekst", required=False)

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the picture when it has neither description nor the mark of decoration."""
        value = super().clean(value)
        if not value["decorative"] and not value["image"].description.strip():
            message = "Deze afbeelding heeft geen beschrijving. Schrijf er een, of vink 'Alleen versiering' aan."
            raise blocks.StructBlockValidationError(block_errors={"image": ValidationError(message)})
        return value

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """For whom the picture's collection is closed, its description and caption are too."""
        return bool(value["image"]) and not rendering.viewer.may_use(value["image"])

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        image, caption = value["image"], value["caption"]
        if rendering.numbers and not value["decorative"]:
            caption = rendering.numbers.figure(caption)
        return {
            "picture": picture(image, "prose", alt="" if value["decorative"] else None),
            "caption": caption,
            "credit": image.credit if image else "",
            "wide": value["wide"],
        }

    class Meta:
        icon = "image"
        label = "Afbeelding"
        description = "Een foto of tekening met bijschrift. De beschrijving komt van de afbeelding zelf."
        template = "components/figure.html"
        preview_value: ClassVar = {
            "image": None,
            "decorative": True,
            "caption": "Bijschrift bij het beeld",
            "wide": False,
        }


class VideoBlock(ComponentBlock):
    """A film that loads only after a click: a file of our own, or a page at YouTube or Vimeo."""

    title = blocks.CharBlock(label="Titel", max_length=150)
    length = blocks.CharBlock(label="Duur", max_length=30, required=False, help_text="Bijvoorbeeld: 2 minuten")
    poster = ImageChooser(label="Beeld vooraf", required=False)
    file = DocumentChooser(label="Eigen film (mp4)", required=False)
    address = blocks.URLBlock(label="Of het adres bij YouTube of Vimeo", required=False)
    transcript = blocks.RichTextBlock(
        label="De film als tekst",
        features=["bold", "ul", "ol", "link"],
        help_text="Voor wie de film niet kan horen of zien.",
    )

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the address when no film can be found."""
        value = super().clean(value)
        if not value["file"] and not player_address(value["address"] or ""):
            message = "Kies een eigen film, of geef het adres van een film bij YouTube of Vimeo."
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return value

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """For whom the film's collection is closed, its title and text are too."""
        return bool(value["file"]) and not rendering.viewer.may_use(value["file"])

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        file = value["file"]
        player = "" if file else player_address(value["address"] or "")
        return {
            "title": value["title"],
            "length": value["length"],
            "poster": picture(value["poster"], "card", alt=""),
            "url": file.url if file else value["address"] if player else "",
            "embed_url": player,
            "transcript": rendering.html(value["transcript"]),
        }

    class Meta:
        icon = "media"
        label = "Film"
        description = "Een film met beeld vooraf en de tekst erbij. Laadt pas als de lezer klikt."
        template = "components/video.html"
        preview_value: ClassVar = {
            "title": "Zo werkt de vereniging", "length": "2 minuten", "poster": None, "file": None,
            "address": "https://vimeo.com/123456789", "transcript": "<p>Een stem vertelt hoe het overleg verloopt.</p>",
        }  # fmt: skip


def player_address(address: str) -> str:
    """The player of a film at YouTube or Vimeo, without cookies; empty for any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be":
        number = parts.path.strip("/")
    elif host in {"youtube.com", "youtube-nocookie.com"}:
        number = parse_qs(parts.query).get("v", [parts.path.rsplit("/", 1)[-1]])[0]
    elif host in {"vimeo.com", "player.vimeo.com"} and (number := parts.path.rsplit("/", 1)[-1]).isdigit():
        return f"https://player.vimeo.com/video/{number}?dnt=1"
    else:
        return ""
    return f"https://www.youtube-nocookie.com/embed/{number}" if VIDEO_NUMBER.fullmatch(number) else ""


class DocumentsBlock(ComponentBlock):
    """Files to download, with format and size."""

    title = blocks.CharBlock(label="Kop", required=False, max_length=150)
    documents = blocks.ListBlock(DocumentChooser(label="Bestand"), label="Bestanden", min_num=1)

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """When there are files, and none of them for this viewer."""
        files = [item for item in value["documents"] if item]
        return bool(files) and not any(rendering.viewer.may_use(item) for item in files)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        entries = [document_item(item) for item in value["documents"] if item and rendering.viewer.may_use(item)]
        return {"title": value["title"], "items": entries, "level": rendering.level}

    class Meta:
        icon = "doc-full"
        label = "Bestanden"
        description = "Bestanden om te lezen of te bewaren; soort en grootte staan erbij."
        template = "components/documents.html"
        preview_value: ClassVar = {"title": "Stukken", "documents": []}


def document_item(document: Any) -> dict[str, Any]:
    """One file as the component shows it."""
    return {
        "title": document.title,
        "url": document.url,
        "format": document.file_extension.lower(),
        "size": filesizeformat(document.file_size or 0),
    }


class LinkCardBlock(TargetBlock):
    """A link with an explanation: to a page of this site, or elsewhere."""

    title = blocks.CharBlock(label="Kop", max_length=100)
    text = blocks.CharBlock(label="Uitleg", required=False, max_length=200)
    page = PageChooser(label="Pagina", required=False)
    address = blocks.CharBlock(
        label="Of een adres", required=False, max_length=500, help_text="https://… of /pad/ op deze site"
    )

    class Meta:
        label = "Link"


def target(value: Any, rendering: Rendering) -> str:
    """Where a link leads for this viewer; empty when its page does not exist for them."""
    if value["page"]:
        return link_to(value["page"], rendering.viewer)
    return value["address"] if is_usable_address(value["address"] or "") else ""


class LinkCardsBlock(ComponentBlock):
    """Links as cards."""

    items = blocks.ListBlock(LinkCardBlock(), label="Links", min_num=1)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        cards = [
            {
                "title": item["title"],
                "text": item["text"],
                "url": url,
                "external": url.startswith("http"),
            }
            for item in value["items"]
            if (url := target(item, rendering))
        ]
        return {"items": cards}

    class Meta:
        icon = "link"
        label = "Links als kaarten"
        description = "Een paar links met uitleg, om de lezer verder te helpen."
        template = "components/link_cards.html"
        preview_value: ClassVar = {
            "items": [
                {
                    "title": "Alle portefeuilles",
                    "text": "Waar wij over gaan",
                    "page": None,
                    "address": "/portefeuilles/",
                }
            ]
        }
