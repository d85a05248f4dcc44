"""Commands about what the ontology says: check, lookup, show."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CheckFailed
from .command import Command
from .output import Column, RowJson, print_rows
from .streams import safe

if TYPE_CHECKING:
    from ..ontology.model import Concept
    from ..ontology.ontology import Ontology

CONCEPTS: tuple[Column, ...] = (
    ("id", lambda row: row["id"]),
    ("kind", lambda row: row["kind"]),
    ("name", lambda row: row["name"]),
    ("also", lambda row: row["aliases"]),
)

FAULTS: tuple[Column, ...] = (
    ("file", lambda row: row["file"]),
    ("line", lambda row: row["line"]),
    ("subject", lambda row: row["subject"]),
    ("severity", lambda row: row["severity"]),
    ("message", lambda row: row["message"]),
)
SUGGESTIONS: tuple[Column, ...] = (
    ("file", lambda row: row["file"]),
    ("line", lambda row: row["line"]),
    ("turtle", lambda row: row["turtle"]),
)
COUNTS: tuple[Column, ...] = (
    ("what", lambda row: row["what"]),
    ("number", lambda row: row["number"]),
    ("share", lambda row: "" if row["share"] is None else f"{row['share']:.1%}"),
)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="also these Turtle files"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--suggest", action="store_true", help="list relations that definitions tell of instead"
    )
    what.add_argument("--counts", action="store_true", help="say how much there is instead")


def _check(args: argparse.Namespace) -> int:
    from ..ontology.check.check import check

    if args.suggest or args.counts:
        return _print_suggestions(args) if args.suggest else _print_counts(args)
    faults = check(args.files)
    if args.format != "table":
        rows = [asdict(one) for one in faults]
        answer = {"question": {"question": "check"}, "rows": rows, "notes": []}
        print_rows(answer, FAULTS, args.format, raw=args.raw)
        return 1 if faults else 0
    for fault in faults:
        print(safe(str(fault)))
    if faults:
        raise CheckFailed(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the ontology")
    print("no faults")
    return 0


def _print_suggestions(args: argparse.Namespace) -> int:
    from ..ontology.check.suggestions import suggestions
    from ..ontology.ontology import load_ontology

    rows = [
        {
            "file": one.concept.file,
            "line": one.concept.line,
            "id": one.concept.id,
            "names": one.named.id,
            "turtle": one.turtle,
        }
        for one in suggestions(load_ontology(args.files))
    ]
    notes = [] if rows else ["every definition names only what is near its concept"]
    answer = {"question": {"question": "check --suggest"}, "rows": rows, "notes": notes}
    print_rows(answer, SUGGESTIONS, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _print_counts(args: argparse.Namespace) -> int:
    from ..ontology.check.counts import counts
    from ..ontology.ontology import load_ontology

    rows = [asdict(one) for one in counts(load_ontology(args.files))]
    answer = {"question": {"question": "check --counts"}, "rows": rows, "notes": []}
    print_rows(answer, COUNTS, args.format, raw=args.raw)
    return 0


def _lookup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text",
        nargs="+",
        metavar="TEXT",
        help="a label, alias or id, ours or of Wikidata, ESCO, CAIP-2",
    )


def _lookup(args: argparse.Namespace) -> int:
    from ..ontology.mappings import is_external, mapped_to
    from ..ontology.ontology import load_ontology

    ontology = load_ontology()
    text = " ".join(args.text)
    everyday = ontology.everyday(text)
    found = dict.fromkeys([*([everyday] if everyday else []), *ontology.lookup(text)])
    found = found or dict.fromkeys(mapped_to(ontology, text) if is_external(text) else ())
    rows = [_concept_row(one) | {"relations": _relations(ontology, one)} for one in found]
    notes = [] if rows else [_not_found(ontology, text)]
    answer = {"question": {"question": "lookup", "text": text}, "rows": rows, "notes": notes}
    under = [list(_details(row)) for row in rows]
    print_rows(answer, CONCEPTS, args.format, under, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _not_found(ontology: Ontology, text: str) -> str:
    from ..graph.resolve import labels_of, similar_names

    near = similar_names(text, labels_of(ontology))
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"no concept has this label; {hint}docs/ontology.md says how to add one"


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("concept", nargs="+", metavar="CONCEPT", help="a label or id")


def _show(args: argparse.Namespace) -> int:
    from ..graph.resolve import concept_in
    from ..ontology.ontology import load_ontology

    ontology = load_ontology()
    concept = concept_in(ontology, " ".join(args.concept))
    row = _concept_row(concept) | _all_said(ontology, concept)
    row["relations"] = _relations(ontology, concept)
    answer = {"question": {"question": "show", "id": concept.id}, "rows": [row], "notes": []}
    print_rows(answer, CONCEPTS, args.format, [list(_everything(row))], raw=args.raw)
    return 0


def _all_said(ontology: Ontology, concept: Concept) -> dict[str, Any]:
    """Return what else is said of a concept, and how many concepts a question for it follows."""
    from ..ontology.mappings import mappings_of

    return {
        "hidden": list(concept.hidden),
        "scope_note": concept.scope_note,
        "chain_id": concept.chain_id,
        "policy": concept.policy,
        "cues": list(concept.cues),
        "anti_cues": list(concept.anti_cues),
        "plain_labels": list(concept.plain_labels),
        "iri": ontology.iri(concept.id),
        "mappings": [
            {"match": one.match, "target": one.target, "file": one.file, "line": one.line}
            for one in mappings_of(ontology, concept.id)
        ],
        "answering": len(ontology.answering(concept.id)) - 1,
    }


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


def _everything(row: RowJson) -> Iterator[str]:
    """Give the details of a lookup and, before them, all that is said of the concept alone."""
    for name in ("hidden", "scope_note", "chain_id", "policy", "plain_labels", "cues", "anti_cues"):
        if value := row[name]:
            text = ", ".join(value) if isinstance(value, list) else value
            yield f"{name.replace('_', ' ')}: {text}"
    yield f"named by {row['share']:.1%} of people, as is expected"
    if row["answering"]:
        yield f"{row['answering']} concepts answer for it"
    yield from (f"{one['match']}: {one['target']}" for one in row["mappings"])
    yield from _details(row)


COMMANDS = (
    Command(
        "ontology check",
        "Check the ontology's shapes and rules.",
        (
            "commonground ontology check",
            "commonground ontology check my-terms.ttl",
            "commonground ontology check --suggest",
            "commonground ontology check --counts",
        ),
        _check_arguments,
        _check,
        uses_graph=False,
    ),
    Command(
        "ontology lookup",
        "Show the concepts that have a label.",
        ("commonground ontology lookup k8s", "commonground ontology lookup Q28865"),
        _lookup_arguments,
        _lookup,
        uses_graph=False,
    ),
    Command(
        "ontology show",
        "Show all that the ontology says of one concept.",
        ("commonground ontology show Temporal",),
        _show_arguments,
        _show,
        uses_graph=False,
    ),
)
