"""Bytes to text: encodings, byte-order marks, and what is no text at all."""

from __future__ import annotations

import re
from typing import Final

from ...errors import UnreadableFile

_BOMS: Final = (  # UTF-32 before UTF-16, whose mark it begins with
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Text of another alphabet, read as Windows-1252, shows signs right behind letters and runs of
# accented letters; no Western word has either.
_INSIDE: Final = re.compile(
    r"[^\W\d_][\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7\ufffd\u0152\u0178ƒ†‡ˆ‰˜]"
)
_ACCENTED: Final = re.compile(r"[\u00c0-\u00ff]{4}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # without blanks and escape
_HEAD: Final = 65536  # bytes that are looked at: guessing over a whole file takes seconds

# What resumes are found in: of all pages that Python knows, an exotic one often fits a short text
# by chance.
_PAGES: Final = (
    *("cp1252", "latin_1", "cp1250", "cp1251", "cp1254", "shift_jis"),
    *("gb18030", "big5", "koi8_r", "euc_kr", "euc_jp"),
)


def decode(data: bytes, key: str) -> tuple[str, str]:
    """Return the text of a file's bytes and the encoding that gives it back.

    Raises:
        UnreadableFile: the bytes are no text, or hold nothing but blanks.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _binary(text, guessed=not encoding.startswith("utf")):
            break
        if not text.strip("\ufeff \t\r\n\f\v"):
            raise UnreadableFile(key, "is empty; nothing to read")
        return text, encoding
    raise UnreadableFile(key, "is binary, not text")


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    # Every other byte of Western text in UTF-16 is zero; other text has none to speak of.
    if data[:4096].count(b"\x00") * 5 > len(data[:4096]):
        return ["utf-16-le"] if data[1:2] == b"\x00" else ["utf-16-be"]
    try:
        data.decode("utf-8")
        return ["utf-8"]
    except UnicodeDecodeError:
        # A guess goes wrong on short texts, so it is made only where Windows-1252 gives no words;
        # Latin-1 decodes any byte and so comes last.
        guessed = [] if _western(data) else _guessed(data)
        return [*guessed, "cp1252", "latin-1"]


def _western(data: bytes) -> bool:
    """Whether Windows-1252 gives words; other alphabets look like signs and accents in it."""
    text = data[:_HEAD].decode("cp1252", "replace")
    return not _INSIDE.search(text) and not _ACCENTED.search(text)


def _guessed(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_HEAD], cp_isolation=list(_PAGES)).best()
    return [best.encoding] if best else []


def _binary(text: str, *, guessed: bool) -> bool:
    """A few control characters leave a text one; fewer where a code page decodes any byte."""
    head = text[:_HEAD]
    controls = len(_CONTROL.findall(head))
    if guessed:
        return controls > max(1, len(head) // 200)
    return controls > max(8, len(head) // (200 if "\x00" in head else 20))
