"""Blocks of the home page: the doors under the hero and the links around it."""

from wagtail import blocks

from association.base.blocks.settings import LinkBlock

TASK_ICONS = [
    ("users", "mensen"), ("calendar-event", "agenda"), ("book", "boek"), ("flag", "vlag"), ("news", "nieuws"),
    ("checklist", "lijst"), ("building-community", "buurt"), ("messages", "gesprek"), ("map-2", "kaart"),
    ("mail", "brief"), ("rss", "feed"), ("phone", "telefoon"),
]  # fmt: skip


class TaskBlock(LinkBlock):
    """One of the three doors: an icon, a few words and one line of help."""

    icon = blocks.ChoiceBlock(label="Pictogram", choices=TASK_ICONS, default="users")
    text = blocks.CharBlock(label="Uitleg", max_length=90, required=False)

    class Meta:
        icon = "link"
        label = "Taak"


class ActionBlock(LinkBlock):
    """A link with an optional icon."""

    icon = blocks.ChoiceBlock(label="Pictogram", choices=TASK_ICONS, required=False)

    class Meta:
        icon = "link"
        label = "Link"
