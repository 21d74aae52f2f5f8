"""Blocks of an issue."""

from association.newsletters.blocks.issue import IssueBody

__all__ = ["IssueBody"]
