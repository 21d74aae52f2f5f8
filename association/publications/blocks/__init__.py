"""Blocks of publications: all that a chapter may hold, and what documents still lack, in any text."""

from association.base.blocks.facts import register_fact_block
from association.publications.blocks.accepted import AcceptedBlock
from association.publications.blocks.chapter import ChapterBody, chapter_headings

__all__ = ["ChapterBody", "chapter_headings"]

register_fact_block("accepted_problems", AcceptedBlock)
