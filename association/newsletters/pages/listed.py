"""Issues as the archive lists them: each with a picture and a line of what it is about."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from association.base.context import Item
from association.base.models import Image
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer
from association.base.rules.summaries import summary_of
from association.news.pages import NewsPage
from association.newsletters.blocks.facts import public_images
from association.newsletters.pages.issue import NewsletterIssuePage

LONGEST_LINE = 160
KINDS = FIGURE, NEWS = "figure", "news"


def listed(pages: list[NewsletterIssuePage], viewer: Viewer) -> list[Item]:
    """Issues with `went_public` (NewsletterIndexPage.issues) in a list; a fixed number of queries."""
    pictures = pictures_of(pages, viewer)
    prefetch_renditions(pictures.values())
    return [
        replace(page.item(viewer, shape=""), picture=picture(pictures.get(page.pk), "card", alt=""), summary=line(page))
        for page in pages
    ]


def line(page: Any) -> str:
    """What an issue is about, in a line; empty for one that went to members alone, whose words are not public."""
    if not page.went_public:
        return ""
    own: str = page.preheader or page.summary
    return own or summary_of(unescape(strip_tags(page.opening)), LONGEST_LINE)


def pictures_of(pages: list[Any], viewer: Viewer) -> dict[int, Image]:
    """The picture of each issue by its number: its own, else the first in its content, else that of its series.

    Only those that everybody may see. At most four queries.
    """
    wanted = {page.pk: list(chosen_in(page)) for page in pages if not page.image_id}
    numbers = {kind: {key for chosen in wanted.values() for other, key in chosen if other == kind} for kind in KINDS}
    news = NewsPage.objects.viewable_by(viewer).filter(pk__in=numbers[NEWS]).select_related("image")
    found: dict[tuple[str, int], Image | None] = {(NEWS, item.pk): item.image for item in news.only("image")}
    found |= {(FIGURE, key): image for key, image in Image.objects.in_bulk(numbers[FIGURE]).items()}
    known = {
        page.pk: [page.image, *(found.get(key) for key in wanted.get(page.pk, ())), page.newsletter.banner]
        for page in pages
    }
    public = public_images(image for images in known.values() for image in images)
    first = {key: next((one for one in images if one and one.pk in public), None) for key, images in known.items()}
    return {key: image for key, image in first.items() if image is not None}


def chosen_in(page: Any) -> Iterator[tuple[str, int]]:
    """What an issue shows that may have a picture, in its order: figures of its own, if they are public, and pages."""
    for block in page.body.raw_data:
        if block["type"] == "figure" and page.went_public and block["value"].get("image"):
            yield FIGURE, block["value"]["image"]
        if block["type"] == "picks":
            for item in block["value"]["items"]:
                chosen = item["value"]
                if chosen["shown"] and chosen["picture"] and chosen["page"]:
                    yield NEWS, chosen["page"]
