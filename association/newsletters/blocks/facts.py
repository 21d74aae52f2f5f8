"""Blocks of an issue that show what stands on the site: chosen pages, changes of seats, open seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from wagtail import blocks
from wagtail.models import Page

from association.base.blocks.base import FactBlock, Rendering
from association.base.blocks.choosers import PageChooser
from association.base.links import address_of
from association.base.models import Image
from association.base.pictures import load_images, mail_picture, picture, prefetch_renditions
from association.base.queries import Viewer, viewable_pages
from association.memberships.blocks.place import Place, place_of
from association.memberships.pages.vacancies import open_seats
from association.memberships.queries import SeatRow, memberships, shown_to
from association.news.pages import NewsPage
from association.newsletters.blocks.issue_day import issue_day, issue_moment
from association.newsletters.blocks.mailed import Mailed
from association.people.rules import OFFICES

FOR_MEMBERS = "Dit bericht is alleen voor leden."
MOST_LINES = 20


@dataclass(frozen=True)
class Entry:
    """One item of an issue: a page, a seat or a vacancy. Without address it is a teaser of what is not for all."""

    title: str
    url: str = ""
    kind: str = ""
    text: str = ""
    image: Image | None = None


@dataclass(frozen=True)
class Group:
    """Items below a heading, in their order; `withheld` is what the public may know of items that are not for it."""

    title: str
    items: tuple[Entry, ...] = ()
    withheld: tuple[str, ...] = ()


class GroupBlock(Mailed, FactBlock):
    """A heading with items below it."""

    part = "group"
    is_section = True
    day = None

    def shown(self, fact: Group) -> dict[str, Any]:
        """As the component on the site takes it."""
        items = [
            {"title": item.title, "url": item.url, "kind": item.kind, "text": item.text,
             "picture": picture(item.image, "thumb", alt="")}
            for item in fact.items
        ]  # fmt: skip
        return {"title": fact.title, "items": items, "withheld": fact.withheld}

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """Whether there is nothing to show, not even a teaser."""
        fact: Group | None = self.fact(value, rendering)
        return fact is None or not (fact.items or fact.withheld)

    def mail_variables(self, value: Any, rendering: Rendering) -> dict[str, Any] | None:
        """As the mail takes it; what its readers may not see is not mentioned."""
        fact: Group | None = self.fact(value, rendering)
        if fact is None or not fact.items:
            return None
        items = [
            {"title": item.title, "url": item.url, "kind": item.kind, "text": item.text,
             "picture": mail_picture(item.image, "mail-thumb", alt="")}
            for item in fact.items
        ]  # fmt: skip
        return {"title": fact.title, "items": items}

    class Meta:
        abstract = True


class PickBlock(blocks.StructBlock):
    """A page of the site, with a teaser of its own for this issue."""

    shown = blocks.BooleanBlock(label="In dit nummer", required=False, default=True)
    page = PageChooser(label="Pagina")
    teaser = blocks.TextBlock(
        label="Eigen inleiding",
        required=False,
        rows=2,
        max_length=400,
        help_text="Leeg: de samenvatting van de pagina.",
    )
    picture = blocks.BooleanBlock(label="Met beeld", required=False, default=True)
    public_text = blocks.CharBlock(
        label="Voor wie dit niet mag lezen",
        required=False,
        max_length=200,
        help_text="Bij een besloten pagina: wat iedereen op de site mag weten. Leeg: alleen dat er iets voor leden is.",
    )

    class Meta:
        label = "Bericht"
        label_format = "{page}"
        form_classname = "struct-block noaber-pick"
        form_layout = blocks.BlockGroup(children=["shown", "page", "teaser"], settings=["picture", "public_text"])


class PicksBlock(GroupBlock):
    """Pages of the site below a heading; each reader gets those that they may see."""

    title = blocks.CharBlock(label="Kop", max_length=100)
    items = blocks.ListBlock(PickBlock(), label="Berichten", min_num=0)

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Group | None]:
        """Every group with its pages: one query for each type of page, one for pictures and one for portfolios."""
        chosen = [[item for item in value["items"] if item["shown"] and item["page"]] for value in values]
        numbers = {item["page"].pk for items in chosen for item in items}
        found = {page.pk: page for page in viewable_pages(viewer).filter(pk__in=numbers).specific()}
        load_images(page for page in found.values() if hasattr(page, "image_id"))
        images = [getattr(page, "image", None) for page in found.values()]
        public = public_images(images)
        prefetch_renditions(images)
        subjects = subjects_of(found.values())
        groups: list[Group | None] = []
        for value, items in zip(values, chosen, strict=True):
            entries, withheld = [], []
            for item in items:
                page = found.get(item["page"].pk)
                if page is not None:
                    entries.append(entry_of(page, item, viewer, subjects, public))
                elif is_for_members(item["page"], viewer):
                    withheld.append(item["public_text"] or FOR_MEMBERS)
            groups.append(Group(value["title"], tuple(entries), tuple(dict.fromkeys(withheld))))
        return groups

    def example(self) -> Group:
        """Two items."""
        return Group(
            "Uit uw portefeuilles",
            (
                Entry("Achthonderd woningen verdeeld", "/nieuws/", "Wonen", "Elke gemeente weet nu hoeveel."),
                Entry("Eén contract voor jeugdhulp", "/nieuws/", "Jeugd", "Twaalf handtekeningen onder één afspraak."),
            ),
        )

    class Meta:
        icon = "list-ul"
        label = "Berichten uit de site"
        description = "Pagina's met titel, inleiding en beeld. Wie een pagina niet mag lezen, krijgt haar niet."
        template = "components/issue_group.html"


def is_for_members(page: Page, viewer: Viewer) -> bool:
    """Whether a page is on the site, but kept from who looks by its privacy; one that is no draft."""
    on_site = page.live and page.path.startswith(viewer.site.root_page.path)
    return bool(on_site and viewer.is_restricted(page) and not page.path.startswith(viewer.closed_paths or ("!",)))


def entry_of(page: Any, item: Any, viewer: Viewer, subjects: dict[int, str], public: set[int]) -> Entry:
    """A page in an issue; its picture when everybody may see it."""
    image = getattr(page, "image", None)
    return Entry(
        title=page.title,
        url=address_of(page, viewer),
        kind=subjects.get(page.pk) or getattr(page, "list_kind", "") or str(page.page_type_display_name).capitalize(),
        text=item["teaser"] or getattr(page, "summary", ""),
        image=image if image is not None and item["picture"] and image.pk in public else None,
    )


def public_images(images: Iterable[Image | None]) -> set[int]:
    """The numbers of those pictures that everybody may see, without logging in or a password; one query."""
    from wagtail.models import CollectionViewRestriction

    known = {image.pk: image for image in images if image is not None}
    if not known:
        return set()
    kept = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    rows = Image.objects.filter(pk__in=known).values_list("pk", "collection__path")
    return {number for number, path in rows if not (kept and path.startswith(kept))}


def subjects_of(pages: Iterable[Any]) -> dict[int, str]:
    """The name of the first portfolio of each item of news among some pages; one query."""
    news = [page.pk for page in pages if isinstance(page, NewsPage)]
    if not news:
        return {}
    links = NewsPage.portfolios.through.objects.filter(newspage_id__in=news)
    rows = links.order_by("-portfolio__order", "-portfolio__name").values_list("newspage_id", "portfolio__name")
    return dict(rows)


class SeatsBlock(GroupBlock):
    """Who came in the bodies of the association since a day, and who left."""

    title = blocks.CharBlock(label="Kop", max_length=100, default="Wie zit waar: nieuw")
    since = blocks.DateBlock(label="Wijzigingen vanaf", help_text="Staat op de dag van het vorige nummer.")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Group | None]:
        """What changed since each day, until that of the issue; a fixed number of queries."""
        place = place_of(viewer)
        if place is None:
            return [None] * len(values)
        first = min((value["since"] for value in values if value["since"]), default=issue_day())
        rows = changed_seats(place.association, first)
        return [Group(value["title"], tuple(lines_since(rows, value["since"] or first, place))) for value in values]

    def example(self) -> Group:
        """One seat."""
        return Group("Wie zit waar: nieuw", (Entry("Overleg Wonen", "/organisatie/", "Nieuw", "Voorzitter: Vacature"),))

    class Meta:
        icon = "group"
        label = "Wijzigingen in wie zit waar"
        description = "Wie er kwam en ging in de overleggen sinds het vorige nummer. Komt uit het register."
        template = "components/issue_group.html"


def changed_seats(association: int, since: date) -> list[Any]:
    """The seats of bodies in which somebody came or left since a day, by body; public offices aside. One query."""
    until = issue_day()
    came = Q(start_date__gte=since, start_date__lte=until)
    left = Q(end_date__gt=since, end_date__lte=until)
    rows = memberships().filter(shown_to(association), came | left, person__isnull=False)
    rows = rows.exclude(post__role__in=OFFICES).exclude(capacity="nominated").with_names().distinct()
    return list(rows.order_by("post__organization__name", "post__order", "seat", "start_date", "pk"))


def lines_since(rows: list[Any], since: date, place: Place) -> list[Entry]:
    """What changed since a day, one item for each body."""
    bodies: dict[int, tuple[Any, list[str]]] = {}
    for row in rows:
        words = words_of(row, since)
        if words:
            bodies.setdefault(row.post.organization_id, (row.post.organization, []))[1].extend(words)
    return [
        Entry(title=str(body.name), url=place.to.body(body), text="; ".join(words) + ".")
        for body, words in list(bodies.values())[:MOST_LINES]
    ]


def words_of(row: Any, since: date) -> list[str]:
    """That somebody came, left or both since a day, in words."""
    until, seat = issue_day(), SeatRow(row, None)
    behalf = f" namens {seat.on_behalf_of}" if seat.on_behalf_of else ""
    found = []
    if row.start_date and since <= row.start_date <= until:
        found.append(f"nieuw: {row.person.full_name}, {row.post.words}{behalf}, vanaf {day_words(row.start_date)}")
    if row.end_date and since < row.end_date <= until:
        found.append(f"vertrokken: {row.person.full_name}, {row.post.words}{behalf}")
    return found


def day_words(day: date) -> str:
    """A day in words: "3 maart 2026"."""
    return str(date_format(day, "j F Y"))


class VacanciesBlock(GroupBlock):
    """The seats for which people may apply now."""

    title = blocks.CharBlock(label="Kop", max_length=100, default="Open plekken")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Group | None]:
        """The vacancies that close first after the issue goes out; one query."""
        found = open_seats(viewer, issue_moment())
        entries = tuple(Entry(item["title"], item["url"], "", f"{item['kind']}.") for item in found)
        return [Group(value["title"], entries) for value in values]

    def example(self) -> Group:
        """One vacancy."""
        text = "Aanmelden kan tot en met 3 december 2026."
        return Group("Open plekken", (Entry("Lid van de VNG-commissie Wonen", "/organisatie/vacatures/", "", text),))

    class Meta:
        icon = "user"
        label = "Open VNG-plekken"
        description = "De plekken waarvoor men zich nu kan aanmelden, met de laatste dag. Komt uit het register."
        template = "components/issue_group.html"
