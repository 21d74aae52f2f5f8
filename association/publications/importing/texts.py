"""The words of blocks as plain text."""

from collections.abc import Iterator

from association.publications.importing.headings import plain
from association.publications.importing.source import Block, Box, Heading, Item, Listing, Paragraph, Picture, Table


def texts_of(block: Block) -> Iterator[str]:
    """The lines of a block; a row of a table is one line."""
    if isinstance(block, Heading | Paragraph):
        yield plain(block.html)
    elif isinstance(block, Listing):
        for item in block.items:
            yield from item_texts(item)
    elif isinstance(block, Table):
        for row in block.rows:
            yield " ".join(text for cell in row for inner in cell.blocks for text in texts_of(inner))
    elif isinstance(block, Box):
        for inner in block.blocks:
            yield from texts_of(inner)


def item_texts(item: Item) -> Iterator[str]:
    """The lines of an item of a list, and of the lists below it."""
    yield " ".join(plain(html) for html in item.html)
    for child in item.children:
        yield from texts_of(child)


def pictures_in(block: Block) -> Iterator[Picture]:
    """The pictures in a block, however deep."""
    if isinstance(block, Picture):
        yield block
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from pictures_in(inner)
    elif isinstance(block, Box):
        for inner in block.blocks:
            yield from pictures_in(inner)
