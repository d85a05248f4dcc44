"""A section's lines cut into entries: a block of header lines and the body beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..dates import Dates
from ..layout.lines import Line
from ..segmentation.header_dates import dates_of
from ..segmentation.outline import BEGIN, HEAD, outline


@dataclass(slots=True)
class Entry:
    """One job, degree or project: its header lines and its body."""

    headers: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)

    @property
    def dates(self) -> list[Dates]:
        """Return the dates of the header, ranges before lone dates."""
        found = [dates for line in self.headers for dates in dates_of(line)]
        ranges = [dates for dates in found if not dates.single]
        return ranges or found[:1]


def split_entries(lines: Sequence[Line]) -> tuple[list[Line], list[Entry]]:
    """Return the lines before the first entry, and the entries."""
    return entries_of(lines, outline(lines).kinds)


def entries_of(lines: Sequence[Line], kinds: Sequence[str]) -> tuple[list[Line], list[Entry]]:
    """Return the lines before the first entry, and the entries, of lines whose kinds are known."""
    preface: list[Line] = []
    entries: list[Entry] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind == BEGIN:
            entries.append(Entry([line]))
        elif kind == HEAD:
            entries[-1].headers.append(line)
        elif entries:
            entries[-1].body.append(line)
        else:
            preface.append(line)
    return preface, entries
