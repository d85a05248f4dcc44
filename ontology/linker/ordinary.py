"""Ordinary words: which labels are words of a language too, as dictionaries have them."""

from __future__ import annotations

from functools import cache
from typing import Final

from ..wordlists import groups

_LANGUAGES: Final = ("english", "german", "french", "spanish", "portuguese")


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages that a word in small letters is a word of; empty where of none."""
    return _languages().get(word, ())


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, held in groups(__package__, "ordinary").items():
        for word in held:
            found[word] = (*found.get(word, ()), language)
    return found
