"""Every component once, in the order of the gallery. Parts that live inside one other component are left out."""

from home.gallery.example import Example
from home.gallery.examples_activities import ACTIVITY_EXAMPLES
from home.gallery.examples_agenda import AGENDA_EXAMPLES
from home.gallery.examples_calendars import CALENDAR_EXAMPLES
from home.gallery.examples_forms import FORM_EXAMPLES
from home.gallery.examples_frame import FRAME_EXAMPLES
from home.gallery.examples_glossary import GLOSSARY_EXAMPLES
from home.gallery.examples_guides import GUIDE_EXAMPLES
from home.gallery.examples_lists import LIST_EXAMPLES
from home.gallery.examples_portfolios import PORTFOLIO_EXAMPLES
from home.gallery.examples_publications import PUBLICATION_EXAMPLES
from home.gallery.examples_register import REGISTER_EXAMPLES
from home.gallery.examples_text import TEXT_EXAMPLES

EXAMPLES: tuple[Example, ...] = (
    *FRAME_EXAMPLES,
    *LIST_EXAMPLES,
    *TEXT_EXAMPLES,
    *PUBLICATION_EXAMPLES,
    *FORM_EXAMPLES,
    *REGISTER_EXAMPLES,
    *PORTFOLIO_EXAMPLES,
    *ACTIVITY_EXAMPLES,
    *AGENDA_EXAMPLES,
    *CALENDAR_EXAMPLES,
    *GLOSSARY_EXAMPLES,
    *GUIDE_EXAMPLES,
)
PARTS = frozenset({"chapter_section_list", "form_field_notes", "side_navigation_list", "structure_list"})
