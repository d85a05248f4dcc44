"""Whether a piece of a line names a place: its last part is a known one, the others are names."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .lexicon import has_title
from .line_cache import line_cache
from .normalization import folded
from .patterns import entries

# Postal codes of a US, European or Indian kind, and British ones.
_CODE: Final = re.compile(r"\s+(?:\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2})$")
_NUMBER: Final = re.compile(r"\d{3}")
_PARTED: Final = re.compile(r"[,/()|–—]|\s-\s")
_SEPARATOR: Final = re.compile(r"[,/()|–—]")


@line_cache
def is_place(text: str) -> bool:
    """Return whether a piece of a line names a place: ``Dubai, UAE``, ``Remote``, ``Berlin``."""
    text = _CODE.sub("", text)
    words = folded(text)
    if not words or len(words) > 60 or _NUMBER.search(words):
        return False
    # The last part decides: "Norvik, Oslo" is a place in Oslo, "Oslo, Norvik" is not. What stands
    # before it may be unknown if it is written like a name, as towns that no list has are.
    parts = [part for part in map(folded, _PARTED.split(text)) if part]
    if not 0 < len(parts) <= 4 or not _known(parts[-1]):
        return False
    return all(map(_known, parts)) or (len(parts) <= 3 and all(map(_capitalised, _raw(text))))


@line_cache
def is_country(text: str) -> bool:
    """Return whether a text names a country or a part of one: what stands behind a town."""
    return folded(text) in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(map(folded, entries("places", "countries", "regions", "states")))


def _known(part: str) -> bool:
    return part in _places() or part.startswith("remote ")


@cache
def _places() -> frozenset[str]:
    return frozenset(map(folded, entries("places")))


def _raw(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _capitalised(part: str) -> bool:
    return part[:1].isupper() and len(part.split()) <= 3 and not has_title(part)
