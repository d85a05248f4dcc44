"""The school of a study: which piece of its lines names it, and which part of that piece."""

from __future__ import annotations

import re
from typing import Final

from ..builder import trim
from ..layout.mapped import Mapped
from ..lexicon import has_organisation, has_school
from ..patterns import set_of
from ..places import is_place
from .pieces import Piece

_AT: Final = re.compile(r"\s(?:at|from|by|an der|à)\s+(?:the\s+)?(?=[A-Z])")
# Chinese and Japanese put the word for a school last, and no blank between. From where a run begins
# only: a long one would else be tried from each of its characters.
_IDEOGRAPHS: Final = re.compile(
    r"(?<![^\s,，、・|])[^\s,，、・|]+(?:大学院?|大學|学院|學院)(?=[\s,，、・|])"
)
# Left behind where a date was taken out.
_AFTER: Final = re.compile(r"\s+(?:from|since|between|in)$")


def school_name(piece: Piece) -> Mapped:
    """Leave out what a sentence says around a school, and the town behind its name."""
    text = piece.text
    ideographs = _IDEOGRAPHS.search(text.text)
    if ideographs:
        return text.cut(*ideographs.span())
    # "Studied at the University …", but "Institute at Nordmoor University" is one name.
    before = _AT.search(text.text)
    if before and not has_school(text.text[: before.start()]):
        text = text.cut(before.end())
    after = _AFTER.search(text.text)
    text = text.cut(0, after.start()) if after else text
    comma = re.search(r",\s", text.text)
    if comma and has_school(text.text[: comma.start()]) and is_place(text.text[comma.end() :]):
        return text.cut(0, comma.start())
    return text


def school_inside(piece: Piece) -> Piece | None:
    """Return the school that a degree's own piece names: ``MSc Physics at Northmoor``."""
    match = re.search(r"\s(?:at|from|by|@|an der|à)\s+(?:the\s+)?(?=[A-Z])|\s-\s", piece.plain)
    if not match:
        return None
    return Piece(trim(piece.text.cut(match.end())), piece.row, piece.at + 1)


def school_score(piece: Piece) -> tuple[float, int, int]:
    """Return how much a piece looks like a school; of equal ones the first is the greater.

    A word for a school counts most, then a link; more than eight words are rather a sentence.
    """
    small = set_of("schools", "small")
    proper = all(word[0].isupper() or word in small for word in piece.plain.split())
    score = 0.5 + 3 * has_school(piece.plain) + 2 * piece.linked + (piece.bold and proper)
    score += has_organisation(piece.plain)
    score -= 0.4 * max(0, len(piece.plain.split()) - 8) + 2 * piece.plain[:1].islower()
    return score, -piece.row, -piece.at
