"""Commands about graphs on a server: cypher, and copy from one graph to another."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..errors import UsageError, quoted
from .command import Command, opened, query_argument
from .given import query_of
from .interrupts import Deferred, exit_code
from .output import Column, print_rows
from .status import FilesDone, stopping
from .streams import say, warn


def _cypher_arguments(parser: argparse.ArgumentParser) -> None:
    query_argument(parser, "a statement that reads")
    parser.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="the value of $NAME: JSON, or else text",
    )


def _cypher(args: argparse.Namespace) -> int:
    from ..queries.cypher import cypher

    query = query_of(args.query, args.file)
    parameters = dict(map(_parameter, args.parameter))
    with opened(args) as graph:
        found = cypher(graph, query, parameters, timeout=args.timeout)
    columns = tuple(map(_column, found.variables))
    question = {"question": "cypher", "query": query, "parameters": parameters}
    print_rows(
        {"question": question, "rows": list(found), "notes": []}, columns, args.format, raw=args.raw
    )
    return 1 if args.exit_status and not found.rows else 0


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"-p {quoted(text)}: write NAME=VALUE, such as -p months=12")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        return name, value


def _column(name: str) -> Column:
    return name, lambda row: _shown(row.get(name))


def _shown(value: Any) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _copy_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM", help="the graph to copy: a file or an address")
    parser.add_argument("target", metavar="TO", help="the graph to write into")


def _copy(args: argparse.Namespace) -> int:
    from ..graph.loading.copy import copy
    from ..graph.opening import open_graph

    try:
        with (
            Deferred(stopping),
            open_graph(args.source) as source,  # first: a mistyped source makes no target
            open_graph(args.target, create=True) as target,
        ):
            report = copy(source, target, progress=FilesDone("copy"))
    except KeyboardInterrupt:
        warn("interrupted: what was copied is kept; the same command goes on with the rest")
        return exit_code()
    present = f", {report.present} were there" if report.present else ""
    say(f"copied {report.documents} documents{present}")
    return 0


COMMANDS = (
    Command(
        "cypher",
        "Ask a question of your own in Cypher, on Neo4j; nothing can be changed by it.",
        (
            "commonground cypher 'MATCH (p:Person) RETURN p.name' -g bolt://localhost:7687",
            "commonground cypher 'MATCH (s:Skill {name: $name}) RETURN s' -p name=Temporal",
        ),
        _cypher_arguments,
        _cypher,
        asks=True,
    ),
    Command(
        "copy",
        "Copy a whole graph: a file to a server, or back.",
        ("commonground copy people.db bolt://localhost:7687",),
        _copy_arguments,
        _copy,
        uses_graph=False,
        lists=False,
    ),
)
