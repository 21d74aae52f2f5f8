"""From the web's components to paper: nothing to press, everything open, links that lead somewhere from a PDF."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from association.publications.render.pictures import image_address, image_numbers
from association.publications.render.tags import Origin

# What only works, or only makes sense, on a screen. A poster stands for a film that paper cannot show.
SCREEN_ONLY = (
    "button, script, template, nav, form, [hidden], .heading__link, .visually-hidden, .video__frame picture, "
    ".download-box, .copy-text, .person-card__initials"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HEADING = re.compile(r"h[1-6]")
INLINE = ("b", "strong", "i", "em", "span", "sup", "sub", "small", "mark", "code", "time", "abbr")
# What has a sign beside its words, and the colour of that sign; an icon anywhere else is decoration and goes.
INFO, OK, WARN, BAD, ACCENT, NONE = "#0f4c81", "#1a6a34", "#8a4a00", "#a3201c", "accent", "#595959"
SIGNS = {
    "callout--info": INFO,
    "callout--ok": OK,
    "callout--warn": WARN,
    "callout--bad": BAD,
    "dossier-card--current": INFO,
    "dossier-card--achieved": OK,
    "dossier-card--ahead": ACCENT,
    "stoplight--green": OK,
    "stoplight--orange": WARN,
    "stoplight--red": BAD,
    "stoplight--none": NONE,
}
# The parts of a bar, which are areas and no lines.
PARTS = {f"stoplight-summary__part--{name}": SIGNS[f"stoplight--{name}"] for name in ("green", "orange", "red", "none")}
OUTSIDE = ("https://", "http://", "mailto:", "tel:")
LONGEST_RUNNING = 64  # characters in a running head
# From so many columns on, a table is set smaller.
MANY_COLUMNS = 5


@dataclass(frozen=True)
class Place:
    """A chapter or part on paper: id and level (2 or 3) of its title, its number, and whether its headings get one."""

    anchor: str
    level: int
    number: str
    title: str
    counts_headings: bool


class Paper:
    """One HTML document, made ready for paper as it is built.

    `places` are the chapters by the root-relative address that the web has for them, `own_address` is that of the
    publication; other links become absolute on `root_url`. `accent` is a colour of the brand. `steps` is what happens
    to it, in this order; those for paper without it. One query, for the renditions among the pictures.
    """

    def __init__(
        self,
        html: str,
        *,
        places: Mapping[str, Place],
        root_url: str,
        own_address: str,
        accent: str = "",
        steps: "Sequence[Step] | None" = None,
    ) -> None:
        self.soup = BeautifulSoup(html, "html.parser")
        self.places = places
        self.root_url = root_url
        self.own_address = own_address
        self.accent = accent
        self.images: frozenset[int] = frozenset()
        # Image and filter by the address of a rendition, where a step keeps those.
        self.forms: dict[str, tuple[int, str]] = {}
        self.origins: tuple[Origin, ...] = ()
        for step in STEPS if steps is None else steps:
            step(self)

    def html(self) -> str:
        """The document as text."""
        return str(self.soup)

    def each(self, selector: str) -> Iterator[Tag]:
        """The elements that a selector finds and that are still part of the document."""
        for element in self.soup.select(selector):
            if not element.decomposed:
                yield element


def leave_out(paper: Paper) -> None:
    """What only works on a screen goes."""
    for element in paper.each(SCREEN_ONLY):
        element.decompose()


def draw_signs(paper: Paper) -> None:
    """Icons go, but for those that say something beside words, in their colour; so do the bars of numbers."""
    for icon in paper.each("svg"):
        if draw_bar(icon):
            continue
        colour = next((colour for name, colour in SIGNS.items() if icon.find_parent(class_=name)), "")
        if not colour:
            icon.decompose()
            continue
        colour = paper.accent if colour == ACCENT else colour
        icon.attrs |= {"fill": "none", "stroke": colour, "stroke-width": "2", "stroke-linecap": "round"}


def draw_bar(icon: Tag) -> bool:
    """Give the parts of a bar their colours; False for what is no bar. Its numbers stand in words below it."""
    found = [(part, colour) for name, colour in PARTS.items() for part in icon.find_all(class_=name)]
    for part, colour in found:
        part["fill"] = colour
    if found:
        for name in ("role", "aria-label"):
            icon.attrs.pop(name, None)
    return bool(found)


def open_details(paper: Paper) -> None:
    """What opens on a click is open."""
    for element in paper.each("details"):
        element.name = "div"
        element.attrs.pop("open", None)
    for element in paper.each("summary"):
        element.name = "div" if element.find(HEADING) else "p"


def show_films(paper: Paper) -> None:
    """A film is its title, its address and its text."""
    for film in paper.each(".video"):
        link, title = film.select_one(".video__play[href]"), film.select_one(".video__title")
        frame = film.select_one(".video__frame")
        if link is not None and title is not None:
            address = str(link["href"])
            place = paper.soup.new_tag("p", attrs={"class": "video__address"})
            anchor = paper.soup.new_tag("a", href=address)
            anchor.string = absolute(paper, address)
            place.append("Bekijk de film: ")
            place.append(anchor)
            title.insert_after(place)
        if frame is not None:
            frame.decompose()


def settle_pictures(paper: Paper) -> None:
    """One picture each, from our own store; a picture that is none of ours goes."""
    sources = {id(image): str(image.get("src") or "") for image in paper.each("img")}
    numbers = image_numbers(set(sources.values()))
    paper.images = frozenset(numbers.values())
    for image in paper.each("img"):
        number = numbers.get(sources[id(image)])
        picture = image.find_parent("picture")
        if picture is not None:
            picture.replace_with(image)
        if number is None:
            image.decompose()
            continue
        image.attrs = {"src": image_address(number), "alt": str(image.get("alt") or "")}


def plain_figures(paper: Paper) -> None:
    """Quotations are no figures, and neither is a picture with its caption: the picture alone is."""
    for figure in paper.each("figure"):
        is_quote = figure.find("img") is None
        figure.name = "div"
        for caption in figure.find_all("figcaption") if is_quote else ():
            caption.name = "p"
        if not figure.get_text(strip=True) and is_quote:
            figure.decompose()


def list_facts(paper: Paper) -> None:
    """Facts beside their labels are a list: the words stand together in each item."""
    for facts in paper.each("dl"):
        facts.name = "ul"
        pairs = facts.find_all("div", recursive=False)
        for pair in pairs or ():
            pair.name = "li"
        for part in facts.find_all(("dt", "dd")):
            part.name = "p" if pairs else "li"


def resolve_links(paper: Paper) -> None:
    """Links hold nothing but words and lead to a chapter of the document or to an absolute address."""
    known = {str(element["id"]) for element in paper.each("[id]")}
    for link in paper.each("a"):
        address = absolute(paper, str(link.get("href") or ""))
        words = " ".join(link.get_text().split())
        usable = address.startswith(OUTSIDE) or address[1:] in known
        if not words or not usable:
            link.unwrap()
            continue
        for name in set(link.attrs) - {"class"}:
            del link.attrs[name]
        link["href"] = address
        for inner in link.find_all(True):
            inner.unwrap()
        link.smooth()


def absolute(paper: Paper, address: str) -> str:
    """The address of a link in the file: `#anchor` within the document, absolute anywhere else; empty without one."""
    if not address or address.startswith("#"):
        return address if len(address) > 1 else ""
    parts = urlsplit(urljoin(paper.root_url, address))
    if not address.lower().startswith(OUTSIDE) or f"{parts.scheme}://{parts.netloc}" == paper.root_url:
        place = paper.places.get(parts.path)
        if place is not None:
            return f"#{place.anchor}--{parts.fragment}" if parts.fragment else f"#{place.anchor}"
        if parts.path == f"{paper.own_address}volledig/" and parts.fragment:
            return f"#{parts.fragment}"
    return urljoin(paper.root_url, address)


def mend_headings(paper: Paper) -> None:
    """No empty headings, and none that skips a level."""
    level = 0
    for heading in paper.each(", ".join(HEADINGS)):
        if not heading.get_text(strip=True):
            heading.decompose()
            continue
        level = min(int(heading.name[1]), level + 1)
        heading.name = f"h{level}"


def number_headings(paper: Paper) -> None:
    """Chapters tell their running head, and the headings right below one get its number and their own."""
    places = {place.anchor: place for place in paper.places.values()}
    for section in paper.each(".document-chapter"):
        place = places.get(str(section.get("aria-labelledby") or ""))
        title = section.find(id=place.anchor) if place else None
        if place is None or not isinstance(title, Tag):
            continue
        running = f"{place.number} {place.title}".strip()
        title["data-bookmark"] = running
        if place.level == 2:
            title["data-running"] = shorten(running)
        if place.counts_headings:
            number_below(paper, section, place)


def shorten(words: str) -> str:
    """Words that fit in a running head, broken off between two of them."""
    return words if len(words) <= LONGEST_RUNNING else f"{words[:LONGEST_RUNNING].rsplit(' ', 1)[0]} …"


def number_below(paper: Paper, section: Tag, place: Place) -> None:
    """Number the headings one level below the title of a chapter; those of boxes and of sources have none."""
    count = 0
    for heading in section.select(f".heading > h{place.level + 1}"):
        if heading.find_parent(class_="sources"):
            continue
        count += 1
        number = paper.soup.new_tag("span", attrs={"class": "heading__number"})
        number.string = f"{place.number}.{count} "
        heading.insert(0, number)


def settle_tables(paper: Paper) -> None:
    """Tables say how many columns they have, and a row or column without cells goes."""
    for table in paper.each("table"):
        rows = [row for row in table.find_all("tr") if row.find(("th", "td"))]
        columns = max((len(row.find_all(("th", "td"))) for row in rows), default=0)
        if not columns:
            table.decompose()
            continue
        if columns >= MANY_COLUMNS:
            table["class"] = "table--many"
        for element in table.find_all(("table", "caption", "thead", "tbody", "tr", "th", "td")):
            element.attrs.pop("role", None)
            element.attrs.pop("data-label", None)
        for region in table.find_parents(attrs={"role": "region"}):
            region.attrs.pop("tabindex", None)


def number_elements(paper: Paper) -> None:
    """Give every element a number, by which its tag in the file is known."""
    origins = []
    for number, element in enumerate(paper.soup.find_all(True)):
        element["data-source"] = str(number)
        origins.append(origin_of(element))
    paper.origins = tuple(origins)


def origin_of(element: Tag) -> Origin:
    """What the tag of an element needs to know of it."""
    kind = " ".join(element.get_attribute_list("class")) if element.get("class") else ""
    if element.name == "a":
        return Origin("a", kind, " ".join(element.get_text().split()), str(element["href"]))
    return Origin(element.name, kind, str(element.get("alt") or "") if element.name == "img" else "")


Step = Callable[[Paper], None]
STEPS: tuple[Step, ...] = (
    leave_out,
    draw_signs,
    show_films,
    open_details,
    settle_pictures,
    plain_figures,
    list_facts,
    resolve_links,
    mend_headings,
    number_headings,
    settle_tables,
    number_elements,
)
