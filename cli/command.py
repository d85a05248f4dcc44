"""What a command of the command line is made of."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

from ..errors import UsageError

if TYPE_CHECKING:
    from ..graph.store import StoredGraph

T = TypeVar("T")

FORMATS = ("table", "json", "jsonl", "csv")


@dataclass(frozen=True)
class Command:
    """One command: ``name`` is what is typed (``find``, ``identity same``).

    ``arguments`` adds what is its own to a parser; ``run`` returns the exit code.
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    uses_graph: bool = True
    lists: bool = True


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors of ours: one sentence, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError that says where the help is."""
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def parser_of(command: Command) -> Parser:
    """Return the parser of one command, with the options that all of its sort share."""
    parser = Parser(
        prog=f"commonground {command.name}",
        description=command.summary,
        epilog="\n".join(("examples:", *(f"  {one}" for one in command.examples))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        # `--as` must not be taken for `--as-of`.
        allow_abbrev=False,
    )
    command.arguments(parser)
    if command.uses_graph:
        add_graph(parser)
    if command.lists:
        parser.add_argument(
            "--format", choices=FORMATS, default="table", help="how rows are printed"
        )
        parser.add_argument(
            "-e", "--exit-status", action="store_true", help="exit with 1 when there are no rows"
        )
    return parser


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Add ``-g``, which stands before or after the command alike."""
    parser.add_argument(
        "-g",
        "--graph",
        metavar="GRAPH",
        # It may stand before the command too: the second parser must not overwrite it with a
        # default.
        default=argparse.SUPPRESS,
        help="which graph (default: $COMMONGROUND_GRAPH, else people.db)",
    )


def address(args: argparse.Namespace) -> str:
    """Return the graph that the command speaks of."""
    given: str | None = getattr(args, "graph", None)
    return given or os.environ.get("COMMONGROUND_GRAPH") or "people.db"


def opened(args: argparse.Namespace) -> StoredGraph:
    """Open the graph that the command speaks of."""
    from ..graph.opening import open_graph

    return open_graph(address(args))


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


def positive(text: str) -> int:
    """Read a whole number above zero."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


def size(text: str) -> int:
    """Read a size in bytes: ``20MB``, ``512k``, ``1000``; units count 1024."""
    from ..loaders.formats.reading import ByteSize

    units = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}
    folded = text.lower().removesuffix("b").strip()
    number, unit = (folded[:-1], folded[-1]) if folded[-1:] in {"k", "m", "g"} else (folded, "")
    if not number.strip().isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 20MB")
    return ByteSize(int(number), units[unit])


def iso_date(text: str) -> str:
    """Read ``YYYY-MM-DD`` or ``YYYY-MM``."""
    from ..loaders.as_of import checked_date

    return checked_date(text)


def encoding(text: str) -> str:
    """Read the name of an encoding."""
    from ..loaders.formats.decoding import known_encoding

    return known_encoding(text)
