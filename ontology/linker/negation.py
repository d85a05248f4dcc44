"""Negation: whether a text says of a thing that it is not used or known."""

from __future__ import annotations

import re
from typing import Final

from ..wordlists import alternation, groups
from .tokens import Tokens

_WORDS: Final = groups(__package__, "negation")

# Holds the longest of the phrases below with two names after it; bounded, because every mention
# in a text that denies anything looks back so far.
_CLAUSE: Final = 80

_DENYING: Final = re.compile(rf"{alternation(_WORDS['any'])}\b")

# Verbose, because five ways of saying no lead up to the mention, which begins where this ends:
# hence the "$". A bare "not" counts only at the beginning of a clause ("not Java"), for
# elsewhere it may belong to another word ("not only Java"); and up to two names with "or" may
# stand between ("never used COBOL or Java").
_DENIED: Final = re.compile(
    rf"""
    (?:
        (?: \b (?:never|not) | n['’]t ) \s+
        (?: {alternation(_WORDS["adverbs"])} \s+ )?
        {alternation(_WORDS["verbs"])} \s+
        (?: any \s+ )?
    |   \b no \s+ (?: \w+ \s+ )?
        {alternation(_WORDS["nouns"])} \s+ (?:with|in|of) \s+
        (?: any \s+ )?
    |   \b keine \s+ {alternation(_WORDS["german nouns"])} \s+ (?:mit|in) \s+
    |   \b (?:without|ohne) \s+ (?: any \s+ )?
    |   (?: ^ | [,;(|•·/–—] \s* | \b but \s+ ) (?:not|no) \s+
    )
    (?: [\w.+\#/-]+ \s+ (?:or|nor|oder) \s+ ){{0,2}}
    $
    """,
    re.IGNORECASE | re.VERBOSE,
)


def may_deny(text: str) -> bool:
    """Return whether a text may deny anything, which few do: ``is_denied`` looks closer."""
    return bool(_DENYING.search(text.lower()))


def is_denied(tokens: Tokens, start: int) -> bool:
    """Return whether the words are what somebody does not do: ``never used COBOL``, ``not Java``.

    The clause before them says so, not one before a full stop or ``but``.
    """
    place = tokens.starts[start]
    return bool(_DENIED.search(tokens.text[max(0, place - _CLAUSE) : place]))
