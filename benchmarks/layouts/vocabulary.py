"""The invented words that people, employers, titles and sections are made of."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, TypeAlias

from commonground.ontology.wordlists import groups

Side: TypeAlias = Literal["build", "check"]
SIDES: Final[tuple[Side, ...]] = ("build", "check")
PACKAGE: Final = "commonground.benchmarks.layouts"
LATIN: Final = ("en", "de", "fr", "es", "pt", "it", "nl")
CJK: Final = ("zh", "ja", "ko")


@cache
def pool(name: str, side: Side) -> tuple[str, ...]:
    """Return the words of a group: the shared ones, and those that only one half has."""
    shared = groups(PACKAGE, "shared").get(name, ())
    own = groups(PACKAGE, side).get(name, ())
    found = shared + own
    if not found:
        raise KeyError(f"no words of the group {name!r}")
    return found


@cache
def local(file: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return what a file says of a language: a key, and its words in the file's order."""
    lines = [line.partition(" = ") for line in groups(PACKAGE, file)[language]]
    return {key: tuple(word.strip() for word in held.split(" | ")) for key, _, held in lines}


def in_language(name: str, language: str, side: Side) -> tuple[str, ...]:
    """Return the words of a group in a language; in English where it has none of its own."""
    key = f"{name} {language}"
    found = groups(PACKAGE, "shared").get(key, ()) + groups(PACKAGE, side).get(key, ())
    return found or pool(name, side)
