"""A page before it has a format: blocks of runs, which every writer can put down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias


@dataclass(frozen=True)
class Run:
    """Text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False
    link: str | None = None


Runs: TypeAlias = tuple[Run, ...]
Text: TypeAlias = "str | Run"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the page's, 2 a section's, 3 and more an entry's."""

    runs: Runs
    level: int


@dataclass(frozen=True)
class Lines:
    """A paragraph whose lines stay lines."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True)
class Item:
    """One item of a list, with what stands under it."""

    runs: Runs
    under: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Row:
    """One line with text at its left edge and at its right edge."""

    left: Runs
    right: Runs


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first one the head."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Quote:
    """Lines set as a quotation."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True)
class Margin:
    """A narrow left column beside what it belongs to."""

    left: Runs
    right: tuple[Block, ...]


@dataclass(frozen=True)
class Terms:
    """A term and its definitions."""

    term: Runs
    definitions: tuple[Runs, ...]


@dataclass(frozen=True)
class Box:
    """Blocks that HTML keeps in elements of these classes, one block an element."""

    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fold:
    """Blocks under a line that opens them."""

    summary: Runs
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Verbatim:
    """Lines that keep their blanks, as in a fence or a table of characters."""

    lines: tuple[str, ...]
    fenced: bool = False


@dataclass(frozen=True)
class Macro:
    """A LaTeX command with its arguments, for the shapes that only LaTeX has."""

    name: str
    arguments: tuple[str, ...]
    optional: str | None = None


Block: TypeAlias = (
    "Heading | Lines | Bullets | Row | Table | Quote | Margin | Terms | Box | Fold"
    " | Verbatim | Macro"
)


@dataclass
class Part:
    """A section: its heading, unless it has none, and its blocks."""

    kind: str
    heading: str | None
    blocks: list[Block] = field(default_factory=list)


def runs(*texts: Text) -> Runs:
    """Return runs; empty ones are left out."""
    made = (text if isinstance(text, Run) else Run(text) for text in texts)
    return tuple(run for run in made if run.text)


def bold(text: str) -> Run:
    """Return a bold run."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Return an italic run."""
    return Run(text, italic=True)


def small(text: str) -> Run:
    """Return a small run."""
    return Run(text, small=True)


def link(text: str, target: str) -> Run:
    """Return a run that leads somewhere."""
    return Run(text, link=target)


def heading(level: int, *texts: Text) -> Heading:
    """Return a heading."""
    return Heading(runs(*texts), level)


def line(*texts: Text) -> Lines:
    """Return a paragraph of one line."""
    return Lines((runs(*texts),))


def lines(*each: Text | Runs) -> Lines:
    """Return a paragraph of several lines; empty ones are left out."""
    rows = (one if isinstance(one, tuple) else runs(one) for one in each)
    return Lines(tuple(row for row in rows if row))


def bullets(*items: Text | Runs | Item) -> Bullets:
    """Return a list."""
    return Bullets(tuple(_item(one) for one in items))


def _item(one: Text | Runs | Item) -> Item:
    if isinstance(one, Item):
        return one
    return Item(one if isinstance(one, tuple) else runs(one))


def table(*rows: Sequence[Text]) -> Table:
    """Return a table, its first row the head."""
    return Table(tuple(tuple(runs(cell) for cell in row) for row in rows))


def plain(made: Iterable[Run]) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in made)


def changed(block: Block, change: Callable[[str], str]) -> Block:
    """Return a block with every text in it put through a change."""

    def over(made: Runs) -> Runs:
        return tuple(replace(run, text=change(run.text)) for run in made)

    def under(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(changed(one, change) for one in blocks)

    match block:
        case Heading():
            return replace(block, runs=over(block.runs))
        case Lines() | Quote():
            return replace(block, lines=tuple(map(over, block.lines)))
        case Bullets():
            items = tuple(Item(over(one.runs), under(one.under)) for one in block.items)
            return replace(block, items=items)
        case Row():
            return Row(over(block.left), over(block.right))
        case Table():
            return Table(tuple(tuple(map(over, row)) for row in block.rows))
        case Margin():
            return Margin(over(block.left), under(block.right))
        case Terms():
            return Terms(over(block.term), tuple(map(over, block.definitions)))
        case Box():
            return replace(block, blocks=under(block.blocks))
        case Fold():
            return Fold(over(block.summary), under(block.blocks))
        case Verbatim():
            return replace(block, lines=tuple(map(change, block.lines)))
        case Macro():
            return replace(block, arguments=tuple(map(change, block.arguments)))
