"""Cues and anti-cues: phrases near a mention that speak for or against a concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .tokens import Tokens, spelling

PLACEHOLDER: Final = "…"


@dataclass(frozen=True, slots=True)
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


class Touching:
    """Cues with ``…``, found by the word that they put right beside the mention."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._before: dict[str, list[Cue]] = {}
        self._after: dict[str, list[Cue]] = {}
        for cue in cues:
            if cue.before:
                self._before.setdefault(cue.before[-1], []).append(cue)
            elif cue.after:
                self._after.setdefault(cue.after[0], []).append(cue)

    def around(self, words: tuple[str, ...], start: int, end: int) -> Iterator[Cue]:
        """Yield the cues that stand right around the words ``start`` to ``end``."""
        beside: list[Cue] = []
        if start and self._before:
            beside += self._before.get(stem(words[start - 1]), ())
        if end < len(words) and self._after:
            beside += self._after.get(stem(words[end]), ())
        yield from (cue for cue in beside if cue.touches(words, start, end))


@dataclass(frozen=True)
class Stems:
    """A text's words without plural endings, between blanks, so that phrases are substrings."""

    tokens: Tokens

    @cached_property
    def plain(self) -> str:
        """Return the stems in one case."""
        return padded(map(stem, self.tokens.words))

    @cached_property
    def exact(self) -> str:
        """Return the stems in the text's case."""
        return padded(map(stem, self.tokens.exact))

    def hold(self, cue: Cue) -> bool:
        """Return whether the phrase stands anywhere in the text."""
        if cue.text not in self.plain:
            return False
        return cue.cased is None or self.tokens.shouted or cue.cased in self.exact


def stem(word: str) -> str:
    """Return a word without its plural ``s``: enough for cues, which are listed one by one."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sS" else word


def padded(words: Iterable[str]) -> str:
    """Return the words between single blanks, with one at either end."""
    joined = " ".join(words)
    return f" {joined} " if joined else " "


def read_cue(phrase: str) -> Cue:
    """Return a phrase of the ontology ready for comparing."""
    if PLACEHOLDER in phrase:
        before, _, after = phrase.partition(PLACEHOLDER)
        return Cue(phrase, phrase, None, _stems(before), _stems(after))
    words, exact, gaps = spelling(phrase)
    cased = padded(map(stem, exact)) if exact != words else None
    return Cue(phrase, padded(map(stem, words)), cased, gaps=gaps)


def read_cues(phrases: Iterable[str]) -> list[Cue]:
    """Return every phrase that has words, once."""
    cues = map(read_cue, dict.fromkeys(phrases))
    return [cue for cue in cues if cue.adjacent or cue.text.strip()]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, spelling(text)[0]))
