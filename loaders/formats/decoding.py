"""Bytes to text: encodings, byte-order marks, and what is no text at all."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from ...errors import UnreadableFile
from ..document import Document

MAX_SIZE: Final = 20 * 2**20
SUFFIXES: Final = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
}

_MAGIC: Final = (
    (b"%PDF-", "is a PDF; save it as text, Markdown or HTML and load that"),
    (b"PK\x03\x04", "is a ZIP archive (DOCX and ODT are too); save it as text and load that"),
    (b"{\\rtf", "is RTF; save it as text and load that"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save it as text and load that"),
)
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_INSIDE: Final = re.compile(
    r"[^\W\d_][\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7\ufffd\u0152\u0178ƒ†‡ˆ‰˜]"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # without blanks and escape
_ACCENTED: Final = re.compile(r"[\u00c0-\u00ff]{4}")


def read_document(path: Path, key: str, *, max_size: int = MAX_SIZE) -> Document:
    """Read one file; ``Document.text`` equals its bytes decoded as ``Document.encoding``.

    Raises:
        UnreadableFile: the file cannot be opened, is empty, over ``max_size`` bytes, or no text.
    """
    data = _bytes(path, key, max_size)
    text, encoding = _decode(data, key)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise UnreadableFile(key, "is empty; nothing to read")
    media_type = SUFFIXES.get(path.suffix.lower(), "text/plain")
    return Document(key, text, encoding, media_type, hashlib.sha256(data).hexdigest())


def _bytes(path: Path, key: str, max_size: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_size:
            limit = max_size / 2**20
            raise UnreadableFile(key, f"is over {limit:g} MB; raise --max-size to read it")
        if not path.is_file():
            raise UnreadableFile(key, "is not a file")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(key, f"cannot be opened ({reason.lower()})") from None


def _decode(data: bytes, key: str) -> tuple[str, str]:
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(key, reason)
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _binary(text, guessed=not encoding.startswith("utf")):
            break
        return text, encoding
    raise UnreadableFile(key, "is binary, not text")


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    if data[:4096].count(b"\x00") * 5 > len(data[:4096]):
        return ["utf-16-le"] if data[1:2] == b"\x00" else ["utf-16-be"]
    try:
        data.decode("utf-8")
        return ["utf-8"]
    except UnicodeDecodeError:
        guessed = [] if _western(data) else _guessed(data)
        return [*guessed, "cp1252", "latin-1"]


def _western(data: bytes) -> bool:
    """Whether Windows-1252 gives words; other alphabets look like signs and accents in it."""
    text = data[:65536].decode("cp1252", "replace")
    return not _INSIDE.search(text) and not _ACCENTED.search(text)


def _guessed(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    western = [
        "cp1252",
        "latin_1",
        "cp1250",
        "cp1251",
        "cp1254",
        "shift_jis",
        "gb18030",
        "big5",
        "koi8_r",
    ]
    best = from_bytes(data[:65536], cp_isolation=[*western, "euc_kr", "euc_jp"]).best()
    return [best.encoding] if best else []


def _binary(text: str, *, guessed: bool) -> bool:
    """A few control characters leave a text one; fewer where a code page decodes any byte."""
    head = text[:65536]
    controls = len(_CONTROL.findall(head))
    if guessed:
        return controls > max(1, len(head) // 200)
    return controls > max(8, len(head) // (200 if "\x00" in head else 20))
