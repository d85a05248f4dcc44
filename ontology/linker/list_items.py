"""The items of a list around a mention, and the version that may follow one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from ..wordlists import words
from .tokens import Tokens

JOINING: Final = frozenset(words(__package__, "joining"))
LEADING: Final = frozenset(words(__package__, "leading"))

# Names of things are not longer; more words are a clause of prose, and the list ends with them.
_LONGEST_ITEM: Final = 4

_Find: TypeAlias = Callable[[Tokens, int, bool], tuple[int, int] | None]


def neighbours(
    tokens: Tokens, start: int, end: int, *, reach: int, lines: bool
) -> tuple[Iterator[tuple[int, int]], Iterator[tuple[int, int]]]:
    """Return (first word, end) of the items after and before the words, each nearest first.

    The words must touch the list mark; an item of more than four words ends the list, and so does
    a sentence, or a line unless ``lines`` says that the list goes on. ``reach`` is how many items
    are looked at on either side.
    """
    return _rightward(tokens, end, reach, lines), _leftward(tokens, start, reach, lines)


def _rightward(tokens: Tokens, end: int, reach: int, lines: bool) -> Iterator[tuple[int, int]]:
    end = _skip_version(tokens, end)
    for _ in range(reach):
        item = _found(_after, tokens, end, lines)
        if item is None:
            return
        yield item
        if item[1] - item[0] > _LONGEST_ITEM:
            return
        end = item[1]


def _leftward(tokens: Tokens, start: int, reach: int, lines: bool) -> Iterator[tuple[int, int]]:
    for _ in range(reach):
        item = _found(_before, tokens, start, lines)
        if item is None:
            return
        yield item
        if item[1] - item[0] > _LONGEST_ITEM:
            return
        start = item[0]


def _found(find: _Find, tokens: Tokens, place: int, lines: bool) -> tuple[int, int] | None:
    """Return an item, sought once: each mention of a list looks at the same ones."""
    key = place, lines, find is _after
    if key not in tokens.items:
        tokens.items[key] = find(tokens, place, lines)
    return tokens.items[key]


def _after(tokens: Tokens, end: int, lines: bool) -> tuple[int, int] | None:
    begin = end
    while begin < len(tokens) and tokens.words[begin] in JOINING:
        begin += 1
    if begin >= len(tokens) or tokens.ends_list(begin, lines):
        return None
    # No joining word and no list mark: what follows is a sentence going on.
    if begin == end and not tokens.separated(begin):
        return None
    end = begin + 1
    while end < len(tokens) and not _boundary(tokens, end):
        end += 1
    return begin, end


def _before(tokens: Tokens, start: int, lines: bool) -> tuple[int, int] | None:
    end = start
    while end > 0 and tokens.words[end - 1] in JOINING:
        end -= 1
    if end == 0 or tokens.ends_list(start, lines):
        return None
    # The gap after a joining word is a blank; only without one must there be a list mark.
    if end == start and not tokens.separated(end):
        return None
    start = end - 1
    while start > 0 and not _boundary(tokens, start):
        start -= 1
    return start, end


def whole_item(tokens: Tokens, start: int, end: int, lead: frozenset[str] = JOINING) -> bool:
    """Return whether the words are one whole item of a list, a version after them aside.

    ``lead`` are the words that may stand before an item.
    """
    end = _skip_version(tokens, end)
    left = start == 0 or tokens.separated(start) or tokens.words[start - 1] in lead
    right = end == len(tokens) or tokens.separated(end) or tokens.words[end] in JOINING
    return left and right


def version_after(tokens: Tokens, end: int) -> str | None:
    """Return the version that follows the words: ``1.18``, ``v2``, ``4``; years are none."""
    if end >= len(tokens) or tokens.gaps[end] != " " or not tokens.number(end):
        return None
    last = end + 1
    while last < len(tokens) and tokens.gaps[last] == "." and tokens.number(last):
        last += 1
    # Three digits before the first dot are a number of something ("Go 100 times"), four a year.
    text = tokens.text[tokens.starts[end] : tokens.ends[last - 1]]
    return text if len(tokens.words[end].lstrip("v")) <= 2 else None


def _skip_version(tokens: Tokens, end: int) -> int:
    """Return the word after a version that follows; a year is none ("Spring 2020")."""
    while end < len(tokens) and tokens.number(end) and not tokens.separated(end):
        if len(tokens.words[end]) == 4:
            break
        end += 1
    return end


def _boundary(tokens: Tokens, index: int) -> bool:
    return (
        tokens.separated(index)
        or tokens.words[index] in JOINING
        or tokens.words[index - 1] in JOINING
        or tokens.openings[index]
    )
