"""Commands about the whole graph: info, search, sparql, export."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .command import (
    FORMATS,
    Command,
    limit_argument,
    notes_of,
    opened,
    query_argument,
    raw_argument,
    snapshot_of,
)
from .given import query_of
from .interrupts import Raising
from .output import Column, RowJson, json_text, left_out, print_rows
from .questions import KIND, NAME
from .streams import safe, say
from .view import force_argument

# Of so many files the folder is named.
MANY = 10
# Enough to show what is missing; `info --format json` has all.
UNKNOWN = 5
INFO: tuple[Column, ...] = (
    ("section", lambda row: row["section"]),
    ("name", lambda row: row["name"]),
    ("count", lambda row: row.get("count")),
    ("why", lambda row: row.get("why")),
)
ID: Column = ("id", lambda row: row["id"])


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a label, an alias, even misspelt")
    limit_argument(parser, 20)


def _search(args: argparse.Namespace) -> int:
    text = " ".join(args.text)
    found, notes = snapshot_of(args, lambda g: (g.search(text, args.limit), notes_of(g)))
    rows = [
        {"id": node.id, "kind": node.kind, "name": node.name, "matched": matched}
        for node, matched in found
    ]
    columns = (NAME, KIND, ("matched", lambda row: row["matched"]), ID)
    answer = {"question": {"question": "search", "text": text}, "rows": rows, "notes": notes}
    print_rows(answer, columns, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _sparql_arguments(parser: argparse.ArgumentParser) -> None:
    query_argument(parser, "SELECT, ASK, CONSTRUCT or DESCRIBE")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="its suffix says what: .graphml, .gexf, .json, .csv, .parquet, .ttl",
    )
    parser.add_argument(
        "--as",
        dest="form",
        metavar="FORM",
        help="what the suffix does not say; neo4j-admin: fill a folder for an import",
    )
    parser.add_argument(
        "--no-ontology",
        dest="ontology",
        action="store_false",
        help="only people and what they are tied to",
    )
    parser.add_argument(
        "--contact", action="store_true", help="people's e-mail addresses and telephones too"
    )
    force_argument(parser)
    raw_argument(parser)


def _export(args: argparse.Namespace) -> int:
    with Raising(), opened(args) as graph:
        options: Any = {
            name: getattr(args, name) for name in ("form", "ontology", "force", "raw", "contact")
        }
        written, notes = graph.export(args.output, **options), notes_of(graph)
    for said in (*notes, *_written(args.output, written)):
        say(said)
    return 0


def _written(output: Path, written: Sequence[Path]) -> Iterator[str]:
    if len(written) < MANY:
        yield from (f"wrote {path}" for path in written)
        return
    yield f"wrote {len(written)} files in {output}"
    from ..graph.neo4j.admin_import import command_of

    if command := command_of(written):
        yield "to import them into a database that is not there yet:"
        yield command


def _info_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help="how it is printed")
    raw_argument(parser)


def _info(args: argparse.Namespace) -> int:
    found = snapshot_of(args, lambda graph: graph.info().to_json())
    if args.format == "json":
        print(json_text(found, indent=2))
        return 0
    if args.format != "table":
        answer = {"question": {"question": "info"}, "rows": list(_info_rows(found)), "notes": []}
        print_rows(answer, INFO, args.format, raw=args.raw)
        return 0
    for line in _info_lines(found):
        print(safe(line))
    return 0


def _info_rows(found: RowJson) -> Iterator[dict[str, Any]]:
    """Give what is counted, one thing a row, and what could not be told or read."""
    for name in ("documents", "people", "ontology", "decisions", "forgotten", "corrections"):
        if name in found:
            yield {"section": "totals", "name": name, "count": found[name]}
    for section in ("nodes", "edges", "concepts"):
        for name, count in found[section].items():
            yield {"section": section, "name": name, "count": count}
    for one in found["unknown"]:
        count = one["documents"]
        yield {"section": "unknown", "name": one["term"], "count": count, "why": one["reason"]}
    for key in found.get("damaged", ()):
        yield {"section": "damaged", "name": key}
    for key, counts in found.get("left_out", {}).items():
        yield {"section": "in part", "name": key, "why": left_out(counts)}
    for one in found["unread"]:
        yield {"section": "not loaded", "name": one["key"], "why": one["reason"]}


def _info_lines(found: RowJson) -> Iterator[str]:
    yield f"{found['documents']} documents, {found['people']} people"
    for title in ("nodes", "edges", "concepts"):
        counts = ", ".join(f"{count} {kind}" for kind, count in found[title].items())
        yield f"{title}: {counts or 'none'}"
    yield f"ontology: {found['ontology']} concepts"
    if found["decisions"] or found["forgotten"]:
        yield f"identity: {found['decisions']} decisions, {found['forgotten']} files forgotten"
    if "corrections" in found:
        yield f"corrections: {found['corrections']}"
    unknown = found["unknown"]
    if unknown:
        yield f"unknown terms: {len(unknown)}, the most frequent:"
        yield from (
            f"  {one['term']} (documents: {one['documents']}; {one['reason']})"
            for one in unknown[:UNKNOWN]
        )
    if "damaged" in found:
        yield "damaged (load their files again, or see `commonground check`):"
        yield from (f"  {key}" for key in found["damaged"])
    if "left_out" in found:
        yield "loaded in part:"
        yield from (f"  {key}: {left_out(counts)}" for key, counts in found["left_out"].items())
    if found["unread"]:
        yield "not loaded:"
        yield from (f"  {one['key']}: {one['reason']}" for one in found["unread"])


def _sparql(args: argparse.Namespace) -> int:
    query = query_of(args.query, args.file)
    with opened(args) as graph:
        found = graph.sparql(query)
    columns = tuple((name, lambda row, name=name: row.get(name)) for name in found.variables)
    question = {"question": "sparql", "query": query}
    print_rows(
        {"question": question, "rows": list(found), "notes": []}, columns, args.format, raw=args.raw
    )
    return 1 if args.exit_status and not found.rows else 0


COMMANDS = (
    Command(
        "info",
        "Count what the graph holds; list unknown terms and files that were not loaded.",
        ("commonground info",),
        _info_arguments,
        _info,
        lists=False,
        asks=True,
    ),
    Command(
        "search",
        "Find nodes by name, label, alias or typo.",
        ("commonground search k8s",),
        _search_arguments,
        _search,
        asks=True,
    ),
    Command(
        "export",
        "Write the graph in another form.",
        (
            "commonground export -o net.graphml",
            "commonground export --no-ontology -o people.gexf",
            "commonground export --as neo4j-admin --contact -o import/",
        ),
        _export_arguments,
        _export,
        lists=False,
    ),
    Command(
        "sparql",
        "Ask a question of your own in SPARQL; nothing can be changed by it.",
        ("commonground sparql 'SELECT ?name WHERE { ?p a cg:Person ; schema:name ?name }'",),
        _sparql_arguments,
        _sparql,
        asks=True,
    ),
)
