"""Every file that is written for a user goes this way, so that none takes the place of a source."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from ...errors import UsageError, cut_path
from ...ontology.atomic import Text, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ledger import StoredDocument

_DATABASE: Final = b"SQLite format 3\0"
_BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite writes beside a database, and takes for its own when it is there."""

_PAGE: Final = (b"<!doctype html", b"<html", b"<svg xmlns", b"\x89png")
"""What ``view`` writes begins with one of these, in lower case."""


class Sources(Protocol):
    """A graph, as far as its own files and those that were loaded into it go."""

    files: tuple[Path, ...]

    def documents(self) -> Sequence[StoredDocument]:
        """Return all documents."""


def write_outputs(
    files: Mapping[Path, Text], sources: Sources | None = None, *, force: bool = False
) -> None:
    """Write texts, each whole or not at all; all places are checked before the first is written.

    Never written over: the graph's own files and what lies beside them, any SQLite database,
    whoever's it is, and folders; by whatever path or link it is named. A document that was loaded
    into the graph is written over only by ``force``. Where no graph says what was loaded, a page
    takes the place only of a page or a picture unless ``force`` is given.

    Raises:
        UsageError: a place is one of these, or cannot be written; what was there stays.
    """
    for path in files:
        _check(path, sources, force=force)
    for path, text in files.items():
        with written_to(path):
            write_whole(path, text)


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Say of what goes wrong on the disk that this file cannot be written."""
    try:
        yield
    except (OSError, ValueError) as fault:
        if isinstance(fault, ValueError) and "\0" not in str(path):  # which no file's name holds
            raise
        reason = (getattr(fault, "strerror", None) or "no name of a file").lower()
        raise UsageError(f"{cut_path(path)} cannot be written ({reason})") from None


def _check(path: Path, sources: Sources | None, *, force: bool) -> None:
    refusal = _refusal(path, sources)
    if refusal is None and not force:
        refusal = _loaded(path, sources) if sources is not None else _no_page(path)
    if refusal is not None:
        raise UsageError(f"{cut_path(path)} {refusal}")


def _refusal(path: Path, sources: Sources | None) -> str | None:
    """Return why nobody may write here."""
    if path.is_dir():
        return "is a folder: name a file"
    own = sources.files if sources is not None else ()
    if any(_is_same(path, one) for one in own):
        return "is the graph itself: name another file"
    # SQLite plays back a journal that lies beside a database, so its place is as good as the file.
    if any(_is_database(one) for one in _databases(path)):
        return "is an SQLite database, or lies where one keeps its log: name another file"
    return None


def _databases(path: Path) -> Iterator[str]:
    """Give the files of which one may be a database that this place belongs to."""
    for place in {os.fspath(path), os.path.realpath(path)} if "\0" not in str(path) else ():
        yield place
        yield from (place.removesuffix(end) for end in _BESIDE if place.endswith(end))


def _is_database(path: str) -> bool:
    return _begins(path) == _DATABASE


def _begins(path: str | Path) -> bytes:
    """Return a file's first bytes; none where there is no file, or one that cannot be read."""
    if not os.path.isfile(path):  # a pipe would wait for its writer
        return b""
    try:
        with open(path, "rb") as file:
            return file.read(len(_DATABASE))
    except OSError:
        return b""


def _is_same(a: str | Path, b: str | Path) -> bool:
    """Return whether two paths lead to one file, or would if there were one."""
    try:
        return os.path.samefile(a, b)
    except (OSError, ValueError):
        return "\0" not in f"{a}{b}" and os.path.realpath(a) == os.path.realpath(b)


def _loaded(path: Path, sources: Sources) -> str | None:
    """Return that a document was loaded from this file."""
    places = {os.path.abspath(path), os.path.realpath(path)} if "\0" not in str(path) else set()
    there = _identity(path)
    for stored in sources.documents():
        if stored.path in places or (there is not None and there == _identity(stored.path)):
            return (
                f"is the file of the document {cut_path(stored.key)}: name another, or use --force"
            )
    return None


def _identity(path: str | Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _no_page(path: Path) -> str | None:
    there = _begins(path).lower()
    if not there or there.startswith(tuple(one[: len(_DATABASE)] for one in _PAGE)):
        return None
    return "is there already and no page or picture: name another file, or use force"
