"""A section's lines cut into entries: a block of header lines and the body beneath it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ...ontology.wordlists import WordPattern
from ..dates import Dates
from ..layout.lines import Line
from ..lexicon import has_organisation, has_title
from ..line_cache import line_cache
from ..normalization import bare, lowered
from ..patterns import any_of, set_of
from ..segmentation.header_dates import dates_of

_TECH: Final = WordPattern(
    lambda: (
        rf"""\s*(?:{any_of("technology_labels", "kinds")}\ )?
        (?:{any_of("technology_labels", "technology")}
           (?:[\ -]?{any_of("technology_labels", "behind")})?
        |{any_of("technology_labels", "labels")})
        \s*(?::|\s[-–—]\s)\s*"""
    ),
    re.VERBOSE,
)
_SENTENCE: Final = re.compile(r"[.!?;]\s*$")
_MOST: Final = 140  # characters of a header line that is no row of a table
_WORDS: Final = 18  # words of a header line beside its dates
_TALLEST: Final = 8  # lines of a header block
PLAIN: Final = 8  # ranks, below the six of headings and 7 of bold lines
BULLET: Final = 9


@dataclass(slots=True)
class Entry:
    """One job, degree or project: its header lines and its body."""

    headers: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """Return how deep the first header line stands: heading level, bold, plain or bullet."""
        return rank(self.headers[0])

    @property
    def dates(self) -> list[Dates]:
        """Return the dates of the header, ranges before lone dates."""
        found = [dates for line in self.headers for dates in dates_of(line)]
        ranges = [dates for dates in found if not dates.single]
        return ranges or found[:1]


@line_cache
def is_labelled_list(text: str) -> bool:
    """Return whether a text announces technologies: ``Tech stack: …``."""
    return bool(_TECH.match(lowered(text)))


def is_subheading(text: str) -> bool:
    """Return whether a text is a heading inside of an entry: ``Responsibilities:``."""
    return bare(text) in set_of("subheadings")


def rank(line: Line) -> int:
    """Return a line's depth: 1 to 6 for headings, 7 bold, 8 plain, 9 a list item."""
    if line.heading:
        return line.heading
    if line.bullet:
        return BULLET
    return 7 if line.bold else PLAIN


def split_entries(lines: Sequence[Line]) -> tuple[list[Line], list[Entry]]:
    """Return the lines before the first entry, and the entries."""
    heads = _heads(lines)
    preface: list[Line] = []
    entries: list[Entry] = []
    for index, (line, head) in enumerate(zip(lines, heads, strict=True)):
        if head and (not entries or _begins(entries[-1], lines, index)):
            entries.append(Entry([line]))
        elif head and len(entries[-1].headers) < _TALLEST:
            entries[-1].headers.append(line)
        elif entries:
            entries[-1].body.append(line)
        else:
            preface.append(line)
    return preface, entries


def _begins(entry: Entry, lines: Sequence[Line], index: int) -> bool:
    """A header line begins a new entry after a body, or where the block has its like already."""
    # The surest sign first: a block holds one range, one date after a blank line, and its headings
    # go downwards.
    if entry.body:
        return True
    line = lines[index]
    has_range = any(map(_ranged, entry.headers))
    if has_range and (_ranged(line) or line.blank_before and _opens_dated(lines, index)):
        return True
    if line.blank_before and entry.dates and dates_of(line):
        return True
    levels = [head.heading for head in entry.headers if head.heading]
    return bool(line.heading and levels and line.heading <= min(levels))


def _ranged(line: Line) -> bool:
    return any(not dates.single for dates in dates_of(line))


def _opens_dated(lines: Sequence[Line], index: int) -> bool:
    """Return whether a block of lines without a blank one holds dates of its own."""
    end = index + 1
    while end < min(len(lines), index + _TALLEST) and not lines[end].blank_before:
        end += 1
    return any(_ranged(line) for line in lines[index:end] if not line.bullet)


def _heads(lines: Sequence[Line]) -> list[bool]:
    # How headers are set is asked of the whole section: where headings or bold lines mark them,
    # bold items do not. Where marks are dated or recur, a dated item heads nothing either, unless
    # it stands right beneath an item that does.
    marked = [_marked_head(line) for line in lines]
    if not any(marked):
        marked = [_headed_item(lines, index) for index in range(len(lines))]
    dated = [_dated_head(line) for line in lines]
    strict = any(m and d for m, d in zip(marked, dated, strict=True)) or sum(marked) > 1
    heads: list[bool] = []
    for index, line in enumerate(lines):
        beside = bool(index and heads[-1] and rank(lines[index - 1]) == BULLET)
        free = not line.bullet or beside or not (strict or _nested(lines, index))
        heads.append(marked[index] or (dated[index] and free))
    _add_equal_items(lines, heads)
    _add_plain_runs(lines, heads)
    return heads


def _add_equal_items(lines: Sequence[Line], heads: list[bool]) -> None:
    """Where list items head entries with deeper items beneath, a title among them heads one too."""
    # One depth only: where headers are items and plain lines too, depth says nothing.
    depths = {line.bullet for line, head in zip(lines, heads, strict=True) if head}
    if len(depths) != 1 or 0 in depths or max(line.bullet for line in lines) <= min(depths):
        return
    for index, line in enumerate(lines):
        if line.bullet in depths and has_title(line.plain) and not _prose(line.plain):
            heads[index] = heads[index] or len(line.plain.split()) <= _WORDS


def _nested(lines: Sequence[Line], index: int) -> bool:
    """A bullet under another bullet is no header of its own."""
    return index > 0 and 0 < lines[index - 1].bullet < lines[index].bullet


def _marked_head(line: Line) -> bool:
    text = line.plain.strip()
    if is_labelled_list(text) or is_subheading(text) or len(text) > _MOST:
        return False
    if line.heading:
        return True
    return line.bold and not line.bullet and not text.endswith(":") and not _prose(text)


def _headed_item(lines: Sequence[Line], index: int) -> bool:
    """A list item that is bold, or a title above a line of dates, heads what is beneath it."""
    line, beneath = lines[index], lines[index + 1 : index + 3]
    if (
        not line.bullet
        or _prose(line.plain)
        or is_labelled_list(line.plain)
        or len(line.plain) > _MOST
    ):
        return False
    if line.bold:
        return any(item.bullet > line.bullet or dates_of(item) for item in beneath)
    dated = bool(beneath) and not beneath[0].blank_before and _dated_head(beneath[0])
    return dated and has_title(line.plain) and not dates_of(line)


def _dated_head(line: Line) -> bool:
    text = line.plain.strip()
    if len(text) > _MOST and not line.cells:
        return False
    # A lone date heads nothing: sentences are full of them. A row of a table is as long as it is.
    ranges = [dates for dates in dates_of(line) if not dates.single]
    if line.cells:
        return bool(ranges)
    if not ranges or is_labelled_list(text):
        return False
    rest = len(text.split()) - sum(len(line.plain[a:b].split()) for a, b in [ranges[0].place])
    if rest > (10 if line.bullet else _WORDS):
        return False
    # In the middle of words a range belongs to what they tell: "grew from 2019 to 2021 to ten".
    return _at_edge(line.plain, ranges[0].place) and not (rest > 8 and _prose(text))


def _at_edge(text: str, place: tuple[int, int]) -> bool:
    before, after = text[: place[0]].strip(), text[place[1] :].strip()
    if not before or not after.strip(").,]"):
        return True
    return before[-1] in "(|•·—–-,[:" or after[0] in "|•·—–-:,"


def _prose(text: str) -> bool:
    # Shorter ones may be names: "Norvik Inc."
    return bool(_SENTENCE.search(text)) and len(text.split()) > 6


def _add_plain_runs(lines: Sequence[Line], heads: list[bool]) -> None:
    """Short plain lines beside a header line, or before bullets, belong to a header block."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and (heads[end] or _short(lines[end])):
            end += 1
        if end > index:
            _judge_run(lines, heads, index, end)
        index = end + 1


def _judge_run(lines: Sequence[Line], heads: list[bool], start: int, end: int) -> None:
    # Headers reach two lines far: title, employer and place are rarely more than three lines apart.
    known = [i for i in range(start, end) if heads[i]]
    if known:
        near_known = {k + apart for k in known for apart in range(-2, 3)}
        for i in range(start, end):
            near = i in near_known
            heads[i] = heads[i] or near and _supports(lines, heads, i)
        return
    # Without any date a short block of plain lines above bullets is a header if one holds a title.
    bullets = end < len(lines) and lines[end].bullet
    titled = any(has_title(lines[i].plain) for i in range(start, end))
    if bullets and titled and end - start <= 3 and lines[start].blank_before:
        for i in range(start, end):
            heads[i] = True


def _supports(lines: Sequence[Line], heads: Sequence[bool], index: int) -> bool:
    """A plain line counts as header where it adds a title, a name or a place to the block."""
    line = lines[index]
    words = bool(has_title(line.plain) or has_organisation(line.plain))
    if index and heads[index - 1]:
        return words or len(line.plain.split()) <= 6
    # Above a header it has to touch it and to begin its block: else it ends what stands before.
    beneath = lines[index + 1 : index + 3]
    if any(item.blank_before for item in beneath[: 1 + (not any(heads[index + 1 : index + 2]))]):
        return False
    top = index
    while top > index - _TALLEST and top and not lines[top].blank_before and _short(lines[top - 1]):
        top -= 1
    alone = lines[top].blank_before or top == 0
    return alone and not any(heads[top:index]) and len(line.plain.split()) <= (12 if words else 8)


def _short(line: Line) -> bool:
    text = line.plain.strip()
    tabular = bool(line.cells) and (len(line.cells) > 2 or text.startswith("|"))
    if line.bullet or tabular or is_labelled_list(text) or is_subheading(text):
        return False
    if len(text) > 90 or len(text.split()) > 12 or _prose(text) or text.endswith((".", ":")):
        return False
    # What begins small goes on from the line before it.
    return not text.split()[0].islower()
