"""Text on its way into a file that is larger than memory should hold.

What stands at the head of a file (the keys of GraphML, the columns of a table) is known when
everything else has been written, so the rest waits in a spool. It has no name in any folder, and is
gone with the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Final, Self, cast

_IN_MEMORY: Final = 1 << 23
_CHUNK: Final = 1 << 20


class Spools:
    """Makes spools for a file, beside its place: there is the room that it will take.

    As a context manager it lets go of all of them.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._open = ExitStack()

    def new(self) -> Spool:
        """Return a new spool of texts or bytes."""
        return Spool(self._file())

    def rows(self) -> Rows:
        """Return a new spool of rows."""
        return Rows(self._file())

    def _file(self) -> IO[bytes]:
        folder = str(self._place.parent)
        return cast(
            "IO[bytes]", self._open.enter_context(SpooledTemporaryFile(_IN_MEMORY, dir=folder))
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()


class Spool:
    """Bytes to be read again from the start; beyond some megabytes they lie on a disk."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, text: str) -> None:
        """Add a text."""
        self.file.write(text.encode())

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while chunk := self.file.read(_CHUNK):
            yield chunk


class Rows(Spool):
    """Rows of a table whose columns are known when all of them are, ``names``."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.names: set[str] = set()

    def add(self, row: Mapping[str, Any]) -> int:
        """Add a row of values that JSON holds; return how long it is as JSON."""
        self.names.update(row)
        line = json.dumps(row) + "\n"
        self.write(line)
        return len(line)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give the rows again."""
        self.file.seek(0)
        return map(json.loads, self.file)


def encoded(parts: Iterable[str]) -> Iterator[bytes]:
    """Give texts as UTF-8, many small ones in one piece."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()
