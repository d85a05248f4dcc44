"""The command check: whether a graph is sound, and mending it."""

from __future__ import annotations

import argparse

from ..errors import CheckFailed
from .command import Command, address
from .output import Column, print_rows
from .streams import say

COLUMNS: tuple[Column, ...] = (
    ("document", lambda row: row["document"]),
    ("fault", lambda row: row["fault"]),
    ("", lambda row: "mended" if row["mended"] else ""),
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair",
        action="store_true",
        help="mend it in place; where its pages are damaged, salvage it into a new file",
    )


def _check(args: argparse.Namespace) -> int:
    from ..graph.opening import check

    place = address(args)
    found = check(place, repair=args.repair)
    rows = [fault.to_json() for fault in found.faults]
    answer = {
        "question": {"question": "check"},
        "rows": rows,
        "notes": [] if rows else ["no faults"],
    }
    print_rows(answer, COLUMNS, args.format, raw=args.raw)
    if found.salvaged is not None:
        say(f"what can still be read is in {found.salvaged}: look at it, then use it for {place}")
    left = sum(not fault.mended for fault in found.faults)
    if left and not args.repair:
        raise CheckFailed(f"{_counted(left)} in {place}: `check --repair` mends what can be mended")
    if left and found.salvaged is None:
        raise CheckFailed(f"{_counted(left)} left in {place}: load the files of these documents")
    return CheckFailed.exit_code if left else 0


def _counted(count: int) -> str:
    return "1 fault" if count == 1 else f"{count} faults"


COMMANDS = (
    Command(
        "check",
        "Check that a graph is sound, and mend or salvage it.",
        ("commonground check", "commonground check --repair -g people.db"),
        _arguments,
        _check,
    ),
)
