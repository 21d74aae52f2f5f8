"""Tables: merged cells written out, the head and the column of names found, cells as text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from association.publications.importing.headings import plain
from association.publications.importing.source import Block, Box, Cell, Heading, Listing, Paragraph, Picture, Table
from association.publications.importing.stored import listing_html, paragraph
from association.publications.importing.texts import pictures_in, texts_of

SHORT, SHORT_NAME = 60, 80
MANY_WORDS = 40
FORMATTED = re.compile(r"<(?!/?p>)|</p><p>")
FIGURES = re.compile(r"[\d.,%€\s/–-]*\d[\d.,%€\s/–-]*")
YEAR = re.compile(r"(?:19|20)\d\d")
# First words of the usual heads of columns.
NAMES_OF_COLUMNS = frozenset(
    {"naam", "namen", "functie", "rol", "gemeente", "gemeenten", "organisatie", "wie", "wat", "wanneer", "waar", "hoe",
     "datum", "data", "dag", "tijd", "onderwerp", "thema", "activiteit", "activiteiten", "portefeuille", "commissie",
     "lid", "bedrag", "kosten", "jaar", "resultaat", "resultaten", "planning", "status", "stand", "toelichting",
     "opmerking", "opmerkingen", "overleg", "omschrijving", "nr", "nummer", "aantal", "partner", "partij", "doel",
     "actie", "trekker", "wethouder", "burgemeester", "post", "begroting", "realisatie", "vertegenwoordiger",
     "rubriek", "termijn", "fase", "locatie", "plaats", "afkorting", "betekenis", "begrip"}
)  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """A table without merged cells: names of columns (empty where there are none), and rows of formatted text.

    `repeated`: how many cells were written out; `row_headers`: whether the first column names the rows.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_headers: bool
    repeated: int = 0
    sure: bool = True
    pictures: tuple[Picture, ...] = ()


@dataclass
class Expanded:
    """The cells of a table by row and column; a place covered by another cell names the cell that covers it."""

    rows: list[list[Cell | None]] = field(default_factory=list)
    origins: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)


def is_layout(table: Table) -> bool:
    """Whether a table only places things: one cell, one column, columns of text beside each other, or pictures."""
    cells = [cell for row in table.rows for cell in row]
    filled = [cell for cell in cells if cell.blocks]
    rich = any(isinstance(block, Table | Heading) for cell in filled for block in cell.blocks)
    texts = [" ".join(text for block in cell.blocks for text in texts_of(block)) for cell in filled]
    if not any(texts) or len(filled) == 1 or all(len(row) == 1 for row in table.rows):
        return True
    if len(table.rows) == 1:
        return rich or any(len(text.split()) > MANY_WORDS for text in texts)
    return any(isinstance(block, Heading) for cell in filled for block in cell.blocks) and len(table.rows) == 2 and rich


def inside_of(table: Table) -> Iterator[Block]:
    """The blocks of a table's cells, in order."""
    for row in table.rows:
        for cell in row:
            yield from cell.blocks


def expand(table: Table) -> Expanded:
    """The table's cells with every place filled: a cell stands at its first place and covers the others."""
    made = Expanded(rows=[[] for _ in table.rows])
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(min(cell.rows, len(table.rows) - number)):
                for right in range(cell.columns):
                    taken[number + down, column + right] = (number, column)
            put(made.rows[number], column, cell)
            column += cell.columns
    width = 1 + max((column for _, column in taken), default=-1)
    for places in made.rows:
        places.extend([None] * (width - len(places)))
    made.origins = {place: origin for place, origin in taken.items() if place != origin}
    return made


def put(row: list[Cell | None], column: int, cell: Cell) -> None:
    """Put a cell at its place in a row."""
    row.extend([None] * (column + 1 - len(row)))
    row[column] = cell


def grid_of(table: Table) -> Grid:
    """The table as it is shown."""
    made = expand(table)
    head, sure = head_rows(table, made)
    cells = [
        [place_html(made, number, column, head) for column in range(made.width)] for number in range(len(made.rows))
    ]
    names = head_names(cells[:head], made.width)
    body = merged_steps([row for row in cells[head:] if any(row)])
    kept = [column for column in range(made.width) if names[column] or any(row[column] for row in body)]
    rows = tuple(tuple(row[column] for column in kept) for row in body)
    return Grid(
        head=tuple(names[column] for column in kept),
        rows=rows,
        row_headers=has_row_headers(rows),
        repeated=len(made.origins),
        sure=sure,
        pictures=tuple(picture for block in inside_of(table) for picture in pictures_in(block)),
    )


def place_html(made: Expanded, row: int, column: int, head: int) -> str:
    """The text at a place. A covered place repeats the text in the head and in the first column, and is else empty."""
    origin = made.origins.get((row, column))
    if origin is not None:
        names_row = column == 0 and row >= head
        if not (row < head or names_row) or (row < head) != (origin[0] < head):
            return ""
        row, column = origin
    cell = made.rows[row][column]
    return cell_html(cell.blocks) if cell is not None else ""


def cell_html(blocks: tuple[Block, ...]) -> str:
    """The text of a cell; a table inside it is a list of its rows."""
    return "".join(html for block in blocks for html in block_html(block))


def block_html(block: Block) -> Iterator[str]:
    """A block as formatted text in a cell; pictures have no place there."""
    if isinstance(block, Heading):
        yield paragraph(f"<b>{block.html.replace('<b>', '').replace('</b>', '')}</b>")
    elif isinstance(block, Paragraph) and block.html:
        yield paragraph(block.html)
    elif isinstance(block, Listing):
        yield listing_html(block)
    elif isinstance(block, Box):
        yield cell_html(block.blocks)
    elif isinstance(block, Table):
        yield table_html(block)


def table_html(table: Table) -> str:
    """A table inside a cell: a list with an item per row."""
    rows = [[line_html(cell.blocks) for cell in row] for row in table.rows]
    lines = [[text for text in row if text] for row in rows]
    items = [f"<li>{': '.join(line) if len(line) == 2 else ' – '.join(line)}</li>" for line in lines if line]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def line_html(blocks: tuple[Block, ...]) -> str:
    """The text of a cell on one line."""
    html = cell_html(blocks)
    html = re.sub(r"</(?:p|li)>\s*(?=.)", "<br/>", html)
    return re.sub(r"</?(?:p|ul|ol|li)>", "", html).removesuffix("<br/>")


def head_rows(table: Table, made: Expanded) -> tuple[int, bool]:
    """How many rows are the table's head, and whether the document says so itself."""
    if 0 < table.head < len(table.rows):
        return table.head, True
    cells = [cell for cell in made.rows[0] if cell is not None and cell.blocks] if len(table.rows) > 1 else []
    if len(cells) < max(2, made.width - 1) or not all(is_short(cell, SHORT) for cell in cells):
        return 0, True
    if all(cell.header for cell in cells):
        return 1, True
    below = [cell for row in made.rows[1:] for cell in row if cell is not None and cell.blocks]
    is_bolder = all(is_bold(cell) for cell in cells) and not all(is_bold(cell) for cell in below)
    is_head = is_bolder or all(is_name_of_column(plain_cell(cell)) for cell in cells) or stands_above_figures(made)
    return (1, False) if is_head else (0, True)


def is_name_of_column(text: str) -> bool:
    """Whether a text is what columns are often called: a known word, or a year."""
    words = text.casefold().split()
    return 0 < len(words) <= 4 and (words[0].strip(".") in NAMES_OF_COLUMNS or YEAR.fullmatch(text) is not None)


def stands_above_figures(made: Expanded) -> bool:
    """Whether below words in the first row nothing but figures stands, in some column."""
    for column in range(1, made.width):
        top, *below = [row[column] for row in made.rows]
        texts = [plain_cell(cell) for cell in below if cell is not None and cell.blocks]
        if top is None or FIGURES.fullmatch(plain_cell(top)) or len(texts) < 2:
            continue
        if all(FIGURES.fullmatch(text) for text in texts):
            return True
    return False


def plain_cell(cell: Cell) -> str:
    """The words of a cell."""
    return " ".join(text for block in cell.blocks for text in texts_of(block))


def is_short(cell: Cell, longest: int) -> bool:
    """Whether a cell holds one short paragraph."""
    return len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph) and len(plain_cell(cell)) <= longest


def is_bold(cell: Cell) -> bool:
    """Whether everything in a cell is bold."""
    return all(isinstance(block, Paragraph) and block.bold for block in cell.blocks)


def head_names(rows: list[list[str]], width: int) -> list[str]:
    """A name per column, from one row or from several below each other."""
    names = []
    for column in range(width):
        texts = dict.fromkeys(row[column].replace("</p><p>", " ") for row in rows if row[column])
        names.append(" – ".join(texts))
    return names


def joined_below_names(rows: list[list[str]]) -> list[list[str]]:
    """Rows of two columns in which text without a name goes on with the text above it."""
    made: list[list[str]] = []
    for row in rows:
        if made and len(row) == 2 and not row[0] and made[-1][0]:
            made[-1] = [made[-1][0], made[-1][1] + row[1]]
        else:
            made.append(list(row))
    return made


def merged_steps(rows: list[list[str]]) -> list[list[str]]:
    """Rows in which a record was spread, a cell lower per column, as one row; other tables stay as they are."""
    width = max((len(row) for row in rows), default=0)
    if width == 2:
        return joined_below_names(rows)
    lonely = sum(1 for row in rows if sum(map(bool, row)) == 1)
    if width < 3 or lonely * 2 < len(rows):
        return rows
    made: list[list[str]] = []
    for row in rows:
        if made and not row[0] and not any(above and own for above, own in zip(made[-1], row, strict=True)):
            made[-1] = [above or own for above, own in zip(made[-1], row, strict=True)]
        else:
            made.append(list(row))
    return made


def has_row_headers(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the first column names the rows: filled, short, and nearly everywhere different."""
    if not rows or len(rows[0]) < 2:
        return False
    first = [row[0] for row in rows]
    if not all(first) or any("<li>" in text or "</p><p>" in text or len(plain(text)) > SHORT_NAME for text in first):
        return False
    different = len({plain(text) for text in first}) * 5 >= len(first) * 4
    return different and not all(FIGURES.fullmatch(plain(text)) for text in first)


def columns_of(grid: Grid, in_cell: Callable[[str], str], in_head: Callable[[str], str]) -> dict[str, object]:
    """The grid as a table block stores it; the functions finish formatted text, and make names of columns plain."""
    names = [in_head(name) for name in grid.head]
    formatted = [any(FORMATTED.search(row[column]) for row in grid.rows) for column in range(len(names))]
    columns = [
        {"type": "rich_text" if rich else "text", "heading": name} for rich, name in zip(formatted, names, strict=True)
    ]
    rows = [
        {"values": [in_cell(html) if rich else plain(html) for rich, html in zip(formatted, row, strict=True)]}
        for row in grid.rows
    ]
    return {"columns": columns, "rows": rows, "caption": ""}


def without_empty_head(grid: Grid) -> Grid:
    """A grid of which all rows were taken for the head: the head is its one row."""
    if grid.rows or not any(grid.head):
        return grid
    return replace(grid, head=tuple("" for _ in grid.head), rows=(tuple(grid.head),))
