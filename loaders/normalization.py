"""Text as it is compared: in one case, without marks or accents, capitals drawn together."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .line_cache import line_cache

# Capital and small letters of Turkish and an old s: ``str.lower`` makes two characters of the first
# or another letter than ``re.IGNORECASE`` compares with, and positions would not hold.
_ALIKE: Final = str.maketrans("İıſ", "iis")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SPACED: Final = re.compile(r"\s*(?:\w\s){3,}(?:[\w&]\s|\s{1,4})*\w\s*")
_WIDE: Final = re.compile(r"\s{2,}")
_ALPHANUMERIC: Final = re.compile(r"[^\W_]+")


def lowered(text: str) -> str:
    """Return the text letter for letter in lower case, in which ``re.IGNORECASE`` compares.

    Lists of words are sought in it several times faster than with that flag.
    """
    # Hardly any text has one of them, and to look for three letters is quicker than to translate.
    if not text.isascii() and ("İ" in text or "ı" in text or "ſ" in text):
        text = text.translate(_ALIKE)
    return text.lower()


@line_cache
def bare(text: str) -> str:
    """Return a heading without marks: lower case, ``&`` as ``and``, brackets and emoji dropped."""
    text = _BRACKETED.sub(" ", text.replace("&", " and ").replace("+", " and "))
    text = unicodedata.normalize("NFC", text).lower().replace("'", " ").replace("’", " ")
    return " ".join(_LETTERS.findall(text))


@line_cache
def folded(text: str) -> str:
    """Return letters and digits only, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_ALPHANUMERIC.findall(_unaccented(plain)))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(character for character in text if not unicodedata.combining(character))


def unspaced(text: str) -> str:
    """Return ``S K I L L S`` as ``SKILLS``: capitals that only their spacing parts.

    Wider gaps part its words: ``W O R K   H I S T O R Y`` is ``WORK HISTORY``.
    """
    if text[1:2] == " " and _SPACED.fullmatch(text):
        return " ".join("".join(word.split()) for word in _WIDE.split(text.strip()))
    return text
