"""Repair of UTF-8 that was once decoded with a Windows or Latin code page, with a map back.

Ligatures and radicals, which text copied out of a PDF has, become the letters that readers type.

Only runs of non-ASCII characters that decode as a whole are touched; what has lost a byte stays as
it is. ftfy decides (it knows which sequences are never meant), and is asked only where a cheap test
finds the first two bytes of a UTF-8 sequence shown as letters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .mapped import Mapped, join

_RUN = re.compile(r"[^\x00-\x7f]+")
# The first byte of a UTF-8 sequence of two to four bytes, then a following one, as Windows-1252,
# Windows-1254 or Latin-1 show them; Latin-1 shows some of the second as controls.
_LEAD = re.compile(
    "[\u00c2-\u00f4\u011f\u0130\u0131\u015e\u015f]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)


# Ligatures, Kangxi radicals and their like: other characters for what readers type.
OTHER_FORMS: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")


def repair(text: str) -> Mapped:
    """Return the text with its double-decoded runs repaired, mapped to the text as it stood."""
    if text.isascii() or not (_LEAD.search(text) or OTHER_FORMS.search(text)):
        return Mapped.plain(text)
    parts: list[Mapped] = []
    last = 0
    for match in _RUN.finditer(text):
        fixed = _repaired_run(match[0], match.start())
        if fixed is not None:
            parts += [Mapped.plain(text[last : match.start()], last), fixed]
            last = match.end()
    return join([*parts, Mapped.plain(text[last:], last)])


def _repaired_run(run: str, offset: int) -> Mapped | None:
    if OTHER_FORMS.search(run):
        return _usual(run, offset)
    if not _LEAD.search(run):
        return None
    from ftfy import fix_encoding

    fixed = fix_encoding(run)
    return None if fixed == run else _aligned(run, fixed, offset)


def _usual(run: str, offset: int) -> Mapped:
    shown, starts = "", []
    for place, character in enumerate(run, offset):
        usual = in_usual_form(character)
        shown += usual
        starts += [place] * len(usual)
    return Mapped(shown, starts, [start + 1 for start in starts])


def in_usual_form(text: str) -> str:
    """Return a text without ligatures and radicals."""
    return OTHER_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _aligned(run: str, fixed: str, offset: int) -> Mapped:
    """Map each repaired character to the characters that showed its bytes.

    A run that was decoded wrongly once shows one character a byte; where the count says otherwise
    (twice decoded, or repaired in part), every character maps to the whole run.
    """
    widths = [len(character.encode()) for character in fixed]
    if sum(widths) != len(run):
        end = offset + len(run)
        return Mapped(fixed, [offset] * len(fixed), [end] * len(fixed))
    starts, place = [], offset
    for width in widths:
        starts.append(place)
        place += width
    return Mapped(
        fixed, starts, [start + width for start, width in zip(starts, widths, strict=True)]
    )
