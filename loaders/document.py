"""One file's text with its offsets and lines, and the date it speaks from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from .layout.mapped import Region, Span, line_starts
from .notes import CorrectionNote

if TYPE_CHECKING:
    from .layout.fields import Node
    from .layout.lines import Line

AsOfSource: TypeAlias = Literal["option", "metadata", "text", "loaded"]


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that ``Present`` ends on (ISO date), and where that day comes from."""

    date: str
    source: AsOfSource


@dataclass(frozen=True)
class Document:
    """The text of one file exactly as its bytes decode, BOM and line ends kept.

    ``key`` is the path relative to what was loaded. ``media_type`` ends with ``; charset=cp850``
    where the user told the encoding; ``guessed`` says that the encoding is a guess on which letters
    depend. ``lines`` are what the file's format makes of the text, or ``fields`` where it names its
    values; a document that a store gives back is there to be cited and has neither, but the notes
    of its ``corrections`` by number.

    ``regions`` say of a text that was taken out of a PDF or a Word file from which offset on it is
    of which page or part, sorted; other files have none.
    """

    key: str
    text: str = field(repr=False)
    encoding: str
    media_type: str
    sha256: str
    lines: Sequence[Line] | None = field(default=None, repr=False, compare=False)
    guessed: bool = field(default=False, compare=False)
    fields: Node | None = field(default=None, repr=False, compare=False)
    regions: Sequence[tuple[int, Region]] = field(default=(), repr=False, compare=False)
    corrections: Mapping[int, CorrectionNote] = field(default_factory=dict, repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which the file's lines begin."""
        return line_starts(self.text)

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def region(self, offset: int) -> Region:
        """Return the page or the part of the file that an offset is of; empty where none is."""
        at = bisect_right(self.regions, offset, key=itemgetter(0))
        return self.regions[at - 1][1] if at else ""

    def bounds(self, line: int) -> tuple[int, int]:
        """Return where a line, counted from 1, begins and where the next one does."""
        starts = self.line_starts
        return starts[line - 1], starts[line] if line < len(starts) else len(self.text)

    @property
    def doubt(self) -> str | None:
        """Return what to tell of the encoding where it is a guess."""
        if not self.guessed:
            return None
        return (
            f"read as {self.encoding}, a guess: name another with --encoding if letters are wrong"
        )

    def quote(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]
