"""The phrases by which sentences of adverts say what they mean, ``words/phrases.txt``."""

from __future__ import annotations

from functools import cache

from ...ontology.wordlists import groups
from ..normalization import folded


def holds(words: str, group: str) -> bool:
    """Return whether folded words have a phrase of a group among them."""
    padded = f" {words} "
    return any(phrase in padded for phrase in _phrases()[group])


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found = groups(__package__, "phrases").items()
    return {name: tuple(f" {folded(one)} " for one in held) for name, held in found}
