"""The demonstration's publications: what is not there yet is made, with its chapters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from association.base.models import Image
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from home.actions import SiteSetUp
from home.demonstration.bodies import one_line

Entry = dict[str, Any]
Made = list[tuple[Page, Entry]]


@dataclass(frozen=True)
class PublicationMaker:
    """Makes publications below the site's index. `image` gives the picture of a scene and a seed."""

    set_up: SiteSetUp
    image: Callable[[str, str], Image]

    def make(self, entries: list[Entry]) -> Made:
        """The publications that the site does not have, with their chapters: all still without text."""
        index = self.index()
        known = set(Page.objects.child_of(index).values_list("slug", flat=True))
        made: Made = []
        for entry in entries:
            if entry["slug"] not in known:
                made += self.make_publication(index, entry)
        return made

    def index(self) -> PublicationIndexPage:
        """The site's index of publications."""
        found: PublicationIndexPage = PublicationIndexPage.objects.child_of(self.set_up.home).get()
        return found

    def make_publication(self, index: PublicationIndexPage, entry: Entry) -> Made:
        """One publication and all below it."""
        page = PublicationPage(
            **stage_of(entry),
            title=entry["title"],
            slug=entry["slug"],
            summary=one_line(entry["summary"]),
            series=self.series(entry["series"]),
            year=entry["year"],
            term=entry.get("term", ""),
            reference_date=entry.get("reference_date"),
            image=self.picture(entry),
        )
        publication = index.add_child(instance=page)
        return [(publication, entry), *self.make_chapters(publication, entry["chapters"], entry)]

    def series(self, entry: Entry) -> PublicationSeries:
        """The series that a publication is a volume of."""
        found, _ = PublicationSeries.objects.get_or_create(
            association=self.set_up.association,
            name=entry["name"],
            defaults={"kind": entry["kind"], "audience": entry["audience"]},
        )
        return found

    def make_chapters(self, parent: Page, entries: list[Entry], publication: Entry) -> Iterator[tuple[Page, Entry]]:
        """The chapters below a publication or a chapter, and the parts of each: dated and live as it is."""
        portfolios = {item.slug: item for item in self.set_up.association.portfolios.all()}
        for entry in entries:
            page = ChapterPage(
                **stage_of(publication),
                title=entry["title"],
                slug=entry["slug"],
                summary=one_line(entry.get("summary", "")),
                numbering=entry.get("numbering", ChapterPage.Numbering.NUMBERED),
                portfolio=portfolios[entry["portfolio"]] if "portfolio" in entry else None,
                image=self.picture(entry),
            )
            chapter = parent.add_child(instance=page)
            self.restrict(chapter, entry.get("restricted_to", []))
            yield chapter, {"date": publication.get("date"), **entry}
            yield from self.make_chapters(chapter, entry.get("parts", []), publication)

    def picture(self, entry: Entry) -> Image | None:
        """The picture that an entry names, None when it names none."""
        if "scene" not in entry:
            return None
        seed: str = entry.get("seed") or entry["slug"]
        return self.image(entry["scene"], seed)

    def restrict(self, page: Page, roles: list[str]) -> None:
        """Keep a page for the association's groups with these roles; without any it stays public."""
        if not roles:
            return
        groups = Group.objects.filter(
            association_role__association=self.set_up.association, association_role__role__in=roles
        )
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.set(groups)


def stage_of(publication: Entry) -> dict[str, bool]:
    """Whether readers get a publication and all below it: a draft is for its writers alone."""
    draft = bool(publication.get("draft"))
    return {"live": not draft, "has_unpublished_changes": draft}
