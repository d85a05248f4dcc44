"""A segment as one file, memory-mapped: what is not asked for is never read from the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .segment import ARRAYS, Segment

VERSION: Final = 1
"""Of the arrays and of what they mean: a file of another version is made anew."""

_MAGIC: Final = b"commonground arrays\n"
_ALIGNED: Final = 64
_SIZE: Final = 8


def save(segment: Segment, path: Path, stamp: Mapping[str, Any]) -> None:
    """Write a segment in place of what there is; whoever has that mapped keeps it.

    Raises:
        OSError: the folder cannot be written, or the disk is full; nothing of it stays then.
    """
    arrays = {name: getattr(segment, name) for name in ARRAYS}
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [array.dtype.str, at, len(array)]
        at = _up(at + array.nbytes)
    told = {"version": VERSION, "stamp": dict(stamp), "size": at, "arrays": places}
    header = json.dumps(told).encode()
    start = _up(len(_MAGIC) + _SIZE + len(header))
    # Beside it, for a rename is only atomic within a file system; by process, for two may write.
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(_MAGIC + len(header).to_bytes(_SIZE, "little") + header)
            for name, array in arrays.items():
                file.seek(start + places[name][1])
                array.tofile(file)
            file.truncate(start + at)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def stamp_of(path: Path) -> Mapping[str, Any] | None:
    """Return what was said of a segment when it was saved; None where none lies there."""
    told = _header(path)
    return None if told is None else told[0]["stamp"]


def mapped(path: Path, stamp: Mapping[str, Any]) -> Segment | None:
    """Return the segment that was saved with this stamp; None where another or none lies there."""
    found = _header(path)
    if found is None or found[0]["stamp"] != stamp:
        return None
    told, start = found
    whole = np.memmap(path, np.uint8, "r", offset=0)
    return Segment(
        **{
            name: _part(whole, np.dtype(dtype), start + at, count)
            for name, (dtype, at, count) in told["arrays"].items()
        }
    )


def _part(whole: NDArray[Any], dtype: np.dtype[Any], at: int, count: int) -> NDArray[Any]:
    part: NDArray[Any] = whole[at : at + count * dtype.itemsize].view(np.ndarray).view(dtype)
    return part


def _header(path: Path) -> tuple[dict[str, Any], int] | None:
    """Return what a file says of itself and where its arrays begin; None where it is none."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            length = int.from_bytes(file.read(_SIZE), "little")
            told = json.loads(file.read(min(length, 1 << 16)))
            start = _up(len(_MAGIC) + _SIZE + length)
            whole = os.fstat(file.fileno()).st_size == start + told["size"]
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, not ours, or cut off: it is made anew
    return (told, start) if whole and told["version"] == VERSION else None


def _up(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED
