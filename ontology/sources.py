"""The Turtle files that an ontology is made of, by the names they are cited under."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError

_MOST: Final = 64 * 2**20
"""Several times what any vocabulary has."""


class SourceFile(NamedTuple):
    """One Turtle file: the name it is cited by and its bytes.

    ``plain`` files have prefixed names, IRIs, numbers and short texts with their languages alone,
    which ``ontology check`` sees to of ours.
    """

    name: str
    data: bytes
    plain: bool = False


def bounded_bytes(path: Path) -> bytes:
    """Return the bytes of a vocabulary's file.

    Raises:
        OSError: it cannot be read.
        UsageError: it has more than 64 MB.
    """
    with path.open("rb") as file:
        data = file.read(_MOST + 1)
    if len(data) > _MOST:  # a device may never end
        raise UsageError(f"{path}: larger than {_MOST // 2**20} MB; give a vocabulary's file")
    return data
