"""Longer names, compounds and abbreviations that a mention is only a part of."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from ..wordlists import words
from .compounds import PREFIXES, keeps_its_sense
from .tokens import HYPHENS, TITLES, Tokens

_ORGANISATION_ENDINGS: Final = frozenset(words(__package__, "organisation_endings"))
_COMMON_CAPITALS: Final = frozenset(words(__package__, "common_capitals"))

_SEASONS: Final = frozenset(words(__package__, "seasons"))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_OTHER_NAMES: Final = frozenset(words(__package__, "other_names"))
_FIRMS: Final = frozenset(words(__package__, "firms"))
_ARTICLES: Final = (("the",), ("a",), ("an",))
# What takes its object with "at".
_AT_A_THING: Final = tuple((word,) for word in words(__package__, "at_a_thing"))
_BEFORE_NAMES: Final = frozenset(words(__package__, "before_names"))
_OF: Final = (("of",), ("von",), ("de",))
_FIRST_NAMES: Final = 2  # between the title of a person and the last name
_APPOSITION: Final = 8  # words of "the UK air traffic service"

# Words after a mention in which the end of an organisation's name is sought.
_LONGEST_NAME: Final = 6

# What stands between the words of one name: "Ruby Alvarez", "Swift & Sons".
_INSIDE_NAME: Final = re.compile(r" |\s?&\s?")


def in_compound(tokens: Tokens, start: int, end: int, linked: Container[int]) -> bool:
    """Return whether a hyphen makes the words part of a compound: ``go-live``, ``C-level``.

    ``Go-based`` and ``non-Rust`` are such that the word keeps its sense, and so are two names in a
    row, ``AWS-Lambda``; ``linked`` are the ends of names.
    """
    if start and tokens.gaps[start] in HYPHENS:
        if tokens.words[start - 1] not in PREFIXES and start not in linked:
            return True
    follows = end < len(tokens) and tokens.gaps[end] in HYPHENS
    return follows and not keeps_its_sense(tokens.words[end])


def ends_dotted_name(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a short word is the end of a name with a dot: ``Example.AI``."""
    # Endings of hosts and files have two or three letters; "Node.js" has matched as a whole before.
    short = end - start == 1 and len(tokens.words[start]) <= 3
    return short and start > 0 and tokens.gaps[start] == "."


def is_initial(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a single letter is part of something else: ``John R. Keller``, ``R&D``."""
    if end - start > 1 or len(tokens.words[start]) > 1:
        return False
    before, after = tokens.gaps[start], tokens.gaps[end]
    name_follows = end < len(tokens) and tokens.exact[end][:1].isupper()
    return (after.startswith(". ") and name_follows) or "&" in (before.strip(), after.strip())


def names_event(tokens: Tokens, end: int) -> bool:
    """Return whether a year makes an event of the name: ``the Spark 2019 conference``."""
    if end + 1 >= len(tokens) or tokens.gaps[end] != " " or tokens.gaps[end + 1] != " ":
        return False
    # "Java 2023 edition" is a version; anything else after a year is a meeting of people.
    year = tokens.words[end]
    return len(year) == 4 and year.isdigit() and tokens.words[end + 1] != "edition"


def is_season(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a year behind the word makes a date of it: ``Spring 2012``."""
    if end - start > 1 or end >= len(tokens) or tokens.words[start] not in _SEASONS:
        return False
    return bool(_YEAR.fullmatch(tokens.words[end])) and tokens.gaps[end] == " "


def names_organisation(tokens: Tokens) -> bool:
    """Return whether a text may name one, which few do: ``organisation_name`` looks closer."""
    return not _ORGANISATION_ENDINGS.isdisjoint(tokens.words)


def organisation_name(tokens: Tokens, start: int, end: int) -> str | None:
    """Return the longer capitalised name ending in ``Award``, ``Foundation``, ``Inc`` …, if any."""
    words = tokens.words
    for last in range(end, min(end + _LONGEST_NAME, len(words))):
        if tokens.gaps[last] != " " or not tokens.exact[last][:1].isupper():
            return None
        if words[last] in _ORGANISATION_ENDINGS:
            return tokens.text[tokens.starts[start] : tokens.ends[last]]
    return None


def longer_name(
    tokens: Tokens, start: int, end: int, known: Container[int], named: Container[int]
) -> str | None:
    """Return the proper name that the words are part of: ``Ruby Alvarez``, ``Hong Kong``.

    ``known`` holds the words that belong to linked concepts, ``named`` those of labels: two of them
    with an "&" between are two (``Java & Ruby``). Capitals that open a sentence, and words such as
    ``Developer`` or ``API``, make no name.
    """
    # In a text of capitals every word would belong to one long name.
    if not tokens.exact[start][:1].isupper() or tokens.shouted:
        return None
    before = named if "&" in tokens.gaps[start] else known
    after = named if "&" in tokens.gaps[end] else known
    first = start - 1 if _is_name_word(tokens, start - 1, start, before) else start
    last = end + 1 if _is_name_word(tokens, end, end, after) else end
    if (first, last) == (start, end):
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[last - 1]]


def other_name(tokens: Tokens, start: int, end: int) -> str | None:
    """Return what tells that the words name a firm, a place or a thing of somebody's own.

    Before them "at", "based in", "named"; behind them ", the grocery company".
    """
    for count in (2, 1):
        phrase = " ".join(tokens.words[max(0, start - count) : start])
        if start >= count and phrase in _OTHER_NAMES and tokens.gaps[start] == " ":
            if phrase == "at" and at_a_thing(tokens, start - 1):
                continue
            return f"{phrase} {tokens.exact[start]}"
    if tokens.gaps[end].strip() != "," or tokens.words[end : end + 1] not in _ARTICLES:
        return None
    for last in range(end + 1, min(end + _APPOSITION, len(tokens))):
        if tokens.words[last] in _FIRMS:
            return tokens.text[tokens.starts[start] : tokens.ends[last]]
        if tokens.gaps[last] != " ":
            break
    return None


def at_a_thing(tokens: Tokens, at: int) -> bool:
    """Return whether no firm or place follows: who looked at Cairo, or is good at it."""
    return tokens.words[at - 1 : at] in _AT_A_THING


def titled_person(tokens: Tokens, start: int) -> str | None:
    """Return the title and names that make a person of a word: ``Dr. Florian Jaeger``."""
    if not tokens.titled:
        return None
    for first in range(start - 1, max(-1, start - 2 - _FIRST_NAMES), -1):
        if tokens.words[first] in TITLES:
            return tokens.text[tokens.starts[first] : tokens.ends[start]]
        if not _capital(tokens, first) or tokens.gaps[first + 1] not in (" ", ". "):
            break
    return None


def named_after(tokens: Tokens, start: int) -> str | None:
    """Return what makes a god, a place or a person of a word: ``the temple of Athena``."""
    if start < 2 or tokens.words[start - 1 : start] not in _OF:
        return None
    if tokens.words[start - 2] not in _BEFORE_NAMES:
        return None
    return tokens.text[tokens.starts[start - 2] : tokens.ends[start]]


def acronym_of_other(tokens: Tokens, start: int, end: int, defined: bool) -> str | None:
    """Return the words that define an acronym in brackets as something else, if they do.

    ``earned value management (EVM)``: the initials of the words before spell it, unless these are
    the same concept (``defined``).
    """
    letters = tokens.words[start]
    if end - start > 1 or "(" not in tokens.gaps[start] or not _acronym(tokens.exact[start]):
        return None
    first = start - len(letters)
    if defined or first < 0:
        return None
    if "".join(word[0] for word in tokens.words[first:start]) != letters:
        return None
    return tokens.text[tokens.starts[first] : tokens.ends[start - 1]]


def _is_name_word(tokens: Tokens, index: int, gap: int, known: Container[int]) -> bool:
    if not 0 <= index < len(tokens) or index in known or not _capital(tokens, index):
        return False
    # Acronyms stand beside names without being part of them: "Ruby CLI".
    if tokens.words[index] in _COMMON_CAPITALS or _acronym(tokens.exact[index]):
        return False
    # The word before the mention has its capital anyway where it opens the sentence: "Using Go".
    opening = index < gap and tokens.openings[index]
    return not opening and bool(_INSIDE_NAME.fullmatch(tokens.gaps[gap]))


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.exact[index][:1].isupper()


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
