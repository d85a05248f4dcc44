"""Bytes to text: encodings, byte-order marks, and what is no text at all.

UTF-8 is known for sure, and so is what begins with a mark. A file in a code page says nothing of
which; the page whose letters are the likeliest is taken, and called a guess where others are near.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ...errors import UnreadableFile, UsageError

_BOMS: Final = (  # UTF-32 before UTF-16, whose mark it begins with
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # without blanks and escape
_HEAD: Final = 65536  # bytes that are looked at: guessing over a whole file takes seconds
_ZEROS: Final = 4096  # bytes in which zeros are counted

# What resumes are found in, the commoner first; an exotic page often fits a short text by chance.
# Latin-1 and Latin-9 are not in it: Windows-1252 has their letters.
_PAGES: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "iso8859-2", "iso8859-5", "iso8859-7"),
    *("koi8-r", "koi8-u", "cp866", "cp850", "cp852", "cp857", "cp737", "mac-roman"),
    *("cp932", "gb18030", "big5hkscs", "cp949", "euc_jis_2004"),
)
_NEAR: Final = 0.9  # in English with one foreign name many pages are about as likely
_DOUBT: Final = 0.8
_LITTLE: Final = 0.08  # and of so little text none is likely at all
_ASCII: Final = dict.fromkeys(range(128))
_LATIN: Final = 0x36F  # the last code point of Latin letters and their accents
# Python calls these encodings of text too; no file is written in one.
_NO_FILES: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding that gives it back, and whether that is a guess.

    It is one where another code page, about as likely, would show other letters.
    """

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, key: str, given: str | None = None) -> Decoded:
    """Return the text of a file's bytes, in the encoding that is given or found.

    Raises:
        UnreadableFile: the bytes are no text, none in the given encoding, or hold nothing but
            blanks.
    """
    if given is not None:
        return _told(data, key, given)
    for encoding, doubtful in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        page = not encoding.startswith("utf")
        if _binary(text, guessed=page):
            break
        letters = doubtful and any(map(str.isalpha, text.translate(_ASCII)))
        return Decoded(filled(text, key), encoding, letters)
    raise UnreadableFile(key, "is binary, not text")


def known_encoding(name: str) -> str:
    """Return an encoding's name as Python says it.

    Raises:
        UsageError: there is none of this name that files of text are in.
    """
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not found._is_text_encoding or found.name.replace("-", "_") in _NO_FILES:
        raise UsageError(
            f"--encoding: {name[:80]!r} is no encoding that files are read in: say utf-8, cp1252,"
            " cp850 or another that Python knows"
        )
    return found.name


def _told(data: bytes, key: str, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        raise UnreadableFile(key, f"is not in {encoding}: name another --encoding") from None
    if _binary(text, guessed=False):
        raise UnreadableFile(key, f"is binary, or not in {encoding}: name another --encoding")
    return Decoded(filled(text, key), encoding)


def filled(text: str, key: str) -> str:
    """Return a text that holds something.

    Raises:
        UnreadableFile: it is nothing but blanks.
    """
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableFile(key, "is empty; nothing to read")
    return text


def _candidates(data: bytes) -> Iterator[tuple[str, bool]]:
    """Yield encodings, the likeliest first, each with whether it is in doubt."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            yield encoding, False
            return
    head = data[:_ZEROS]
    # Every other byte of Western text in UTF-16 is zero, three of four in UTF-32; other text has
    # none to speak of.
    if head.count(b"\x00") * 5 > len(head):
        yield _wide(head), False
        return
    yield "utf-8", False
    yield from _guessed(data[:_HEAD])
    yield "latin-1", True  # which decodes any byte


def _wide(head: bytes) -> str:
    """Tell the widths and orders of UTF apart; few pairs of characters make a code point."""
    for encoding in ("utf-32-le", "utf-32-be"):
        try:
            head[: len(head) // 4 * 4].decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"


def _guessed(head: bytes) -> list[tuple[str, bool]]:
    """Return the likeliest code pages by the frequencies of their letters.

    Of pages that are about as likely, the one counts first that shows the fewest letters beside
    what never stands beside them, then the commoner. It is in doubt where a page that is nearly as
    likely shows no more of these, and other letters.
    """
    from chardet import detect_all

    found = detect_all(head, include_encodings=_PAGES, ignore_threshold=True, compat_names=False)
    likely = {one["encoding"]: one["confidence"] for one in found if one["encoding"]}
    best = max(likely.values(), default=0.0)
    best = best if best > _LITTLE else 0.0
    shown = {page: head.decode(page, "replace") for page in _PAGES if page in likely}
    odd = {page: _odd_pairs(text) for page, text in shown.items() if likely[page] >= _DOUBT * best}
    near = sorted((page for page in odd if likely[page] >= _NEAR * best), key=odd.__getitem__)
    return [
        (page, any(odd[one] <= odd[page] and shown[one] != shown[page] for one in odd))
        for page in near
    ]


def _odd_pairs(text: str) -> int:
    """Count letters with a sign, a capital or a letter of another alphabet right behind them.

    Only signs and letters beyond ASCII count: "Fran‡ois", "JosΘ", "Zoы".
    """
    pairs = (pair for pair in pairwise(text) if pair[0].isalpha() and not pair[1].isascii())
    return sum(_odd(*pair) for pair in pairs)


def _odd(letter: str, other: str) -> bool:
    category = unicodedata.category(other)
    if category[0] == "L":
        return letter.islower() and other.isupper() or letter.isascii() and ord(other) > _LATIN
    return category[0] in "SC" or category in {"No", "Po", "Ps"}


def _binary(text: str, *, guessed: bool) -> bool:
    """A few control characters leave a text one; fewer where a code page decodes any byte."""
    head = text[:_HEAD]
    controls = len(_CONTROL.findall(head))
    if guessed:
        return controls > max(1, len(head) // 200)
    return controls > max(8, len(head) // (200 if "\x00" in head else 20))
