"""Where the entries of a section begin: the layout that fits all of its lines best.

Every line begins an entry, goes on with its header, or belongs to its body. Each choice scores by
the line's own signs and by what stands before it; the best whole is found line by line (Viterbi:
seven states, so that the cost is the number of lines). A section's entries look alike: this is done
once for each way in which its lines are set, as that of the lines that begin one, and the way with
the best whole wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..layout.lines import Line
from .line_signs import LineSigns, Style, signs_of, style_of
from .weights import WEIGHTS

BEGIN: Final = "begin"
HEAD: Final = "head"
BODY: Final = "body"
_FIELDS: Final = frozenset({"nothing but dates", "a field alone"})  # what an item may hold alone
_PARTS: Final = _FIELDS | {"label"}
_STYLES: Final = 3  # ways of setting the first lines that are tried
_MOSTLY: Final = 0.7  # of the lines
HOPELESS: Final = -3.0  # the score of a line that is of no header, wherever it stands
_TALLEST: Final = 7  # lines of a header
PLAIN: Final = 8  # ranks, below the six of headings and 7 of bold lines
BULLET: Final = 9

# What a line is: before any entry; the first line of a header, a further one, a line of a body.
# Each but the first without and with dates in the header so far.
_BEFORE, _BEGIN, _BEGIN_DATED, _HEAD, _HEAD_DATED, _BODY, _BODY_DATED = range(7)
_NAMES: Final = (BODY, BEGIN, BEGIN, HEAD, HEAD, BODY, BODY)
_IN_HEADER: Final = frozenset({_BEGIN, _BEGIN_DATED, _HEAD, _HEAD_DATED})
_WITH_DATES: Final = frozenset({_BEGIN_DATED, _HEAD_DATED, _BODY_DATED})
# What a state becomes where a line goes on with the body, or still stands before any entry.
_BODY_AFTER: Final = (_BEFORE, _BODY, _BODY_DATED, _BODY, _BODY_DATED, _BODY, _BODY_DATED)


class _Way(NamedTuple):
    """The best way to a state: its score, the header's first line and its lines, where from."""

    score: float
    first: int
    lines: int
    state: int
    before: _Way | None


@dataclass(slots=True)
class Outline:
    """What each line is (``begin``, ``head``, ``body``), its signs, and the whole's score."""

    kinds: list[str]
    signs: list[LineSigns]
    score: float


def outline(lines: Sequence[Line], but: tuple[int, str] | None = None) -> Outline:
    """Return what each line of a section is; what is body before the first entry is of none.

    ``but`` is a line and a kind that it shall not be: the score then tells what the kind is worth.
    """
    signs = [signs_of(line) for line in lines]
    # Where no line stands after a blank one, or most do, blank lines say nothing.
    blanks = sum(line.blank_before for line in lines[1:])
    spaced = 0 < blanks < _MOSTLY * (len(lines) - 1)
    undated = WEIGHTS["entry: no dates" if any(one.dated for one in signs) else "entry: none dated"]
    ways = [_best(lines, signs, style, spaced, undated, but) for style in _styles(signs)]
    if not ways:
        return Outline([BODY] * len(lines), signs, 0.0)
    best: _Way | None = max(ways, key=lambda way: way.score)
    score, kinds = best.score if best else 0.0, list[str]()
    while best is not None:
        kinds.append(_NAMES[best.state])
        best = best.before
    return Outline(kinds[-2::-1], signs, score)


def rank(line: Line) -> int:
    """Return a line's depth: 1 to 6 for headings, 7 bold, 8 plain, 9 a list item."""
    if line.heading:
        return line.heading
    if line.bullet:
        return BULLET
    return 7 if line.bold else PLAIN


def _depth(line: Line) -> float:
    """Return a line's rank, half a one higher where bold text opens a plain line."""
    return rank(line) - (0.5 if style_of(line) == ("plain", 0, True) and line.bolds else 0.0)


def _styles(signs: Sequence[LineSigns]) -> list[Style]:
    """Return the styles that headers may begin with, those with the most signs first."""
    weights: dict[Style, float] = {}
    for one in signs:
        if not one.barred and one.score > 0:
            weights[one.style] = weights.get(one.style, 0.0) + one.score
    return [style for style, _ in Counter(weights).most_common(_STYLES)]


def _best(
    lines: Sequence[Line],
    signs: Sequence[LineSigns],
    style: Style,
    spaced: bool,
    undated: float,
    but: tuple[int, str] | None,
) -> _Way:
    ways = [_Way(0.0, -1, 0, _BEFORE, None)]
    for index, line in enumerate(lines):
        own, alike = signs[index], signs[index].style == style
        stays = _stays(line, own, alike, index > 0 and bool(lines[index - 1].bullet))
        if own.barred or own.score <= HOPELESS:
            ways = _into_bodies(ways, stays)
            continue
        begins = _begins(line, own, alike, spaced, first=index == 0)
        if not _FIELDS.isdisjoint(own.names):
            begins += WEIGHTS["first line: an item of one field"]
        held: list[_Way | None] = [None] * 7
        for way in ways:
            over = _spans(lines, signs, way, index)
            for state, gain in _moves(
                lines, way, index, own, begins + over, stays, spaced, undated
            ):
                score, new = way.score + gain, state < _HEAD and state != _BEFORE
                best = held[state]
                if best is None or score > best.score:
                    first, count = (index, 1) if new else (way.first, way.lines + 1)
                    held[state] = _Way(score, first, count, state, way)
        if but and but[0] == index:
            held = [None if _NAMES[state] == but[1] else way for state, way in enumerate(held)]
        ways = [way for way in held if way is not None] or ways
    return max((_closed(way, undated) for way in ways), key=lambda way: way.score)


def _into_bodies(ways: Sequence[_Way], stays: float) -> list[_Way]:
    """Return the ways behind a line that can be of no header: most lines, and the cheap ones."""
    held: dict[int, _Way] = {}
    for way in ways:
        state = _BODY_AFTER[way.state]
        score, best = way.score + stays, held.get(state)
        if best is None or score > best.score:
            held[state] = _Way(score, way.first, way.lines + 1, state, way)
    return list(held.values())


def _closed(way: _Way, undated: float) -> _Way:
    return way._replace(score=way.score + _closing(way.state, undated))


def _closing(state: int, undated: float) -> float:
    """Return what the end of an entry costs in a state."""
    if state == _BEFORE:
        return 0.0
    bare = state in _IN_HEADER
    if state in _WITH_DATES:
        return WEIGHTS["entry: dates alone"] if bare else 0.0
    return undated + (WEIGHTS["entry: nothing in it"] if bare else 0.0)


def _begins(line: Line, own: LineSigns, alike: bool, spaced: bool, *, first: bool) -> float:
    """Return what the line counts for as the first of an entry, beside its own signs."""
    score = WEIGHTS["entry: one more"]
    score += WEIGHTS["first line: like the others" if alike else "first line: unlike the others"]
    if spaced:
        gap = first or line.blank_before
        score += WEIGHTS["first line: after a gap" if gap else "first line: no gap"]
    return score + own.score


def _stays(line: Line, own: LineSigns, alike: bool, below_item: bool) -> float:
    """Return what the line counts for in a body."""
    if own.barred:
        return 0.0
    score = WEIGHTS["body: a heading"] if line.heading else 0.0
    score += WEIGHTS["body: dates"] if own.dated else 0.0
    # What is neither an item nor a sentence, right beneath items, rather begins something.
    if below_item and line.blank_before and own.score > -0.5 and not line.bullet:
        score += WEIGHTS["body: plain behind items"]
    return score + (WEIGHTS["body: like first lines"] if alike and not line.bullet else 0.0)


def _moves(
    lines: Sequence[Line],
    way: _Way,
    index: int,
    own: LineSigns,
    begins: float,
    stays: float,
    spaced: bool,
    undated: float,
) -> Iterator[tuple[int, float]]:
    state, line = way.state, lines[index]
    if state == _BEFORE:
        yield _BEFORE, stays + (WEIGHTS["preface: set apart"] if _stands_out(own) else 0.0)
    else:
        yield _BODY_AFTER[state], stays
    closing = _closing(state, undated)
    # A line that stands above deeper ones holds for all of them, and has neither dates nor a body.
    over = way.first >= 0 and _depth(lines[way.first]) < _depth(line)
    if state in _IN_HEADER and state not in _WITH_DATES and over:
        closing = WEIGHTS["entry: above others"]
    # Deeper items tell of the dated one that they stand beneath.
    if state in _WITH_DATES and 0 < lines[way.first].bullet < line.bullet:
        closing += WEIGHTS["first line: an item within another"]
    yield (_BEGIN_DATED if own.dated else _BEGIN), begins + closing
    if state in _IN_HEADER and way.lines < _TALLEST:
        gain = own.score + _goes_on(lines, way, line, own, spaced)
        dated = own.dated or state in _WITH_DATES
        yield (_HEAD_DATED if dated else _HEAD), gain


def _spans(lines: Sequence[Line], signs: Sequence[LineSigns], way: _Way, index: int) -> float:
    """Return what speaks for a role with dates of its own beneath "Norvik, 2015 - 2021"."""
    own, first = signs[index], signs[way.first]
    if not own.dated or way.state != _BEGIN_DATED or way.lines > 1 or way.first + 1 < index:
        return 0.0
    deeper = rank(lines[way.first]) < rank(lines[index])
    within = deeper and _titled(own) and not _titled(first)
    return WEIGHTS["first line: of one of several roles"] if within else 0.0


def _titled(own: LineSigns) -> bool:
    return "title 3" in own.names or "title 1" in own.names


def _stands_out(own: LineSigns) -> bool:
    """Return whether a line is set as what heads others, and not as what introduces them."""
    marked = "bold" in own.names or "opens marked" in own.names
    return marked and "short" in own.names and own.score > 0


def _dates_of(first: Line, line: Line, own: LineSigns) -> bool:
    """Return whether an item says when of the item above it, and not who or what."""
    titled = any(name.startswith("title") for name in own.names)
    return own.dated and not titled and line.bullet == first.bullet


def _deeper(lines: Sequence[Line], index: int, line: Line) -> bool:
    return index < len(lines) and lines[index].bullet > line.bullet


def _goes_on(lines: Sequence[Line], way: _Way, line: Line, own: LineSigns, spaced: bool) -> float:
    first, score = lines[way.first], WEIGHTS["further line: any"]
    if own.dated and way.state in _WITH_DATES:
        score += WEIGHTS["further line: dates again"]
    if line.heading and 0 < line.heading <= (first.heading or 7):
        score += WEIGHTS["further line: a heading as high"]
    if spaced and line.blank_before and not line.heading:
        score += WEIGHTS["further line: after a gap"]
    as_high = 0 < line.bullet <= (first.bullet or 9)
    if as_high and way.lines == 1 and _dates_of(first, line, own):
        as_high = not _deeper(lines, way.first + 2, line)
    if as_high and _PARTS.isdisjoint(own.names):
        score += WEIGHTS["further line: an item as high"]
    if way.lines > 3:
        score += WEIGHTS["further line: many"]
    return score
