"""The stream of an issue: what mail programs can show."""

from association.base.blocks import text
from association.base.blocks.page import AnchoredStream

MAIL_FEATURES = ["bold", "link", "ul", "ol"]


class IssueBody(AnchoredStream):
    """All blocks that an issue may hold; names are stored with the content and never change."""

    paragraph = text.ParagraphBlock(features=MAIL_FEATURES)

    class Meta:
        label = "Inhoud"
