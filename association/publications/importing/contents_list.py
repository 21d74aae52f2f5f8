"""Where a document has a list of contents of its own, which the site makes better."""

from association.publications.importing.headings import bare, is_contents_line, is_contents_title, plain, without_number
from association.publications.importing.source import Block, Heading, Paragraph, Table
from association.publications.importing.texts import texts_of

FEWEST_ROWS = 3


def find_contents(blocks: tuple[Block, ...]) -> set[int]:
    """Keys of the blocks that are a list of contents, with the heading above it."""
    titles = frozenset(title for block in blocks if isinstance(block, Heading) for title in names_of(block))
    found: set[int] = set()
    for key, block in enumerate(blocks):
        if key in found:
            continue
        if isinstance(block, Paragraph) and block.role == "contents":
            found.add(key)
        elif is_label(block):
            lines = list_below(blocks, key + 1, titles)
            is_empty = isinstance(block, Heading) and isinstance(next(iter(blocks[key + 1 :]), None), Heading)
            found |= {key, *lines} if lines or is_empty else set()
        elif isinstance(block, Table) and is_contents_table(block, titles):
            found.add(key)
    return found


def names_of(heading: Heading) -> set[str]:
    """The ways in which a list of contents may name a heading."""
    text = plain(heading.html)
    return {bare(text), bare(without_number(text, counted=True))} - {""}


def is_label(block: Block) -> bool:
    """Whether a block says that a list of contents follows."""
    return isinstance(block, Heading | Paragraph) and is_contents_title(plain(block.html))


def list_below(blocks: tuple[Block, ...], start: int, titles: frozenset[str]) -> set[int]:
    """Keys of the blocks of a list of contents that starts at a place."""
    found: set[int] = set()
    for key in range(start, len(blocks)):
        block = blocks[key]
        if isinstance(block, Heading) or not is_list(block, titles):
            break
        found.add(key)
    return found


def is_list(block: Block, titles: frozenset[str]) -> bool:
    """Whether most lines of a block could stand in a list of contents."""
    if isinstance(block, Paragraph) and block.role == "contents":
        return True
    lines = [text for text in texts_of(block) if text]
    fitting = sum(is_contents_line(text, titles) for text in lines)
    return not lines or fitting * 5 >= len(lines) * 3


def is_contents_table(table: Table, titles: frozenset[str]) -> bool:
    """Whether a table without a heading above it is a list of contents: names of headings, each with a page."""
    lines = [text for text in texts_of(table) if text]
    known = [text for text in lines if is_contents_line(text, titles) and text[-1:].isdigit()]
    named = [text for text in known if any(bare(text).startswith(title) for title in titles)]
    return len(lines) >= FEWEST_ROWS and len(known) == len(lines) and len(named) * 5 >= len(lines) * 3
