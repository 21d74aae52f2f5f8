"""Blocks of text in a guide: a tip, a question, a list to tick off, and what is for some readers."""

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks

from association.base.blocks import media, text
from association.base.blocks.base import ComponentBlock, Rendering, render_children
from association.base.blocks.facts import fact_blocks
from association.base.blocks.page import AnchoredStream
from association.guides.blocks.reading import Reader, hidden_fields, reader_now
from association.guides.rules import ANSWER, ROLES, in_a_row

MOST_OPTIONS = 5
TIP_TITLES = {
    "raad": "Wat uw raad hiermee kan",
    "college": "Wat uw college hiermee kan",
    "raad of college": "Wat uw raad of college hiermee kan",
}


class TipBlock(ComponentBlock):
    """What a council or board can do with what was just told."""

    title = blocks.CharBlock(
        label="Kop",
        max_length=100,
        required=False,
        help_text="Leeg: “Wat uw raad hiermee kan”, of “uw college” voor een wethouder of burgemeester.",
    )
    text = blocks.RichTextBlock(label="Tekst", features=text.TEXT_FEATURES)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        title = value["title"] or TIP_TITLES[reader_now().choice.reads_for]
        return {"title": title, "body": rendering.html(value["text"])}

    class Meta:
        icon = "help"
        label = "Wat kan uw raad hiermee"
        description = "Een tip: wat de lezer met deze stap kan doen."
        template = "components/tip.html"
        preview_value: ClassVar = {"title": "", "text": "<p>Vraag vóór elk overleg wat de inzet is.</p>"}


class OptionBlock(blocks.StructBlock):
    """A possible answer, with why it is right or not."""

    text = blocks.CharBlock(label="Antwoord", max_length=200, search_index=False)
    explanation = blocks.TextBlock(
        label="Uitleg", rows=2, max_length=600, search_index=False, help_text="Waarom dit klopt, of waarom niet."
    )
    right = blocks.BooleanBlock(label="Dit klopt", required=False)

    class Meta:
        label = "Mogelijk antwoord"


class GuideQuestionBlock(ComponentBlock):
    """A question with an answer that explains; nothing is counted."""

    text = blocks.CharBlock(label="Vraag", max_length=200)
    options = blocks.ListBlock(OptionBlock(), label="Antwoorden", min_num=2, max_num=MOST_OPTIONS)

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the options when none of them is right."""
        value = super().clean(value)
        if not any(option["right"] for option in value["options"]):
            message = "Vink bij minstens één antwoord aan dat het klopt."
            raise blocks.StructBlockValidationError(block_errors={"options": ValidationError(message)})
        return value

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        reader = reader_now()
        number = reader.questions.get(id(value), 1)
        chosen = reader.answers.get(number, 0)
        entries = [
            {
                "text": option["text"],
                "explanation": option["explanation"],
                "right": option["right"],
                "chosen": place == chosen,
                "value": f"{number}-{place}",
            }
            for place, option in enumerate(value["options"], 1)
        ]
        return {
            "text": value["text"],
            "options": entries,
            "anchor": rendering.anchor(f"vraag-{number}"),
            "answered": 0 < chosen <= len(entries),
            "whole": reader.is_whole,
            "action": f"{reader.here}#vraag-{number}",
            "hidden": [*hidden_fields(reader), *others(reader, number)],
            "again_url": f"{reader.here}{reader.choice.query}#vraag-{number}",
            "level": rendering.level,
        }

    class Meta:
        icon = "help"
        label = "Vraag met uitleg"
        description = "Een vraag met een paar antwoorden. De lezer krijgt uitleg, geen punten."
        template = "components/quiz.html"
        preview_value: ClassVar = {
            "text": "Wanneer heeft een vraag het meeste effect?",
            "options": [
                {"text": "Vóór het overleg", "explanation": "Dan ligt de inzet nog open.", "right": True},
                {"text": "Erna", "explanation": "Dan is het besluit al genomen.", "right": False},
            ],
        }


def others(reader: Reader, number: int) -> list[tuple[str, str]]:
    """The answers to other questions of the page, as a form sends them along."""
    return [(ANSWER, f"{other}-{chosen}") for other, chosen in sorted(reader.answers.items()) if other != number]


class GuideChecklistBlock(ComponentBlock):
    """Things to do, which a reader can tick off on the own device."""

    title = blocks.CharBlock(label="Kop", max_length=100, required=False)
    items = blocks.ListBlock(blocks.CharBlock(label="Punt", max_length=200), label="Punten", min_num=1)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        return {"title": value["title"], "items": list(value["items"]), "level": rendering.level}

    class Meta:
        icon = "tasks"
        label = "Afvinklijst"
        description = "Een lijstje om te doen. Vinkjes blijven op het apparaat van de lezer."
        template = "components/checklist.html"
        preview_value: ClassVar = {
            "title": "Doe dit deze week",
            "items": ["Bel de griffier", "Zet de data in uw agenda"],
        }


class RoleContent(AnchoredStream):
    """What may stand inside a part for some readers."""

    paragraph = text.ParagraphBlock(features=text.TEXT_FEATURES)
    heading = text.HeadingBlock()
    figure = media.FigureBlock()
    table = text.TableBlock()
    callout = text.CalloutBlock()
    quote = text.QuoteBlock()
    accordion = text.AccordionBlock()
    documents = media.DocumentsBlock()
    links = media.LinkCardsBlock()
    tip = TipBlock()
    checklist = GuideChecklistBlock()

    start_level = 2

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), *fact_blocks()], **kwargs)

    class Meta:
        label = "Inhoud"


class ForRolesBlock(ComponentBlock):
    """A part for some readers: others do not see it, and without a role it says for whom it is."""

    roles = blocks.MultipleChoiceBlock(label="Voor wie", choices=list(ROLES.items()), search_index=False)
    body = RoleContent(label="Inhoud")

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """For who chose another role, unless all is shown."""
        reader = reader_now()
        return bool(reader.choice.role) and not reader.is_whole and reader.choice.role not in value["roles"]

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        reader = reader_now()
        is_own = reader.choice.role in value["roles"] and not reader.is_whole
        below = replace(rendering, level=3 + rendering.shift)
        return {
            "label": "" if is_own else role_words(value["roles"]),
            "blocks": render_children(value["body"], below, before=rendering),
        }

    class Meta:
        icon = "user"
        label = "Alleen voor een rol"
        description = "Tekst die alleen raadsleden, wethouders, burgemeesters of griffiers zien."
        template = "components/for_roles.html"
        preview_value: ClassVar = {"roles": ["wethouder"], "body": [{"type": "paragraph", "value": text.PREVIEW_TEXT}]}


def role_words(roles: list[str]) -> str:
    """For whom a part is: "Voor wethouder en burgemeester"."""
    return f"Voor {in_a_row([code for code in ROLES if code in roles])}"
