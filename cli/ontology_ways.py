"""Commands about how concepts lie to each other, to people and to another ontology."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .command import Command, limit_argument, notes_of, snapshot_of
from .output import Column, print_rows

if TYPE_CHECKING:
    from ..ontology.model import Concept
    from ..ontology.ontology import Ontology

NEAR: tuple[Column, ...] = (
    ("id", lambda row: row["id"]),
    ("kind", lambda row: row["kind"]),
    ("name", lambda row: row["name"]),
    ("nearness", lambda row: f"{row['nearness']:.3f}"),
)
TREE: tuple[Column, ...] = (
    ("name", lambda row: "  " * row["depth"] + row["name"]),
    ("by", lambda row: row["type"]),
    ("kind", lambda row: row["kind"]),
    ("id", lambda row: row["id"]),
)
UNKNOWN: tuple[Column, ...] = (
    ("term", lambda row: row["term"]),
    ("people", lambda row: row["people"]),
    ("documents", lambda row: ", ".join(row["documents"])),
    ("reason", lambda row: row["reason"]),
)
DIFFERENCES: tuple[Column, ...] = (
    ("change", lambda row: row["change"]),
    ("id", lambda row: row["id"]),
    ("what", lambda row: row["what"]),
    ("old", lambda row: row["old"]),
    ("new", lambda row: row["new"]),
)


def _concept_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("concept", nargs="+", metavar="CONCEPT", help="a label or id")


def _asked(args: argparse.Namespace) -> tuple[Ontology, Concept]:
    from ..graph.resolve import concept_in
    from ..ontology.ontology import load_ontology

    ontology = load_ontology()
    return ontology, concept_in(ontology, " ".join(args.concept))


def _printed(
    args: argparse.Namespace,
    question: dict[str, Any],
    rows: list[dict[str, Any]],
    columns: tuple[Column, ...],
    nothing: str,
) -> int:
    answer = {"question": question, "rows": rows, "notes": [] if rows else [nothing]}
    print_rows(answer, columns, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _near_arguments(parser: argparse.ArgumentParser) -> None:
    _concept_argument(parser)
    limit_argument(parser, 10)


def _near(args: argparse.Namespace) -> int:
    from ..queries.measures.nearness import SAME, nearness

    ontology, concept = _asked(args)
    around = nearness(ontology, [concept.id])[concept.id]
    others = sorted((-weight, id) for id, weight in around.items() if id != concept.id)
    rows = [
        {**_named(ontology, id), "nearness": -weight / SAME} for weight, id in others[: args.limit]
    ]
    question = {"question": "near", "id": concept.id, "name": concept.name}
    return _printed(args, question, rows, NEAR, "nothing is near it")


def _tree(args: argparse.Namespace) -> int:
    ontology, concept = _asked(args)
    rows = list(_branches(ontology, concept.id, "", 0, set()))
    question = {"question": "tree", "id": concept.id, "name": concept.name}
    return _printed(args, question, rows, TREE, "nothing lies beneath it")


def _branches(
    ontology: Ontology, id: str, type: str, depth: int, seen: set[str]
) -> Iterator[dict[str, Any]]:
    """Give a concept and what answers for it, each once, the branches in the order of names."""
    from ..ontology.ontology import ANSWERING_TYPES

    seen.add(id)
    yield {**_named(ontology, id), "depth": depth, "type": type}
    below = sorted(
        (ontology.concepts[one.source].name.casefold(), one.source, one.type)
        for one in ontology.relations_of(id)
        if one.target == id and one.type in ANSWERING_TYPES
    )
    for _, other, by in below:
        if other not in seen:
            yield from _branches(ontology, other, by, depth + 1, seen)


def _named(ontology: Ontology, id: str) -> dict[str, Any]:
    concept = ontology.concepts[id]
    return {"id": id, "kind": concept.kind, "name": concept.name}


def _unknown_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--turtle", action="store_true", help="print blocks of Turtle to complete")


def _unknown(args: argparse.Namespace) -> int:
    from ..graph.unknown import unknown_terms

    terms, notes = snapshot_of(args, lambda graph: (unknown_terms(graph), notes_of(graph)))
    if args.turtle:
        # Sorted by IRI, as the check wants them.
        blocks = sorted((one.turtle for one in terms), key=lambda block: block.split()[0])
        print("\n\n".join([_PREFIXES, *blocks]))
        return 0
    rows = [
        {
            "term": one.term,
            "people": len(one.people),
            "documents": list(one.documents),
            "reason": one.reason,
            "turtle": one.turtle,
        }
        for one in terms
    ]
    answer = {"question": {"question": "unknown"}, "rows": rows, "notes": notes}
    print_rows(answer, UNKNOWN, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


_PREFIXES = """@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."""


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="OLD", help="a Turtle file, or a folder of them")
    parser.add_argument("new", type=Path, metavar="NEW", help="what came of it")


def _diff(args: argparse.Namespace) -> int:
    from ..ontology.comparing import differences
    from ..ontology.ontology import ontology_of

    rows = [asdict(one) for one in differences(ontology_of(args.old), ontology_of(args.new))]
    question = {"question": "diff", "old": str(args.old), "new": str(args.new)}
    return _printed(args, question, rows, DIFFERENCES, "nothing differs")


COMMANDS = (
    Command(
        "ontology near",
        "List what is near a concept, the nearest first.",
        ("commonground ontology near Solidity",),
        _near_arguments,
        _near,
        uses_graph=False,
    ),
    Command(
        "ontology tree",
        "Show what answers for a concept in a question, at any depth.",
        ("commonground ontology tree 'message broker'",),
        _concept_argument,
        _tree,
        uses_graph=False,
    ),
    Command(
        "ontology unknown",
        "List the terms that people name and the ontology lacks, the most people first.",
        ("commonground ontology unknown", "commonground ontology unknown --turtle"),
        _unknown_arguments,
        _unknown,
    ),
    Command(
        "ontology diff",
        "Show what differs between two ontologies, or two versions of one file.",
        ("commonground ontology diff old.ttl new.ttl",),
        _diff_arguments,
        _diff,
        uses_graph=False,
    ),
)
