"""Commands about who is who: identity list, same, different; forget."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .command import Command, opened, snapshot_of
from .output import Column, print_rows
from .streams import safe

if TYPE_CHECKING:
    from ..graph.ledger import StoredDocument
    from ..graph.model import Decision, Maybe, Node

PERSON = "a name, e-mail, id or document"
DECISIONS: tuple[Column, ...] = tuple(
    (name, methodcaller("get", name))
    for name in ("number", "verdict", "a", "b", "why", "when", "by")
)


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has none of its own."""


def _pair_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help=PERSON)
    parser.add_argument("b", metavar="B", help="another one")
    parser.add_argument("--why", required=True, metavar="REASON", help="is kept with the decision")


def _forget_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help=f"{PERSON}, in full")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _list(args: argparse.Namespace) -> int:
    documents, decisions, undecided = snapshot_of(
        args, lambda g: (g.documents(), g.decisions(), g.maybes())
    )
    key_of = {document.mention: document.key for document in documents}
    rows = [asdict(one) | {"a": key_of[one.a], "b": key_of[one.b]} for one in decisions]
    rows += map(_maybe, undecided)
    answer = {"question": {"question": "identity"}, "rows": rows, "notes": _several(documents)}
    print_rows(answer, DECISIONS, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _maybe(pair: Maybe) -> dict[str, Any]:
    from ..queries.duplicates import shared_in_words

    why = f"both have {shared_in_words(pair.shared)}, and their names do not settle it"
    return {"verdict": "maybe", "a": pair.a, "b": pair.b, "why": why}


def _several(documents: Sequence[StoredDocument]) -> list[str]:
    """Say which documents speak of one person, whether decided or by their addresses."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        keys[document.person].append(document.key)
    # A group of one is no decision, and there are as many as documents.
    return [f"one person: {', '.join(group)}" for group in keys.values() if len(group) > 1]


def _same(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        _recorded(graph.same(args.a, args.b, args.why), "one person")
    return 0


def _different(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        _recorded(graph.different(args.a, args.b, args.why), "different people")
    return 0


def _recorded(decision: Decision, what: str) -> None:
    number = decision.number
    print(f"decision {number}: {what}; `commonground undo {number}` takes it back")


def _forget(args: argparse.Namespace) -> int:
    with opened(args) as graph:
        person = graph.person(args.person, whole=True)
        if not args.yes and not _confirmed(person):
            print("nobody was forgotten")
            return 0
        keys = graph.forget(person)
    print(
        f"forgotten: {', '.join(map(safe, keys))}; only `load --again` of the file brings it back"
    )
    return 0


def _confirmed(person: Node) -> bool:
    """Ask on the terminal; anything but yes is no."""
    if not sys.stdin.isatty():
        raise UsageError("forget asks before it removes anybody; add --yes where nobody can answer")
    documents = person.properties.get("documents")
    kept = ", ".join(map(str, documents)) if isinstance(documents, list) else "no document"
    question = f"Forget {person.name or person.id} ({kept}) for good? [y/N] "
    print(safe(question), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


COMMANDS = (
    Command(
        "identity list",
        "List the decisions about who is who, and which documents may be one person's.",
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
        "forget",
        "Remove a person and every trace of them.",
        ("commonground forget 'Ada Example'", "commonground forget ada.md --yes"),
        _forget_arguments,
        _forget,
        lists=False,
    ),
)
