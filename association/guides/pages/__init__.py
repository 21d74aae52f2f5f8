"""The pages of guides: their overview, one per guide, and its steps."""

from association.guides.pages.guide import GuidePage
from association.guides.pages.index import GuideIndexPage
from association.guides.pages.step import GuideStepPage

__all__ = ["GuideIndexPage", "GuidePage", "GuideStepPage"]
