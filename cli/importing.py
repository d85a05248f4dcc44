"""The command that takes over other people's vocabularies: ontology import."""

from __future__ import annotations

import argparse
from pathlib import Path

from .command import Command
from .output import Column, print_rows
from .streams import say

ROWS: tuple[Column, ...] = (
    ("term", lambda row: row["label"]),
    ("became", lambda row: row["became"]),
    ("id", lambda row: row["id"]),
    ("note", lambda row: row["note"]),
)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="SKOS, ESCO's CSV, or plain CSV")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the Turtle file to write"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is no page")


def _import(args: argparse.Namespace) -> int:
    from ..graph.export.output import write_outputs
    from ..ontology.importing.adopting import adopt
    from ..ontology.importing.terms import read_terms
    from ..ontology.ontology import load_ontology

    adopted = adopt(read_terms(args.file), load_ontology(), args.file.stem)
    write_outputs({args.output: adopted.turtle}, force=args.force)
    rows = [row._asdict() for row in adopted.rows]
    answer = {"question": {"question": "import"}, "rows": rows, "notes": []}
    print_rows(answer, ROWS, args.format, raw=args.raw)
    new = sum(row.became == "new" for row in adopted.rows)
    say(
        f"{new} new of {len(rows)} terms in {args.output}; "
        "set COMMONGROUND_ONTOLOGY to it, and load again"
    )
    return 0


COMMANDS = (
    Command(
        "ontology import",
        "Take over a vocabulary as Turtle: SKOS (Turtle, RDF/XML, JSON-LD), ESCO's CSV, plain CSV.",
        (
            "commonground ontology import skills_en.csv -o esco.ttl",
            "commonground ontology import our-terms.csv -o terms.ttl",
        ),
        _import_arguments,
        _import,
        uses_graph=False,
    ),
)
