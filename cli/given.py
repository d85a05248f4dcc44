"""What is given on stdin or in a file where a command takes a text or a resume; ``-`` is stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import UsageError, quoted

STDIN: Final = "-"
NAMED: Final = "stdin"
"""What a document is called that has no name of its own."""

_MOST: Final = 10 * 2**20


def text_of(name: str) -> str:
    """Return the text of a file, or of stdin.

    Raises:
        UsageError: it is no UTF-8, or larger than any question.
        OSError: the file cannot be read.
    """
    data = _bytes(_MOST + 1) if name == STDIN else Path(name).read_bytes()
    if len(data) > _MOST:
        raise UsageError(f"{_called(name)} is over 10 MB: no question is as long")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{_called(name)} is no text in UTF-8") from None


def query_of(text: str | None, file: str | None) -> str:
    """Return a query that stands in the arguments, in a file or on stdin; one of them alone.

    Raises:
        UsageError: it stands in none, or in two.
    """
    if (text is None) == (file is None):
        raise UsageError("give the QUERY, - for stdin, or --file FILE: one of them")
    return text if text is not None and text != STDIN else text_of(file or STDIN)


def terms_of(name: str) -> list[str]:
    """Return the terms of a file, one a line; empty lines and those that begin with # are none."""
    lines = (line.strip() for line in text_of(name).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@contextmanager
def spooled(paths: Sequence[str], name: str | None = None) -> Iterator[list[str]]:
    """Yield paths with a file in the place of ``-`` that holds what is on stdin, while it lasts.

    The suffix of ``name`` says what it is; without one its first bytes do.
    """
    if STDIN not in paths:
        yield list(paths)
        return
    if list(paths).count(STDIN) > 1:
        raise UsageError("- stands for stdin, which can be read once")
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="commonground-") as folder:
        data = _bytes()
        place = Path(folder, Path(name or "").name or NAMED + _suffix_of(data))
        place.write_bytes(data)
        yield [str(place) if path == STDIN else path for path in paths]


def _bytes(most: int = -1) -> bytes:
    if sys.stdin.isatty():
        print("reading from the terminal; Ctrl-D ends it", file=sys.stderr)
    buffer = getattr(sys.stdin, "buffer", None)
    data: bytes = buffer.read(most) if buffer is not None else sys.stdin.read(most).encode()
    return data


def _suffix_of(data: bytes) -> str:
    """Return the suffix of what looks like a page or JSON; other formats say it themselves."""
    begins = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begins.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".json" if begins.startswith(b"{") else ""


def _called(name: str) -> str:
    return "stdin" if name == STDIN else quoted(name)
