"""Several positions at one employer: in one line, or in lines right above what is told of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...ontology.wordlists import WordPattern
from ..dates import find_dates
from ..layout.lines import Line
from ..lexicon import has_organisation
from ..normalization import lowered
from ..patterns import any_of
from ..segmentation.roles import title_score
from .entries import Entry
from .job_headers import Part

_MOST: Final = 200  # characters of a line of positions
# Between two: "Architect (2020 - 2022), then Developer (2017 - 2020)".
_PARTED: Final = re.compile(r"[)\]]\s*[,;/·|]\s*(?=\w)")
_LED: Final = WordPattern(lambda: rf"\s*{any_of('header_words', 'in turn')}\s+")


def with_positions_apart(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with a line for each position that has dates of its own in brackets."""
    return [part for line in lines for part in _apart(line)]


def _apart(line: Line) -> list[Line]:
    if line.cells or line.anchors or not 0 < len(line.plain) <= _MOST:
        return [line]
    ends = [match.start() + 1 for match in _PARTED.finditer(line.plain)]
    if not ends:
        return [line]
    bounds = list(zip([0, *ends], [*ends, len(line.plain)], strict=True))
    texts = [line.text.cut(start, end).strip(" ,;/·|") for start, end in bounds]
    if not all(_is_position(text.text) for text in texts):
        return [line]
    first = replace(line, text=texts[0], bolds=[])
    led = [_LED.match(lowered(text.text)) for text in texts[1:]]
    return [
        first,
        *(
            replace(first, text=text.cut(match.end() if match else 0), blank_before=False)
            for text, match in zip(texts[1:], led, strict=True)
        ),
    ]


def _is_position(text: str) -> bool:
    """Return whether a text is a title with a range of dates in brackets behind it."""
    title, _, dates = text.rpartition("(")
    ranges = [one for one in find_dates(dates) if not one.single]
    whole = len(ranges) == 1 and not re.search(r"\w", dates[ranges[0].place[1] :])
    return whole and title_score(title.strip()) > 0 and not has_organisation(title)


def shared_bodies(entries: Sequence[Entry], above: Sequence[Part | None]) -> list[Entry]:
    """Return the entries, each position with what is told beneath the last of several.

    ``above`` are the employers that entries have from a line above them. Positions that stand in
    lines right beneath each other, at one employer, have in common what stands beneath them all.
    """
    out = list(entries)
    for index in range(len(out) - 2, -1, -1):
        entry, following = out[index], out[index + 1]
        together = above[index] is not None and above[index] is above[index + 1]
        stacked = not entry.body and entry.dates and not following.headers[0].blank_before
        if together and stacked and not entry.headers[0].bullet:
            out[index] = Entry(entry.headers, following.body)
    return out
