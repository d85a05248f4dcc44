"""Words that differ from what was typed by a letter or two."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_LONG: Final = 7
"""Letters of a word in which two may be wrong; in a shorter one that would be another word."""
_SHORTEST: Final = 4


def near(wanted: str, words: Iterable[str]) -> list[str]:
    """Return the words that may have been meant, the nearest first; none of a very short one.

    >>> near("temporl", ["temporal", "template", "tempo"])
    ['temporal', 'tempo']
    """
    if len(wanted) < _SHORTEST:
        return []
    most = 2 if len(wanted) >= _LONG else 1
    letters = frozenset(wanted)
    found = []
    for word in words:
        # Two letters in place of one are the most that a mistake changes: few words are compared.
        if abs(len(word) - len(wanted)) <= most and len(letters ^ set(word)) <= 2 * most:
            wrong = mistakes(wanted, word, most)
            if wrong <= most:
                found.append((wrong, word))
    return [word for _, word in sorted(set(found))]


def most_alike(wanted: str, text: str) -> float:
    """Return what the ratio of two texts is at most, in a fraction of the time that it takes.

    The ratio is difflib's: twice the characters that are the same by all characters of both.

    >>> most_alike("temporl", "temporal"), most_alike("temporl", "kafka")
    (0.9333333333333333, 0.0)
    """
    strange = len(text.translate(_none_of(wanted)))
    both = len(wanted) + len(text)
    return 2 * min(len(wanted), len(text) - strange) / both if both else 1.0


@lru_cache(maxsize=16)
def _none_of(text: str) -> dict[int, int | None]:
    """Return what takes a text's characters out of another one."""
    return str.maketrans("", "", text)


def mistakes(a: str, b: str, most: int) -> int:
    """Return how many letters are missing, too many, wrong or turned round; at most one more.

    The distance of Damerau and Levenshtein, in its restricted form.
    """
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
