"""Every error that commonground raises on purpose.

CommongroundError               2   something the user can fix
├── LimitReached                2   a question took more time or memory than it may
├── UsageError                  2   the command or call is wrong
│   ├── AmbiguousName           2   a name fits several nodes; ``choices`` lists them
│   ├── NotFound                2   nothing has this name or id
│   └── MissingExtra            2   an optional part is not installed
├── CheckFailed                 1   a check ran and found faults
├── UnreadableFile              3   a file cannot be read as a resume
└── BackendUnreachable          4   the graph's server or file cannot be opened

The number is the command's exit code.
"""

from __future__ import annotations

import reprlib

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import ClassVar, Final

QUOTED: Final = 80
"""The most characters that a message repeats of what was typed."""


def cut(text: str) -> str:
    """Return a text as a message repeats it: at most 80 characters, with ``…`` for the others."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def cut_path(path: object) -> str:
    """Return a path as a message repeats it: of a long one the end, which tells which it is."""
    text = str(path)
    return text if len(text) <= QUOTED else "…" + text[1 - QUOTED :]


def quoted(value: object) -> str:
    """Return what was typed in quotation marks, as Python writes it, cut like ``cut``."""
    if isinstance(value, str):
        return repr(cut(value))
    try:
        return cut(reprlib.repr(value))  # which looks at the first items of a list only
    except ValueError:  # Python writes no whole number of thousands of digits
        return f"a {type(value).__name__}"


class CommongroundError(Exception):
    """One clear sentence for the user; never holds personal data beyond what the user typed."""

    exit_code: ClassVar[int] = 2


class LimitReached(CommongroundError):
    """A question took more time or memory than it may; the sentence says how to allow more."""


class UsageError(CommongroundError):
    """The command or call is wrong; the sentence says what to write instead."""


class AmbiguousName(UsageError):
    """A name fits several nodes; ``choices`` are lines to show, one a node."""

    def __init__(self, message: str, choices: Sequence[str]) -> None:
        super().__init__(message)
        self.choices = tuple(choices)


class NotFound(UsageError):
    """Nothing in the graph has this name or id."""


class MissingExtra(UsageError):
    """An optional part is not installed; the sentence says what to install."""


class CheckFailed(CommongroundError):
    """A check ran and found faults."""

    exit_code = 1


class UnreadableFile(CommongroundError):
    """A file cannot be read as a resume; ``key`` names it and ``reason`` says why."""

    exit_code = 3

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        return type(self), (self.key, self.reason)


class BackendUnreachable(CommongroundError):
    """The graph's server or file cannot be opened."""

    exit_code = 4
