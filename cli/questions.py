"""Commands that ask: find, shared, similar, path, colleagues, tenure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from .command import Command, limit_argument, opened, positive
from .lines import Lines, caption
from .output import Column, RowJson, print_rows

if TYPE_CHECKING:
    from ..graph.store import StoredGraph
    from ..queries.answer import Answer

Details: TypeAlias = Callable[[RowJson, Lines], Iterable[str]]
Ask: TypeAlias = Callable[["StoredGraph", argparse.Namespace], "Answer[Any]"]

TERMS = 6
PERSON = "a name, e-mail, id or document"


def sources(row: RowJson) -> object:
    """Return the documents that speak of the row."""
    return row["sources"]


def _score(row: RowJson) -> object:
    return row.get("score")


def _term_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    """Give each term of a score with how long and the first line behind it."""
    terms = row["terms"]
    for term in terms[:TERMS]:
        yield f"{term['value']:+.2f}  {term['name']}{_used(term)}"
        evidence = term["evidence"] if "evidence" in term else term["theirs"]["evidence"]
        yield from (f"       {one}" for one in lines.first(evidence, 1))
    if rest := terms[TERMS:]:
        yield f"{sum(term['value'] for term in rest):+.2f}  {len(rest)} more"


def _used(term: RowJson) -> str:
    """Say for how long; in a comparison, for how long each."""
    if "theirs" in term:
        both = [term["theirs"].get("months"), term["mine"].get("months")]
        return ": {} and {} months".format(*both) if all(both) else ""
    said = [f"{term['months']} months"] if "months" in term else []
    if "last" in term:
        said.append("now" if term.get("current") else f"last {term['last']}")
    return f": {', '.join(said)}" if said else ""


def _holder_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    for holder in row["people"]:
        yield from lines.first(holder["evidence"], 1)


def _step_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    said = (lines.first(step.get("evidence", ()), 1) for step in row["steps"])
    yield from dict.fromkeys(one for step in said for one in step)


def _lines(row: RowJson, lines: Lines) -> Iterator[str]:
    """Give the first two lines of each document."""
    for source in row["sources"]:
        said = [one for one in row["evidence"] if one["source"] == source]
        yield from lines.first(said, 2)


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "terms",
        nargs="+",
        metavar="TERM",
        help="Temporal, Temporal:12m, Kafka:since=2023, Go:current, at=EMPLOYER, in=PLACE; "
        "or one quoted expression with AND, OR, NOT and parentheses",
    )
    limit_argument(parser, None)
    parser.add_argument(
        "--as",
        dest="language",
        choices=("cypher", "sparql"),
        help="print the question in this language, with its parameters, instead of asking it",
    )


def _find_text(graph: StoredGraph, args: argparse.Namespace) -> str:
    """Return the question as text to paste: into Neo4j Browser, or after `commonground sparql`."""
    from ..graph.opening import reader_of
    from ..queries.find.expression import conjunction
    from ..queries.find.find import Find
    from ..queries.languages.cypher import as_cypher, browser_text
    from ..queries.languages.sparql import as_sparql

    question, reader = Find(conjunction(args.terms), args.limit), reader_of(graph)
    if args.language == "sparql":
        return as_sparql(question, reader)
    return browser_text(*as_cypher(question, reader))


def _find(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.find.find import find

    return find(graph, *args.terms, limit=args.limit)


def _shared_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", nargs="*", metavar="PERSON", help=f"two or more; {PERSON}")
    limit_argument(parser, None)


def _shared(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.shared import shared

    return shared(graph, *args.people, limit=args.limit)


def _person_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help=PERSON)


def _similar_arguments(parser: argparse.ArgumentParser) -> None:
    _person_argument(parser)
    limit_argument(parser, 10)


def _similar(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.similar import similar

    return similar(graph, args.person, limit=args.limit)


def _path_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="a person, concept, employer or school")
    parser.add_argument("b", metavar="B", help="another one")
    parser.add_argument("-k", type=positive, default=3, metavar="K", help="how many paths (3)")


def _path(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.path.path import path

    return path(graph, args.a, args.b, k=args.k)


def _colleagues(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.colleagues import colleagues

    return colleagues(graph, args.person)


def _tenure(graph: StoredGraph, args: argparse.Namespace) -> Answer[Any]:
    from ..queries.tenure import tenure

    return tenure(graph, args.person)


def _months(row: RowJson) -> str:
    if "months_min" in row:
        return f"{row['months_min']}–{row['months_max']}"
    return str(row.get("months", ""))


def _place(row: RowJson) -> str:
    """Return the first place that says it, and how many more there are."""
    places = list(dict.fromkeys(f"{one['source']}:{one['line']}" for one in row["evidence"]))
    return f"{places[0]} and {len(places) - 1} more" if len(places) > 1 else "".join(places)


def _nothing(row: RowJson, lines: Lines) -> tuple[str, ...]:
    return ()


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
            if getattr(args, "language", None):
                print(_find_text(graph, args))
                return 0
            answer = QUESTIONS[name](graph, args).to_json()
            lines = Lines(graph)
            print_rows(answer, columns, args.format, lambda row: details(row, lines))
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
            "commonground find Temporal Go --as cypher",
        ),
        _find_arguments,
        (NAME, SCORE, ("missing", lambda row: row.get("missing")), SOURCES),
        _term_lines,
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
        _holder_lines,
    ),
    _command(
        "similar",
        "Rank the people who are most like one person, with reasons.",
        ("commonground similar ada.md",),
        _similar_arguments,
        (NAME, SCORE, SOURCES),
        _term_lines,
    ),
    _command(
        "path",
        "Explain how two nodes are connected, by several different paths.",
        ("commonground path ada.md bo.txt -k 3",),
        _path_arguments,
        (("path", lambda row: row["sentence"]), ("cost", _score)),
        _step_lines,
    ),
    _command(
        "colleagues",
        "Show who worked at the same employer in the same months.",
        ("commonground colleagues ada.md",),
        _person_argument,
        (NAME, ("employer", itemgetter("employer")), FROM, TO),
        _lines,
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
            ("lines", _place),
        ),
        _nothing,
    ),
)
