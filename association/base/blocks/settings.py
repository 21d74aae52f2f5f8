"""Blocks of the site settings: menu, footer and social channels. They render nothing themselves."""

from wagtail import blocks

from association.base.blocks.target import TargetBlock

CHANNELS = [
    ("linkedin", "LinkedIn"),
    ("mastodon", "Mastodon"),
    ("bluesky", "Bluesky"),
    ("instagram", "Instagram"),
    ("youtube", "YouTube"),
]


class LinkBlock(TargetBlock):
    """A word that leads to a page, or to an address such as `/sitemap/`."""

    label = blocks.CharBlock(label="Woord", max_length=40)
    page = blocks.PageChooserBlock(label="Pagina", required=False)
    address = blocks.CharBlock(
        label="Of een adres", required=False, max_length=300, help_text="https://… of /pad/ op deze site"
    )

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
