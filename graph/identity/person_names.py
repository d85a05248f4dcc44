"""Which names may be one person's, and which of several says most.

Names are compared word by word, without case, accents and order. The halves of a double name
("Thornquist-Berg") are one word that meets either half, and a single letter meets every word that
begins with it. Titles and degrees were left out where the name was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from ...ontology.folding import APOSTROPHES, DASHES, plain

Word: TypeAlias = tuple[str, ...]
"""The halves of a word; most have one."""

Name: TypeAlias = tuple[Word, ...]
"""The words of a name in the order of the alphabet; none where it is not known."""

MOST_WORDS: Final = 12
"""Words of a name that are looked at: no name has more, and a text that is none may have any."""

_WORD: Final = re.compile(rf"[^\W\d_]+(?:[{re.escape(DASHES)}][^\W\d_]+)*")
_HALF: Final = re.compile(r"[^\W\d_]+")
_APOSTROPHES: Final = str.maketrans("", "", APOSTROPHES)
# Letters that Unicode does not take apart, as they are written where a keyboard lacks them.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_UMLAUT: Final = re.compile(r"(?<=[aou])e")


def spelt(text: str) -> str:
    """Return a text in the one spelling in which names are compared: Müller, Mueller and Muller."""
    return _UMLAUT.sub("", plain(text).translate(_LETTERS).translate(_APOSTROPHES))


@lru_cache(maxsize=4096)
def words(name: str | None) -> Name:
    """Return the words of a name."""
    found = _WORD.findall(spelt(name or ""))[:MOST_WORDS]
    return tuple(sorted(tuple(_HALF.findall(word)) for word in found))


def may_be_one(a: Name, b: Name) -> bool:
    """Return whether nothing in two names speaks against one person.

    Each word of the one with fewer must meet a word of its own in the other: so names may be
    shortened, and two different surnames do not go together. No name at all goes with every name.
    """
    short, long = sorted((a, b), key=len)
    holder: dict[int, int] = {}  # which word of the short name has which of the long one

    def placed(at: int, tried: set[int]) -> bool:
        for place, other in enumerate(long):
            if place in tried or not _meet(short[at], other):
                continue
            tried.add(place)
            # Another word that has it may move on, or an initial could keep what is written out.
            if place not in holder or placed(holder[place], tried):
                holder[place] = at
                return True
        return False

    return all(placed(at, set()) for at in range(len(short)))


def compatible(a: Name, b: Name) -> bool:
    """Return whether two names say by themselves that they may be one person's.

    Both are known and nothing speaks against it; a word of both is the same in full; a single word
    goes only with a single word.
    """
    return (
        any(_is_full(half) for one in a for other in b for half in {*one} & {*other})
        and (min(len(a), len(b)) > 1 or len(a) == len(b))
        and may_be_one(a, b)
    )


def fullness(name: Name) -> int:
    """Return how many words are written out, two at most: a given name and a surname."""
    return min(2, sum(any(map(_is_full, word)) for word in name))


def fullest(names: Iterable[str]) -> str | None:
    """Return the first of those names that are written out best: no initial replaces a name."""
    return max(names, key=lambda name: fullness(words(name)), default=None)


def _meet(a: Word, b: Word) -> bool:
    short, long = sorted((a, b), key=len)
    return all(any(_begin_alike(one, other) for other in long) for one in short)


def _begin_alike(a: str, b: str) -> bool:
    return a == b or (a[0] == b[0] and not (_is_full(a) and _is_full(b)))


def _is_full(half: str) -> bool:
    """Return whether it is no initial; scripts without case have none: one sign is a name there."""
    return len(half) > 1 or not half.islower()
