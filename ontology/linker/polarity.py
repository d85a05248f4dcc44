"""Polarity: whether a text says of a thing that it is used, left behind, wished for or denied."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..wordlists import alternation, groups
from .tokens import Tokens

# Of a sentence somebody's use; of a list of terms a claim without any. The last three are what a
# job advert says: its parts tell, which are read elsewhere.
Polarity: TypeAlias = Literal[
    "use", "claim", "left", "wish", "denied", "required", "nice", "excluded"
]
HELD: Final = frozenset({"use", "claim", "left"})  # what somebody has, or had until then

_WORDS: Final = groups(__package__, "polarity")

# Holds the longest of the phrases below with some names after it; bounded, because every mention
# in a text that has one of the words looks back so far.
_CLAUSE: Final = 100
_TELLING: Final = re.compile(rf"\b{alternation(_WORDS['any'])}|n['’]t")

# Names between the phrase and the mention: in a sentence all of a list, in a list of terms none but
# those that a word joins, since the next item is one of its own.
_NAMES: Final = r"(?: [\w.+\#/-]+ (?: \s+ (?:and|or|nor|und|oder|et|ou|y|o|e)\b | , ) \s+ ){0,4}"
_JOINED: Final = r"(?: [\w.+\#/-]+ \s+ (?:and|or|nor|und|oder|et|ou|y|o|e) \s+ ){0,2}"
_OPENS: Final = r"(?: ^ | [,;:.!?(|•·/–—&] \s* | (?:^|\s) [-*] \s+ | \n \s* )"

# Verbose, because seven ways of saying no lead up to the mention, which begins where this ends:
# hence the "$". A bare "not" counts only at the beginning of a clause ("not Java"), for
# elsewhere it may belong to another word ("not only Java"); and up to two names with "or" may
# stand between ("never used COBOL or Java").
_DENIED: Final = rf"""
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
    |   \b (?:
            {alternation(_WORDS["passed over"])}
        |   {alternation(_WORDS["choosing"])} \s+ (?: [\w.+\#/-]+ \s+ ){{1,6}}? over
        ) \s+
        (?: (?:our|the|its|their|an?) \s+ )?
    )
    {_JOINED} $
    """
# What is wished for: "learning Rust", "would like to work with Temporal". A bare "learning" opens
# its clause or follows "currently": elsewhere it is what machines do.
_WISHED: Final = rf"""
    (?:
        (?: {_OPENS} | \b {alternation(_WORDS["now"])} \s+ )
        {alternation(_WORDS["learning"])} \s+
    |   (?: {_OPENS} | \b {alternation(_WORDS["very"])} \s+ )
        {alternation(_WORDS["interest"])} \s+
    |   \b {alternation(_WORDS["wishing"])} \s+
    )
    (?: {alternation(_WORDS["learning objects"])} \s+ )?
    """
_LEFT: Final = rf"""
    \b (?:
        {alternation(_WORDS["leaving"])} \s+
        (?: [\w.+\#/-]+ \s+ ){{0,6}}? {alternation(_WORDS["off"])}
    |   {alternation(_WORDS["replacing"])}
    ) \s+
    (?: (?:our|the|its|their|an?) \s+ )? {_JOINED} $
    """
_LABELLED: Final = rf"(?: ^ | \n ) [\s*•-]* {alternation(_WORDS['labels'])} \s* [:：] [^\n]* $"
_BEHIND: Final = rf"\s* (?: \( | [-–:] \s* ) {alternation(_WORDS['behind'])}\b"

_FLAGS: Final = re.IGNORECASE | re.VERBOSE
_DENIAL: Final = re.compile(_DENIED, _FLAGS)
_WISHES: Final = {
    listed: re.compile(f"(?:{_WISHED} {between} $) | (?:{_LABELLED})", _FLAGS)
    for listed, between in ((False, _NAMES), (True, _JOINED))
}
_LEAVING: Final = re.compile(_LEFT, _FLAGS)
_REMARK: Final = re.compile(_BEHIND, _FLAGS)


def may_tell(text: str) -> bool:
    """Return whether a text may tell of more than use, as few do: ``polarity_of`` looks closer."""
    return bool(_TELLING.search(text.lower()))


def polarity_of(tokens: Tokens, start: int, end: int, *, listed: bool) -> Polarity:
    """Return what the text says of the words: ``never used COBOL``, ``learning Rust``.

    The clause before them says so, or a bracket right behind.
    """
    text, place = tokens.text, tokens.starts[start]
    before = text[max(0, place - _CLAUSE) : place]
    if _DENIAL.search(before):
        return "denied"
    if _WISHES[listed].search(before) or _REMARK.match(text, tokens.ends[end - 1]):
        return "wish"
    if _LEAVING.search(before):
        return "left"
    return "claim" if listed else "use"
