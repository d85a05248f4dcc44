"""A person's name as one writes it, where the document has it in capitals throughout."""

from __future__ import annotations

import re
from typing import Final

from ...loaders.patterns import set_of

_PART: Final = re.compile(r"[^\W\d_]+")
_APOSTROPHES: Final = frozenset("'\u2019\u02bc")
# Initials that are written as one word, "JP" and "DJ": a syllable needs a vowel.
_INITIALS: Final = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,3}")
_NUMBERS: Final = frozenset({"II", "III", "IV"})
# ``str.lower`` makes two characters of the first.
_SMALL: Final = str.maketrans("İ", "i")
_TURKISH: Final = str.maketrans("İI", "iı")


def name_case(name: str) -> str:
    """Return a name in capitals with one at the beginning of each part; any other as it is.

    Particles inside of a name are small, "Mc", "O'" and "D'" are followed by a capital; initials
    and numbers stay. Which capital somebody has inside of a word ("MacDonald") is not to be known.

    >>> name_case("JAN-PIET VAN DER BERG"), name_case("FIONA O'BRIEN MCALLISTER")
    ('Jan-Piet van der Berg', "Fiona O'Brien McAllister")
    """
    # A sharp s is small among capitals too.
    if not name.isupper() and not name.replace("ß", "").isupper():
        return name
    words = name.split()
    small = _TURKISH if "İ" in name or "Ğ" in name else _SMALL
    cased = {
        word: _word(word, small, first=at == 0, last=at == len(words) - 1)
        for at, word in enumerate(words)
    }
    return re.sub(r"\S+", lambda found: cased[found[0]], name)


def _word(word: str, small: dict[int, int], *, first: bool, last: bool) -> str:
    if (first and _INITIALS.fullmatch(word)) or (last and not first and word in _NUMBERS):
        return word
    plain = word.translate(small).lower()
    # One letter is an initial far more often than a particle, and a surname may be called like one.
    if not first and not last and len(word) > 1 and plain in set_of("names", "particles"):
        return plain
    return _PART.sub(lambda part: _part(part[0], word[: part.start()], small), word)


def _part(part: str, before: str, small: dict[int, int]) -> str:
    lower = part.translate(small).lower()
    # "O'Brien" and "N'Diaye", but "Sa'ad": what stands before is one letter, or nothing.
    if before[-1:] in _APOSTROPHES and len(before) > 2:
        return lower
    if lower.startswith("mc") and len(lower) > 4:
        return f"Mc{part[2]}{lower[3:]}"
    return part[0] + lower[1:]
