"""What a command of the command line is made of."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import UsageError, quoted
from .parser import Parser, add_graph, add_ontology, add_talk

if TYPE_CHECKING:
    from ..graph.store import StoredGraph

T = TypeVar("T")

MOST: Final = 1_000_000_000
"""The largest number that an option takes, unless it says another."""

FORMATS = ("table", "json", "jsonl", "csv")


@dataclass(frozen=True)
class Command:
    """One command: ``name`` is what is typed (``find``, ``identity same``).

    ``arguments`` adds what is its own to a parser; ``run`` returns the exit code. One that
    ``asks`` is bounded in time and memory (see ``limits``).
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    uses_graph: bool = True
    lists: bool = True
    asks: bool = False
    more: Callable[[argparse.ArgumentParser, Sequence[str]], None] | None = None
    """Adds options that depend on the words that were typed."""


def parser_of(command: Command, words: Sequence[str] = ()) -> Parser:
    """Return the parser of one command, with the options that all of its sort share.

    ``words`` are those that it will parse, for a command whose options depend on them.
    """
    parser = Parser(
        prog=f"commonground {command.name}",
        description=command.summary,
        epilog="\n".join(("examples:", *(f"  {one}" for one in command.examples))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        # `--as` must not be taken for `--as-of`.
        allow_abbrev=False,
    )
    command.arguments(parser)
    add_ontology(parser)
    add_talk(parser)
    if command.uses_graph:
        add_graph(parser)
    if command.lists:
        parser.add_argument(
            "--format", choices=FORMATS, default="table", help="how rows are printed"
        )
        raw_argument(parser)
        parser.add_argument(
            "-e", "--exit-status", action="store_true", help="exit with 1 when there are no rows"
        )
    if command.asks:
        add_limits(parser)
    if command.more is not None:
        command.more(parser, words)
    return parser


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Add ``--timeout`` and ``--max-memory``."""
    from .limits import MEMORY, SECONDS

    parser.add_argument(
        "--timeout",
        type=seconds,
        default=SECONDS,
        metavar="SECONDS",
        help=f"when to give up (default: {SECONDS:g}; 0: never)",
    )
    parser.add_argument(
        "--max-memory",
        type=size,
        default=MEMORY,
        metavar="SIZE",
        help="the most memory to take (default: 4GB; 0: no bound)",
    )


def raw_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--raw``."""
    parser.add_argument(
        "--raw",
        action="store_true",
        help="CSV cells as they are; else a ' stands before what a spreadsheet would run",
    )


def query_argument(parser: argparse.ArgumentParser, what: str) -> None:
    """Add a query, which may stand in a file or on stdin."""
    parser.add_argument("query", nargs="?", metavar="QUERY", help=f"{what}; - for stdin")
    parser.add_argument("--file", metavar="FILE", help="the file that holds it")


def address(args: argparse.Namespace) -> str:
    """Return the graph that the command speaks of."""
    given: str | None = getattr(args, "graph", None)
    if given == "":
        raise UsageError("-g is empty: name the graph's file or server")
    return given or os.environ.get("COMMONGROUND_GRAPH") or "people.db"


def opened(args: argparse.Namespace) -> StoredGraph:
    """Open the graph that the command speaks of."""
    from ..graph.opening import open_graph

    graph = open_graph(address(args))
    if hasattr(args, "timeout"):
        graph.allow(args.timeout)
    return graph


def snapshot_of(args: argparse.Namespace, work: Callable[[StoredGraph], T]) -> T:
    """Return what a function returns of the graph that the command speaks of, as of one moment.

    It may run again, so it prints nothing: a slow pager must not hold the moment either.
    """
    with opened(args) as graph:
        return graph.snapshot(lambda: work(graph))


def notes_of(graph: StoredGraph) -> list[str]:
    """Say of a graph that it is empty, where concepts are found in it all the same, or damaged."""
    from ..queries.question import empty, left_out

    damaged = graph.damaged()
    return [empty(graph.address)] * graph.is_empty + [left_out(damaged)] * bool(damaged)


def limit_argument(parser: argparse.ArgumentParser, default: int | None) -> None:
    """Add ``-n``, the most rows to print."""
    shown = "all" if default is None else str(default)
    parser.add_argument(
        "-n", "--limit", type=positive, default=default, help=f"the most rows (default: {shown})"
    )


def positive(text: str, most: int = MOST) -> int:
    """Read a whole number above zero; nothing that is counted here goes beyond a maximum."""
    # Digits first: Python takes long to read a million of them, and refuses with words of its own.
    if not text.isdecimal() or len(text) > 20 or not 1 <= int(text) <= most:
        raise argparse.ArgumentTypeError(
            f"{quoted(text)} is not a whole number above zero, at most {most:,}"
        )
    return int(text)


def count_or_all(text: str, most: int = MOST) -> int | None:
    """Read a whole number above zero, or 0, which is no bound."""
    return None if text == "0" else positive(text, most)


def seconds(text: str) -> float:
    """Read a number of seconds from 0 on."""
    from .limits import MOST_SECONDS

    with suppress(ValueError):
        if 0 <= float(text) <= MOST_SECONDS:  # which nan is not
            return float(text)
    raise argparse.ArgumentTypeError(
        f"{quoted(text)} is not a number of seconds from 0 to {MOST_SECONDS:,}"
    )


def size(text: str) -> int:
    """Read a size in bytes: ``20MB``, ``512k``, ``1000``; units count 1024."""
    from ..loaders.formats.reading import ByteSize

    units = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}
    folded = text.lower().removesuffix("b").strip()
    number, unit = (folded[:-1], folded[-1]) if folded[-1:] in {"k", "m", "g"} else (folded, "")
    if not number.strip().isdecimal() or len(number) > 15:
        raise argparse.ArgumentTypeError(f"{quoted(text)} is not a size such as 20MB")
    return ByteSize(int(number), units[unit])


def iso_date(text: str) -> str:
    """Read ``YYYY-MM-DD`` or ``YYYY-MM``."""
    from ..loaders.as_of import checked_date

    return checked_date(text)


def encoding(text: str) -> str:
    """Read the name of an encoding."""
    from ..loaders.formats.decoding import known_encoding

    return known_encoding(text)
