"""What people type who do not know what a command is called here."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from ..ontology.wordlists import groups


@cache
def _commands() -> dict[str, str]:
    listed = groups(__package__, "synonyms")
    return {word: command for command, words in listed.items() for word in words}


def meant(name: str, commands: Iterable[str]) -> str | None:
    """Return the command that a word means: a synonym, or what is spelt nearly so."""
    there = list(commands)
    synonym = _commands().get(name.casefold())
    if synonym in there:
        return synonym
    known = {one: one for one in there} | {
        word: command for word, command in _commands().items() if command in there
    }
    near = get_close_matches(name.casefold(), known, n=1)
    return known[near[0]] if near else None
