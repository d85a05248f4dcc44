"""The parts of a ZIP archive, within bounds: what a file claims of its own size is not believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from ...errors import UnreadableFile
from .reading import RawFile

MOST: Final = 20 * 2**20  # bytes of a part once unpacked

_PARTS: Final = 2000  # names of an archive


def names(raw: RawFile) -> Sequence[str]:
    """Return the names of the parts of an archive.

    Raises:
        UnreadableFile: it is damaged, or has more parts than any document.
    """
    with _opened(raw) as archive:
        return archive.namelist()


def parts(raw: RawFile, wanted: Mapping[str, str]) -> dict[str, bytes]:
    """Return parts of an archive, by the names that they are wanted under.

    Raises:
        UnreadableFile: the archive is damaged or locked, or a part is larger than any document.
    """
    out = {}
    with _opened(raw) as archive:
        for title, name in wanted.items():
            try:
                with archive.open(name) as part:
                    out[title] = part.read(MOST + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
                raise UnreadableFile(raw.key, f"is damaged: {title} cannot be unpacked") from None
            except (RuntimeError, NotImplementedError):
                raise UnreadableFile(
                    raw.key, f"is locked: open it with its password and save {title} without one"
                ) from None
            if len(out[title]) > MOST:
                raise UnreadableFile(raw.key, f"unpacks to more than 20 MB of {title}: no resume")
    return out


def _opened(raw: RawFile) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableFile(raw.key, "is a damaged ZIP archive: save the file anew") from None
    if len(archive.namelist()) > _PARTS:
        raise UnreadableFile(raw.key, f"is a ZIP archive of more than {_PARTS} parts: no resume")
    return archive
