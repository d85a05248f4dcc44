"""What stands around a mention: longer names, hyphens, initials, and the items of its list."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from .tokens import HYPHENS, Tokens
from .wording import BODIES, COMMON_CAPITALS, JOINING, PREFIXES, SUFFIXES

_LONGEST_NAME: Final = 6
_CLAUSE: Final = 80
_DENYING: Final = re.compile(r"(?:not?|never|without|keine|ohne|n['’]t)\b")
_DENIED: Final = re.compile(
    r"(?:(?:\b(?:never|not)|n['’]t)\s+(?:yet\s+|really\s+|ever\s+)?"
    r"(?:used?|knows?|known|work(?:ed)? with|touch(?:ed)?|written|write|learn(?:ed|t)?|tried|"
    r"(?:code|coded|program|programmed) in)\s+(?:any\s+)?"
    r"|\bno\s+(?:\w+\s+)?(?:experience|knowledge|background)\s+(?:with|in|of)\s+(?:any\s+)?"
    r"|\bkeine\s+(?:erfahrung(?:en)?|kenntnisse)\s+(?:mit|in)\s+"
    r"|\b(?:without|ohne)\s+(?:any\s+)?|(?:^|[,;(|•·/–—]\s*|\bbut\s+)(?:not|no)\s+)"
    r"(?:[\w.+#/-]+\s+(?:or|nor|oder)\s+){0,2}$",
    re.IGNORECASE,
)
_TOUCHING = re.compile(r" |\s?&\s?|['’]s ")


def hyphenated(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a hyphen makes the words part of a compound: ``go-live``, ``C-level``.

    ``Go-based`` and ``non-Rust`` are such that the word keeps its sense.
    """
    if tokens.gaps[start] in HYPHENS and start:
        if tokens.words[start - 1] not in PREFIXES:
            return True
    follows = tokens.gaps[end] in HYPHENS and end < len(tokens)
    return follows and tokens.words[end] not in SUFFIXES


def denies(text: str) -> bool:
    """Return whether a text may deny anything, which few do: ``denied`` looks closer."""
    return bool(_DENYING.search(text.lower()))


def denied(tokens: Tokens, start: int) -> bool:
    """Return whether the words are what somebody does not do: ``never used COBOL``, ``not Java``.

    The clause before them says so, not one before a full stop or ``but``.
    """
    place = tokens.starts[start]
    return bool(_DENIED.search(tokens.text[max(0, place - _CLAUSE) : place]))


def tail(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a short word is the end of a name with a dot: ``Example.AI``."""
    short = end - start == 1 and len(tokens.words[start]) <= 3
    return short and start > 0 and tokens.gaps[start] == "."


def leads_off(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a capital says nothing, for the word opens a sentence: ``Swift delivery``."""
    if not tokens.openings[start] or end >= len(tokens) or not tokens.exact[start].istitle():
        return False
    return tokens.gaps[end] == " " and tokens.exact[end].islower()


def version(tokens: Tokens, end: int) -> str | None:
    """Return the version that follows the words: ``1.18``, ``v2``, ``4``; years are none."""
    if end >= len(tokens) or tokens.gaps[end] != " " or not tokens.number(end):
        return None
    last = end + 1
    while last < len(tokens) and tokens.gaps[last] == "." and tokens.number(last):
        last += 1
    text = tokens.text[tokens.starts[end] : tokens.ends[last - 1]]
    return text if len(tokens.words[end].lstrip("v")) <= 2 else None


def dated(tokens: Tokens, end: int) -> bool:
    """Return whether a year makes an event of the name: ``the Spark 2019 conference``."""
    if end + 1 >= len(tokens) or tokens.gaps[end] != " " or tokens.gaps[end + 1] != " ":
        return False
    year = tokens.words[end]
    return len(year) == 4 and year.isdigit() and tokens.words[end + 1] != "edition"


def initial(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a single letter is part of something else: ``John R. Keller``, ``R&D``."""
    if end - start > 1 or len(tokens.words[start]) > 1:
        return False
    before, after = tokens.gaps[start], tokens.gaps[end]
    name_follows = end < len(tokens) and tokens.exact[end][:1].isupper()
    return (after.startswith(". ") and name_follows) or "&" in (before.strip(), after.strip())


def body(tokens: Tokens, start: int, end: int) -> str | None:
    """Return the longer capitalised name ending in ``Award``, ``Foundation``, ``Inc`` …, if any."""
    words = tokens.words
    for last in range(end, min(end + _LONGEST_NAME, len(words))):
        if tokens.gaps[last] != " " or not tokens.exact[last][:1].isupper():
            return None
        if words[last] in BODIES:
            return tokens.text[tokens.starts[start] : tokens.ends[last]]
    return None


def longer_name(tokens: Tokens, start: int, end: int, known: Container[int]) -> str | None:
    """Return the proper name that the words are part of: ``Ruby Alvarez``, ``Hong Kong``.

    ``known`` holds the words that belong to linked concepts; capitals that open a sentence, and
    words such as ``Developer`` or ``API``, make no name.
    """
    if not tokens.exact[start][:1].isupper() or tokens.shouted:
        return None
    first = start - 1 if _names(tokens, start - 1, start, known) else start
    last = end + 1 if _names(tokens, end, end, known) else end
    if (first, last) == (start, end):
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[last - 1]]


def _names(tokens: Tokens, index: int, gap: int, known: Container[int]) -> bool:
    if not 0 <= index < len(tokens) or index in known or not _capital(tokens, index):
        return False
    if tokens.words[index] in COMMON_CAPITALS or _acronym(tokens.exact[index]):
        return False
    opening = index < gap and tokens.openings[index]
    return not opening and bool(_TOUCHING.fullmatch(tokens.gaps[gap]))


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.exact[index][:1].isupper()


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def foreign_acronym(tokens: Tokens, start: int, end: int, known: Container[int]) -> str | None:
    """Return the words that define an acronym in brackets as something else, if they do.

    ``earned value management (EVM)``: the initials of the words before spell it.
    """
    letters = tokens.words[start]
    if end - start > 1 or "(" not in tokens.gaps[start] or not _acronym(tokens.exact[start]):
        return None
    first = start - len(letters)
    if start - 1 in known or first < 0:
        return None
    if "".join(word[0] for word in tokens.words[first:start]) != letters:
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[start - 1]]


def siblings(
    tokens: Tokens, start: int, end: int, *, reach: int, lines: bool
) -> tuple[Iterator[tuple[int, int]], Iterator[tuple[int, int]]]:
    """Return (first word, end) of the items after and before the words, each nearest first.

    The words must touch the list mark; an item of more than four words ends the list, and so does
    a sentence, or a line unless ``lines`` says that the list goes on. ``reach`` is how many items
    are looked at on either side.
    """
    return _rightward(tokens, end, reach, lines), _leftward(tokens, start, reach, lines)


def _rightward(tokens: Tokens, end: int, reach: int, lines: bool) -> Iterator[tuple[int, int]]:
    end = _after_version(tokens, end)
    for _ in range(reach):
        begin = end
        while begin < len(tokens) and tokens.words[begin] in JOINING:
            begin += 1
        if begin >= len(tokens) or tokens.ends_list(begin, lines):
            return
        if begin == end and not tokens.separated(begin):
            return
        end = begin + 1
        while end < len(tokens) and not _boundary(tokens, end):
            end += 1
        yield begin, end
        if end - begin > 4:
            return


def _leftward(tokens: Tokens, start: int, reach: int, lines: bool) -> Iterator[tuple[int, int]]:
    for _ in range(reach):
        end = start
        while end > 0 and tokens.words[end - 1] in JOINING:
            end -= 1
        if end == 0 or tokens.ends_list(start, lines):
            return
        if end == start and not tokens.separated(end):
            return
        start = end - 1
        while start > 0 and not _boundary(tokens, start):
            start -= 1
        yield start, end
        if end - start > 4:
            return


def _after_version(tokens: Tokens, end: int) -> int:
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


def whole_item(tokens: Tokens, start: int, end: int, lead: frozenset[str] = JOINING) -> bool:
    """Return whether the words are one whole item of a list, a version after them aside.

    ``lead`` are the words that may stand before an item.
    """
    end = _after_version(tokens, end)
    left = start == 0 or tokens.separated(start) or tokens.words[start - 1] in lead
    right = end == len(tokens) or tokens.separated(end) or tokens.words[end] in JOINING
    return left and right
