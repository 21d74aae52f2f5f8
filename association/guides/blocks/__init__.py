"""The blocks of guides."""

from association.guides.blocks.body import GuideBody, questions_in
from association.guides.blocks.reading import Reader, hidden_fields, options, reader_now, reading_as

__all__ = ["GuideBody", "Reader", "hidden_fields", "options", "questions_in", "reader_now", "reading_as"]
