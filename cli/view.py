"""The command view: a picture of an answer, or a document and what was read of it, as a page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

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
from .questions import add_argument, command_of, question_from
from .streams import say

if TYPE_CHECKING:
    from ..graph.model import Node
    from ..graph.store import StoredGraph
    from ..loaders.document import Document
    from ..loaders.resume import Resume
    from ..ontology.ontology import Ontology

STDOUT: Final = Path("-")
Made: TypeAlias = "Path | str | bytes"
_ASKED: Final = "asked_"


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
        help=f"one of {', '.join(QUESTIONS)} with its words and options (default: shared); or a "
        "file; or, with -g, a document of the graph; or the name of a node, as with --around "
        "(./find: a file that is called like a question)",
    )
    parser.add_argument("--around", metavar="NODE", help="the neighbourhood of a node instead")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to: .html, .svg or .png (by an installed Chromium); - for stdout",
    )
    parser.add_argument(
        "--open", action="store_true", help="open it in the browser; without -o a passing file"
    )
    force_argument(parser)
    parser.add_argument(
        "--limit", type=positive, default=500, metavar="N", help="the most nodes (500)"
    )
    parser.add_argument(
        "--whole", action="store_true", help="draw roles, studies and projects as nodes too"
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


def _options_of_the_question(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Add the options of the question that is named, but for those that ``view`` has itself."""
    name = next((word for word in words if word in QUESTIONS), None)
    if name is None:
        return
    group = parser.add_argument_group(f"of {name}")
    for argument in QUESTIONS[name].arguments:
        taken = parser._option_string_actions  # argparse tells them in no other way
        if flags := tuple(flag for flag in argument.flags if flag not in taken):
            own = replace(argument, flags=flags)
            add_argument(group, QUESTIONS[name], own, _ASKED + argument.name)


def _view(args: argparse.Namespace) -> int:
    if args.around and args.what:
        raise UsageError("give a question, a file or --around, not two of them")
    if args.output is None and not args.open:
        raise UsageError("say where to: -o FILE, -o - for stdout, or --open for the browser")
    if args.open and args.output == STDOUT:
        raise UsageError("--open opens a file: leave out `-o -`")
    if args.contact and (args.around or not args.what or args.what[0] in QUESTIONS):
        raise UsageError("--contact is for a file or a document: pictures carry no contacts")
    if args.output is None:
        from tempfile import mkdtemp

        args.output = Path(mkdtemp(prefix="commonground-"), "view.html")
    with Raising():  # a page that is half written goes again
        made = _made(args)
    if not isinstance(made, Path):
        _print(made)
        return 0
    say(f"wrote {made}")
    if args.open:
        import webbrowser

        webbrowser.open(made.resolve().as_uri())
    return 0


def _made(args: argparse.Namespace) -> Made:
    """Write a picture, or the page of a document.

    The name of a question means the question: ``./find`` is a file of that name. With ``-g`` a name
    is that of a document in this graph; without it a file is looked for first. What is neither is
    the name of a node.
    """
    if args.around or not args.what or args.what[0] in QUESTIONS:
        return snapshot_of(args, lambda graph: _picture(args, graph))
    name, *more = args.what
    if more and os.path.lexists(name):
        raise UsageError(f"a page shows one file: leave out {quoted(' '.join(more))}")
    if more:
        raise UsageError(f"{quoted(name)} is no question; there are: {', '.join(QUESTIONS)}")
    if getattr(args, "graph", None) is None and os.path.lexists(name):
        return _of_file(args, name)
    return _of_graph(args, name)


def _finished(args: argparse.Namespace, made: str | bytes, graph: StoredGraph | None) -> Made:
    """Write what was made where it goes; what goes to stdout is given back, for it comes last."""
    from ..graph.export.output import write_outputs

    if args.output == STDOUT:
        return made
    write_outputs({args.output: made}, graph, force=args.force)
    return Path(args.output)


def _print(made: str | bytes) -> None:
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        sys.stdout.write(made)


def _reading(
    args: argparse.Namespace, document: Document, resume: Resume, ontology: Ontology
) -> str:
    """Return the page of a document."""
    from ..visualizations.reading.page import reading_page

    if args.output.suffix.lower() in {".svg", ".png"}:
        raise UsageError(
            f"a resume is shown as a page, and {args.output.suffix} is a picture: write .html"
        )
    return reading_page(document, resume, ontology, contact=args.contact)


def _of_file(args: argparse.Namespace, path: str) -> Made:
    from ..loaders.parser import ResumeReader
    from ..ontology.ontology import load_ontology

    document, ontology = _read(args, path), load_ontology()
    today = date.today().isoformat()
    resume = ResumeReader(ontology).parse(document, as_of=args.as_of, first_loaded=today)
    if _same(args.output, path):
        raise UsageError(f"{quoted(path)} is what is read: name another file for the page")
    return _finished(args, _reading(args, document, resume, ontology), None)


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


def _of_graph(args: argparse.Namespace, key: str) -> Made:
    def work(graph: StoredGraph) -> Made:
        try:
            document, resume = graph.document(key), graph.resume(key)
        except NotFound:
            return _around(args, graph, graph.node(key))
        return _finished(args, _reading(args, document, resume, graph.ontology), graph)

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


def _picture(args: argparse.Namespace, graph: StoredGraph) -> Made:
    if args.around:
        return _around(args, graph, graph.node(args.around))
    return _drawn(args, graph, _asked(args, graph), None)


def _around(args: argparse.Namespace, graph: StoredGraph, node: Node) -> Made:
    if args.contact:
        raise UsageError("--contact is for a file or a document: pictures carry no contacts")
    return _drawn(args, graph, graph, node)


def _drawn(args: argparse.Namespace, graph: StoredGraph, thing: Any, around: Node | None) -> Made:
    from ..visualizations.completing import completed
    from ..visualizations.view import drawn
    from ..visualizations.viewable import scene_of

    scene = scene_of(thing, around=around, limit=args.limit, whole=args.whole)
    return _finished(args, drawn(completed(scene, graph), args.output.suffix, graph), graph)


def _asked(args: argparse.Namespace, graph: StoredGraph) -> Any:
    """Answer a question given as its command's words, and options among those of ``view``."""
    name, *rest = args.what or ["shared"]
    question = QUESTIONS[name]
    words = parser_of(command_of(name)).parse_args(rest)
    for argument in question.arguments:
        if hasattr(args, _ASKED + argument.name):
            setattr(words, argument.name, getattr(args, _ASKED + argument.name))
    return question_from(question, words).ask(graph)


COMMANDS = (
    Command(
        "view",
        "Write a picture of an answer, or a resume and what was read of it, as one offline page.",
        (
            "commonground view -o net.html",
            "commonground view find Temporal Go -o net.html --open",
            "commonground view path ada.md bo.txt -k 5 -o ways.svg",
            "commonground view Temporal --open",
            "commonground view examples/resumes/ada.md -o ada.html",
        ),
        _arguments,
        _view,
        lists=False,
        asks=True,
        more=_options_of_the_question,
    ),
)
