"""From a file to its document: its bytes first, then what the reader of their format makes of them.

The two are apart because most files of a second ``load`` are known by the hash of their bytes and
need no reading.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import MissingExtra, UnreadableFile
from ..document import Document
from .decoding import Decoded
from .registry import Format, format_of

if TYPE_CHECKING:
    from ..layout.composed import Composer
    from ..layout.fields import Node
    from ..layout.lines import Line

MAX_SIZE: Final = 20 * 2**20

EXTRACTED: Final = "utf-8"
"""The encoding of a text that is made of a file: that in which it is stored and printed."""

_CHARSET: Final = "; charset="
# What ``view`` writes names who wrote it, as pages do.
_OWN: Final = re.compile(rb'<meta name="generator" content="commonground\b')
_HEAD: Final = 4096  # bytes in which a page says so

_UNITS: Final = ((2**30, "GB"), (2**20, "MB"), (2**10, "kB"))


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file, their hash, and the format that they are in.

    ``encoding`` is the one that the user says they are in, None where it is to be found.
    """

    key: str
    data: bytes
    sha256: str
    format: Format
    encoding: str | None = None

    def document(
        self, text: Decoded, lines: Sequence[Line] | None = None, fields: Node | None = None
    ) -> Document:
        """Return the document of this file, of whose text a reader makes lines or fields."""
        kind = told_in(self.format.media_type, self.encoding)
        told = (self.key, text.text, text.encoding, kind, self.sha256)
        return Document(*told, lines, guessed=text.guessed, fields=fields)

    def extracted(self, composer: Composer, lines: Sequence[Line]) -> Document:
        """Return the document of a file whose text a reader has made of it.

        No encoding that a user tells is of such a file.
        """
        told = (self.key, composer.text, EXTRACTED, self.format.media_type, self.sha256)
        return Document(*told, lines, regions=composer.regions)


def told_in(media_type: str, encoding: str | None) -> str:
    """Return a media type with the encoding that the user told, where one was."""
    return media_type if encoding is None else f"{media_type}{_CHARSET}{encoding}"


def told_encoding(media_type: str) -> str | None:
    """Return the encoding that the user told for a document, None where none was."""
    return media_type.partition(_CHARSET)[2] or None


def read_document(
    path: Path, key: str, *, max_size: int = MAX_SIZE, encoding: str | None = None
) -> Document:
    """Read one file with the reader of its format, in the encoding that is given or found.

    Raises:
        UnreadableFile: as ``read_raw`` and ``document_of``.
    """
    return document_of(replace(read_raw(path, key, max_size=max_size), encoding=encoding))


def read_raw(path: Path, key: str, *, max_size: int = MAX_SIZE) -> RawFile:
    """Read the bytes of one file.

    Raises:
        UnreadableFile: it cannot be opened, is over ``max_size`` bytes, or is of no format that is
            read.
    """
    data = _bytes(path, key, max_size)
    if _OWN.search(data[:_HEAD]):
        raise UnreadableFile(key, "is a page that commonground wrote: load the resumes behind it")
    found = format_of(os.fspath(path), data)
    if found.refusal is not None:
        raise UnreadableFile(key, found.refusal)
    return RawFile(key, data, hashlib.sha256(data).hexdigest(), found)


def document_of(raw: RawFile) -> Document:
    """Return the document that the reader of its format makes of a file.

    Raises:
        UnreadableFile: the file is empty, damaged or no text, or its reader lacks a library.
    """
    try:
        reader = raw.format.module()
    except MissingExtra as fault:
        raise UnreadableFile(raw.key, str(fault)) from None
    document: Document = reader.read(raw)
    return document


class ByteSize(int):
    """A number of bytes that is said in the unit in which it was given: 1024 kB, not 1 MB."""

    def __new__(cls, count: int, factor: int) -> ByteSize:
        """Return ``count`` times ``factor`` bytes."""
        size = super().__new__(cls, count * factor)
        size.factor = factor
        return size

    factor: int

    def __reduce__(self) -> tuple[type[ByteSize], tuple[int, int]]:
        """Return what makes the same size in a process that reads."""
        return ByteSize, (self // self.factor, self.factor)


def size_text(size: int) -> str:
    """Say a number of bytes in the unit that it was given in, else in the largest that is exact."""
    if isinstance(size, ByteSize):
        units = {factor: unit for factor, unit in _UNITS}
        return f"{size // size.factor} {units.get(size.factor, 'bytes')}"
    for factor, unit in _UNITS:
        if size >= factor and size % factor == 0:
            return f"{size // factor} {unit}"
    return f"{size} bytes"


def _bytes(path: Path, key: str, max_size: int) -> bytes:
    try:
        if path.stat().st_size > max_size:
            limit = size_text(max_size)
            raise UnreadableFile(key, f"is over {limit}; raise --max-size to read it")
        if not path.is_file():
            raise UnreadableFile(key, "is not a file")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(key, f"cannot be opened ({reason.lower()})") from None
