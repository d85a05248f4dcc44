"""Repair of UTF-8 that was once decoded with a Windows or Latin code page, with a map back.

ftfy decides whether a text was (it knows which sequences are never meant), and is asked only where
a cheap test finds the first two bytes of a UTF-8 sequence shown as letters. It leaves what might be
meant: "Ã¥" could be. Where it is sure of one place the file went through the wrong code page, and
every well-formed sequence of it is repaired, as often as it was decoded; what has lost a byte stays
as it is.

Ligatures and radicals, which text copied out of a PDF has, become the letters that readers type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from ...ontology.wordlists import WordPattern
from .mapped import Mapped, join

_RUN: Final = re.compile(r"[^\x00-\x7f]+")
# The first byte of a UTF-8 sequence of two to four bytes, then a following one, as Windows-1252,
# Windows-1254 or Latin-1 show them; Latin-1 shows some of the second as controls.
_LEAD: Final = WordPattern(
    lambda: (
        "[\u00c2-\u00f4\u011f\u0130\u0131\u015e\u015f]"
        "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
        "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    )
)
_SEQUENCE: Final = re.compile(
    b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}".decode("latin-1")
)
_ROUNDS: Final = 3  # times that a text may have been decoded wrongly


# Ligatures, Kangxi radicals and their like: other characters for what readers type.
OTHER_FORMS: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")


def repair(text: str) -> Mapped:
    """Return the text with what was decoded wrongly repaired, mapped to the text as it stood."""
    out = Mapped.plain(text)
    if text.isascii():
        return out
    if _LEAD.search(text) and _is_broken(text):
        for _ in range(_ROUNDS):
            fixed = _repaired(out)
            if fixed is out:
                break
            out = fixed
    return _usual(out) if OTHER_FORMS.search(out.text) else out


def repaired(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts of one document repaired: what one of them shows holds for all."""
    whole = "\n".join(texts)
    if whole.isascii() or not (_LEAD.search(whole) or OTHER_FORMS.search(whole)):
        return texts
    return repair(whole).text.split("\n")


def _is_broken(text: str) -> bool:
    from ftfy import fix_encoding

    return any(_LEAD.search(run) and fix_encoding(run) != run for run in _RUN.findall(text))


def _usual(text: Mapped) -> Mapped:
    """Return the text without ligatures and radicals, each letter at the place of its own."""
    parts: list[Mapped] = []
    last = 0
    for match in OTHER_FORMS.finditer(text.text):
        usual, at = in_usual_form(match[0]), match.start()
        place = Mapped(usual, [text.starts[at]] * len(usual), [text.ends[at]] * len(usual))
        parts += [text.cut(last, at), place]
        last = match.end()
    return join([*parts, text.cut(last)])


def in_usual_form(text: str) -> str:
    """Return a text without ligatures and radicals."""
    return OTHER_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _repaired(text: Mapped) -> Mapped:
    """Return the text with every sequence that shows the bytes of one character made that one."""
    # One letter a byte, so that places are those of the text; a lead byte alone is no sequence.
    shown = text.text.translate(_bytes())
    parts: list[Mapped] = []
    last = 0
    for match in _SEQUENCE.finditer(shown):
        try:
            character = match[0].encode("latin-1").decode()
        except UnicodeDecodeError:  # of a surrogate, or longer than it need be
            continue
        start, end = match.span()
        place = Mapped(character, text.starts[start : start + 1], text.ends[end - 1 : end])
        parts += [text.cut(last, start), place]
        last = end
    return join([*parts, text.cut(last)]) if parts else text


@cache
def _bytes() -> dict[int, str]:
    """Return the byte, as Latin-1 shows it, of each letter that Windows-1252 or -1254 has."""
    found: dict[int, str] = {}
    for code in range(0x80, 0x100):
        for page in ("cp1254", "cp1252"):
            letter = bytes([code]).decode(page, "ignore")
            if letter and ord(letter) > 0xFF:
                found[ord(letter)] = chr(code)
    return found
