"""From the PDF that WeasyPrint wrote to the one that is offered: the tag tree joined, the rest marked as artefact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from association.publications.render.tags import Mark, Node, Origin, Target, tidy

# What the layout leaves on each tag: the number of the element that it comes from.
SOURCE = "NoaberSource"
MARKED = re.compile(rb"/(\w+)\s+<</MCID (\d+)>>\s+BDC")
PAGINATION = b"/Artifact\n<</Type/Pagination>>\nBDC"
POINTS_PER_PIXEL = 0.75
LISTS = {"ol": "/Decimal"}


@dataclass(frozen=True)
class Repaired:
    """A PDF and how many pages it has."""

    data: bytes
    pages: int


def repair(data: bytes, origins: tuple[Origin, ...], *, changed: str = "") -> Repaired:
    """The same pages with tags as they should be.

    `origins` are the elements of the text by the number that the layout left on the tags; `changed` is the moment that
    the file names as its own (ISO 8601), so that the same text gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        work = Work(pdf, origins)
        work.retag()
        describe_file(pdf, changed)
        output = BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
        )
        return Repaired(output.getvalue(), len(pdf.pages))


class Work:
    """One file under repair."""

    def __init__(self, pdf: Any, origins: tuple[Origin, ...]) -> None:
        self.pdf = pdf
        self.origins = origins
        self.pages = list(pdf.pages)
        self.page_numbers = {page.objgen: number for number, page in enumerate(self.pages)}
        self.annotations: list[Any] = []
        # Which tag each piece of content on a page, and each link, belongs to.
        self.owners: list[dict[int, Any]] = [{} for _ in self.pages]
        self.targets: list[tuple[Any, Any]] = []

    def retag(self) -> None:
        """Read the tags, tidy them up, write them back, and mark what they leave out as artefact."""
        root = self.pdf.Root.StructTreeRoot.K[0]
        tree = tidy(self.read(root, 0), self.origins)
        used: list[set[int]] = [set() for _ in self.pages]
        for mark in tree.marks():
            used[mark.page].add(mark.number)
        for page, numbers in zip(self.pages, used, strict=True):
            self.mark_artefacts(page, numbers)
        self.write(tree)

    def read(self, element: Any, page: int) -> Node:
        """A tag with all below it."""
        page = self.page_numbers[element.Pg.objgen] if "/Pg" in element else page
        source = element.get(f"/{SOURCE}")
        node = Node(str(element.S)[1:], None if source is None else int(source), page)
        node.description = str(element.get("/Alt", ""))
        attributes = element.get("/A", {})
        node.box = tuple(float(side) for side in attributes.get("/BBox", ()))
        node.spans = {name: int(attributes[name]) for name in ("/ColSpan", "/RowSpan") if name in attributes}
        for kid in element.get("/K", ()):
            node.kids.append(self.read_kid(kid, page))
        return node

    def read_kid(self, kid: Any, page: int) -> Node | Mark | Target:
        """What stands in a tag: a piece of content, a link or another tag."""
        if isinstance(kid, int):
            return Mark(page, kid)
        if kid.get("/Type") == "/OBJR":
            self.annotations.append(kid.Obj)
            return Target(self.page_numbers[kid.Pg.objgen], len(self.annotations) - 1)
        return self.read(kid, page)

    def mark_artefacts(self, page: Any, used: set[int]) -> None:
        """Mark as artefact what stands in no tag: running heads and feet, repeated table heads, decoration."""

        def mark(match: re.Match[bytes]) -> bytes:
            return match[0] if int(match[2]) in used else PAGINATION

        content = page.Contents.read_bytes()
        page.Contents = self.pdf.make_stream(MARKED.sub(mark, content))

    def write(self, tree: Node) -> None:
        """Put a tree in the place of the one that the file has."""
        from pikepdf import Array, Dictionary, Name

        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self.write_node(tree, root)
        root.K = Array([document])
        numbers = Array()
        for number, (page, owners) in enumerate(zip(self.pages, self.owners, strict=True)):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            count = max(owners, default=-1) + 1
            numbers.append(number)
            numbers.append(self.pdf.make_indirect(Array([owners.get(place) for place in range(count)])))
        for number, (annotation, owner) in enumerate(self.targets, start=len(self.pages)):
            annotation.StructParent = number
            numbers.append(number)
            numbers.append(owner)
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(self.pages) + len(self.targets)
        self.pdf.Root.StructTreeRoot = root

    def write_node(self, node: Node, parent: Any) -> Any:
        """A tag with all below it; its parent is known already."""
        from pikepdf import Array, Dictionary, Name

        pages = [kid.page for kid in node.kids if isinstance(kid, Mark)]
        own_page = pages[0] if pages else node.page
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent))
        element.Pg = self.pages[own_page].obj
        if node.description:
            element.Alt = node.description
        if attributes := self.attributes(node):
            element.A = attributes
        element.K = Array([self.write_kid(kid, node, element, own_page) for kid in node.kids])
        return element

    def write_kid(self, kid: Node | Mark | Target, node: Node, element: Any, own_page: int) -> Any:
        """What stands in a tag, as the file holds it."""
        from pikepdf import Dictionary, Name

        if isinstance(kid, Node):
            return self.write_node(kid, element)
        page = self.pages[kid.page].obj
        if isinstance(kid, Mark):
            self.owners[kid.page][kid.number] = element
            return kid.number if kid.page == own_page else Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        annotation = self.annotations[kid.number]
        annotation.Contents = self.words_for(node)
        self.targets.append((annotation, element))
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)

    def words_for(self, node: Node) -> str:
        """What a link says where its words are not read: the words, and the address when it leads elsewhere."""
        origin = self.origins[node.origin] if node.origin is not None else Origin()
        if origin.address.startswith("#"):
            return f"Bron {origin.words}" if origin.words.strip("[]()").isdigit() else origin.words
        return origin.words if origin.address in origin.words else f"{origin.words} ({origin.address})"

    def attributes(self, node: Node) -> Any:
        """What a tag says about itself beside its content; None for nothing."""
        from pikepdf import Array, Dictionary, Name

        if node.kind in {"TH", "TD"} and (node.scope or node.spans):
            own = Dictionary(O=Name.Table)
            if node.scope:
                own.Scope = Name(f"/{node.scope}")
            for name, number in node.spans.items():
                own[name] = number
            return own
        if node.kind == "Figure" and node.box:
            return Dictionary(O=Name.Layout, BBox=Array(self.in_points(node)), Placement=Name.Block)
        if node.kind == "L" and any(inner.kind == "Lbl" for item in node.nodes for inner in item.nodes):
            name = self.origins[node.origin].name if node.origin is not None else ""
            return Dictionary(O=Name.List, ListNumbering=Name(LISTS.get(name, "/Disc")))
        return None

    def in_points(self, node: Node) -> Iterator[float]:
        """The box of a picture, which the layout gives in pixels from the top, in points from the bottom."""
        height = float(self.pages[node.page].MediaBox[3])
        left, top, right, bottom = (side * POINTS_PER_PIXEL for side in node.box)
        return (round(side, 2) for side in (left, height - bottom, right, height - top))


def describe_file(pdf: Any, changed: str) -> None:
    """Language, title in the window, and when the text was last changed."""
    from pikepdf import Dictionary

    pdf.Root.Lang = "nl"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if changed:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = changed
