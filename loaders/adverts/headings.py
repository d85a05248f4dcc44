"""What a heading of an advert says of its part: by phrases that are known, else by its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from ...ontology.wordlists import groups
from ..normalization import folded

_WORDS: Final = 10  # of a heading at most
_TELLING: Final = 6  # letters of a word that says a part inside of a longer heading
_ADDRESS: Final = {"address you": "required", "address us": "skipped"}


def part_of(text: str, *, marked: bool = False, addressed: bool = True) -> str | None:
    """Return the part that a heading or label announces; None where it announces none.

    Without ``marked`` the text must be a phrase that is known. Else it may hold one, or say the
    part in words of its own: what is nice goes before what is offered, that before duties, and
    whoever is only ``addressed`` ("You") is told what is required.
    """
    words = folded(text)
    if words in _phrases() or not marked:
        return _phrases().get(words)
    if words.count(" ") >= _WORDS:
        return None
    held = [one for one in _phrases() if f" {one} " in f" {words} " and _tells(one)]
    told = _told(words.split(), 0.5 if addressed else 0)
    return told or (_phrases()[max(held, key=len)] if held else None)


def _told(words: Sequence[str], address: float) -> str | None:
    """Return what the words of a heading say together; None where they say nothing."""
    scores: dict[str, float] = {}
    for group, phrases in _cues().items():
        found = [phrase for phrase in phrases if _holds(words, phrase)]
        part = _ADDRESS.get(group, group)
        # An address says less than any other word; of longer phrases each word counts.
        worth = address * bool(found) if group in _ADDRESS else _weight(found)
        scores[part] = scores.get(part, 0) + worth
    # "Not a must, but welcome" is a wish, "Not a must" is none.
    if scores["nice"]:
        scores["denied"] = 0
    best = max(scores, key=lambda part: scores[part], default=None)
    return best if best and scores[best] else None


def _weight(found: Sequence[tuple[str, ...]]) -> int:
    """Return the weight of some phrases: the words that they cover, those of long ones twice."""
    longest = max(map(len, found), default=0)
    return len(found) + longest * (longest > 1)


def _holds(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    places = range(len(words) - size + 1)
    return any(all(map(_is, words[at : at + size], phrase)) for at in places)


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _tells(phrase: str) -> bool:
    return " " in phrase or len(phrase) >= _TELLING


@cache
def _cues() -> dict[str, list[tuple[str, ...]]]:
    found = groups(__package__, "heading_cues").items()
    return {group: [tuple(phrase.split()) for phrase in phrases] for group, phrases in found}


@cache
def _phrases() -> dict[str, str]:
    found = groups(__package__, "parts").items()
    return {folded(phrase): part for part, phrases in found for phrase in phrases}
