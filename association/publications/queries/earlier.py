"""What a chapter of an earlier volume said, heading by heading, as readers get it."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.utils.safestring import SafeString, mark_safe

from association.base.blocks.base import facts_on, load_body, render_body
from association.base.queries import Viewer
from association.publications.queries.chapters import chapters_of
from association.publications.queries.editions import latest_edition, variant_for

Texts = dict[str, SafeString]


def source_of(chapter: Any) -> Any:
    """The chapter that another was made from, or None; one query."""
    origins: Any = apps.get_model("association", "ChapterOrigin").objects
    origin = origins.select_related("source").filter(pk=chapter.pk).first()
    return origin.source if origin is not None else None


def earlier_texts(source: Any, viewer: Viewer, *, is_editor: bool = False) -> Texts:
    """The text of a chapter by the anchor of the heading above it ("" at the top), as the viewer gets it.

    As it was adopted, else as it was published; nothing of a chapter that the viewer may not see, or that is not
    public. `is_editor`: somebody who may change that chapter sees it whoever it is kept for. The number of queries does
    not depend on the number of blocks.
    """
    publication = source.publication
    edition = latest_edition(publication.pk)
    if edition is not None:
        variant = edition.variants.order_by("-position").first() if is_editor else variant_for(edition, viewer)
        article = variant.articles.filter(page_id_then=source.pk).first() if variant is not None else None
        return divided(article.html) if article is not None else {}
    shown = source.live if is_editor else source.pk in {page.pk for page in chapters_of(publication, viewer)}
    if not shown:
        return {}
    load_body(source, source.body)
    with facts_on(publication.reference_date):
        pieces = render_body(source.body, viewer)
    return divided(f'<div class="body-blocks">{"".join(pieces)}</div>')


def divided(html: str) -> Texts:
    """The blocks of a rendered chapter by the anchor of the heading above them; safe, for it was rendered by us."""
    document = BeautifulSoup(html, "html.parser")
    body = document.find(class_="body-blocks")
    found: dict[str, list[str]] = {}
    anchor = ""
    for child in body.find_all(recursive=False) if isinstance(body, Tag) else []:
        heading = child if child.name in {"h2", "h3", "h4"} else child.find(["h2", "h3", "h4"])
        if isinstance(heading, Tag) and is_place(child):
            anchor = str(heading.get("id") or "") or anchor_within(child)
            if "chapter-section" not in (child.get("class") or []):
                continue
            without_heading(child, heading)
        found.setdefault(anchor, []).append(str(quoted(child)))
    return {name: mark_safe("".join(pieces)) for name, pieces in found.items() if "".join(pieces)}


def is_place(child: Tag) -> bool:
    """Whether a block is a heading or a part with one: other blocks may have headings of their own inside."""
    classes = list(child.get("class") or [])
    return child.name in {"h2", "h3", "h4"} or bool({"heading", "chapter-section"} & set(classes))


def anchor_within(child: Tag) -> str:
    """The id of a place that stands around its heading."""
    named = child if child.get("id") else child.find(id=True)
    return str(named.get("id")) if isinstance(named, Tag) else ""


def without_heading(child: Tag, heading: Tag) -> None:
    """Take the heading of a part out of it: the new one stands beside it."""
    (heading.find_parent(class_="heading") or heading).decompose()


def quoted(child: Tag) -> Tag:
    """A block without ids, headings or links within itself: the page that it is shown on has its own."""
    for heading in child.find_all(["h2", "h3", "h4", "h5", "h6"]):
        heading.name = "strong"
    for element in [child, *child.find_all(id=True)]:
        del element["id"]
    for link in child.find_all("a", href=True):
        if str(link["href"]).startswith("#"):
            del link["href"]
    return child
