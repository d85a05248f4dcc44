"""Levels of a job, as the words of titles say them: ``words/levels.txt``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from ...ontology.wordlists import alternation, groups, words
from ..normalization import folded

_PACKAGE: Final = __name__.rpartition(".")[0]


def levels_of(text: str) -> tuple[str, ...]:
    """Return the levels that a text names, in the order of the list.

    >>> levels_of("Sr. Engineer"), levels_of("Senior Staff Engineer"), levels_of("Staffing Agent")
    (('senior',), ('senior', 'staff'), ())
    """
    said = _other().sub(" ", f" {folded(text)} ")
    return tuple(name for name, held in levels().items() if any(one in said for one in held))


@cache
def _other() -> re.Pattern[str]:
    """Return the pattern of what has a level's words and means something else."""
    return re.compile(rf"\b{alternation(map(folded, words(_PACKAGE, 'level_lookalikes')))}\b")


@cache
def levels() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each level, folded, with a blank at both ends."""
    found = groups(_PACKAGE, "levels").items()
    return {name: tuple(f" {folded(one)} " for one in held) for name, held in found}
