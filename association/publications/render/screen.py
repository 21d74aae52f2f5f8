"""From the web's components to a file for a screen without the site around it: an e-book, or one page to keep."""

from bs4.element import Tag

from association.publications.render.addresses import address_in_file
from association.publications.render.paper import (
    SCREEN_ONLY,
    SIGNS,
    Paper,
    Step,
    mend_headings,
    number_headings,
    open_details,
    settle_pictures,
    settle_tables,
    show_films,
)
from association.publications.render.pictures import image_forms

PRESSED = "button, script, template, form, [hidden], .heading__link, .download-box, .copy-text"
# Colours that differ at least three to one from white and from black: the reader chooses the ground.
PARTS = {
    "stoplight-summary__part--green": "#2f8a4c",
    "stoplight-summary__part--orange": "#c06500",
    "stoplight-summary__part--red": "#d0443e",
    "stoplight-summary__part--none": "#767676",
}
KEPT_ON_LINKS = {"class", "id", "href", "aria-label"}
KEPT_ON_PICTURES = {"src", "alt", "width", "height", "class"}
# From so many columns on, the cells of a row stand below each other on a narrow screen.
STACKED_COLUMNS = 3


def leave_out(paper: Paper) -> None:
    """What only works on the site goes from an e-book."""
    for element in paper.each(SCREEN_ONLY):
        element.decompose()


def leave_out_pressed(paper: Paper) -> None:
    """What only works with the site's scripts goes from a page to keep."""
    for element in paper.each(PRESSED):
        element.decompose()


def draw_signs(paper: Paper) -> None:
    """Icons go, but for those that say something beside words, in the colour of those words; bars get colours."""
    for icon in paper.each("svg"):
        parts = [(part, colour) for name, colour in PARTS.items() for part in icon.find_all(class_=name)]
        for part, colour in parts:
            part["fill"] = colour
        if parts:
            continue
        if not any(icon.find_parent(class_=name) for name in SIGNS):
            icon.decompose()
            continue
        icon.attrs |= {"fill": "none", "stroke": "currentColor", "stroke-width": "2", "stroke-linecap": "round"}


def keep_pictures(paper: Paper) -> None:
    """One form of each picture, in the size that the page has for it; a picture that is none of ours goes."""
    sources = {str(image.get("src") or "") for image in paper.each("img")}
    paper.forms = image_forms(sources)
    for source in paper.each("picture source"):
        source.decompose()
    for image in paper.each("img"):
        if str(image.get("src") or "") not in paper.forms:
            (image.find_parent("picture") or image).decompose()
            continue
        for name in set(image.attrs) - KEPT_ON_PICTURES:
            del image.attrs[name]


def lead_links(paper: Paper) -> None:
    """Links lead to a place in the file or to an absolute address; what leads nowhere is plain text."""
    known = {str(element["id"]) for element in paper.each("[id]")}
    for link in paper.each("a"):
        address = address_in_file(paper, str(link.get("href") or ""))
        if not link.get_text(strip=True) or not address or (address.startswith("#") and address[1:] not in known):
            link.unwrap()
            continue
        link["href"] = address
        for name in set(link.attrs) - KEPT_ON_LINKS:
            del link.attrs[name]


def label_cells(paper: Paper) -> None:
    """Each cell of a wide table says under which name it stands, for where its row is told below each other."""
    for table in paper.each("table"):
        names = [" ".join(cell.get_text().split()) for cell in table.select("thead tr:first-child > *")]
        if len(names) < STACKED_COLUMNS:
            continue
        table["class"] = " ".join([*filter(None, table.get_attribute_list("class")), "table--stack"])
        for row in table.select("tbody tr"):
            for name, cell in list(zip(names, row.find_all(("th", "td"), recursive=False), strict=False))[1:]:
                if name and cell.get_text(strip=True):
                    cell["data-label"] = name


def drop_empty(paper: Paper) -> None:
    """Lists, quotations and captions without anything in them go."""
    for element in paper.each("ul, ol, dl, figcaption, caption, blockquote"):
        if not element.get_text(strip=True) and element.find("img") is None:
            element.decompose()


def lost(image: Tag) -> None:
    """In the place of a picture whose file is lost stands its description."""
    words = str(image.get("alt") or "")
    if not words:
        image.decompose()
        return
    image.replace_with(words)


BOOK: tuple[Step, ...] = (
    leave_out,
    draw_signs,
    show_films,
    open_details,
    settle_pictures,
    lead_links,
    mend_headings,
    number_headings,
    settle_tables,
    label_cells,
    drop_empty,
)
SINGLE: tuple[Step, ...] = (leave_out_pressed, keep_pictures, lead_links, mend_headings)
