"""Folding: the key that spellings share which differ in case, accents, dashes, blanks or dots."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# As word processors and PDF write them: hyphens, figure, en and em dashes, minus, full width.
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
APOSTROPHES: Final = "'\u2018\u2019\u02bc`"

_LOOSE = re.compile(rf"[\s_/{re.escape(DASHES + APOSTROPHES)}]+")
# "Node.js" has one, ".NET" has not: there the dot is all that tells the name from "net".
_INNER_DOT = re.compile(r"(?<=\w)\.")


def plain(text: str) -> str:
    """Return the text in one case and without accents; letters that have no plain form stay."""
    # Nearly every label and word is ASCII, where lowering is all that the rest would do.
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return the key under which equal labels meet: ``Node.js`` and ``node js`` are one.

    Blanks, dashes, underscores, slashes, apostrophes and dots after a letter go; ``+``, ``#`` and a
    leading dot stay, so that C, C++, C# and .NET keep apart.
    """
    return _INNER_DOT.sub("", _LOOSE.sub("", plain(text.strip())))
