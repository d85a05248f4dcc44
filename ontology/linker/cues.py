"""Cues and anti-cues: phrases near a mention that speak for or against a concept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .lazy_property import lazy_property
from .tokens import Tokens, spelling

PLACEHOLDER: Final = "…"

# What ``stem`` takes from one word, taken from a whole text at once: an "s" before a blank and
# after three letters or more of which the last is no "s" ("tests", but not "class" or "gas").
_PLURAL: Final = re.compile(r"s(?= )(?<=[^ ]{2}[^sS ]s)")


# Compared by identity: ``read_cue`` makes one of each phrase, and comparing texts would cost more.
@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A phrase of stems; ``cased`` holds it where its capitals must be in the text.

    A phrase with ``…`` stands right ``before`` or ``after`` the mention: ``in …``, ``… mainnet``.
    """

    phrase: str
    text: str
    cased: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def adjacent(self) -> bool:
        """Return whether the phrase must touch the mention."""
        return bool(self.before or self.after)

    @property
    def shouts(self) -> bool:
        """Return whether an acronym in the phrase tells it from the word: ``STRIDE model``."""
        return any(len(word) > 1 and word.isupper() for word in (self.cased or "").split())

    def touches(self, words: tuple[str, ...], start: int, end: int) -> bool:
        """Return whether the phrase stands right around the words ``start`` to ``end``."""
        left, right = self.before, self.after
        return (
            len(left) <= start
            and tuple(map(stem, words[start - len(left) : start])) == left
            and tuple(map(stem, words[end : end + len(right)])) == right
        )


class AdjacentCues:
    """Cues with ``…``, found by the word that they have right beside the mention."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._before: dict[str, list[Cue]] = {}
        self._after: dict[str, list[Cue]] = {}
        for cue in cues:
            # A cue with both sides is found by its left one; ``touches`` then looks at both.
            if cue.before:
                self._before.setdefault(cue.before[-1], []).append(cue)
            elif cue.after:
                self._after.setdefault(cue.after[0], []).append(cue)

    def __bool__(self) -> bool:
        return bool(self._before or self._after)

    def around(self, words: tuple[str, ...], start: int, end: int) -> list[Cue]:
        """Return the cues that stand right around the words ``start`` to ``end``."""
        beside: list[Cue] = []
        if start and self._before:
            beside += self._before.get(stem(words[start - 1]), ())
        if end < len(words) and self._after:
            beside += self._after.get(stem(words[end]), ())
        return [cue for cue in beside if cue.touches(words, start, end)] if beside else beside


@dataclass(eq=False)
class StemmedText:
    """A text's words without plural endings, between blanks, so that phrases are substrings."""

    tokens: Tokens

    @lazy_property
    def plain(self) -> str:
        """Return the stems in one case."""
        return stemmed(self.tokens.words)

    @lazy_property
    def exact(self) -> str:
        """Return the stems in the text's case."""
        return stemmed(self.tokens.exact)

    @lazy_property
    def plain_words(self) -> list[str]:
        """Return the stems in one case, one by one."""
        return self.plain.split()

    @lazy_property
    def exact_words(self) -> list[str]:
        """Return the stems in the text's case, one by one."""
        return self.exact.split()

    def held(self, cues: Iterable[Cue]) -> list[Cue]:
        """Return the cues whose phrases stand anywhere in the text."""
        plain = self.plain
        return [cue for cue in cues if cue.text in plain and self._in_case(cue)]

    def _in_case(self, cue: Cue) -> bool:
        # In a text of capitals "STRIDE" may be the word; then the phrase around it must do.
        return cue.cased is None or self.tokens.shouted or cue.cased in self.exact


def stem(word: str) -> str:
    """Return a word without its plural ``s``: enough for cues, which are listed one by one."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sS" else word


def stemmed(words: Iterable[str]) -> str:
    """Return the stems of words between single blanks, with one at either end."""
    joined = " ".join(words)
    return _PLURAL.sub("", f" {joined} ") if joined else " "


# Several times what the bundled ontology has of phrases; bounded for a user's own ontologies.
@lru_cache(maxsize=2**15)
def read_cue(phrase: str) -> Cue:
    """Return a phrase of the ontology ready for comparing."""
    if PLACEHOLDER in phrase:
        before, _, after = phrase.partition(PLACEHOLDER)
        return Cue(phrase, phrase, None, _stems(before), _stems(after))
    words, exact, gaps = spelling(phrase)
    cased = stemmed(exact) if exact != words else None
    return Cue(phrase, stemmed(words), cased, gaps=gaps)


def read_cues(phrases: Iterable[str]) -> list[Cue]:
    """Return every phrase that has words, once."""
    cues = map(read_cue, dict.fromkeys(phrases))
    return [cue for cue in cues if cue.adjacent or cue.text.strip()]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, spelling(text)[0]))
