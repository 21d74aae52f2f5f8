"""Blocks of meetings and events: what is on the agenda with its papers, and what is on the programme."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from association.base.blocks.choosers import DocumentChooser
from association.memberships.blocks import PersonChooser

TEXT: list[str] = ["bold", "link", "ul", "ol"]
GOALS = [("inform", "informeren"), ("discuss", "bespreken"), ("decide", "besluiten")]
MOST_PLACES = 10_000


class PaperBlock(blocks.StructBlock):
    """A paper: a file, with its own words where the name of the file says too little."""

    document = DocumentChooser(label="Bestand")
    # Not in the index of words: the name of a closed paper would be found there.
    title = blocks.CharBlock(
        label="Naam", required=False, max_length=150, help_text="Leeg: de titel van het bestand.", search_index=False
    )

    class Meta:
        icon = "doc-full"
        label = "Stuk"


class AgendaItemBlock(blocks.StructBlock):
    """Something on the agenda of a meeting; its number follows from its place."""

    title = blocks.CharBlock(label="Onderwerp", max_length=200)
    goal = blocks.ChoiceBlock(label="Doel", choices=GOALS, default="inform")
    lead = PersonChooser(label="Wie leidt het in", required=False)
    lead_label = blocks.CharBlock(
        label="Of in woorden", required=False, max_length=120, help_text="Zoals: het bureau, of de provincie."
    )
    text = blocks.RichTextBlock(label="Toelichting", required=False, features=TEXT)
    papers = blocks.ListBlock(PaperBlock(), label="Stukken", default=[], collapsed=True)
    decision = blocks.RichTextBlock(
        label="Besluit", required=False, features=TEXT, help_text="Na de vergadering in te vullen."
    )

    class Meta:
        icon = "list-ol"
        label = "Agendapunt"
        label_format = "{title}"


class SessionBlock(blocks.StructBlock):
    """One of the sessions that are held at the same time; who signs up chooses one per round."""

    title = blocks.CharBlock(label="Titel", max_length=150)
    text = blocks.RichTextBlock(label="Waar gaat het over", required=False, features=TEXT)
    speakers = blocks.CharBlock(label="Wie verzorgt de sessie", required=False, max_length=200)
    room = blocks.CharBlock(label="Zaal", required=False, max_length=80)
    capacity = blocks.IntegerBlock(
        label="Aantal plaatsen", required=False, min_value=1, max_value=MOST_PLACES, help_text="Leeg: geen grens."
    )

    class Meta:
        icon = "group"
        label = "Sessie"
        label_format = "{title}"


class RoundBlock(blocks.StructBlock):
    """A part of the programme: from when until when, and what is held then; several sessions at once is a choice."""

    start = blocks.TimeBlock(label="Van")
    end = blocks.TimeBlock(label="Tot", required=False)
    title = blocks.CharBlock(label="Onderdeel", max_length=150)
    text = blocks.RichTextBlock(label="Toelichting", required=False, features=TEXT)
    sessions = blocks.ListBlock(SessionBlock(), label="Sessies tegelijk", default=[], collapsed=True)

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the end when it is not after the start."""
        cleaned = super().clean(value)
        if cleaned["end"] and cleaned["end"] <= cleaned["start"]:
            message = "Het einde ligt niet na het begin."
            raise blocks.StructBlockValidationError(block_errors={"end": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "time"
        label = "Onderdeel van het programma"
        label_format = "{start} {title}"
