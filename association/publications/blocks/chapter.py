"""The text of a chapter: the blocks of every page, and the parts that a handover document has."""

from typing import Any, ClassVar

from django.template.loader import get_template
from django.utils.text import slugify
from wagtail import blocks

from association.base.blocks import media, text
from association.base.blocks.base import ComponentBlock, Rendering, render_children
from association.base.blocks.facts import fact_blocks
from association.base.blocks.page import AnchoredStream
from association.base.pictures import picture
from association.publications.rules import LONGEST_QUOTE

SHORT_TEXT = ["bold", "link", "document-link", "superscript", "subscript"]
UNDESCRIBED = "Afbeelding zonder beschrijving"


class ChapterHeadingBlock(text.HeadingBlock):
    """A heading at one of three levels."""

    text = blocks.CharBlock(label="Tekst", max_length=250)
    level = blocks.ChoiceBlock(
        label="Niveau",
        choices=[("2", "kop"), ("3", "tussenkop"), ("4", "kleine kop")],
        default="2",
        required=True,
        search_index=False,
    )

    class Meta:
        description = "Een kop in het hoofdstuk. Het adres blijft gelijk als u de woorden wijzigt."


class ChapterFigureBlock(media.FigureBlock):
    """A numbered picture; one without description is published, and stands on the list of what is still to be done."""

    def clean(self, value: Any) -> Any:
        """The value as it is."""
        return ComponentBlock.clean(self, value)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        found = super().variables(value, rendering)
        image = value["image"]
        if image and not value["decorative"] and not image.description.strip():
            found["picture"] = picture(image, "prose", alt=value["caption"] or UNDESCRIBED)
        return found


class ChapterTableBlock(text.TableBlock):
    """A numbered table; what it lacks stands on the list of what is still to be done."""

    caption = blocks.CharBlock(label="Bijschrift", max_length=200, required=False, help_text="Wat laat de tabel zien?")

    def clean(self, value: Any) -> Any:
        """The value as it is."""
        return ComponentBlock.clean(self, value)


class ChapterQuoteBlock(text.QuoteBlock):
    """A quotation; one that is too long stands on the list of what is still to be done."""

    text = blocks.TextBlock(label="Citaat", rows=3, help_text=f"Liefst hoogstens {LONGEST_QUOTE} woorden.")

    def clean(self, value: Any) -> Any:
        """The value as it is."""
        return ComponentBlock.clean(self, value)


class SourcesBlock(ComponentBlock):
    """The sources that numbers in the text point at: `#bron-1` is the first."""

    items = blocks.ListBlock(
        blocks.StructBlock([("text", blocks.RichTextBlock(label="Bron", features=SHORT_TEXT))], label="Bron"),
        label="Bronnen",
        min_num=1,
    )

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        entries = [
            {"anchor": rendering.anchor(f"bron-{number}"), "body": rendering.html(item["text"])}
            for number, item in enumerate(value["items"], start=1)
        ]
        level = min(rendering.shift + 2, text.LOWEST_LEVEL)
        return {"items": entries, "level": level, "anchor": rendering.anchor("bronnen")}

    class Meta:
        icon = "list-ol"
        label = "Bronnen en noten"
        description = "Genummerde bronnen en voetnoten, onderaan het hoofdstuk."
        template = "components/sources.html"
        preview_value: ClassVar = {"items": [{"text": "<p>Samenwerkingsagenda 2023–2027.</p>"}]}


class SignatureBlock(ComponentBlock):
    """Who signs a foreword."""

    name = blocks.CharBlock(label="Naam", max_length=150)
    role = blocks.CharBlock(label="Functie", max_length=150, required=False)
    place = blocks.CharBlock(label="Plaats en datum", max_length=150, required=False)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        return {name: value[name] for name in ("name", "role", "place")}

    class Meta:
        icon = "edit"
        label = "Ondertekening"
        description = "Wie een voorwoord of besluit ondertekent."
        template = "components/signature.html"
        preview_value: ClassVar = {"name": "Dagelijks Bestuur", "role": "", "place": "Assen, februari 2026"}


class FactBlock(blocks.StructBlock):
    """One fact beside its label."""

    label = blocks.CharBlock(label="Wat", max_length=60, help_text="Bijvoorbeeld: Voorzitter")
    name = blocks.CharBlock(label="Wie of wat", max_length=150)
    note = blocks.CharBlock(label="Erachter", max_length=150, required=False, help_text="wethouder van …")

    class Meta:
        label = "Feit"


class PortfolioHeadBlock(ComponentBlock):
    """Who leads a portfolio: at the top of its chapter."""

    facts = blocks.ListBlock(FactBlock(), label="Feiten", min_num=1, max_num=6)
    day = blocks.DateBlock(label="Samenstelling per", required=False)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        facts = [{"label": item["label"], "name": item["name"], "note": item["note"]} for item in value["facts"]]
        return {"facts": facts, "day": value["day"]}

    class Meta:
        icon = "group"
        label = "Kop van een portefeuille"
        description = "Voorzitter, commissie en vertegenwoordiger, met de dag waarop dat zo is."
        template = "components/portfolio_head.html"
        preview_value: ClassVar = {
            "facts": [{"label": "VNG-commissie", "name": "Zorg, Jeugd en Onderwijs", "note": ""}],
            "day": None,
        }


class InnerHeadingBlock(ChapterHeadingBlock):
    """A heading below the heading of a part."""

    level = blocks.ChoiceBlock(
        label="Niveau",
        choices=[("3", "tussenkop"), ("4", "kleine kop")],
        default="3",
        required=True,
        search_index=False,
    )


class SectionContent(AnchoredStream):
    """What may stand inside a part of a portfolio chapter."""

    paragraph = text.ParagraphBlock(features=text.TEXT_FEATURES)
    heading = InnerHeadingBlock()
    figure = ChapterFigureBlock()
    table = ChapterTableBlock()
    callout = text.CalloutBlock()
    quote = ChapterQuoteBlock()
    documents = media.DocumentsBlock()

    start_level = 2

    class Meta:
        label = "Tekst"
        required = False


class SectionBlock(ComponentBlock):
    """A part of a portfolio chapter: its heading, free text, and lists of its own.

    A subclass names its lists in `lists`: field and the words above it.
    """

    heading = blocks.CharBlock(label="Kop", max_length=150)
    anchor = blocks.CharBlock(
        label="Vast adres",
        required=False,
        max_length=80,
        search_index=False,
        help_text="Laat leeg: wij maken het en het blijft daarna gelijk.",
    )
    content = SectionContent(required=False, label="Tekst")

    lists: ClassVar[dict[str, str]] = {}
    is_section = True

    def clean(self, value: Any) -> Any:
        """The value with an anchor: made from the first wording, kept ever after."""
        value["anchor"] = slugify(value.get("anchor") or "") or slugify(value.get("heading") or "")[:80] or "deel"
        return super().clean(value)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        level = min(rendering.shift + 2, text.LOWEST_LEVEL)
        below = Rendering(
            rendering.viewer, rendering.links, level + 2, rendering.prefix, rendering.shift, rendering.numbers
        )
        return {
            "heading": value["heading"],
            "anchor": rendering.anchor(value["anchor"]),
            "level": level,
            "lower": min(level + 1, text.LOWEST_LEVEL),
            "content": render_children(value["content"], below),
            **{name: self.entries(name, value[name], rendering) for name in self.lists},
            "titles": self.lists,
        }

    def entries(self, name: str, items: Any, rendering: Rendering) -> list[Any]:
        """One of the part's lists, as its component shows it."""
        return list(items)


class ResultBlock(blocks.StructBlock):
    """Something that was achieved, or that is to happen."""

    when = blocks.CharBlock(label="Wanneer", max_length=60, required=False, help_text="Bijvoorbeeld: najaar 2025")
    text = blocks.RichTextBlock(label="Wat", features=SHORT_TEXT)

    class Meta:
        label = "Regel"


class DatedSectionBlock(SectionBlock):
    """A part with a list of dated lines."""

    def entries(self, name: str, items: Any, rendering: Rendering) -> list[Any]:
        """Dated lines with their text resolved; other lists as they are."""
        if not isinstance(self.child_blocks[name].child_block, ResultBlock):
            return list(items)
        return [{"date": item["when"], "text": rendering.html(item["text"])} for item in items]


class LookingBackBlock(DatedSectionBlock):
    """What had priority and what was achieved."""

    heading = blocks.CharBlock(label="Kop", max_length=150, default="Terugblik en resultaten")
    priorities = blocks.ListBlock(
        blocks.CharBlock(label="Prioriteit", max_length=250), label="Waar de aandacht lag", default=[]
    )
    results = blocks.ListBlock(ResultBlock(), label="Wat er bereikt is", default=[])

    lists: ClassVar = {"priorities": "Waar de aandacht lag", "results": "Wat er bereikt is"}

    class Meta:
        icon = "history"
        label = "Terugblik"
        description = "Waar de aandacht lag en wat er bereikt is."
        template = "components/section_looking_back.html"
        preview_value: ClassVar = {
            "heading": "Terugblik en resultaten",
            "anchor": "terugblik",
            "content": [],
            "priorities": ["Genoeg woningen voor starters"],
            "results": [{"when": "2025", "text": "<p>De woondeal is vernieuwd.</p>"}],
        }


class DossierBlock(blocks.StructBlock):
    """A dossier in a few words."""

    title = blocks.CharBlock(label="Dossier", max_length=150)
    state = blocks.ChoiceBlock(
        label="Stand",
        choices=[("current", "loopt"), ("achieved", "behaald"), ("ahead", "op komst")],
        default="current",
        search_index=False,
    )
    text = blocks.RichTextBlock(label="Waar het om gaat", features=text.TEXT_FEATURES)
    lead = blocks.CharBlock(label="Trekker", max_length=150, required=False)
    participants = blocks.CharBlock(label="Wie doen mee", max_length=200, required=False)
    since = blocks.CharBlock(label="Sinds", max_length=60, required=False)
    ask = blocks.CharBlock(label="Wat wordt gevraagd", max_length=250, required=False)

    class Meta:
        label = "Dossier"


class DossiersBlock(SectionBlock):
    """The dossiers that go on."""

    heading = blocks.CharBlock(label="Kop", max_length=150, default="Lopende dossiers en ontwikkelingen")
    dossiers = blocks.ListBlock(DossierBlock(), label="Dossiers", default=[])

    lists: ClassVar = {"dossiers": "Dossiers"}

    def entries(self, name: str, items: Any, rendering: Rendering) -> list[Any]:
        """Dossiers with their text resolved, their state, and an anchor that no rewording changes."""
        names = ("title", "state", "lead", "participants", "since", "ask")
        return [
            {
                **{key: child.value[key] for key in names},
                "body": rendering.html(child.value["text"]),
                "anchor": rendering.anchor(f"dossier-{child.id[:8]}" if child.id else ""),
            }
            for child in items.bound_blocks
        ]

    class Meta:
        icon = "folder-open-1"
        label = "Lopende dossiers"
        description = "Dossiers die doorlopen: stand, trekker en wat er gevraagd wordt."
        template = "components/section_dossiers.html"
        preview_value: ClassVar = {
            "heading": "Lopende dossiers en ontwikkelingen",
            "anchor": "dossiers",
            "content": [],
            "dossiers": [
                {
                    "title": "Energiehubs",
                    "state": "current",
                    "text": "<p>Bedrijven delen hun aansluiting.</p>",
                    "lead": "",
                    "participants": "",
                    "since": "2024",
                    "ask": "",
                }
            ],
        }


class SeatBlock(blocks.StructBlock):
    """Who represents the municipalities where."""

    body = blocks.CharBlock(label="Overleg of commissie", max_length=200)
    name = blocks.CharBlock(label="Wie", max_length=150, required=False, help_text="Leeg: nog niet bekend")
    note = blocks.CharBlock(label="Namens of als", max_length=150, required=False)

    class Meta:
        label = "Vertegenwoordiging"


def seat_table(seats: list[Any]) -> dict[str, Any]:
    """Head and rows of seats, as components/table.html shows them; the last column is there when somebody needs it."""
    noted = any(seat["note"] for seat in seats)
    nobody = get_template("components/empty_seat.html").render({"kind": "unknown"})
    rows = [
        {"header": seat["body"], "cells": [seat["name"] or nobody, *([seat["note"]] if noted else [])]}
        for seat in seats
    ]
    return {"head": ["Overleg", "Wie", *(["Namens of als"] if noted else [])], "rows": rows}


class CooperationBlock(SectionBlock):
    """With whom a portfolio works together, and who represents it where."""

    heading = blocks.CharBlock(label="Kop", max_length=150, default="Samenwerking en netwerk")
    representation = blocks.ListBlock(SeatBlock(), label="Vertegenwoordiging", default=[])
    questions = blocks.ListBlock(
        blocks.CharBlock(label="Vraag", max_length=250), label="Vragen die meer portefeuilles raken", default=[]
    )
    partners = blocks.ListBlock(blocks.CharBlock(label="Partner", max_length=200), label="Partners", default=[])
    networks = blocks.ListBlock(blocks.CharBlock(label="Netwerk", max_length=200), label="Netwerken", default=[])

    lists: ClassVar = {
        "representation": "Vertegenwoordiging",
        "questions": "Vragen die meer portefeuilles raken",
        "partners": "Partners",
        "networks": "Netwerken",
    }

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        found = super().variables(value, rendering)
        title = self.lists["representation"]
        numbered = rendering.numbers.table(title) if rendering.numbers and found["representation"] else title
        return {**found, "caption": numbered, **seat_table(found["representation"])}

    class Meta:
        icon = "link"
        label = "Samenwerking en netwerk"
        description = "Vertegenwoordiging, partners, netwerken en vragen die meer portefeuilles raken."
        template = "components/section_cooperation.html"
        preview_value: ClassVar = {
            "heading": "Samenwerking en netwerk",
            "anchor": "samenwerking",
            "content": [],
            "representation": [],
            "questions": [],
            "partners": ["Provincie Drenthe"],
            "networks": [],
        }


class LookingAheadBlock(DatedSectionBlock):
    """What comes, and when."""

    heading = blocks.CharBlock(label="Kop", max_length=150, default="Vooruitblik")
    steps = blocks.ListBlock(ResultBlock(), label="Wat eraan komt", default=[])

    lists: ClassVar = {"steps": "Wat eraan komt"}

    class Meta:
        icon = "date"
        label = "Vooruitblik"
        description = "Wat eraan komt en wanneer."
        template = "components/section_looking_ahead.html"
        preview_value: ClassVar = {
            "heading": "Vooruitblik",
            "anchor": "vooruitblik",
            "content": [],
            "steps": [{"when": "voorjaar 2026", "text": "<p>De raden stellen het plan vast.</p>"}],
        }


class FreeSectionBlock(SectionBlock):
    """A part with a heading of one's own."""

    class Meta:
        icon = "doc-empty"
        label = "Vrij deel"
        description = "Een deel met een eigen kop en vrije tekst."
        template = "components/section_free.html"
        preview_value: ClassVar = {"heading": "Goed om te weten", "anchor": "goed-om-te-weten", "content": []}


SECTIONS = ("looking_back", "dossiers", "cooperation", "looking_ahead", "free")


class ChapterBody(AnchoredStream):
    """All blocks that a chapter may hold; names are stored with the content and never change."""

    paragraph = text.ParagraphBlock(features=text.TEXT_FEATURES)
    heading = ChapterHeadingBlock()
    figure = ChapterFigureBlock()
    table = ChapterTableBlock()
    callout = text.CalloutBlock()
    quote = ChapterQuoteBlock()
    accordion = text.AccordionBlock()
    video = media.VideoBlock()
    documents = media.DocumentsBlock()
    links = media.LinkCardsBlock()
    sources = SourcesBlock()
    signature = SignatureBlock()
    portfolio_head = PortfolioHeadBlock(group="Portefeuille")
    looking_back = LookingBackBlock(group="Portefeuille")
    dossiers = DossiersBlock(group="Portefeuille")
    cooperation = CooperationBlock(group="Portefeuille")
    looking_ahead = LookingAheadBlock(group="Portefeuille")
    free = FreeSectionBlock(group="Portefeuille")

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), *fact_blocks()], **kwargs)

    def places(self, child: Any) -> list[Any]:
        """Headings, parts, and the headings inside parts."""
        if child.block_type not in SECTIONS:
            return super().places(child)
        inside = [item.value for item in child.value["content"] if item.block_type == "heading"]
        return [child.value, *inside]

    def level_of(self, child: Any) -> int | None:
        """A part stands at the level of a heading."""
        return 2 if child.block_type in SECTIONS else super().level_of(child)

    class Meta:
        label = "Inhoud"
        # Their anchors are fixed, so a chapter has one of each.
        block_counts: ClassVar = {"sources": {"max_num": 1}, "portfolio_head": {"max_num": 1}}


def chapter_headings(body: Any) -> list[dict[str, str]]:
    """Titles and anchors of the main headings and parts of a chapter."""
    found = []
    for child in body:
        if child.block_type in SECTIONS:
            found.append({"title": child.value["heading"], "anchor": child.value["anchor"]})
        elif child.block_type == "heading" and str(child.value["level"]) == "2":
            found.append({"title": child.value["text"], "anchor": child.value["anchor"]})
    return found
