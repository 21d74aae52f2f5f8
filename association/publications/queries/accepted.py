"""Reads of what was adopted "toch, met reden": documents in force that not everybody can read."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, Subquery

from association.base.links import address_of
from association.base.queries import Viewer
from association.publications.queries.editions import ADOPTED, editions, first_open, shut_chapters


@dataclass(frozen=True)
class Accepted:
    """An edition in which something was left: what it is called, its address, why, and what, with how often."""

    title: str
    url: str
    reason: str
    tasks: tuple[tuple[str, int], ...]


def in_force() -> Any:
    """The editions that hold, one of each publication."""
    newer = editions().filter(publication=OuterRef("publication"), status=ADOPTED).order_by("-adopted_at", "-pk")
    return editions().filter(pk=Subquery(newer.values("pk")[:1])).defer("facts")


def with_problems(publications: Any) -> list[Any]:
    """The editions in force of some publications in which something was left to do, the newest first; one query."""
    found = in_force().filter(publication__in=publications).exclude(accepted=[])
    return list(found.select_related("publication").order_by("-dated", "-pk"))


def accepted_problems(viewer: Viewer) -> list[Accepted]:
    """What was left in the documents of a site that a viewer may read, and only in chapters that they get.

    Four queries, whatever their number. A document of which all that was left stands in other chapters is not named.
    """
    model: Any = apps.get_model("association", "PublicationPage")
    shown = model.objects.filter(viewer.visible(), path__startswith=viewer.site.root_page.path)
    found = with_problems(shown)
    variants: defaultdict[int, list[Any]] = defaultdict(list)
    rows: Any = apps.get_model("association", "EditionVariant").objects.filter(edition__in=found)
    for variant in rows.order_by("-position") if found else ():
        variants[variant.edition_id].append(variant)
    shut = shut_chapters([variant for every in variants.values() for variant in every], viewer)
    told = ((edition, first_open(variants[edition.pk], viewer, shut)) for edition in found)
    return [
        Accepted(
            f"{edition.title}, {edition.words}",
            address_of(edition.publication, viewer),
            " ".join(item.get("reason", "") for item in edition.accepted),
            tasks_in(edition, set(variant.chapters)),
        )
        for edition, variant in told
        if variant is not None and concerns(edition, set(variant.chapters))
    ]


def concerns(edition: Any, chapters: set[int]) -> bool:
    """Whether something was left in these chapters; a reason is about what its readers get, or it is not told."""
    return bool(tasks_in(edition, chapters))


def tasks_in(edition: Any, chapters: set[int]) -> tuple[tuple[str, int], ...]:
    """What was left in some chapters of an edition, in words with how often."""
    tasks = (task for item in edition.accepted for task in item.get("tasks", ()) if isinstance(task, dict))
    return tuple(Counter(first_sentence(task["text"]) for task in tasks if task["page"] in chapters).items())


def first_sentence(text: str) -> str:
    """What is wrong; what an editor can do about it stands behind it."""
    return f"{text.split('. ', maxsplit=1)[0].rstrip('.')}."
