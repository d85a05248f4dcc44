"""Cues and anti-cues: phrases near a mention that speak for or against a concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .tokens import Tokens, tokenise

PLACEHOLDER: Final = "…"


@dataclass(frozen=True)
class Cue:
    """A phrase as stems between blanks; ``cased`` where its capitals must be in the text.

    A phrase with ``…`` stands right before or after the mention: ``in …`` or ``… mainnet``.
    """

    text: str
    before: str | None
    after: str | None
    cased: str | None

    @property
    def adjacent(self) -> bool:
        """Return whether the phrase must touch the mention."""
        return self.before is not None or self.after is not None


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
        if cue.adjacent or cue.text not in self.plain:
            return False
        return cue.cased is None or self.tokens.shouted or cue.cased in self.exact

    def touch(self, cue: Cue, start: int, end: int) -> bool:
        """Return whether the phrase stands right around the words ``start`` to ``end``."""
        words = self.tokens.words
        before, after = cue.before or " ", cue.after or " "
        left = padded(map(stem, words[max(0, start - before.count(" ")) : start]))
        right = padded(map(stem, words[end : end + after.count(" ")]))
        return cue.adjacent and left.endswith(before) and right.startswith(after)


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
        return Cue(phrase, _stems(before), _stems(after), None)
    tokens = tokenise(phrase)
    capital = any(word != plain for word, plain in zip(tokens.exact, tokens.words, strict=True))
    cased = padded(map(stem, tokens.exact)) if capital else None
    return Cue(padded(map(stem, tokens.words)), None, None, cased)


def read_cues(phrases: Iterable[str]) -> Iterator[tuple[str, Cue]]:
    """Yield (phrase, cue) for every phrase that has words."""
    for phrase in phrases:
        cue = read_cue(phrase)
        if cue.text.strip():
            yield phrase, cue


def _stems(text: str) -> str | None:
    words = tokenise(text).words
    return padded(map(stem, words)) if words else None
