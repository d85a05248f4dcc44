"""The standard streams: data on stdout, talk on stderr, and no character that fails or drives them.

Every command needs this, ``--help`` too: so it imports little.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress

from ..loaders.characters import safe as safe

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_MOST_SAID = 2000


def prepare_streams() -> None:
    """Write UTF-8 into files and pipes everywhere, and never fail on a character."""
    _fill_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A terminal knows its encoding; of a file's nobody has said anything, least of all a
            # server's "C" locale.
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def _fill_what_is_closed() -> None:
    """Put something in the place of a standard stream that whoever started this has closed.

    Else the next file that is opened would take the place, a page or the graph itself, and get what
    is meant for the terminal. Output that goes nowhere is an error where there is some; what is
    said beside it is not.
    """
    for place, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(place)
        except OSError:
            nowhere = os.open(os.devnull, mode)  # the lowest place that is free
            if nowhere != place:
                os.dup2(nowhere, place)
                os.close(nowhere)
    sys.stdin = sys.stdin or open(0, closefd=False)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)
    sys.stderr = sys.stderr or open(2, "w", closefd=False)


def let_go(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python would write it at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def plain(stream: TextIO) -> bool:
    """Return whether a stream takes text only: no terminal, or one that wants no codes."""
    asked = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return bool(asked) or not stream.isatty()


_QUIET = [False]


@contextmanager
def quiet(asked: bool) -> Iterator[None]:
    """Say nothing that is neither data nor an error while it lasts, where that is asked for."""
    before, _QUIET[0] = _QUIET[0], asked
    try:
        yield
    finally:
        _QUIET[0] = before


def say(text: str) -> None:
    """Tell the user something that is not data, unless they want quiet."""
    if not _QUIET[0]:
        warn(text)


def warn(text: str) -> None:
    """Tell the user what is wrong: a screen at most, whatever is repeated in it."""
    if len(text) > _MOST_SAID:
        text = f"{text[: _MOST_SAID // 2]} … {text[-_MOST_SAID // 2 :]}"
    with suppress(OSError):  # what cannot be written is told at the end
        sys.stdout.flush()  # what was printed before comes first, where both go to one place
    try:
        print(safe(text), file=sys.stderr)
    except OSError:
        let_go(sys.stderr)
