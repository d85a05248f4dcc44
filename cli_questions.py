"""Commands that ask: find, shared, similar, path, colleagues, tenure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .cli_command import Command, limit_argument, opened, positive
from .output import Column, Details, RowJson, print_rows

if TYPE_CHECKING:
    from .graph.store import EmbeddedGraph
    from .queries.answer import Answer

Ask: TypeAlias = Callable[["EmbeddedGraph", argparse.Namespace], "Answer[Any]"]

PERSON = "a name, e-mail, id or document"


def caption(row: RowJson) -> str:
    """Return a node's name, or its id where it has none."""
    name: str | None = row["name"]
    return row["id"] if name is None else name


def place(evidence: RowJson) -> str:
    """Return ``file:line "quote"``."""
    words = " ".join(evidence["quote"].split())
    short = words if len(words) <= 80 else words[:79] + "…"
    return f'{evidence["source"]}:{evidence["line"]} "{short}"'


def places(row: RowJson) -> list[str]:
    """Return a line for each piece of a row's evidence."""
    return [place(item) for item in row["evidence"]]


def sources(row: RowJson) -> object:
    """Return the documents that speak of the row."""
    return row["sources"]


def _score(row: RowJson) -> object:
    return row.get("score")


def _terms(row: RowJson) -> list[str]:
    return [f"{term['value']:+.2f}  {term['name']}" for term in row.get("terms", ())] + places(row)


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "terms",
        nargs="+",
        metavar="TERM",
        help="Temporal, Temporal:12m, Kafka:since=2023, Go:current, or one quoted expression",
    )
    limit_argument(parser, None)


def _find(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.find import find

    return find(graph, *args.terms, limit=args.limit)


def _shared_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", nargs="*", metavar="PERSON", help=f"two or more; {PERSON}")
    limit_argument(parser, None)


def _shared(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.shared import shared

    return shared(graph, *args.people, limit=args.limit)


def _person_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help=PERSON)


def _similar_arguments(parser: argparse.ArgumentParser) -> None:
    _person_argument(parser)
    limit_argument(parser, 10)


def _similar(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.similar import similar

    return similar(graph, args.person, limit=args.limit)


def _path_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="a person, concept, employer or school")
    parser.add_argument("b", metavar="B", help="another one")
    parser.add_argument("-k", type=positive, default=3, metavar="K", help="how many ways (3)")


def _path(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.path import path

    return path(graph, args.a, args.b, k=args.k)


def _colleagues(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.colleagues import colleagues

    return colleagues(graph, args.person)


def _tenure(graph: EmbeddedGraph, args: argparse.Namespace) -> Answer[Any]:
    from .queries.tenure import tenure

    return tenure(graph, args.person)


def _months(row: RowJson) -> str:
    if "months_min" in row:
        return f"{row['months_min']}–{row['months_max']}"
    return str(row.get("months", ""))


NAME: Column = ("name", caption)
KIND: Column = ("kind", lambda row: row["kind"])
SCORE: Column = ("score", _score)
SOURCES: Column = ("sources", sources)
FROM: Column = ("from", lambda row: row.get("from"))
TO: Column = ("to", lambda row: row.get("to"))


def _command(
    name: str,
    summary: str,
    examples: tuple[str, ...],
    arguments: Callable[[argparse.ArgumentParser], None],
    columns: Sequence[Column],
    details: Details,
) -> Command:
    def run(args: argparse.Namespace) -> int:
        with opened(args) as graph:
            answer = QUESTIONS[name](graph, args).to_json()
        print_rows(answer, columns, args.format, details)
        return 1 if args.exit_status and not answer["rows"] else 0

    return Command(name, summary, examples, arguments, run)


QUESTIONS: dict[str, Ask] = {
    "find": _find,
    "shared": _shared,
    "similar": _similar,
    "path": _path,
    "colleagues": _colleagues,
    "tenure": _tenure,
}

COMMANDS = (
    _command(
        "find",
        "Find who has this stack, and what is missing.",
        (
            "commonground find Temporal:12m Go",
            "commonground find 'Go AND (Kafka OR NATS) AND NOT PHP'",
        ),
        _find_arguments,
        (NAME, SCORE, ("missing", lambda row: row.get("missing")), SOURCES),
        _terms,
    ),
    _command(
        "shared",
        "Show what people have in common, rarest first; without names, the rarest of all.",
        ("commonground shared", "commonground shared ada.md bo.txt"),
        _shared_arguments,
        (
            NAME,
            KIND,
            SCORE,
            ("people", lambda row: [caption(one) for one in row["people"]]),
            FROM,
            TO,
        ),
        places,
    ),
    _command(
        "similar",
        "Rank the people who are most like one person, with reasons.",
        ("commonground similar ada.md",),
        _similar_arguments,
        (NAME, SCORE, SOURCES),
        _terms,
    ),
    _command(
        "path",
        "Explain how two nodes are connected, in several different ways.",
        ("commonground path ada.md bo.txt -k 3",),
        _path_arguments,
        (("way", lambda row: row["sentence"]), SCORE),
        places,
    ),
    _command(
        "colleagues",
        "Show who worked at the same employer in the same months.",
        ("commonground colleagues ada.md",),
        _person_argument,
        (NAME, ("employer", lambda row: caption(row["employer"])), FROM, TO),
        places,
    ),
    _command(
        "tenure",
        "Add up one person's months and last use per skill, nothing counted twice.",
        ("commonground tenure ada.md",),
        _person_argument,
        (
            NAME,
            ("months", _months),
            ("first", lambda row: row.get("first")),
            ("last", lambda row: row.get("last")),
            ("current", lambda row: row.get("current")),
        ),
        places,
    ),
)
