"""All blocks that a step of a guide may hold."""

from typing import Any, ClassVar

from association.base.blocks.page import PageBody
from association.guides.blocks.own import OwnMunicipalityBlock, OwnPortfolioBlock
from association.guides.blocks.texts import ForRolesBlock, GuideChecklistBlock, GuideQuestionBlock, TipBlock

GROUP = "Startgids"


class GuideBody(PageBody):
    """What a page may hold, and what only guides have; names are stored with the content and never change."""

    tip = TipBlock(group=GROUP)
    question = GuideQuestionBlock(group=GROUP)
    own_municipality = OwnMunicipalityBlock(group=GROUP)
    own_portfolio = OwnPortfolioBlock(group=GROUP)
    for_roles = ForRolesBlock(group=GROUP)
    checklist = GuideChecklistBlock(group=GROUP)

    def places(self, child: Any) -> list[Any]:
        """Headings, also those inside a part for some readers."""
        if child.block_type != "for_roles":
            return super().places(child)
        return [item.value for item in child.value["body"] if item.block_type == "heading"]

    class Meta:
        label = "Inhoud"
        # Their anchors are fixed, so a step has one of each.
        block_counts: ClassVar = {"own_municipality": {"max_num": 1}, "own_portfolio": {"max_num": 1}}


def questions_in(body: Any) -> dict[int, int]:
    """The numbers of the questions of a step, from 1, by the identity of their value."""
    values = [child.value for child in body if child.block_type == "question"]
    return {id(value): number for number, value in enumerate(values, 1)}
