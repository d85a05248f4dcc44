"""Names of one thing: places and languages that documents call by one of several names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, TypeAlias

from ...loaders.normalization import folded
from ...loaders.patterns import entries
from ...ontology.wordlists import groups

Words: TypeAlias = "tuple[str, ...]"

_PARTED: Final = re.compile(r"[,;/()|–—\n]|\s-\s")
_SHORT: Final = 3
_BEFORE_STATES: Final = 2


@dataclass(frozen=True)
class Spellings:
    """Names in groups, of which the first stands for all; a name is a tuple of folded words.

    What has three letters or fewer counts only as a whole part of a text, between commas say.
    What is in ``ambiguous`` counts so only behind two other parts: a code that may be a state's.
    """

    names: Mapping[Words, Words]
    ambiguous: frozenset[str] = frozenset()

    @classmethod
    def listed(cls, name: str, ambiguous: Iterable[str] = ()) -> Spellings:
        """Return the groups of ``words/NAME.txt``."""
        found = {
            _words(entry): _words(head)
            for head, held in groups(__package__, name).items()
            for entry in (head, *held)
        }
        return cls(found, frozenset(ambiguous))

    def holds(self, text: str, wanted: str) -> bool:
        """Return whether a text has the words that are wanted, in order and without a gap.

        By any of their names: "Munich" stands in "München, Germany". No part of a word counts.
        """
        said = (_words(text), self._told(text))
        meant = {_words(wanted), self._meant(wanted)}
        return any(_within(one, other) for one in meant for other in said)

    def _meant(self, wanted: str) -> Words:
        """Return what is asked for: a code that stands alone is one, whatever else it may be."""
        words = _words(wanted)
        return self.names.get(words) or self._told(wanted)

    def _told(self, text: str) -> Words:
        """Return the words of a text, each name that it has written as the first of its group."""
        parts = [words for part in _PARTED.split(text) if (words := _words(part))]
        return tuple(word for at, part in enumerate(parts) for word in self._part(part, at))

    def _part(self, part: Words, at: int) -> Iterable[str]:
        if len(part) == 1 and len(part[0]) <= _SHORT:
            certain = part[0] not in self.ambiguous or at >= _BEFORE_STATES
            return self.names.get(part, part) if certain else part
        return self._replaced(part)

    def _replaced(self, part: Words) -> Iterator[str]:
        at = 0
        while at < len(part):
            # The longest name first: "New York City" is one, and not "New York" in a city.
            sizes = range(min(self._longest, len(part) - at), 0, -1)
            size = next((one for one in sizes if self._is_long(part[at : at + one])), 1)
            words = part[at : at + size]
            yield from self.names[words] if self._is_long(words) else words
            at += size

    def _is_long(self, words: Words) -> bool:
        return words in self.names and (len(words) > 1 or len(words[0]) > _SHORT)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.names), default=1)


def lives_in(location: str, place: str) -> bool:
    """Return whether a location is in a place, by any of its names; see ``Spellings.holds``.

    >>> lives_in("Muscat, Oman", "oman"), lives_in("Romania", "Oman"), lives_in("Wien", "Vienna")
    (True, False, True)
    """
    return _places().holds(location, place)


def speaks(language: str, wanted: str) -> bool:
    """Return whether a language is the one wanted, by any of its names, however well it is spoken.

    >>> speaks("Deutsch (Muttersprache)", "German"), speaks("German (native)", "native")
    (True, False)
    """
    # A person's language is kept as "German (native)": what stands in brackets says how well.
    return _languages().holds(language.partition(" (")[0], wanted)


@cache
def _places() -> Spellings:
    return Spellings.listed("places", map(folded, entries("places", "states")))


@cache
def _languages() -> Spellings:
    return Spellings.listed("languages")


def _words(text: str) -> Words:
    return tuple(folded(text).split())


def _within(wanted: Sequence[str], words: Sequence[str]) -> bool:
    starts = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in starts)
