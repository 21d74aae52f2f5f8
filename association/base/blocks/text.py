"""Blocks of text: paragraphs, headings, quotes, callouts, questions and tables."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from association.base.blocks.base import ComponentBlock, Rendering
from association.base.blocks.explaining import explained_row

TEXT_FEATURES = ["bold", "ul", "ol", "link", "document-link", "superscript", "subscript"]
LOWEST_LEVEL = 6
PREVIEW_TEXT = (
    "<p>De twaalf gemeenten spreken elkaar vier keer per jaar over <b>wonen</b> en ruimte.</p>"
    "<ul><li>Samen plannen</li><li>Samen leren</li></ul>"
)


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The text as prose."""
        rendering: Rendering | None = (context or {}).get("rendering")
        text = rendering.html(value) if rendering else value
        return format_html('<div class="rich-text prose">{}</div>', text)

    class Meta:
        icon = "pilcrow"
        label = "Tekst"
        description = "Alinea's en lijsten. Plakken uit Word kan."
        preview_value = PREVIEW_TEXT


class HeadingBlock(ComponentBlock):
    """A heading whose address in the page survives rewording."""

    text = blocks.CharBlock(label="Tekst", max_length=150)
    level = blocks.ChoiceBlock(
        label="Niveau", choices=[("2", "kop"), ("3", "tussenkop")], default="2", required=True, search_index=False
    )
    anchor = blocks.CharBlock(
        label="Vast adres",
        required=False,
        max_length=80,
        search_index=False,
        help_text="Laat leeg: wij maken het en het blijft daarna gelijk.",
    )

    def clean(self, value: Any) -> Any:
        """The value with an anchor: made from the first wording, kept ever after."""
        value["anchor"] = slugify(value.get("anchor") or "") or slugify(value.get("text") or "")[:80] or "kop"
        return super().clean(value)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        level = min(int(value["level"] or 2) + rendering.shift, LOWEST_LEVEL)
        return {"text": value["text"], "level": level, "anchor": rendering.anchor(value["anchor"])}

    class Meta:
        icon = "title"
        label = "Kop"
        description = "Een kop in de tekst; komt in de inhoudsopgave van de pagina."
        template = "components/heading.html"
        form_classname = "struct-block block-heading"
        preview_value: ClassVar = {"text": "Zo werken we samen", "level": "2", "anchor": "zo-werken-we-samen"}


class QuoteBlock(ComponentBlock):
    """A quotation of at most thirty words."""

    text = blocks.TextBlock(label="Citaat", rows=3, help_text="Hoogstens dertig woorden.")
    source = blocks.CharBlock(label="Bron", max_length=150, required=False)

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the field when the quotation is too long."""
        value = super().clean(value)
        if len(value["text"].split()) > 30:
            message = "Kort het citaat in tot hoogstens dertig woorden."
            raise blocks.StructBlockValidationError(block_errors={"text": ValidationError(message)})
        return value

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        return {"text": rendering.text(value["text"]), "source": value["source"]}

    class Meta:
        icon = "openquote"
        label = "Citaat"
        description = "Een korte uitspraak met haar bron."
        template = "components/quote.html"
        preview_value: ClassVar = {
            "text": "Eerst luisteren, dan plannen maken.",
            "source": "Uit het verslag van het overleg",
        }


class CalloutBlock(ComponentBlock):
    """A box that stands out."""

    kind = blocks.ChoiceBlock(
        label="Soort",
        choices=[("info", "goed om te weten"), ("ok", "gelukt of geregeld"), ("warn", "let op"), ("bad", "belangrijk")],
        default="info",
        search_index=False,
    )
    text = blocks.RichTextBlock(label="Tekst", features=["bold", "link"])

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        return {"kind": value["kind"], "body": rendering.html(value["text"])}

    class Meta:
        icon = "info-circle"
        label = "Opvallend blok"
        description = "Eén mededeling die niemand mag missen."
        template = "components/callout.html"
        preview_value: ClassVar = {"kind": "info", "text": "<p>De stukken staan vanaf donderdag klaar.</p>"}


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    title = blocks.CharBlock(label="Vraag of kop", max_length=150)
    text = blocks.RichTextBlock(label="Antwoord", features=TEXT_FEATURES)

    class Meta:
        label = "Vraag"


class AccordionBlock(ComponentBlock):
    """Questions that open one by one."""

    items = blocks.ListBlock(QuestionBlock(), label="Vragen", min_num=1)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        entries = [{"title": item["title"], "body": rendering.html(item["text"])} for item in value["items"]]
        return {"items": entries, "level": rendering.level}

    class Meta:
        icon = "list-ul"
        label = "Uitklapvragen"
        description = "Vragen en antwoorden die de lezer openklapt. Verstop niet wat bijna iedereen moet lezen."
        template = "components/accordion.html"
        preview_value: ClassVar = {
            "items": [
                {"title": "Wie mag erbij zijn?", "text": "<p>Elk raadslid is welkom.</p>"},
                {"title": "Wat kost het?", "text": "<p>Niets.</p>"},
            ]
        }


class DataTableBlock(TypedTableBlock):
    """The cells of a table: text, formatted text or numbers."""

    text = blocks.CharBlock(label="Tekst", required=False)
    rich_text = blocks.RichTextBlock(label="Opgemaakte tekst", required=False, features=TEXT_FEATURES)
    number = blocks.DecimalBlock(label="Getal", required=False)

    class Meta:
        label = "Tabel"


class TableBlock(ComponentBlock):
    """A table with a caption, a head and, by choice, rows that have a name."""

    caption = blocks.CharBlock(label="Bijschrift", max_length=200, help_text="Wat laat de tabel zien?")
    note = blocks.CharBlock(label="Regel onder het bijschrift", required=False, max_length=200)
    row_headers = blocks.BooleanBlock(label="De eerste kolom benoemt de rij", required=False, default=True)
    table = DataTableBlock(label="Tabel")

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the table when a column has no name."""
        value = super().clean(value)
        if any(not str(column["heading"]).strip() for column in value["table"].columns):
            message = "Geef elke kolom een naam."
            raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(message)})
        return value

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        table: TypedTable = value["table"]
        named = bool(value["row_headers"])
        cells = ([cell_html(cell, rendering) for cell in row] for row in table.rows)
        rows = [explained_row(row, is_named=named) for row in cells if row]
        caption = value["caption"]
        return {
            "caption": rendering.numbers.table(caption) if rendering.numbers else caption,
            "note": value["note"],
            "row_headers": value["row_headers"],
            "head": [column["heading"] for column in table.columns],
            "rows": [{"header": row[0], "cells": row[1:]} for row in rows],
        }

    class Meta:
        icon = "table"
        label = "Tabel"
        description = "Gegevens in rijen en kolommen, met een bijschrift en namen boven de kolommen."
        template = "components/table.html"
        preview_value: ClassVar = {
            "caption": "Overleggen in het voorjaar",
            "note": "",
            "row_headers": True,
            "table": {
                "columns": [{"type": "text", "heading": "Overleg"}, {"type": "text", "heading": "Dag"}],
                "rows": [{"values": ["Wonen", "19 maart"]}, {"values": ["Sport", "2 april"]}],
            },
        }


def cell_html(cell: Any, rendering: Rendering) -> str:
    """A cell as the component prints it: rich text with its links resolved, numbers as Dutch writes them."""
    if isinstance(cell.block, blocks.RichTextBlock):
        return rendering.linked(cell.value)
    if isinstance(cell.block, blocks.DecimalBlock):
        return "" if cell.value is None else f"{cell.value:,}".translate(str.maketrans(",.", ".,"))
    return str(cell.value or "")
