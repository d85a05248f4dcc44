"""The command view: a picture of an answer, or a document and what was read of it, as a page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import BackendUnreachable, NotFound, UnreadableFile, UsageError, quoted
from ..queries.questions import QUESTIONS
from .command import (
    Command,
    address,
    encoding,
    iso_date,
    parser_of,
    positive,
    snapshot_of,
)
from .interrupts import Raising
from .output import say
from .questions import command_of, question_from

if TYPE_CHECKING:
    from ..graph.store import StoredGraph
    from ..loaders.document import Document


def force_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--force``."""
    parser.add_argument(
        "--force", action="store_true", help="write over a file that was loaded into the graph too"
    )


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help=f"one of {', '.join(QUESTIONS)} and its words (default: shared); or a file, or with "
        "-g a document of the graph (./find: a file that is called like a question)",
    )
    parser.add_argument("--around", metavar="NODE", help="the neighbourhood of a node instead")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the page")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    force_argument(parser)
    parser.add_argument(
        "--limit", type=positive, default=500, metavar="N", help="the most nodes (500)"
    )
    document = parser.add_argument_group("of a file or a document")
    document.add_argument(
        "--contact", action="store_true", help="show e-mail, telephone and address too"
    )
    document.add_argument(
        "--as-of", type=iso_date, metavar="DATE", help="the day that `present` ends on in a file"
    )
    document.add_argument(
        "--encoding", type=encoding, metavar="NAME", help="of a file; default: found"
    )


def _view(args: argparse.Namespace) -> int:
    if args.around and args.what:
        raise UsageError("give a question, a file or --around, not two of them")
    document = _document_page(args)
    if document is None and args.contact:
        raise UsageError("--contact is for a file or a document: pictures carry no contacts")
    with Raising():  # a page that is half written goes again
        path = (
            snapshot_of(args, lambda graph: _picture(args, graph))
            if document is None
            else document()
        )
    say(f"wrote {path}")
    if args.open:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())
    return 0


def _document_page(args: argparse.Namespace) -> Callable[[], Path] | None:
    """Return what writes the page of a document; None where a picture is asked for.

    The name of a question means the question: ``./find`` is a file of that name. With ``-g`` a name
    is that of a document in this graph; without it a file is looked for first.
    """
    if args.around or not args.what or args.what[0] in QUESTIONS:
        return None
    name, *more = args.what
    if more and os.path.lexists(name):
        raise UsageError(f"a page shows one file: leave out {quoted(' '.join(more))}")
    if more:
        raise UsageError(f"{quoted(name)} is no question; there are: {', '.join(QUESTIONS)}")
    if getattr(args, "graph", None) is None and os.path.lexists(name):
        return lambda: _of_file(args, name)
    return lambda: _of_graph(args, name)


def _of_file(args: argparse.Namespace, path: str) -> Path:
    from ..loaders.parser import ResumeReader
    from ..ontology.ontology import load_ontology
    from ..visualizations.reading.page import write_reading

    document, ontology = _read(args, path), load_ontology()
    today = date.today().isoformat()
    resume = ResumeReader(ontology).parse(document, as_of=args.as_of, first_loaded=today)
    if _same(args.output, path):
        raise UsageError(f"{quoted(path)} is what is read: name another file for the page")
    return write_reading(
        document, resume, args.output, ontology, contact=args.contact, force=args.force
    )


def _same(output: Path, path: str) -> bool:
    return output.exists() and os.path.samefile(output, path)


def _read(args: argparse.Namespace, path: str) -> Document:
    from ..loaders.files import walk
    from ..loaders.formats.reading import read_document

    if os.path.isdir(path):
        raise UsageError(f"{quoted(path)} is a folder: name one file of it")
    walked = walk([path], name=path)
    for found, reason in walked.unread:
        raise UnreadableFile(found.key, reason)
    document = read_document(Path(walked.files[0].path), path, encoding=args.encoding)
    if document.doubt is not None:
        say(f"commonground: {path}: {document.doubt}")
    return document


def _of_graph(args: argparse.Namespace, key: str) -> Path:
    from ..visualizations.reading.page import write_reading

    def work(graph: StoredGraph) -> Path:
        document, resume = graph.document(key), graph.resume(key)
        options: Any = {"contact": args.contact, "graph": graph, "force": args.force}
        return write_reading(document, resume, args.output, graph.ontology, **options)

    try:
        return snapshot_of(args, work)
    except (NotFound, BackendUnreachable) as error:
        if getattr(args, "graph", None) is not None and isinstance(error, BackendUnreachable):
            raise
        raise NotFound(_nothing(args, key)) from None


def _nothing(args: argparse.Namespace, name: str) -> str:
    where = f"no document of {address(args)}"
    if getattr(args, "graph", None) is None:
        return (
            f"{quoted(name)} is no file, {where} and no question; there are: {', '.join(QUESTIONS)}"
        )
    there = "; without -g the file of that name is read" if os.path.lexists(name) else ""
    return f"{quoted(name)} is {where}{there}"


def _picture(args: argparse.Namespace, graph: StoredGraph) -> Path:
    from ..visualizations.view import view

    if args.around:
        thing, node = graph.to_networkx(), graph.node(args.around)
    else:
        thing, node = _asked(graph, args.what or ["shared"]), None
    options: Any = {"graph": graph, "limit": args.limit, "force": args.force}
    return view(thing, args.output, around=node, **options)


def _asked(graph: StoredGraph, words: list[str]) -> Any:
    """Answer a question given as its command's words."""
    name, *rest = words
    # The words of the command itself; options are those of ``view``.
    args = parser_of(command_of(name)).parse_args(rest)
    return question_from(QUESTIONS[name], args).ask(graph)


COMMAND = Command(
    "view",
    "Write a picture of an answer, or a resume and what was read of it, as one offline page.",
    (
        "commonground view -o net.html",
        "commonground view find Temporal Go -o net.html --open",
        "commonground view --around Temporal -o net.html",
        "commonground view examples/resumes/ada.md -o ada.html",
    ),
    _arguments,
    _view,
    lists=False,
    asks=True,
)
