"""Compounds with a hyphen: what the rest of one says of the name that it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..wordlists import groups, words

_GROUPS: Final = groups(__package__, "compounds")
_HEADS: Final = frozenset((*_GROUPS["heads"], *words(__package__, "technical")))
_SUFFIXES: Final = frozenset(_GROUPS["suffixes"])
# A shorter one may end a word that has nothing to do with it: "Fahrkarte" is no "Karte" of ours.
_LAST_PARTS: Final = tuple(head for head in _GROUPS["heads"] if len(head) > 5)
_ENDINGS: Final = ("en", "n", "e", "s")
_STEM: Final = 3

PREFIXES: Final = frozenset(_GROUPS["prefixes"])
"""What leaves the name behind it its sense: ``non-Rust``."""


def keeps_its_sense(rest: str) -> bool:
    """Return whether a name keeps its sense before the rest of a compound: ``Go-based``."""
    return rest in _SUFFIXES or speaks_of_technology(rest)


@lru_cache(maxsize=4096)
def speaks_of_technology(rest: str) -> bool:
    """Return whether only a technology begins a compound: ``SAP-Berater``, ``Docker-Containern``.

    German words have their endings, and further parts before the last: ``Kafka-Testumgebungen``.
    """
    return any(stem in _HEADS or stem.endswith(_LAST_PARTS) for stem in _stems(rest))


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            yield word.removesuffix(ending)
