"""For whom files of a publication are made: one reader for each distinct set of what somebody may see of it."""

from collections.abc import Callable, Iterator
from typing import Any

from association.base.queries import Restriction, Viewer
from association.publications.pages import Selected, WholeText


def variants(
    publication: WholeText,
    prepare: Callable[[Viewer], tuple[WholeText, Any]] | None = None,
    selected: Selected | None = None,
) -> list[Viewer]:
    """The readers, the one who may see least first; none when nobody may see the publication.

    Two readers who see the same chapters, the same collections of files and the same linked pages count as one.
    `prepare` gives the publication as a viewer is to get it, and the edition that is made of it. Of chapters that were
    `selected` only readers count who may see them all.
    """
    found: list[Viewer] = []
    known: set[tuple[tuple[int, ...], tuple[str, ...], tuple[int, ...]]] = set()
    for viewer in readers(publication):
        # Read anew for each: what one viewer may see of it must not stay on the page for the next.
        page, edition = (
            prepare(viewer) if prepare else (type(publication)._default_manager.get(pk=publication.pk), None)
        )
        if not viewer.may_view(publication):
            continue
        document = page.document(viewer, edition, selected)
        chapters = tuple(chapter.entry.page.pk for chapter in document.chapters)
        if selected is not None and selected.parts != set(chapters):
            continue
        sight = chapters, viewer.hidden_collections, document.linked
        if sight not in known:
            known.add(sight)
            found.append(viewer)
    return found


def readers(publication: WholeText) -> Iterator[Viewer]:
    """Everybody for whom it may differ: the public, who has an account, the members of each group, and who has all."""
    site = publication.get_site()
    if site is None:
        return
    public = Viewer.anonymous(site)
    yield public
    touching = [item for item in public.restrictions if touches(item, publication)]
    passed = {item.id for item in touching if item.kind == "password"}
    groups = sorted({group for item in touching for group in item.groups} | public.collection_groups)
    if passed:
        yield Viewer(site=site, passed=passed)
    if touching or public.hidden_collections:
        yield Viewer.for_groups(site, ())
    for group in groups:
        yield Viewer.for_groups(site, {group})
    if groups or passed:
        yield Viewer.for_groups(site, groups, passed=passed)


def touches(restriction: Restriction, publication: WholeText) -> bool:
    """Whether a privacy setting lies above the publication, on it, or on something in it."""
    return publication.path.startswith(restriction.path) or restriction.path.startswith(publication.path)
