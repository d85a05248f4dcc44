"""Commands about the whole graph: info, search, show, sparql, view, export."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError, quoted
from ..queries.questions import QUESTIONS
from .checking import COMMAND as CHECK
from .command import (
    Command,
    limit_argument,
    notes_of,
    opened,
    parser_of,
    positive,
    raw_argument,
    snapshot_of,
)
from .doctor import COMMAND as DOCTOR
from .interrupts import Raising
from .output import Column, RowJson, json_text, left_out, print_rows, safe, say
from .questions import KIND, NAME, command_of, question_from
from .show import COMMAND as SHOW

if TYPE_CHECKING:
    from ..graph.store import StoredGraph

# Enough to show what is missing; `info --format json` has all.
UNKNOWN = 5
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
    parser.add_argument("query", metavar="QUERY", help="SELECT, ASK, CONSTRUCT or DESCRIBE")


def _view_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "question",
        nargs="*",
        metavar="QUESTION",
        help=f"one of {', '.join(QUESTIONS)} and its words (default: shared)",
    )
    parser.add_argument("--around", metavar="NODE", help="the neighbourhood of a node instead")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the page")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    _force_argument(parser)
    parser.add_argument(
        "--limit", type=positive, default=500, metavar="N", help="the most nodes (500)"
    )


def _force_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--force", action="store_true", help="write over a file that was loaded into the graph too"
    )


def _view(args: argparse.Namespace) -> int:
    from ..visualizations.view import view

    if args.around and args.question:
        raise UsageError("give a question or --around, not both")

    def work(graph: StoredGraph) -> Path:
        if args.around:
            thing, node = graph.to_networkx(), graph.node(args.around)
        else:
            thing, node = _asked(graph, args.question or ["shared"]), None
        options: Any = {"graph": graph, "limit": args.limit, "force": args.force}
        return view(thing, args.output, around=node, **options)

    with Raising():  # a page that is half written goes again
        path = snapshot_of(args, work)
    say(f"wrote {path}")
    if args.open:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())
    return 0


def _asked(graph: StoredGraph, words: list[str]) -> Any:
    """Answer a question given as its command's words."""
    name, *rest = words
    if name not in QUESTIONS:
        raise UsageError(f"{quoted(name)} is no question; there are: {', '.join(QUESTIONS)}")
    # The words of the command itself; options are those of ``view``.
    args = parser_of(command_of(name)).parse_args(rest)
    return question_from(QUESTIONS[name], args).ask(graph)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="its suffix says what: .graphml, .gexf, .json, .csv, .ttl",
    )
    parser.add_argument(
        "--no-ontology",
        dest="ontology",
        action="store_false",
        help="only people and what they are tied to",
    )
    _force_argument(parser)
    raw_argument(parser)


def _export(args: argparse.Namespace) -> int:
    with Raising(), opened(args) as graph:
        options: Any = {"ontology": args.ontology, "force": args.force, "raw": args.raw}
        written, notes = graph.export(args.output, **options), notes_of(graph)
    for said in (*notes, *(f"wrote {path}" for path in written)):
        say(said)
    return 0


def _info_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _info(args: argparse.Namespace) -> int:
    found = snapshot_of(args, lambda graph: graph.info().to_json())
    if args.format == "json":
        print(json_text(found, indent=2))
        return 0
    for line in _info_lines(found):
        print(safe(line))
    return 0


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
    with opened(args) as graph:
        found = graph.sparql(args.query)
    columns = tuple((name, lambda row, name=name: row.get(name)) for name in found.variables)
    question = {"question": "sparql", "query": args.query}
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
    SHOW,
    Command(
        "view",
        "Write a picture of an answer or a neighbourhood as one page that works offline.",
        (
            "commonground view -o net.html",
            "commonground view find Temporal Go -o net.html --open",
            "commonground view --around Temporal -o net.html",
        ),
        _view_arguments,
        _view,
        lists=False,
        asks=True,
    ),
    Command(
        "export",
        "Write the graph in another form.",
        ("commonground export -o net.graphml", "commonground export --no-ontology -o people.gexf"),
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
    CHECK,
    DOCTOR,
)
