"""The tag tree of a PDF as it should be: one element for each in the text, also over page breaks, and no noise.

WeasyPrint tags every page by itself: what goes on over a page break is there twice. Here the pieces are joined again,
repeated table heads and decoration become artefacts, and boxes without meaning go.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

# Boxes that only say how something looks.
EMPTY_BOXES = frozenset({"NonStruct", "Span"})
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
CELLS = frozenset({"TD", "TH"})
INLINE = frozenset({"Link", "Reference"})


@dataclass(frozen=True)
class Mark:
    """A piece of the content of a page: the page's number, from 0, and the number of the piece on it."""

    page: int
    number: int


@dataclass(frozen=True)
class Target:
    """A link on a page: its number among the annotations that the file was read with."""

    page: int
    number: int


@dataclass(frozen=True)
class Origin:
    """The element of the text that a tag comes from: its name and class, its words, and where it leads to."""

    name: str = ""
    kind: str = ""
    words: str = ""
    address: str = ""

    @property
    def is_decoration(self) -> bool:
        """Whether it is a picture without description."""
        return self.name in {"img", "svg"} and not self.words


NOWHERE = Origin()


@dataclass(eq=False)
class Node:
    """A tag: its kind ("P"), the number of the element that it comes from, None for a box of its own, and content."""

    kind: str
    origin: int | None = None
    page: int = 0
    kids: "list[Node | Mark | Target]" = field(default_factory=list)
    description: str = ""
    box: tuple[float, ...] = ()
    spans: dict[str, int] = field(default_factory=dict)
    scope: str = ""

    @property
    def nodes(self) -> "list[Node]":
        """The tags right below this one."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def last_page(self) -> int:
        """The last page on which something of it stands."""
        pages = [kid.last_page if isinstance(kid, Node) else kid.page for kid in self.kids]
        return max(pages, default=self.page)

    def walk(self) -> "Iterator[Node]":
        """This tag and all below it, in reading order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def marks(self) -> Iterator[Mark]:
        """All content at and below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.marks()


def tidy(root: Node, origins: tuple[Origin, ...]) -> Node:
    """The tree as it should be, made of the one that was read; `origins` by number."""
    nest_lists(root)
    kids: list[Node | Mark | Target] = []
    for kid in root.kids:
        add(kids, kid)
    root.kids = kids
    drop_decoration(root, origins)
    dissolve(root)
    drop_empty(root)
    for step in (wrap_loose_text, settle_items, caption_figures, settle_contents, scope_heads):
        for node in list(root.walk()):
            step(node, origins)
    return root


def nest_lists(node: Node) -> None:
    """A list within a list belongs in the item that it stands in, not behind it."""
    for inner in node.nodes:
        nest_lists(inner)
    if node.kind != "L":
        return
    kids: list[Node | Mark | Target] = []
    for kid in node.kids:
        item = kids[-1] if kids else None
        if isinstance(kid, Node) and kid.kind == "L" and isinstance(item, Node) and item.kind == "LI":
            body_of(item).kids.append(kid)
        else:
            kids.append(kid)
    node.kids = kids


def body_of(item: Node) -> Node:
    """The body of a list item, made when it has none."""
    for node in item.nodes:
        if node.kind == "LBody":
            return node
    body = Node("LBody", item.origin, item.page)
    item.kids.append(body)
    return body


def add(kids: "list[Node | Mark | Target]", kid: "Node | Mark | Target") -> None:
    """Put a piece behind others, or into the last of them when it is the same element going on."""
    last = kids[-1] if kids else None
    if not isinstance(kid, Node):
        kids.append(kid)
        return
    if not (isinstance(last, Node) and goes_on(last, kid)):
        inner, kid.kids = kid.kids, []
        for part in inner:
            add(kid.kids, part)
        kids.append(kid)
        return
    heads = {node.origin for node in last.nodes if node.kind == "THead"}
    for part in kid.kids:
        # A head that is repeated on the next page is decoration: it is left out, and its content in no tag.
        if not (isinstance(part, Node) and part.kind == "THead" and part.origin in heads):
            add(last.kids, part)


def goes_on(before: Node, after: Node) -> bool:
    """Whether two pieces are one element: broken by the end of a page, or a link by the end of a line."""
    same = before.kind == after.kind and before.origin is not None and before.origin == after.origin
    return same and (after.page > before.last_page or before.kind == "Link")


def origin_of(node: Node, origins: tuple[Origin, ...]) -> Origin:
    """The element that a tag comes from."""
    return origins[node.origin] if node.origin is not None and node.origin < len(origins) else NOWHERE


def drop_decoration(node: Node, origins: tuple[Origin, ...]) -> None:
    """Pictures without description are left out."""
    kept = [kid for kid in node.kids if not (isinstance(kid, Node) and is_decoration(kid, origins))]
    node.kids = kept
    for inner in node.nodes:
        drop_decoration(inner, origins)


def is_decoration(node: Node, origins: tuple[Origin, ...]) -> bool:
    """Whether a tag is a picture that says nothing."""
    return node.kind == "Figure" and not node.description and origin_of(node, origins).is_decoration


def dissolve(node: Node) -> None:
    """What stands in a box without meaning stands in what the box stands in; so do layers of the same element."""
    kids: list[Node | Mark | Target] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        dissolve(kid)
        if kid.kind in EMPTY_BOXES or (kid.kind == "Div" and not is_captioned(kid)):
            # Words beside blocks are a paragraph of their own: boxes end there.
            kids.extend(in_paragraphs(kid) if kid.kind == "Div" else kid.kids)
        elif kid.kind == node.kind and kid.origin == node.origin is not None:
            kids.extend(kid.kids)
        else:
            kids.append(kid)
    node.kids = kids


def is_captioned(node: Node) -> bool:
    """Whether a box holds a picture together and its caption."""
    kinds = {inner.kind for inner in node.nodes}
    return {"Figure", "Caption"} <= kinds


def in_paragraphs(node: Node) -> "list[Node | Mark | Target]":
    """The content of a box, with words that stand in no block put in paragraphs."""
    kids: list[Node | Mark | Target] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind not in INLINE:
            kids.append(kid)
            continue
        last = kids[-1] if kids else None
        if not (isinstance(last, Node) and last.kind == "P" and last.origin is None):
            last = Node("P", None, kid.page)
            kids.append(last)
        last.kids.append(kid)
    return kids


def drop_empty(node: Node) -> None:
    """Tags without content are left out; cells stay, which keep the columns in line."""
    for inner in node.nodes:
        drop_empty(inner)
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.kind in CELLS]


def wrap_loose_text(node: Node, origins: tuple[Origin, ...]) -> None:
    """Words right in a part of the document stand in a paragraph."""
    if node.kind in GROUPS:
        node.kids = in_paragraphs(node)


def settle_items(node: Node, origins: tuple[Origin, ...]) -> None:
    """The item of a list holds a label and a body, and nothing else."""
    if node.kind != "LI":
        return
    body = Node("LBody", node.origin, node.page)
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind == "LBody":
            body.kids.extend(kid.kids)
        elif not (isinstance(kid, Node) and kid.kind == "Lbl"):
            body.kids.append(kid)
    node.kids = [*(inner for inner in node.nodes if inner.kind == "Lbl"), *([body] if body.kids else [])]


def caption_figures(node: Node, origins: tuple[Origin, ...]) -> None:
    """A caption without picture or table beside it is a paragraph."""
    kinds = {inner.kind for inner in node.nodes}
    if node.kind != "Table" and "Figure" not in kinds:
        for inner in node.nodes:
            if inner.kind == "Caption":
                inner.kind = "P"


def settle_contents(node: Node, origins: tuple[Origin, ...]) -> None:
    """The list of contents is one: its lines hold a reference."""
    if node.kind != "L" or "contents__list" not in origin_of(node, origins).kind.split():
        return
    node.kind = "TOC"
    for line in node.nodes:
        line.kind = "TOCI"
        for body in line.nodes:
            body.kind = "P"
            body.kids = [
                Node("Reference", None, kid.page, [kid]) if isinstance(kid, Node) and kid.kind == "Link" else kid
                for kid in body.kids
            ]


def scope_heads(node: Node, origins: tuple[Origin, ...]) -> None:
    """Cells of a table's head are about their column, others that are heads about their row."""
    if node.kind == "Table":
        for part in node.nodes:
            for cell in part.walk():
                if cell.kind == "TH":
                    cell.scope = "Column" if part.kind == "THead" else "Row"
