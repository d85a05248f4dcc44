"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


Text: TypeAlias = str | bytes | Iterable[bytes]


def write_whole(path: str | Path, text: Text, *, durable: bool = True) -> None:
    """Write a text as UTF-8, or bytes, whole: a reader sees what was there before, or all of it.

    Bytes may come in pieces. They go into a file beside the place, which then takes the place; that
    one is gone if anything fails. A link stays one, and a file that is replaced keeps its
    permissions. What is no ordinary file (a pipe, ``/dev/stdout``) is written as it is. Where the
    text can be made again ``durable`` may be False: a loss of power may then leave an empty file.

    Raises:
        OSError: it cannot be written.
    """
    data = text.encode() if isinstance(text, str) else text
    pieces = (data,) if isinstance(data, bytes) else data
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            file.writelines(pieces)
        return
    place = os.path.realpath(path)
    beside = _beside(place)
    # not tempfile.mkstemp: its files are private, and the umask cannot be asked for safely
    handle = os.open(beside, _NEW, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            _keep_permissions(place, beside)  # before the text, which may be private
            file.writelines(pieces)
            file.flush()
            if durable:
                os.fsync(file.fileno())  # before the rename, which may else reach the disk first
        os.replace(beside, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _beside(place: str) -> str:
    """Return a name that nobody has: hidden, and cut where the file's own name is long already."""
    folder, name = os.path.split(place)
    return os.path.join(folder, f".{name[:40]}.{os.urandom(6).hex()}.part")


def _keep_permissions(place: str, beside: str) -> None:
    with suppress(FileNotFoundError):
        before = os.stat(place)
        with suppress(OSError, AttributeError):  # only root gives files away; Windows has no owners
            os.chown(beside, before.st_uid, before.st_gid)
        os.chmod(beside, before.st_mode & 0o7777)  # after chown, which takes some bits away
