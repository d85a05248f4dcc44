"""The command serve: the explorer page and the questions over HTTP."""

from __future__ import annotations

import argparse
import os
import stat
from pathlib import Path
from typing import Final

from ..errors import UsageError, cut_path
from .command import Command, address, positive, seconds
from .interrupts import Raising
from .streams import say

TOKEN: Final = "COMMONGROUND_TOKEN"

_PORTS: Final = 65_535
_MOST: Final = 64
_LONGEST: Final = 4096
_DAY: Final = 24 * 3600.0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="at which port (8000; 0: a free one)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help=f"whoever asks must have the token in it (and ${TOKEN})",
    )
    parser.add_argument(
        "--name",
        action="append",
        dest="names",
        default=[],
        metavar="HOST",
        help="a host name that it may be asked by, beside addresses",
    )
    parser.add_argument(
        "--write", action="store_true", help="resumes can be put, and people forgotten, too"
    )
    parser.add_argument(
        "--contact", action="store_true", help="tell e-mail, telephone and addresses too"
    )
    parser.add_argument(
        "--workers", type=_few, default=1, metavar="N", help="processes that answer (1)"
    )
    parser.add_argument(
        "--threads", type=_few, default=4, metavar="N", help="questions at once, each process (4)"
    )
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=10.0,
        metavar="SECONDS",
        help="how long a question may take (10)",
    )


def _serve(args: argparse.Namespace) -> int:
    from ..visualizations.service.settings import Settings

    settings = Settings(
        address=address(args),
        host=args.host,
        port=args.port,
        names=tuple(name.lower() for name in args.names),
        token=_token(args.token_file),
        write=args.write,
        contact=args.contact,
        seconds=args.timeout or _DAY,
        threads=args.threads,
        workers=args.workers,
    )
    from ..visualizations.service.running import serve

    def ready(place: str) -> None:
        say(f"{settings.address} is served at {place} (Ctrl-C ends it)")
        if not settings.is_local:
            say("what is sent is not encrypted: let a proxy with a certificate stand before it")
        if args.open:
            import webbrowser

            webbrowser.open(place)

    with Raising():  # the server ends what it is at
        serve(settings, ready)
    return 0


def _token(path: Path | None) -> str | None:
    """Return the token, which no process that is started from here inherits."""
    given = os.environ.pop(TOKEN, None)
    if path is None:
        return given
    try:
        with path.open("rb") as file:  # a part: what is named by a slip may be endless
            text = file.read(_LONGEST).decode("utf-8").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"the token cannot be read from {cut_path(path)}: {why.lower()}") from None
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        say(f"others on this machine can read the token: `chmod 600 {cut_path(path)}`")
    return text


def _port(text: str) -> int:
    return 0 if text == "0" else positive(text, _PORTS)


def _few(text: str) -> int:
    return positive(text, _MOST)


COMMANDS = (
    Command(
        "serve",
        "Serve the explorer page and every question over HTTP, on this machine alone.",
        (
            "commonground serve -g people.db --open",
            "commonground serve --host 0.0.0.0 --token-file token --name graph.example.org",
        ),
        _arguments,
        _serve,
        lists=False,
    ),
)
