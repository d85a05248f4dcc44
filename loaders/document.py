"""One file's text with its offsets and lines, and the date it speaks from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

AsOfSource: TypeAlias = Literal["option", "metadata", "text", "loaded"]

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that ``Present`` ends on (ISO date), and where that day comes from."""

    date: str
    source: AsOfSource


class Span(NamedTuple):
    """Code points ``start`` to ``end`` (exclusive) of a document's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """The text of one file exactly as its bytes decode, BOM and line ends kept.

    ``key`` is the path relative to what was loaded. ``pages`` (for PDF) and ``parts`` (for DOCX)
    come with those formats.
    """

    key: str
    text: str = field(repr=False)
    encoding: str
    media_type: str
    sha256: str

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; lines end at ``\\n``, ``\\r\\n`` or ``\\r`` only."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def quote(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]
