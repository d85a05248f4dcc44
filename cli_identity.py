"""Commands about who is who: identity list, same, different, undo; forget."""

from __future__ import annotations

import argparse
import sys

from .cli_command import Command, opened
from .graph.errors import UsageError
from .output import Column, print_rows, safe

PERSON = "a name, e-mail, id or document"
DECISIONS: tuple[Column, ...] = (
    ("number", lambda row: row["number"]),
    ("decision", lambda row: row["decision"]),
    ("a", lambda row: row["a"]),
    ("b", lambda row: row["b"]),
    ("why", lambda row: row["why"]),
    ("when", lambda row: row["when"]),
)


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has none of its own."""


def _pair_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help=PERSON)
    parser.add_argument("b", metavar="B", help="another one")
    parser.add_argument("--why", required=True, metavar="REASON", help="is kept with the decision")


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="from `commonground identity list`")


def _forget_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help=PERSON)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _list(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        rows = [decision.to_json() for decision in graph.decisions()]
    print_rows({"question": {"question": "identity"}, "rows": rows, "notes": []}, DECISIONS, args.format)
    return 1 if args.exit_status and not rows else 0


def _same(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        number = graph.same(args.a, args.b, args.why)
    print(
        f"decision {number}: the same person; `commonground identity undo {number}` takes it back"
    )
    return 0


def _different(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        number = graph.different(args.a, args.b, args.why)
    print(
        f"decision {number}: different people; `commonground identity undo {number}` takes it back"
    )
    return 0


def _undo(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        graph.undo(args.number)
    print(f"decision {args.number} is undone")
    return 0


def _forget(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        person = graph.person(args.person)
        documents = person.properties.get("documents", [])
        assert isinstance(documents, list)
        if not args.yes and not _confirmed(
            f"{person.name or person.id} ({', '.join(map(str, documents))})"
        ):
            print("nothing was forgotten")
            return 0
        graph.forget(person)
    print(
        f"forgotten: {len(documents)} document{'s' if len(documents) != 1 else ''}; "
        "`load --again FILE` is the only way back"
    )
    return 0


def _confirmed(who: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("forget asks before it removes anybody; add --yes where nobody can answer")
    print(f"Forget {safe(who)} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


COMMANDS = (
    Command(
        "identity list",
        "List the decisions about who is who.",
        ("commonground identity list",),
        _no_arguments,
        _list,
    ),
    Command(
        "identity same",
        "Decide that two documents speak of one person.",
        ("commonground identity same old.md new.md --why 'she told me'",),
        _pair_arguments,
        _same,
        lists=False,
    ),
    Command(
        "identity different",
        "Decide that two documents speak of different people.",
        ("commonground identity different a.md b.md --why 'a shared mailbox'",),
        _pair_arguments,
        _different,
        lists=False,
    ),
    Command(
        "identity undo",
        "Take a decision back.",
        ("commonground identity undo 1",),
        _undo_arguments,
        _undo,
        lists=False,
    ),
    Command(
        "forget",
        "Remove a person and every trace of them.",
        ("commonground forget 'Ada Example'", "commonground forget ada.md --yes"),
        _forget_arguments,
        _forget,
        lists=False,
    ),
)
