"""The word lists in ``words/`` as parts of patterns and as sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from ..ontology.wordlists import alternation, groups

# What may stand for a blank inside of an entry: any blanks, or a full stop that may be missing.
BLANKS: Final = r"\s+"
STOP: Final = r"\.?"
STOP_AND_BLANK: Final = r"\.?\s?"
_BESIDE: Final = ("employer", "title", "place", "dates")  # groups of labels.txt
_PACKAGE: Final = __name__.rpartition(".")[0]


def entries(name: str, *chosen: str) -> tuple[str, ...]:
    """Return the entries of a list, or of the groups of these names, in the file's order."""
    found = groups(_PACKAGE, name)
    return tuple(entry for group in chosen or found for entry in found[group])


@cache
def set_of(name: str, *chosen: str) -> frozenset[str]:
    """Return the entries of a list, or of the groups of these names, as a set."""
    return frozenset(entries(name, *chosen))


@cache
def by_group(name: str, *chosen: str) -> Mapping[str, str]:
    """Return the group of each entry of a list, or of the groups of these names."""
    found = groups(_PACKAGE, name)
    return {entry: group for group in chosen or found for entry in found[group]}


def grouped(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the entries of a list by their groups."""
    return groups(_PACKAGE, name)


def any_of(name: str, *chosen: str, blank: str = r"\ ") -> str:
    r"""Return a pattern for any entry of a list, or of the groups of these names.

    ``blank`` is the pattern for a blank inside of an entry, ``\s+`` say.
    """
    return alternation(entries(name, *chosen), blank=blank)


def any_label(*chosen: str) -> str:
    """Return a pattern for a label of these groups, its name in a group ``name``.

    A second one (group ``beside``) goes with it: "Company Name & Location".
    """
    aside = r"\s*(?:/|&|\b(?:and|or|und|oder|et|ou|y|o|e|en)\b)\s*"
    beside = any_of("labels", *_BESIDE)
    return rf"(?P<name>{any_of('labels', *chosen)})(?:{aside}(?P<beside>{beside}))?"


def with_optional_stops(found: Iterable[str]) -> str:
    """Return a pattern for any of the entries, every full stop of which may be missing."""
    return alternation((entry.strip(".").replace(".", " ") for entry in found), blank=r"\.?")
