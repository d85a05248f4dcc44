"""Commands about what was read wrongly: correct, corrections; undo, of decisions too."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from ..errors import UsageError
from .command import Command, opened, positive, snapshot_of
from .output import Column, print_rows
from .streams import safe

if TYPE_CHECKING:
    from ..graph.model import Correction

_NOTHING: Final = "nothing"
_TOLD: Final = ("number", "document", "field", "before", "after", "why", "when", "by", "state")


def _cell(name: str, row: Mapping[str, Any]) -> object:
    nothing = name in {"before", "after"} and row[name] is None
    return _NOTHING if nothing else row[name]


COLUMNS: tuple[Column, ...] = tuple(
    (name, lambda row, name=name: _cell(name, row))  # type: ignore[misc]  # mypy sees no default
    for name in _TOLD
)


def _correct_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOC", help="the document's key")
    parser.add_argument(
        "field",
        metavar="FIELD",
        help="as `commonground parse FILE --format json` prints it: /work/0/endDate, email",
    )
    parser.add_argument("value", metavar="VALUE", nargs="?", help="what it is; a list gets it too")
    parser.add_argument(
        "--remove", action="store_true", help="there is none: no such value, item or entry"
    )
    parser.add_argument("--why", required=True, metavar="REASON", help="is shown as the evidence")
    parser.add_argument("--by", metavar="NAME", help="who says so (default: the account)")


def _correct(args: argparse.Namespace) -> int:
    if (args.value is None) != args.remove:
        raise UsageError("give a VALUE, or --remove where there is none")
    with opened(args) as graph:
        made = graph.correct(args.document, args.field, args.value, args.why, args.by)
    number, said = made.number, f"{made.field} of {made.document}: {_change(made)}"
    print(safe(f"correction {number}: {said}; `commonground undo {number}` takes it back"))
    return 0


def _change(made: Correction) -> str:
    before, after = (_NOTHING if one is None else one for one in (made.before, made.after))
    return f"{before} → {after}"


def _corrections_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOC", nargs="?", help="of this document alone")


def _corrections(args: argparse.Namespace) -> int:
    found = snapshot_of(args, lambda graph: graph.corrections(args.document))
    rows = [{name: asdict(one)[name] for name in _TOLD} for one in found]
    asked = {"question": "corrections", "document": args.document}
    print_rows({"question": asked, "rows": rows, "notes": []}, COLUMNS, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number",
        type=positive,
        metavar="N",
        help="from `commonground corrections` or `commonground identity list`",
    )


def _undo(args: argparse.Namespace) -> int:
    from ..graph.model import Correction

    with opened(args) as graph:
        undone = graph.undo(args.number)
    what = "correction" if isinstance(undone, Correction) else "decision"
    print(f"{what} {args.number} is undone")
    return 0


COMMANDS = (
    Command(
        "correct",
        "Correct what was read of a document, on record.",
        (
            "commonground correct ada.md /work/0/endDate 2026-03 --why 'left in March'",
            "commonground correct ada.md /work/0/keywords Kafka --why 'she told me'",
            "commonground correct ada.md /work/0/keywords/Go --remove --why 'the game of Go'",
            "commonground correct ada.md /work/2 --remove --why 'no job: a reference'",
        ),
        _correct_arguments,
        _correct,
        lists=False,
    ),
    Command(
        "corrections",
        "List the corrections, and whether each still applies.",
        ("commonground corrections", "commonground corrections ada.md --format json"),
        _corrections_arguments,
        _corrections,
    ),
    Command(
        "undo",
        "Take a correction or a decision about who is who back.",
        ("commonground undo 1",),
        _undo_arguments,
        _undo,
        lists=False,
    ),
)
