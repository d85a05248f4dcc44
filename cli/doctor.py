"""`doctor`: what is installed, and which graphs can be reached."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Final

from ..errors import BackendUnreachable, CommongroundError
from .command import Command, address
from .output import Column, RowJson, print_rows

PACKAGES: Final = (
    *("networkx", "neo4j", "rdflib", "pydantic", "pyvis"),
    *("ftfy", "charset-normalizer", "platformdirs", "wcwidth"),
)
EXTRAS: Final = {"neo4j-rust-ext": "faster loading into Neo4j: install commonground-graph[neo4j]"}
TOOLS: Final = {
    "java": "runs Neo4j for `make neo4j` and its tests",
    "mvn": "fetches Neo4j for `make neo4j`",
    "chromium": "the tests of pages need a browser",
}
COLUMNS: Final[tuple[Column, ...]] = (
    ("name", lambda row: row["name"]),
    ("state", lambda row: row["state"]),
    ("detail", lambda row: row["detail"]),
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def _run(args: argparse.Namespace) -> int:
    checked = [*_installed(), *_tools(), _ontology(), *_graphs(args)]
    question = {"question": "doctor"}
    print_rows(
        {"question": question, "rows": checked, "notes": []}, COLUMNS, args.format, raw=args.raw
    )
    return BackendUnreachable.exit_code if any(r["state"] == "unreachable" for r in checked) else 0


def _row(name: str, state: str, detail: str) -> RowJson:
    return {"name": name, "state": state, "detail": detail}


def _installed() -> Iterator[RowJson]:
    from importlib.metadata import PackageNotFoundError, version  # slow, and for this alone

    yield _row("python", "installed", sys.version.split()[0])
    for name in (*PACKAGES, *EXTRAS):
        try:
            yield _row(name, "installed", version(name))
        except PackageNotFoundError:
            yield _row(name, "missing", EXTRAS.get(name, "part of the base: install again"))


def _tools() -> Iterator[RowJson]:
    for name, use in TOOLS.items():
        found = shutil.which(name)
        yield _row(name, "found" if found else "not found", use)


def _ontology() -> RowJson:
    from ..ontology.ontology import load_ontology

    try:
        ontology = load_ontology()
    except CommongroundError as fault:
        return _row("ontology", "faulty", str(fault))
    return _row("ontology", "read", f"{len(ontology.concepts)} concepts, {ontology.version}")


def _graphs(args: argparse.Namespace) -> Iterator[RowJson]:
    """The graph that commands would use, and the server of the environment if it is another."""
    for place in dict.fromkeys([address(args), os.environ.get("NEO4J_URI") or ""]):
        if place:
            yield _graph(place)


def _graph(place: str) -> RowJson:
    from ..graph.opening import open_graph

    if "://" not in place and not os.path.exists(place):
        return _row(place, "not there yet", "`commonground load` makes it")
    try:
        with open_graph(place) as graph:
            return _row(place, "reachable", f"{len(graph.documents())} documents")
    except CommongroundError as fault:
        return _row(place, "unreachable", str(fault))


COMMANDS = (
    Command(
        "doctor",
        "Say what is installed, and which graphs can be reached.",
        ("commonground doctor", "commonground doctor -g bolt://localhost:7687"),
        _arguments,
        _run,
    ),
)
