"""Commands about the ontology: check, lookup."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CheckFailed
from .command import Command
from .output import Column, RowJson, print_rows, safe

if TYPE_CHECKING:
    from ..ontology.model import Concept
    from ..ontology.ontology import Ontology

CONCEPTS: tuple[Column, ...] = (
    ("id", lambda row: row["id"]),
    ("kind", lambda row: row["kind"]),
    ("name", lambda row: row["name"]),
    ("also", lambda row: row["aliases"]),
)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="also these Turtle files"
    )


def _check(args: argparse.Namespace) -> int:
    from ..ontology.check.check import check

    faults = check(args.files)
    for fault in faults:
        print(safe(str(fault)))
    if faults:
        raise CheckFailed(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the ontology")
    print("no faults")
    return 0


def _lookup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a label, alias or id")


def _lookup(args: argparse.Namespace) -> int:
    from ..ontology.ontology import load_ontology

    ontology = load_ontology()
    text = " ".join(args.text)
    rows = [
        _concept_row(one) | {"relations": _relations(ontology, one)}
        for one in ontology.lookup(text)
    ]
    notes = [] if rows else ["no concept has this label; docs/ontology.md says how to add one"]
    answer = {"question": {"question": "lookup", "text": text}, "rows": rows, "notes": notes}
    under = [list(_details(row)) for row in rows]
    print_rows(answer, CONCEPTS, args.format, under, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _concept_row(concept: Concept) -> dict[str, Any]:
    return {
        "id": concept.id,
        "kind": concept.kind,
        "name": concept.name,
        "definition": concept.definition,
        "aliases": list(concept.alt),
        "share": concept.share,
        "file": concept.file,
        "line": concept.line,
    }


def _relations(ontology: Ontology, concept: Concept) -> list[dict[str, Any]]:
    return [
        {
            "type": one.type,
            "from": {"id": one.source, "name": ontology.concepts[one.source].name},
            "to": {"id": one.target, "name": ontology.concepts[one.target].name},
            "file": one.file,
            "line": one.line,
            "quote": one.quote,
        }
        for one in ontology.relations_of(concept.id)
    ]


def _details(row: RowJson) -> Iterator[str]:
    """Give the definition, the related concepts by kind of relation, and where it stands."""
    yield row["definition"]
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in row["relations"]:
        outward = one["from"]["id"] == row["id"]
        arrow = f"-{one['type']}→" if outward else f"←{one['type']}-"
        groups[arrow].append(one["to" if outward else "from"]["name"])
    yield from (f"{arrow} {', '.join(sorted(names))}" for arrow, names in sorted(groups.items()))
    yield f"{row['file']}:{row['line']}"


COMMANDS = (
    Command(
        "ontology check",
        "Check the ontology's shapes and rules.",
        ("commonground ontology check", "commonground ontology check my-terms.ttl"),
        _check_arguments,
        _check,
        uses_graph=False,
        lists=False,
    ),
    Command(
        "ontology lookup",
        "Show the concepts that have a label.",
        ("commonground ontology lookup k8s",),
        _lookup_arguments,
        _lookup,
        uses_graph=False,
    ),
)
