"""Blocks of the site settings: menu, footer and social channels. They render nothing themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from association.base.rules.addresses import is_usable_address

CHANNELS = [
    ("linkedin", "LinkedIn"),
    ("mastodon", "Mastodon"),
    ("bluesky", "Bluesky"),
    ("instagram", "Instagram"),
    ("youtube", "YouTube"),
]


class LinkBlock(blocks.StructBlock):
    """A word that leads to a page, or to an address such as `/sitemap/`."""

    label = blocks.CharBlock(label="Woord", max_length=40)
    page = blocks.PageChooserBlock(label="Pagina", required=False)
    address = blocks.CharBlock(
        label="Of een adres", required=False, max_length=300, help_text="https://… of /pad/ op deze site"
    )

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the address when there is no usable target."""
        value = super().clean(value)
        if not value["page"] and not is_usable_address(value["address"] or ""):
            message = "Kies een pagina, of geef een adres dat met https:// of / begint."
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return value

    class Meta:
        icon = "link"
        label = "Link"


class FooterGroupBlock(blocks.StructBlock):
    """A heading in the footer with its links."""

    title = blocks.CharBlock(label="Kop", max_length=40)
    links = blocks.ListBlock(LinkBlock(), label="Links", min_num=1, max_num=6)

    class Meta:
        icon = "list-ul"
        label = "Groep"


class SocialBlock(blocks.StructBlock):
    """A channel of the association elsewhere; a plain link, never a widget."""

    kind = blocks.ChoiceBlock(label="Kanaal", choices=CHANNELS)
    address = blocks.URLBlock(label="Adres")

    class Meta:
        icon = "site"
        label = "Kanaal"
