"""What a reader takes along of some steps of a guide: which steps, for whom, and how far their files are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from association.base.queries import Viewer
from association.guides.blocks import Reader
from association.guides.rules import STEP, in_a_row
from association.publications.models import Excerpt, FileKind
from association.publications.pages import Selected
from association.publications.pages.offers import file_words, offer
from association.publications.queries import excerpt_of, files_of_excerpt
from association.publications.rules.excerpts import excerpt_key

FILES, PLACE = "bestanden", "bestanden"
TITLES = {
    FileKind.PDF: "Pdf om te lezen of af te drukken",
    FileKind.EPUB: "EPUB voor e-reader en telefoon",
    FileKind.HTML: "Eén bestand om zonder internet te lezen",
}
NOT_MADE = "Het maken van de bestanden is niet gelukt. Probeer het over een kwartier opnieuw, of druk deze pagina af."


@dataclass(frozen=True)
class Taken:
    """Some steps of a guide, as a viewer may see them and as a reader chose to read them.

    The files hold what the page with these steps shows: the chosen steps with their own numbers, the facts of the
    reader's municipality and portfolio as they were that day, and what is for one role with the words for whom. Links
    in them lead without the reader's choice. With a municipality or portfolio they are of one day; without, they hold
    until the guide changes.
    """

    guide: Any
    viewer: Viewer
    reader: Reader
    steps: Sequence[Any]
    chosen: Sequence[Any]

    @property
    def selected(self) -> Selected:
        """The steps and the choice, as the worker gets them."""
        return Selected(frozenset(step.pk for step in self.chosen), urlencode(self.reader.choice.pairs))

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole guide, of which there are files already."""
        return len(self.chosen) == len(self.steps) and not self.reader.choice.pairs

    @property
    def day(self) -> date | None:
        """The day of the facts that the reader's choice brings along."""
        return timezone.localdate() if self.reader.town or self.reader.portfolio else None

    @property
    def query(self) -> str:
        """What stands behind the address of these steps."""
        return f"?{urlencode([*self.reader.choice.pairs, *((STEP, step.slug) for step in self.chosen)])}"

    @property
    def file_name(self) -> str:
        """What the files are called, without what says of which kind they are: "nieuw-in-de-raad-stap-2-5"."""
        numbers = [str(number) for number, step in enumerate(self.steps, 1) if step in self.chosen]
        return "-".join([self.guide.slug, STEP, *numbers])

    @cached_property
    def excerpt(self) -> Excerpt | None:
        """What was asked for; one query."""
        selected = self.selected
        found: Excerpt | None = excerpt_of(self.guide, excerpt_key(selected.parts, selected.choice, self.day))
        return found

    @cached_property
    def files(self) -> list[Any]:
        """The files for this viewer, as far as they are made; at most two queries."""
        return files_of_excerpt(self.excerpt, self.viewer, self.steps) if self.excerpt else []

    def context(self, whole: str, told: str) -> dict[str, Any]:
        """What components/file_request.html shows; `whole` is the address of the whole guide on one page."""
        state = self.excerpt.state if self.excerpt else ""
        ends = state in {Excerpt.State.DONE, Excerpt.State.FAILED}
        many = len(self.chosen) > 1
        return {
            "title": f"Deze {len(self.chosen)} stappen meenemen" if many else "Deze stap meenemen",
            "anchor": PLACE,
            "items": [
                {
                    **offer(file.kind, whole, file_words(file.kind, file.size, file.pages)),
                    "title": TITLES[FileKind(file.kind)],
                    "url": f"{whole.rstrip('/')}.{file.kind}{self.query}",
                }
                for file in self.files
            ],
            "waits": bool(state) and not ends,
            "problem": told or (NOT_MADE if ends and not self.files else ""),
            "what": "deze stappen" if many else "deze stap",
            "action": f"{whole}{FILES}/{self.query}",
            "check_url": f"{whole}{self.query}#{PLACE}",
        }


def steps_in_words(numbers: Sequence[str], count: int, reader: Reader) -> str:
    """Which steps stand in a file, and for whom: "stap 2 en 5 van de 7, voor een raadslid in Emmen"."""
    found = f"stap {in_a_row(numbers)} van de {count}"
    words = reader.words if reader.choice.role else f"lezer {reader.words}"
    return f"{found}, voor een {words}" if reader.words else found
