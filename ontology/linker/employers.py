"""Employers that have a product's name: ``Oracle — Senior Developer, 2019–2022``."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from ..wordlists import groups, words
from .list_items import whole_item
from .longer_names import at_a_thing
from .tokens import Tokens

_FIRMS: Final = frozenset(words(__package__, "product_firms"))
_WORDS: Final = {name: frozenset(held) for name, held in groups(__package__, "employers").items()}
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

# Words of the longest line that may head a job, and of one that names a firm and its place alone.
_HEADER: Final = 16
_FIRM_AND_PLACE: Final = 4
# Words between "engineer" or "worked" and "at".
_BEFORE: Final = 5


def names_employer(
    tokens: Tokens, start: int, end: int, named: Container[tuple[int, int]]
) -> str | None:
    """Return what says that the words name somebody's employer, if anything does.

    ``named`` are the first word and end of all labels of the text: beside another one, a name in a
    line of names is no employer.
    """
    firm = " ".join(tokens.words[start:end]) in _FIRMS
    said = _said_before(tokens, start, firm)
    if said is None and firm:
        said = _said_behind(tokens, start, end)
        if said is None and _heads_job(tokens, start, end, named):
            said = f"{tokens.exact[start]} heads a job"
    return said


def _said_before(tokens: Tokens, start: int, firm: bool) -> str | None:
    """Return the words before that an employer stands behind: ``engineer at``, ``joined``."""
    if not start or tokens.gaps[start] != " ":
        return None
    word = tokens.words[start - 1]
    first = tokens.sentence(start)[0]
    before = tokens.words[max(first, start - 1 - _BEFORE) : start - 1]
    working = not (_WORDS["roles"] | _WORDS["employment"]).isdisjoint(before)
    if word in _WORDS["at"] and (firm or working) and not at_a_thing(tokens, start - 1):
        return f"{word} {tokens.exact[start]}"
    if firm and word in _WORDS["article"] and not _WORDS["roles"].isdisjoint(before):
        return f"{word} {tokens.exact[start]}"
    if firm and {word, " ".join(tokens.words[start - 2 : start])} & _WORDS["before firms"]:
        return f"{word} {tokens.exact[start]}"
    return None


def _said_behind(tokens: Tokens, start: int, end: int) -> str | None:
    """Return what an advert says of its employer: ``MongoDB is hiring``, ``About Elastic``."""
    first = tokens.sentence(start)[0]
    if " ".join(tokens.words[first:start]) in _WORDS["opening"]:
        return f"{tokens.exact[first]} {tokens.exact[start]}"
    for count in (1, 2):
        phrase = " ".join(tokens.words[end : end + count])
        if phrase in _WORDS["behind firms"]:
            return f"{tokens.exact[start]} {phrase}"
    return None


def _heads_job(tokens: Tokens, start: int, end: int, named: Container[tuple[int, int]]) -> bool:
    """Return whether a line is a firm and a job title, or dates, or a place."""
    line = tokens.sentence(start)
    if len(line) > _HEADER or not whole_item(tokens, start, end, frozenset()):
        return False
    if ":" in tokens.gaps[start] + tokens.gaps[end]:
        return False
    items = [item for item in _items(tokens, line) if item != (start, end)]
    # A part in small letters is a clause: "Docker, used by every developer".
    if any(item in named or _clause(tokens, *item) for item in items):
        return False
    inside = [tokens.words[index] for first, last in items for index in range(first, last)]
    if not _WORDS["roles"].isdisjoint(inside):
        return True
    dated = any(_YEAR.fullmatch(word) for word in inside)
    return start == line[0] and (dated or _before_place(tokens, line, end))


def _clause(tokens: Tokens, first: int, last: int) -> bool:
    return last - first > 1 and tokens.exact[first][0].islower()


def _before_place(tokens: Tokens, line: range, end: int) -> bool:
    """Return whether a comma and one name follow, and nothing else: ``Confluent, Berlin``."""
    rest = range(end, line[-1] + 1)
    return (
        0 < len(rest) <= _FIRM_AND_PLACE - end + line[0]
        and tokens.gaps[end].strip() == ","
        and all(tokens.exact[index].istitle() for index in rest)
        and all(tokens.gaps[index] == " " for index in rest[1:])
    )


def _items(tokens: Tokens, line: range) -> Iterator[tuple[int, int]]:
    """Yield (first word, end) of the parts of a line between list marks, brackets left out."""
    first, depth = line[0], 0
    for index in line:
        if index > first and tokens.separated(index):
            if not depth:
                yield first, index
            first = index
            depth += tokens.gaps[index].count("(") - tokens.gaps[index].count(")")
    if not depth:
        yield first, line[-1] + 1
