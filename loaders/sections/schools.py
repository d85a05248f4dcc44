"""The name of a school: which part of what a header says of it."""

from __future__ import annotations

import re
from typing import Final

from ..builder import trim
from ..layout.mapped import Mapped
from ..lexicon import has_school
from ..places import is_place

_AT: Final = re.compile(r"\s(?:at|from|by|an der|à)\s+(?:the\s+)?(?=[A-Z])")
_INSIDE: Final = re.compile(r"\s(?:at|from|by|@|an der|à)\s+(?:the\s+)?(?=[A-Z])|\s-\s")
# Chinese and Japanese put the word for a school last, and no blank between. From where a run begins
# only: a long one would else be tried from each of its characters.
_IDEOGRAPHS: Final = re.compile(
    r"(?<![^\s,，、・|])[^\s,，、・|]+(?:大学院?|大學|学院|學院|学校|대학교|대학원)(?=[\s,，、・|])"
)
# Left behind where a date was taken out.
_AFTER: Final = re.compile(r"\s+(?:from|since|between|in)$")
_COMMA: Final = re.compile(r",\s")


def school_name(text: Mapped) -> Mapped:
    """Leave out what a sentence says around a school, and the town behind its name."""
    ideographs = _IDEOGRAPHS.search(text.text)
    if ideographs:
        return text.cut(*ideographs.span())
    # "Studied at the University …", but "Institute at Nordmoor University" is one name.
    before = _AT.search(text.text)
    if before and not has_school(text.text[: before.start()]):
        text = text.cut(before.end())
    after = _AFTER.search(text.text)
    text = text.cut(0, after.start()) if after else text
    comma = _COMMA.search(text.text)
    if comma and has_school(text.text[: comma.start()]) and is_place(text.text[comma.end() :]):
        return text.cut(0, comma.start())
    return text


def school_inside(degree: Mapped) -> Mapped | None:
    """Return the school that a degree's own words name: ``MSc Physics from Northmoor``."""
    match = _INSIDE.search(degree.text)
    return trim(degree.cut(match.end())) if match else None
