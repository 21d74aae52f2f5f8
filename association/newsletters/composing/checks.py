"""What there is to mend in an issue before it is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from association.base.rules.brands import problems
from association.base.rules.text import is_blank
from association.newsletters.blocks.facts import public_images
from association.newsletters.composing.rendering import RenderedIssue, audiences_of, words_of
from association.newsletters.models import MailingList
from association.newsletters.rules.variants import Variant
from association.quality.actions import content_of, dead_links, notes_for
from association.quality.queries import PRIVATE
from association.quality.rules.checks import KINDS

# Gmail cuts off what is longer than 102 KB; what mail servers add needs room.
LARGEST = 90_000
STOPS = frozenset({"picture", "heading_empty"})
ASKED = ("picture", "heading_order", "heading_empty", "link_text", "table_headers", "table_caption", "file_link")


@dataclass(frozen=True)
class Finding:
    """Something to mend, in Dutch; `stops` when the issue cannot be sent with it."""

    text: str
    advice: str = ""
    stops: bool = False


def findings(issue: RenderedIssue, lists: list[MailingList], variants: Iterable[Variant]) -> list[Finding]:
    """All that there is to mend, what stops the sending first."""
    found = [
        *whole(issue, lists),
        *sizes(variants),
        *quality(issue.page),
        *pictures(issue),
        *audience(issue, lists),
        *contrast(issue),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.stops)


def whole(issue: RenderedIssue, lists: list[MailingList]) -> Iterator[Finding]:
    """What every mail needs: a subject, something to read, and somebody to read it."""
    page = issue.page
    if is_blank(page.title):
        yield Finding("De mail heeft geen onderwerp.", "Geef het nummer een onderwerp.", stops=True)
    if not page.body and is_blank(page.opening):
        yield Finding("Er staat nog niets in het nummer.", "Schrijf een opening of kies berichten.", stops=True)
    if not lists:
        yield Finding("Er is nog geen verzendlijst gekozen.", "Kies hieronder aan wie dit nummer gaat.", stops=True)
    if not page.preheader:
        yield Finding("De regel na het onderwerp is leeg.", "Mailprogramma's tonen nu de eerste woorden van de mail.")


def sizes(variants: Iterable[Variant]) -> Iterator[Finding]:
    """A mail that mail programs would cut off."""
    largest = max((len(variant.html.encode()) for variant in variants), default=0)
    if largest > LARGEST:
        text = f"De mail is {round(largest / 1000)} kB groot; mailprogramma's kappen haar dan af."
        yield Finding(text, f"Haal berichten weg, tot hoogstens {LARGEST // 1000} kB.", stops=True)


def quality(page: Any) -> Iterator[Finding]:
    """What the site asks of every text, as far as it matters in a mail; and links that lead nowhere."""
    content = content_of(page)
    for note in notes_for(page, content):
        if note.code in ASKED:
            yield Finding(f"{note.detail}.", KINDS[note.code].advice, stops=note.code in STOPS)
    for lead, why in dead_links(page, content):
        # A private page is something else for each list: see `audience`.
        if why != PRIVATE:
            where = lead.address or title_of(lead.page)
            yield Finding(f"Een link leidt nergens heen: {where}. {why}.", "Kies een andere pagina, of haal haar weg.")


def title_of(number: int | None) -> str:
    """The title of a page that an editor chose, as the admin has it."""
    page = Page.objects.filter(pk=number).only("title", "draft_title").first()
    return str(page.draft_title or page.title) if page is not None else "een pagina die er niet meer is"


def pictures(issue: RenderedIssue) -> Iterator[Finding]:
    """Pictures that not everybody may see, which no mail program can fetch."""
    chosen = [*issue.images, issue.banner_image]
    public = public_images(chosen)
    for image in {image.pk: image for image in chosen if image is not None and image.pk not in public}.values():
        yield Finding(f"Het beeld '{image.title}' is besloten en komt niet in de mail.", "Kies een openbaar beeld.")


def audience(issue: RenderedIssue, lists: list[MailingList]) -> Iterator[Finding]:
    """Pages that an issue names or links to and that the readers of a list may not see."""
    numbers = {link.page for link in content_of(issue.page).links if link.page is not None}
    pages = list(Page.objects.filter(pk__in=numbers, live=True)) if numbers else []
    for groups, own in audiences_of(lists).items():
        viewer = issue.viewer(groups)
        for page in pages if own else ():
            if not viewer.may_view(page):
                yield Finding(
                    f"'{page.title}' is besloten voor {words_of(own)}.", "Zij krijgen dit bericht of deze link niet."
                )


def contrast(issue: RenderedIssue) -> Iterator[Finding]:
    """Colours of the brand that lie too close together."""
    brand = issue.settings.brand
    for problem in [*problems(brand.light), *problems(brand.dark)] if brand is not None else []:
        yield Finding(str(problem), "Wijzig de kleuren bij Instellingen, Huisstijl.")
