"""The tag tree, made whole: cases small enough to read."""

from association.publications.render.tags import Mark, Node, Origin, tidy

ORIGINS = (
    Origin("body"), Origin("p"), Origin("table"), Origin("thead"), Origin("img"), Origin("ul"), Origin("li"),
    Origin("ul"), Origin("a", words="hier", address="https://vng.nl/"), Origin("tbody"), Origin("div"),
)  # fmt: skip
P, TABLE, THEAD, IMG, UL, LI, INNER, A, TBODY, DIV = range(1, 11)


def node(kind: str, origin: int | None, page: int, *kids: Node | Mark) -> Node:
    """A tag as it is read from the file."""
    return Node(kind, origin, page, list(kids))


def text(page: int, number: int) -> Node:
    """A piece of text as WeasyPrint tags it."""
    return node("Span", None, page, Mark(page, number))


def plain(tree: Node) -> str:
    """A tree in one line: `P(0.1 1.0)` is a paragraph with piece 1 of page 0 and piece 0 of page 1."""
    inner = " ".join(plain(kid) if isinstance(kid, Node) else f"{kid.page}.{kid.number}" for kid in tree.kids)
    return f"{tree.kind}({inner})"


def tidied(*kids: Node | Mark) -> str:
    """What becomes of a document."""
    return plain(tidy(node("Document", None, 0, *kids), ORIGINS))


def test_paragraph_over_two_pages_is_one() -> None:
    pieces = node("P", P, 0, text(0, 0)), node("P", P, 1, text(1, 0), text(1, 1))

    assert tidied(*pieces) == "Document(P(0.0 1.0 1.1))"


def test_two_paragraphs_stay_two() -> None:
    assert tidied(node("P", P, 0, text(0, 0)), node("P", DIV, 1, text(1, 0))) == "Document(P(0.0) P(1.0))"


def test_boxes_of_one_element_on_one_page_keep_their_order() -> None:
    item = node(
        "LI",
        LI,
        0,
        node("NonStruct", LI, 0, text(0, 0)),
        node("P", P, 0, text(0, 1)),
        node("NonStruct", LI, 0, text(0, 2)),
    )

    assert tidied(node("L", UL, 0, item)) == "Document(L(LI(LBody(0.0 P(0.1) 0.2))))"


def test_repeated_head_of_a_table_is_left_out() -> None:
    def piece(page: int) -> Node:
        head = node("THead", THEAD, page, node("TR", None, page, node("TH", None, page, text(page, 0))))
        return node(
            "Table",
            TABLE,
            page,
            head,
            node("TBody", TBODY, page, node("TR", None, page, node("TD", None, page, text(page, 1)))),
        )

    assert tidied(piece(0), piece(1), piece(2)) == (
        "Document(Table(THead(TR(TH(0.0))) TBody(TR(TD(0.1)) TR(TD(1.1)) TR(TD(2.1)))))"
    )


def test_list_in_a_list_goes_on_over_a_page() -> None:
    first = node(
        "L",
        UL,
        0,
        node("LI", LI, 0, node("LBody", LI, 0, text(0, 0))),
        node("L", INNER, 0, node("LI", P, 0, node("LBody", P, 0, text(0, 1)))),
    )
    second = node("L", UL, 1, node("LI", LI, 1), node("L", INNER, 1, node("LI", A, 1, node("LBody", A, 1, text(1, 0)))))

    assert tidied(first, second) == "Document(L(LI(LBody(0.0 L(LI(LBody(0.1)) LI(LBody(1.0)))))))"


def test_link_over_two_lines_is_one_link() -> None:
    link = node("Link", A, 0, Mark(0, 0)), node("Link", A, 0, Mark(0, 1))

    assert tidied(node("P", P, 0, *link, text(0, 2))) == "Document(P(Link(0.0 0.1) 0.2))"


def test_decoration_and_empty_boxes_are_left_out_but_empty_cells_stay() -> None:
    row = node("TR", None, 0, node("TD", None, 0), node("TD", None, 0, text(0, 1)))
    table = node("Table", TABLE, 0, node("TBody", TBODY, 0, row))

    assert (
        tidied(node("Figure", IMG, 0, Mark(0, 0)), node("Div", DIV, 0), table)
        == "Document(Table(TBody(TR(TD() TD(0.1)))))"
    )


def test_words_without_a_block_become_a_paragraph() -> None:
    box = node("Div", DIV, 0, text(0, 0), node("P", P, 0, text(0, 1)), text(0, 2))

    assert tidied(box) == "Document(P(0.0) P(0.1) P(0.2))"
