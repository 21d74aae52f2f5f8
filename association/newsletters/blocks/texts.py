"""Blocks of an issue that say something themselves: text, headings, figures, tables, a button and who to ask."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks

from association.base.blocks import media, text
from association.base.blocks.base import ComponentBlock, Rendering
from association.base.blocks.choosers import PageChooser
from association.base.blocks.target import TargetBlock
from association.base.pictures import mail_picture
from association.base.rules.phones import phone_href
from association.newsletters.blocks.mailed import Mailed

MAIL_FEATURES = ["bold", "link", "ul", "ol"]


class MailedParagraph(Mailed, text.ParagraphBlock):
    """Running text."""

    part = "paragraph"

    def mail_variables(self, value: Any, rendering: Rendering) -> dict[str, Any] | None:
        """The text with its links."""
        return {"html": rendering.html(value)}

    class Meta:
        icon = "pilcrow"
        label = "Tekst"
        description = "Eigen tekst: alinea's en lijsten."
        preview_value = text.PREVIEW_TEXT


class MailedHeading(Mailed, text.HeadingBlock):
    """A heading."""

    part = "heading"

    class Meta:
        icon = "title"
        label = "Kop"
        description = "Een kop boven eigen tekst. Berichten uit de site hebben hun eigen kop."


class MailedFigure(Mailed, media.FigureBlock):
    """A picture as wide as the text."""

    part = "figure"

    def mail_variables(self, value: Any, rendering: Rendering) -> dict[str, Any] | None:
        """The picture (and its `image`) as mail programs show it; None for one that is not there."""
        if value["image"] is None or self.is_hidden(value, rendering):
            return None
        return {
            "image": value["image"],
            "picture": mail_picture(value["image"], "mail-figure", alt="" if value["decorative"] else None),
            "caption": value["caption"],
            "credit": value["image"].credit,
        }

    class Meta:
        icon = "image"
        label = "Afbeelding"
        description = "Een eigen beeld met bijschrift. Alleen een beeld dat iedereen mag zien, komt in de mail."


class MailedTable(Mailed, text.TableBlock):
    """A table."""

    part = "table"

    class Meta:
        icon = "table"
        label = "Tabel"
        description = "Gegevens in rijen en kolommen. Houd de tabel smal: veel lezers hebben een telefoon."


class ButtonBlock(Mailed, TargetBlock, ComponentBlock):
    """One thing to do: a button that leads to a page of the site or elsewhere."""

    part = "button"

    label = blocks.CharBlock(label="Woorden op de knop", max_length=60)
    page = PageChooser(label="Pagina", required=False)
    address = blocks.CharBlock(
        label="Of een adres", required=False, max_length=500, help_text="https://… of /pad/ op deze site"
    )

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """A button that leads nowhere for its reader."""
        return not media.target(value, rendering)

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """Words and address."""
        return {"label": value["label"], "url": media.target(value, rendering)}

    class Meta:
        icon = "link-external"
        label = "Knop"
        description = "Eén ding dat de lezer kan doen. Gebruik er liefst één per nummer."
        template = "components/button.html"
        preview_value: ClassVar = {"label": "Lees het openingsverhaal", "page": None, "address": "/nieuws/"}


class ContactBlock(Mailed, ComponentBlock):
    """Who to ask: a name with an address or a number."""

    part = "contact"

    title = blocks.CharBlock(label="Kop", max_length=100, default="Vragen?")
    name = blocks.CharBlock(label="Naam", max_length=120)
    role = blocks.CharBlock(label="Functie", max_length=120, required=False)
    email = blocks.EmailBlock(label="E-mailadres", required=False)
    phone = blocks.CharBlock(label="Telefoon", max_length=30, required=False)

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the address when there is no way to reach anybody."""
        value = super().clean(value)
        if not value["email"] and not value["phone"]:
            message = "Geef een e-mailadres of een telefoonnummer."
            raise blocks.StructBlockValidationError(block_errors={"email": ValidationError(message)})
        return value

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """As the component takes it."""
        return {**dict(value), "phone_href": phone_href(value["phone"] or ""), "level": rendering.level}

    class Meta:
        icon = "user"
        label = "Contact"
        description = "Bij wie de lezer terechtkan."
        template = "components/press_contact.html"
        preview_value: ClassVar = {
            "title": "Vragen?", "name": "Het bureau", "role": "", "email": "bureau@example.org", "phone": "",
        }  # fmt: skip
