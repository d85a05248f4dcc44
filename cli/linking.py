"""The command that links any text to the ontology: link."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .command import Command
from .output import Column, json_text, print_rows

if TYPE_CHECKING:
    from ..ontology.linker.linker import Link, Linker

LINKS: tuple[Column, ...] = (
    ("line", lambda row: row["line"]),
    ("text", lambda row: row["surface"]),
    ("concept", lambda row: row["label"]),
    ("id", lambda row: row["id"]),
    ("says", lambda row: row["polarity"]),
    ("reason", lambda row: row["reason"]),
)


def _link_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", nargs="+", metavar="TEXT", help="some words, one file, or - for standard input"
    )
    parser.add_argument("--listed", action="store_true", help="each line is a list of terms")
    parser.add_argument(
        "--advert", action="store_true", help="a job advert: what is required, and nice to have"
    )


def _link(args: argparse.Namespace) -> int:
    from ..ontology.linker.linker import Linker
    from ..ontology.ontology import load_ontology

    linker = Linker(load_ontology())
    linked: Iterator[dict[str, Any]] = (
        _of_advert(linker, _advert(args.text))
        if args.advert
        else (
            {"line": number, "links": _plain(text, linker.link(text, listed=args.listed))}
            for number, text in _lines(args.text)
        )
    )
    if args.format == "jsonl":
        return _print_lines(linked, args.exit_status)
    rows = [{"line": one["line"], **link} for one in linked for link in one["links"]]
    notes = [] if rows else ["no concept is named; `commonground ontology lookup` shows labels"]
    answer = {"question": {"question": "link"}, "rows": rows, "notes": notes}
    print_rows(answer, LINKS, args.format, raw=args.raw)
    return 1 if args.exit_status and not rows else 0


def _print_lines(linked: Iterable[dict[str, Any]], strict: bool) -> int:
    """Print an object for each line of the input as it comes: a text of any size, or a pipe."""
    found = False
    for one in linked:
        found = found or bool(one["links"])
        print(json_text(one), flush=True)
    return 1 if strict and not found else 0


def _lines(given: list[str]) -> Iterator[tuple[int, str]]:
    if given == ["-"]:
        yield from ((number, line.rstrip("\n")) for number, line in enumerate(sys.stdin, 1))
    elif len(given) == 1 and os.path.isfile(given[0]):
        yield from _shown(Path(given[0]))
    else:
        yield from enumerate(" ".join(given).splitlines(), 1)


def _shown(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that a file of any format shows; of one that names its values, its text's."""
    from ..loaders.formats.reading import read_document

    document = read_document(path, path.name)
    if document.lines is not None:
        yield from ((line.number, line.plain) for line in document.lines)
    else:
        yield from enumerate(document.text.splitlines(), 1)


def _of_advert(linker: Linker, text: str) -> Iterator[dict[str, Any]]:
    """Yield the sentences of an advert that name something, by the lines that they begin in."""
    from ..loaders.adverts.advert import read_advert

    for sentence in read_advert(linker, text).sentences:
        if sentence.links:
            yield {"line": sentence.line, "links": _plain(sentence.text, sentence.links)}


def _advert(given: list[str]) -> str:
    """Return the text of an advert: of a file with the marks of its headings and items."""
    from ..queries.match import advert_of

    if len(given) == 1 and os.path.isfile(given[0]):
        return advert_of(Path(given[0]))
    return "\n".join(text for _, text in _lines(given))


def _plain(text: str, links: Iterable[Link]) -> list[dict[str, Any]]:
    return [
        {
            "start": link.start,
            "end": link.end,
            "surface": text[link.start : link.end],
            "id": link.concept.id,
            "label": link.concept.name,
            "polarity": link.polarity,
            "reason": link.reason,
        }
        for link in links
    ]


COMMANDS = (
    Command(
        "link",
        "Link a text to the ontology: what it names, where, why, and what it says of it.",
        (
            'commonground link "moved the jobs off Kafka, now learning Temporal"',
            "commonground link examples/resumes/ada.md --format jsonl",
            "commonground link --advert examples/adverts/mobile.md",
            "cat adverts.txt | commonground link - --format jsonl",
        ),
        _link_arguments,
        _link,
        uses_graph=False,
    ),
)
