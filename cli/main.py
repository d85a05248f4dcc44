"""The command line: finds the command, reads its arguments, turns errors into sentences."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager, nullcontext
from time import monotonic

from .. import __version__
from ..errors import AmbiguousName, CommongroundError, UsageError, cut_path, quoted
from .commands import COMMANDS as COMMANDS
from .interrupts import Raising, exit_code
from .parser import Parser, add_graph, add_ontology, add_talk
from .streams import let_go, prepare_streams, quiet, say, warn

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import Any, Final

    from .command import Command

VARIABLE: Final = "COMMONGROUND_ONTOLOGY"

PIPE_CLOSED = 141
INTERNAL_ERROR = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are one sentence on stderr."""
    prepare_streams()
    code = 0
    try:
        code = _ended(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except OSError as error:  # the output's own: see below
        let_go(sys.stdout)
        if isinstance(error, BrokenPipeError):  # `| head` has enough
            return PIPE_CLOSED
        warn(f"commonground: the output cannot be written ({(error.strerror or '').lower()})")
        return code or CommongroundError.exit_code
    return code


def _ended(argv: Sequence[str]) -> int:
    try:
        return run(argv)
    except CommongroundError as error:
        return _told(error)
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        return exit_code()
    except OSError as error:
        if not error.filename:
            raise
        return _told_os(error)
    except Exception as error:  # a defect of ours: where it is, but none of the user's data
        return exit_code() if Raising.happened else _told_defect(error)


def run(argv: Sequence[str]) -> int:
    """Run one command.

    Raises:
        CommongroundError: the user can fix it; ``exit_code`` is the command's.
    """
    _check_characters(argv)
    before = _front("commonground")
    if not argv:
        before.print_help(sys.stderr)
        return UsageError.exit_code
    args = before.parse_args(argv)
    command, rest = _chosen(args)
    # Imported here: the overview, which ends above, asks for neither.
    from .command import parser_of
    from .status import at_work

    # Intermixed: `find Go -n 3 Kafka` has options between its words.
    arguments = parser_of(command, rest).parse_intermixed_args(rest, args)
    hushed = getattr(arguments, "quiet", False)
    with _vocabulary(arguments), quiet(hushed), _timed(command, arguments):
        with at_work(command.name, shown=not hushed), _limits(command, arguments):
            return command.run(arguments)


@contextmanager
def _timed(command: Command, args: argparse.Namespace) -> Iterator[None]:
    """Say afterwards which graph was asked and how long it took, where that is asked for."""
    if not getattr(args, "verbose", False):
        yield
        return
    began = monotonic()
    yield
    from .command import address

    which = f" of {address(args)}" if command.uses_graph else ""
    say(f"{command.name}{which}: {monotonic() - began:.2f} s")


@contextmanager
def _vocabulary(args: argparse.Namespace) -> Iterator[None]:
    """Name the user's vocabularies in the environment: processes that read have them too."""
    given: list[str] = getattr(args, "vocabulary", [])
    before = os.environ.get(VARIABLE)
    try:
        if given:
            os.environ[VARIABLE] = os.pathsep.join(filter(None, [before, *given]))
        yield
    finally:
        if given:
            os.environ.pop(VARIABLE, None)
            if before is not None:
                os.environ[VARIABLE] = before


def _check_characters(argv: Sequence[str]) -> None:
    """Refuse what no shell can hand over: a program may call ``main`` with it."""
    for number, one in enumerate(argv, 1):
        try:
            whole = b"\0" not in os.fsencode(one)
        except UnicodeEncodeError:
            whole = False
        if not whole:
            raise UsageError(f"argument {number} holds NUL or half a character: write it without")


def _limits(command: Command, args: argparse.Namespace) -> AbstractContextManager[None]:
    if not command.asks:
        return nullcontext()
    from .limits import limited

    return limited(args.timeout, args.max_memory)


def _chosen(args: argparse.Namespace) -> tuple[Command, list[str]]:
    """Return the command; of a family (``identity``) the member that follows."""
    name: str = args.command
    if name in COMMANDS:
        return COMMANDS[name], args.rest
    members = [one for one in COMMANDS if one.startswith(f"{name} ")]
    if not members:
        raise UsageError(f"no command {quoted(name)}{_nearest(name)}; see `commonground --help`")
    _front(f"commonground {name}", members).parse_args(args.rest, args)
    full = f"{name} {args.command}"
    if full not in COMMANDS:
        raise UsageError(f"no command {quoted(full)}; there are: {', '.join(members)}")
    return COMMANDS[full], args.rest


def _front(prog: str, names: Sequence[str] = ()) -> Parser:
    """Return the parser of what stands before the command's own arguments."""
    parser = _Front(
        names,
        prog=prog,
        usage=f"{prog} [-g GRAPH] COMMAND …",
        description="A knowledge graph of skills, companies and people.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_graph(parser)
    add_ontology(parser)
    add_talk(parser)
    parser.add_argument("--version", action="version", version=f"commonground {__version__}")
    parser.add_argument("command", metavar="COMMAND", help=argparse.SUPPRESS)
    # All that follows goes to the command's own parser, the only one that is made (decision 002).
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help=argparse.SUPPRESS)
    return parser


class _Front(Parser):
    """The parser of what stands first; its overview of commands is made where it is read alone."""

    def __init__(self, names: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._names = names

    def format_help(self) -> str:
        """Return the help with what each command does."""
        self.epilog = _overview(self._names)
        return super().format_help()


def _overview(names: Sequence[str]) -> str:
    lines: list[str] = []
    summaries = COMMANDS.summaries()
    for title, group in COMMANDS.groups().items():
        shown = [one for one in group if not names or one in names]
        if shown:
            lines += [f"{title}:", *(f"  {one:<20}{summaries[one]}" for one in shown), ""]
    return "\n".join([*lines, "`commonground COMMAND --help` shows its options and examples."])


def _nearest(name: str) -> str:
    from .synonyms import meant

    near = meant(name, COMMANDS)
    return f", did you mean `{near}`?" if near else ""


def _told(error: CommongroundError) -> int:
    if os.environ.get("COMMONGROUND_DEBUG"):
        raise error
    warn(f"commonground: {error}")
    for choice in error.choices if isinstance(error, AmbiguousName) else ():
        warn(f"  {choice}")
    return error.exit_code


def _told_os(error: OSError) -> int:
    if os.environ.get("COMMONGROUND_DEBUG"):
        raise error
    warn(f"commonground: {cut_path(error.filename)}: {error.strerror or type(error).__name__}")
    return CommongroundError.exit_code


def _told_defect(error: Exception) -> int:
    """Name the place and kind of a defect: messages and locals may hold personal data."""
    if os.environ.get("COMMONGROUND_DEBUG"):
        raise error
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = (
        f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}" if frame else ""
    )
    warn(
        f"commonground: an error of its own, {type(error).__name__} at {place}; "
        "COMMONGROUND_DEBUG=1 shows the whole traceback"
    )
    return INTERNAL_ERROR
