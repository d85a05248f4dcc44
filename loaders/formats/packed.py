"""ZIP archives, as office programs write them: read within bounds, and nothing fetched.

A part is unpacked only if all that are read come to less than ``MOST`` bytes. A document type has
no place in such files and is where entities that grow without end, or name other files, are said:
what begins with one is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from ...errors import UnreadableFile

MOST: Final = 50 * 2**20
PARTS: Final = 2000
"""Names of an archive: no document has so many."""

_HEAD: Final = 65536  # bytes in which a part's root must begin
_DAMAGED: Final = "is damaged: open it in the program that made it and save it anew"
_ENCRYPTED: Final = 1  # a flag of parts
_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError),
    *(NotImplementedError, RuntimeError),  # of a way to pack that Python does not know, or a secret
)


class Packed:
    """An archive's parts by name, each unpacked when it is asked for."""

    def __init__(self, data: bytes, key: str) -> None:
        """Open an archive.

        Raises:
            UnreadableFile: it is damaged, or has more parts than any document.
        """
        self._key = key
        self._left = MOST
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS:
            raise UnreadableFile(key, _DAMAGED) from None
        self._infos = {info.filename: info for info in self._archive.infolist()}
        if len(self._infos) > PARTS:
            raise UnreadableFile(key, f"is a ZIP archive of more than {PARTS} parts: no resume")

    @property
    def names(self) -> Sequence[str]:
        """The names of the parts."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; there are none of one that is not there.

        Raises:
            UnreadableFile: it is damaged, encrypted, or too large.
        """
        info = self._infos.get(name)
        if info is None:
            return b""
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(self._key, "is encrypted: save it without a password")
        self._left -= info.file_size
        if self._left < 0:
            raise UnreadableFile(
                self._key, f"unpacks to more than {MOST // 2**20} MB, which no resume does"
            )
        try:
            return self._archive.read(info)
        except _FAULTS:
            raise UnreadableFile(self._key, _DAMAGED) from None

    def xml(self, name: str) -> Element | None:
        """Return the root of a part; None where there is no such part.

        Raises:
            UnreadableFile: as ``part``, or it is no XML, or has a document type.
        """
        data = self.part(name)
        return self.parsed(data) if data else None

    def parsed(self, data: bytes) -> Element:
        """Return the root of a part's bytes.

        Raises:
            UnreadableFile: they are no XML, or have a document type.
        """
        try:
            if _has_type(data):
                raise UnreadableFile(self._key, "has a document type in it, which is not read")
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, expat.ExpatError, LookupError, ValueError):
            raise UnreadableFile(self._key, _DAMAGED) from None


class _Root(Exception):
    """The root has begun, and no document type stands before it."""


def _has_type(data: bytes) -> bool:
    """Return whether a document type stands before the root, in whatever encoding."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda name, *_: found.append(name)
    parser.StartElementHandler = _stop
    try:
        parser.Parse(data[:_HEAD], len(data) <= _HEAD)
    except _Root:
        return bool(found)
    return True  # a root that does not begin hides something before it


def _stop(*_: object) -> None:
    raise _Root
