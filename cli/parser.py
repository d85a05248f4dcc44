"""The parser of arguments, and the options that stand before a command as well as after it."""

from __future__ import annotations

import argparse

from ..errors import QUOTED, UsageError, cut, quoted

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors of ours: one sentence, exit code 2."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; what was typed is known to ``error`` then."""
        self._typed = [] if args is None else list(args)
        for one in self._typed:
            if one.startswith("-") and one.endswith("=--"):  # argparse gives a list for it
                self.error(f"{one}: the value is missing")
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError that says where the help is; argparse repeats arguments in full."""
        for typed in self._typed:
            for long in (typed, typed.partition("=")[2], typed[2:]):
                if len(long) > QUOTED:
                    message = message.replace(repr(long), quoted(long)).replace(long, cut(long))
        raise UsageError(f"{message} (see `{self.prog} --help`)")


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


def add_ontology(parser: argparse.ArgumentParser) -> None:
    """Add ``--ontology``, which stands before or after the command alike."""
    parser.add_argument(
        "--ontology",
        action="append",
        dest="vocabulary",
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="also this vocabulary: Turtle, SKOS, CSV, or a folder (and $COMMONGROUND_ONTOLOGY)",
    )


def add_talk(parser: argparse.ArgumentParser) -> None:
    """Add ``-q`` and ``-v``, which stand before or after the command alike."""
    given: dict[str, Any] = {"action": "store_true", "default": argparse.SUPPRESS}
    parser.add_argument("-q", "--quiet", help="say nothing beside the data but errors", **given)
    parser.add_argument("-v", "--verbose", help="say which graph was asked, and how long", **given)
