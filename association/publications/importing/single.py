"""A document as the text of one page."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from association.publications.importing.blocks import pictures_of
from association.publications.importing.drafts import page_draft, report_of
from association.publications.importing.outline import page_plan
from association.publications.importing.pictures import Placing, place_pictures
from association.publications.importing.report import Report
from association.publications.importing.source import Source
from association.publications.importing.stored import Stored

LONGEST_TITLE = 255


@dataclass(frozen=True)
class SinglePage:
    """The title and the stored blocks (base.blocks.page.PageBody) of one page, and the report."""

    title: str
    blocks: list[Stored]
    report: Report


def read_as_page(*, source: Source, collection: Any, user: Any = None) -> SinglePage:
    """A document as the text of one page; pictures are stored in the collection, in the transaction of the caller.

    What PageBody asks for and the document does not say is filled in, and told as still to be done: captions and names
    of columns of tables.
    """
    plan = page_plan(source)
    title = plan.outline.title[:LONGEST_TITLE]
    placing = Placing(collection, source.name, user)
    try:
        with transaction.atomic():
            pictures = place_pictures(source, pictures_of(source.blocks), placing)
            draft = page_draft(title, plan, source, pictures)
            report = report_of(draft, plan, source)
    except BaseException:
        placing.forget()
        raise
    return SinglePage(title, draft.blocks, report)
