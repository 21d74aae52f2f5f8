"""Blocks of a portfolio page: one per year, with what was done and what is coming."""

from wagtail import blocks

TEXT = ["bold", "ul", "ol", "link", "document-link"]


class MomentBlock(blocks.StructBlock):
    """Something that happened, or will, on one day."""

    date = blocks.DateBlock(label="Dag")
    text = blocks.CharBlock(label="Wat", max_length=300)

    class Meta:
        label = "Moment"


class YearBlock(blocks.StructBlock):
    """A year of a portfolio: what was done, action points, dated moments and points of attention."""

    year = blocks.IntegerBlock(label="Jaar", min_value=1900, max_value=2200)
    did = blocks.RichTextBlock(label="Wat we deden", required=False, features=TEXT)
    actions = blocks.ListBlock(blocks.CharBlock(label="Actiepunt", max_length=300), label="Actiepunten", default=[])
    moments = blocks.ListBlock(MomentBlock(), label="Momenten", default=[])
    attention = blocks.ListBlock(blocks.CharBlock(label="Punt", max_length=300), label="Aandachtspunten", default=[])

    class Meta:
        icon = "date"
        label = "Jaar"
