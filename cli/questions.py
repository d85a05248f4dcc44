"""The commands that ask: one for each of ``QUESTIONS``, made of what it says of itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import NotFound, UsageError
from ..graph.display import cell
from ..queries.cells import Column, RowJson, caption, columns_of
from ..queries.questions import QUESTIONS
from .command import Command, count_or_all, positive, snapshot_of
from .lines import WIDTH, Lines
from .output import print_rows
from .pairs import pair_lines

if TYPE_CHECKING:
    from ..graph.store import StoredGraph
    from ..queries.question import Argument, Question

Details: TypeAlias = Callable[[RowJson, Lines], Iterable[str]]

# Under a row stand the terms that make most of its score; all of them are in the JSON.
TERMS: Final = 6
VIA: Final = 3
PLACES: Final = 2


def command_of(name: str) -> Command:
    """Return the command that asks the question of a name."""
    question = QUESTIONS[name]

    def arguments(parser: argparse.ArgumentParser) -> None:
        for argument in question.arguments:
            add_argument(parser, question, argument)
        if question.explains:
            parser.add_argument(
                "--explain", action="store_true", help="say what each term of a score is made of"
            )
        if _takes_terms(question):
            parser.add_argument(
                "--file", metavar="FILE", help="terms of a file too, one a line; - for stdin"
            )
        if languages := question.languages():
            parser.add_argument(
                "--as",
                dest="language",
                choices=languages,
                help="print the question in this language, with its parameters, not its answer",
            )

    def run(args: argparse.Namespace) -> int:
        asked = question_from(question, args)
        if language := getattr(args, "language", None):
            print(snapshot_of(args, lambda graph: _text(asked, graph, language)))
            return 0

        def work(graph: StoredGraph) -> tuple[dict[str, Any], list[list[str]]]:
            under = "explained" if getattr(args, "explain", False) else question.under
            return answered(asked, graph, args.format, under)

        answer, under = snapshot_of(args, work)
        print_rows(
            answer, columns_of(asked, csv=args.format == "csv"), args.format, under, raw=args.raw
        )
        return 1 if args.exit_status and not answer["rows"] else 0

    return Command(name, question.summary, question.examples, arguments, run, asks=True)


def answered(
    question: Question[Any], graph: StoredGraph, form: str, under: str | None = None
) -> tuple[dict[str, Any], list[list[str]]]:
    """Return the printed answer, and the lines that stand under its rows in a table."""
    answer = _answered(question, graph)
    rows = answer["rows"] if form == "table" else ()
    lines, details = Lines(graph), _details(under or question.under, answer)
    return answer, [list(details(row, lines)) for row in rows]


def _details(under: str, answer: Mapping[str, Any]) -> Details:
    """Return what gives the lines under a row; a comparison also tells of who was asked about."""
    if under == "pairs":
        return partial(pair_lines, asked=answer["question"].get("name"))
    return _DETAILS[under]


def _answered(question: Question[Any], graph: StoredGraph) -> dict[str, Any]:
    """Return the printed answer; of an empty graph with the command that fills this very one."""
    from ..queries.question import empty

    try:
        answer = question.ask(graph).to_json()
    except NotFound as error:
        raise NotFound(str(error).replace(empty(), empty(graph.address))) from None
    answer["notes"] = [note.replace(empty(), empty(graph.address)) for note in answer["notes"]]
    return answer


def question_from(question: type[Question[Any]], args: argparse.Namespace) -> Question[Any]:
    """Return the question that a command's arguments ask; of a text's file, its text."""
    if _takes_terms(question):
        from .given import terms_of

        args.terms = [*args.terms, *(terms_of(args.file) if args.file else ())]
        from ..queries.question import is_needed

        terms = next(one for one in question.arguments if one.name == "terms")
        if not args.terms and is_needed(question, terms):
            raise UsageError(
                f"{question.name} needs a TERM, or --file FILE"
                f" (see `commonground {question.name} --help`)"
            )
    given = {one: getattr(args, one.name) for one in question.arguments}
    read = {one.name: _shown(v) if one.kind == "text" else v for one, v in given.items()}
    return question(**read)


def _shown(name: str) -> str:
    from ..queries.match import advert_of

    return sys.stdin.read() if name == "-" else advert_of(Path(name))


def _takes_terms(question: type[Question[Any]]) -> bool:
    """Return whether all that a question is given by place are terms, which a file may hold."""
    placed = [one for one in question.arguments if not one.flags]
    return [(one.name, one.kind, one.many) for one in placed] == [("terms", "term", True)]


def add_argument(
    parser: argparse._ActionsContainer,
    question: type[Question[Any]],
    argument: Argument,
    dest: str = "",
) -> None:
    """Add an argument of a question; under a ``dest`` of its own it is there only where given."""
    from ..queries.question import default_of

    default = default_of(question, argument)
    metavar = argument.metavar or argument.name.upper()
    if argument.kind == "flag":
        parser.add_argument(
            *argument.flags,
            dest=dest or argument.name,
            action="store_true",
            default=argparse.SUPPRESS if dest else False,
            help=argument.help,
        )
        return
    if argument.flags:
        nothing = "all" if argument.kind == "count" else "none"
        shown = nothing if default is None else default
        unbounded = argument.unbounded and argument.kind == "count"
        parser.add_argument(
            *argument.flags,
            dest=dest or argument.name,
            metavar=metavar[:1] if len(argument.flags) == 1 else metavar,
            type=_type_of(argument),
            default=argparse.SUPPRESS if dest else default,
            help=f"{argument.help} (default: {shown}{'; 0 for all' * unbounded})",
        )
        return
    # argparse counts: one or more where the question needs it, else any number.
    needed = default is MISSING and not _takes_terms(question)
    given = ("+" if needed else "*") if argument.many else None
    parser.add_argument(argument.name, nargs=given, metavar=metavar, help=argument.help)


def _type_of(argument: Argument) -> Callable[[str], int | str | None]:
    """Return what reads an option; 0 is no bound where there need be none."""
    if argument.kind != "count":
        return str
    return partial(count_or_all if argument.unbounded else positive, most=argument.most)


def _text(question: Question[Any], graph: StoredGraph, language: str) -> str:
    """Return the question as text to paste: into Neo4j Browser, or after `commonground sparql`."""
    from ..queries.cypher import browser_text

    if language == "sparql":
        return question.sparql(graph.reader)
    return browser_text(*question.cypher(graph.reader))


def _term_lines(row: RowJson, lines: Lines, explain: bool = False) -> Iterator[str]:
    """Give each term of a score with how long and the first line behind it."""
    terms = row["terms"]
    for term in terms[:TERMS]:
        yield f"{term['value']:+.2f}  {term['name']}{_used(term)}"
        if explain and "information" in term:
            yield f"       {_made_of(term)}"
        yield from (one.after("       ") for one in lines.first(term["evidence"], 1))
    if rest := terms[TERMS:]:
        yield f"{sum(term['value'] for term in rest):+.2f}  {len(rest)} more"


def _made_of(term: RowJson) -> str:
    """Return the factors of a term as a product."""
    factors = [f"{term['information']:.2f} bits"]
    names = ("depth", "recency", "share", "weight")
    factors += [f"{one} {term[one]:.3f}" for one in names if one in term]
    return f"{' × '.join(factors)} = {term['value']:.2f}"


def _used(term: RowJson) -> str:
    """Say for how long, when and where."""
    months = [f"{term['months']} months"] if "months" in term else []
    # "database" by PostgreSQL
    via = [f"via {_first(term['by'], VIA)}"] if "by" in term else []
    said = [" ".join(months + via)] if months or via else []
    if months and "counted" in term:
        said.append(f"{term['counted']} counted, for a long list names it")
    said += _where(term) or _last(term)
    return f": {', '.join(said)}" if said else ""


def _last(term: RowJson) -> list[str]:
    # Where somebody lives, and what they speak, has no date.
    return ["now" if term["current"] else f"last {term['last']}"] if "last" in term else []


def _where(term: RowJson) -> list[str]:
    """Say in which roles, else in which projects, what was found was used, or that in none."""
    if roles := term.get("roles"):
        spans: dict[str, list[str]] = {}
        for role in roles:
            place = role.get("employer") or role.get("role") or "a role without a name"
            spans.setdefault(place, []).append(_span(role))
        return [
            _first(
                [
                    f"{place} {', '.join(filter(None, when))}".strip()
                    for place, when in spans.items()
                ],
                PLACES,
            )
        ]
    if projects := term.get("projects"):
        return [f"in the project {_first(projects, PLACES)}"]
    return ["named, but in no role"] if "roles" in term and "months" not in term else []


def _span(role: RowJson) -> str:
    """Return ``2019–2021``, ``2022–now``, ``2020``; nothing where no date is known."""
    start, end = role.get("from", "")[:4], role.get("to", "")[:4]
    if role.get("current"):
        return f"{start}–now" if start else "now"
    if not (start and end):
        return f"from {start}" if start else f"until {end}" if end else ""
    return start if start == end else f"{start}–{end}"


def _first(names: Sequence[str], most: int) -> str:
    """Return ``a, b and c``, or the first of more and how many these are."""
    from ..queries.question import joined

    rest = len(names) - most
    return joined([*names[:most], f"{rest} more"] if rest > 0 else names)


def _people_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    for person in row["people"]:
        yield from lines.first(person["evidence"], 1)


def _step_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    said = (lines.first(step.get("evidence", ()), 1) for step in row["steps"])
    yield from dict.fromkeys(one for step in said for one in step)


def _used_lines(row: RowJson, lines: Lines) -> list[str]:
    """Give what was used, and what ran at the same time."""
    from textwrap import wrap  # of all questions one needs it

    used = "with " + ", ".join(map(caption, row["used"])) if row.get("used") else ""
    beside = [
        f"overlaps {cell([one['name'], one['at']])}: {one['from']} to {one['to']}"
        for one in row.get("overlaps", ())
    ]
    return [*wrap(used, WIDTH), *beside]


def _command_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    yield from _cited_lines(row, lines)
    yield from (row["same"], row["different"])


def _cited_lines(row: RowJson, lines: Lines) -> Iterator[str]:
    """Give the first two lines of each document."""
    for source in row["sources"]:
        said = [one for one in row["evidence"] if one["source"] == source]
        yield from lines.first(said, 2)


def _no_lines(row: RowJson, lines: Lines) -> tuple[str, ...]:
    return ()


_DETAILS: Final[Mapping[str, Details]] = {
    "terms": _term_lines,
    "explained": partial(_term_lines, explain=True),
    "people": _people_lines,
    "steps": _step_lines,
    "used": _used_lines,
    "commands": _command_lines,
    "lines": _cited_lines,
    "nothing": _no_lines,
}

NAME: Final[Column] = ("name", caption)
KIND: Final[Column] = ("kind", lambda row: row["kind"])
