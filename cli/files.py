"""Commands that read files: parse, load."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import CommongroundError, UnreadableFile, UsageError
from .command import Command, address, encoding, iso_date, positive, size
from .given import NAMED, STDIN, spooled
from .interrupts import Deferred, exit_code
from .output import json_text, left_out
from .status import FilesDone, stopping
from .streams import safe, say, warn

if TYPE_CHECKING:
    from ..graph.loading.load import LoadInterrupted, LoadReport
    from ..loaders.document import Document
    from ..loaders.files import FoundFile
    from ..loaders.resume import Resume

UNREADABLE = UnreadableFile.exit_code

T = TypeVar("T")


def _parse_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or - for stdin")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--format",
        choices=("jsonl", "json"),
        default="jsonl",
        help="one document a line, or one array",
    )
    what.add_argument(
        "--unsure", action="store_true", help="the values that are less than 90 %% sure"
    )
    what.add_argument("--unplaced", action="store_true", help="the lines that no part uses")
    what.add_argument(
        "--explain", action="store_true", help="what each line became, and by which signs"
    )
    what.add_argument("--text", action="store_true", help="the text that offsets count in")
    _reading_arguments(parser)


def _reading_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="the day that `present` ends on where a file states no earlier one",
    )
    parser.add_argument(
        "--encoding", type=encoding, metavar="NAME", help="of the files; default: found"
    )
    parser.add_argument(
        "--max-size", type=size, default=20 * 2**20, metavar="SIZE", help="default: 20MB"
    )
    parser.add_argument(
        "--max-memory",
        type=size,
        default=2 * 2**30,
        metavar="SIZE",
        help="that reading one file may take; default: 2GB",
    )


def _parse(args: argparse.Namespace) -> int:
    files = _Files(args)
    if args.text:
        for text in files.read(lambda document: document.text):
            _print_text(text)
    elif args.explain:
        from ..loaders.sections.explain import explained

        for key, told in files.read(lambda document: (document.key, list(explained(document)))):
            _print_explained(key, told)
    elif args.unsure:
        for resume, document in files.read(_read(args.as_of)):
            _print_unsure(resume, document)
    elif args.unplaced:
        for resume in files.read(_parser(args.as_of)):
            _print_unplaced(resume)
    else:
        _print_resumes((one.to_json() for one in files.read(_parser(args.as_of))), args.format)
    return UNREADABLE if files.failed else 0


class _Files:
    """Files and folders as they are read; one that cannot be read is told of and counted."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self.failed = 0

    def read(self, make: Callable[[Document], T]) -> Iterator[T]:
        """Yield what is made of each document."""
        from ..loaders.files import walk

        for argument in self._args.files:
            with spooled([argument]) as (path,):
                name = NAMED if argument == STDIN else argument  # as typed, as compilers do
                walked = walk([path], name=name)
                for found, reason in walked.unread:
                    self._failed(f"{found.key}: {reason}")
                for found in walked.files:
                    try:
                        yield self._one(found, make)
                    except UnreadableFile as error:
                        self._failed(str(error))

    def _one(self, found: FoundFile, make: Callable[[Document], T]) -> T:
        from ..loaders.formats.reading import read_document
        from ..loaders.memory import bounded_memory

        args = self._args
        with bounded_memory(found.key, args.max_memory):
            document = read_document(
                Path(found.path), found.key, max_size=args.max_size, encoding=args.encoding
            )
            if document.doubt is not None:
                say(f"commonground: {found.key}: {document.doubt}")
            return make(document)

    def _failed(self, sentence: str) -> None:
        self.failed += 1
        warn(f"commonground: {sentence}")


def _parser(as_of: str | None) -> Callable[[Document], Resume]:
    from ..loaders.parser import ResumeReader
    from ..ontology.ontology import load_ontology

    reader = ResumeReader(load_ontology())
    today = date.today().isoformat()
    return partial(reader.parse, as_of=as_of, first_loaded=today)


def _read(as_of: str | None) -> Callable[[Document], tuple[Resume, Document]]:
    parse = _parser(as_of)
    return lambda document: (parse(document), document)


def _print_unsure(resume: Resume, document: Document) -> None:
    """Print where each doubtful value stands, as the least sure first."""
    from ..loaders.confidence import SURE, value_at

    found = resume.meta.commonground
    for pointer, sure in sorted(found.confidence.items(), key=lambda one: one[1]):
        if sure < SURE:
            line = document.line(found.evidence[pointer][0][0])
            value = value_at(resume, pointer)
            print(safe(f"{document.key}:{line}: {pointer} {value!r} is {sure:.0%} sure"))


def _print_resumes(resumes: Iterator[dict[str, Any]], form: str) -> None:
    if form == "json":
        print(json_text(list(resumes), indent=2))
        return
    for resume in resumes:
        print(json_text(resume), flush=True)


def _print_unplaced(resume: Resume) -> None:
    counts = resume.meta.commonground.leftOut
    if counts:
        say(f"commonground: {resume.meta.source}: {left_out(counts)}")
    for line in resume.meta.commonground.unplaced:
        print(safe(f"{resume.meta.source}:{line.line}: {line.text}"))


def _print_explained(key: str, told: Iterable[tuple[int, str]]) -> None:
    for number, text in told:
        print(safe(f"{key}:{number}: {text}"))


def _print_text(text: str) -> None:
    """A pipe gets the text as it is; a terminal gets nothing that could drive it."""
    if sys.stdout.isatty():
        text = "\n".join(safe(line) for line in text.splitlines()) + "\n"
    sys.stdout.write(text)


def _load_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - for stdin")
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="processes that read; default: one, or of many files one a core",
    )
    parser.add_argument("--name", metavar="KEY", help="what to call the one file or folder")
    parser.add_argument(
        "--again", action="store_true", help="load files even if they were forgotten"
    )
    parser.add_argument(
        "--any", action="store_true", help="load files that show no sign of a resume too"
    )
    _reading_arguments(parser)


def _load(args: argparse.Namespace) -> int:
    from ..graph.loading.load import LoadInterrupted, load

    if STDIN in args.paths and args.name is None:
        raise UsageError("what stdin gives has no name: add --name, such as --name cv.pdf")
    try:
        with spooled(args.paths, args.name) as paths, Deferred(stopping):
            report = load(
                paths,
                into=address(args),
                as_of=args.as_of,
                name=args.name,
                jobs=args.jobs,
                max_size=args.max_size,
                max_memory=args.max_memory,
                encoding=args.encoding,
                again=args.again,
                any_file=args.any,
                progress=FilesDone("load"),
            )
    except LoadInterrupted as stop:
        warn(f"interrupted: {_kept(stop)}; the same command goes on with the rest")
        return exit_code()
    except CommongroundError:
        if not Deferred.happened:
            raise
        # what told this process to end has ended those that read for it first
        warn("interrupted: what was read is kept; the same command goes on with the rest")
        return exit_code()
    for key, said in report.notes:
        say(f"commonground: {key}: {said}")
    for key, said in report.unread:
        warn(f"commonground: {key}: {said}")
    for key, counts in sorted(report.left_out.items()):
        say(f"commonground: {key}: {left_out(counts)} (`parse --unplaced` shows the lines)")
    if report.maybes:
        say(_undecided(report.maybes))
    print(_summary(report))
    return UNREADABLE if report.unread else 0


def _undecided(count: int) -> str:
    pairs = "1 new pair of documents" if count == 1 else f"{count} new pairs of documents"
    return f"{pairs} may speak of one person: `commonground identity list` shows what they share"


def _kept(stop: LoadInterrupted) -> str:
    done, counts = _counted(stop.report)
    return f"{done} of {stop.files} files are done and kept{f' ({counts})' if done else ''}"


def _summary(report: LoadReport) -> str:
    total, counts = _counted(report)
    return f"{total} {'file' if total == 1 else 'files'}: {counts or 'nothing to load'}"


def _counted(report: LoadReport) -> tuple[int, str]:
    counts = {
        "added": report.added,
        "replaced": report.replaced,
        "moved": report.moved,
        "unchanged": report.unchanged,
        "forgotten before and left out": report.forgotten,
        "not loaded": len(report.unread),
    }
    said = [f"{count} {what}" for what, count in counts.items() if count]
    return sum(counts.values()), ", ".join(said)


COMMANDS = (
    Command(
        "parse",
        "Read resumes and print them as JSON Resume, one document a line.",
        (
            "commonground parse cv.md",
            "commonground parse --unplaced cvs/*.md",
            "commonground parse --explain cv.md",
        ),
        _parse_arguments,
        _parse,
        uses_graph=False,
        lists=False,
    ),
    Command(
        "load",
        "Read files and folders into the graph; what has not changed is left alone.",
        ("commonground load cvs/", "commonground load cv.md --as-of 2025-12-01"),
        _load_arguments,
        _load,
        lists=False,
    ),
)
