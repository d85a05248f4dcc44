"""From the arguments of ``load`` to files with keys."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from .formats.registry import format_of


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read and the key of its document."""

    key: str
    path: str


@dataclass
class Walk:
    """What the arguments of ``load`` hold: files in order of key, and what cannot be read."""

    files: list[FoundFile] = field(default_factory=list)
    unread: list[tuple[FoundFile, str]] = field(default_factory=list)


def walk(
    paths: Sequence[str | os.PathLike[str]], *, name: str | None = None, skip: Iterable[Path] = ()
) -> Walk:
    """Find the files of the arguments; folders are walked, hidden and linked folders are not.

    A link in a folder is not followed out of it: whoever fills a folder with resumes does not say
    with it which other files of the machine are read. A link that is itself an argument is.

    A document's key is its path relative to its argument. ``name`` is the key of the one file, or
    goes before the keys of the one folder. ``skip`` are files that are none of ours (the graph
    itself).
    """
    skipped = {os.path.abspath(path) for path in skip}
    out = Walk()
    seen: set[str] = set()
    for argument in paths:
        for found, reason in _of_argument(os.fspath(argument), name):
            # A shell gives a folder and its files together easily: `load cvs cvs/*.md`.
            if found.path in seen or found.path in skipped:
                continue
            seen.add(found.path)
            if reason is None:
                out.files.append(found)
            else:
                out.unread.append((found, reason))
    _part_same_keys(out)
    return out


def _of_argument(argument: str, name: str | None) -> Iterator[tuple[FoundFile, str | None]]:
    whole = os.path.abspath(argument)
    if not os.path.lexists(argument):
        yield FoundFile(_text(name or argument), whole), "does not exist"
    elif os.path.isdir(argument):
        for path, fault in _files(argument):
            key = _key(path, argument, name)
            reason = fault or _leads_out(path, argument) or _fault(path)
            yield FoundFile(_text(key), os.path.abspath(path)), reason
    else:
        yield FoundFile(_text(name or os.path.basename(argument)), whole), _fault(argument)


def _key(path: str, folder: str, name: str | None) -> str:
    """Return the key of what lies in a folder, or of the folder itself."""
    relative = PurePath(os.path.relpath(path, folder)).as_posix()
    if relative == ".":  # which names nothing in a message
        return os.path.abspath(folder)
    return f"{name}/{relative}" if name else relative


def _files(folder: str) -> Iterator[tuple[str, str | None]]:
    """Yield the files below a folder, by name; a folder that is not walked with the reason."""
    faults: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        # What a linked folder of the same argument holds is met where it lies.
        linked = ((path, _leads_out(path, folder)) for path in _joined(place, folders))
        yield from ((path, reason) for path, reason in linked if reason)
        shown = sorted(one for one in files if not one.startswith("."))
        yield from ((path, None) for path in _joined(place, shown))
    for fault in faults:
        yield str(fault.filename), f"cannot be listed ({(fault.strerror or '').lower()})"


def _joined(place: str, names: Iterable[str]) -> Iterator[str]:
    return (os.path.join(place, name) for name in names)


def _leads_out(path: str, folder: str) -> str | None:
    """Return why a link in a folder is not followed; None for what is none, or stays inside."""
    if not os.path.islink(path):
        return None
    if PurePath(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return None
    return "is a link out of the folder: name what it leads to to load it"


def _fault(path: str) -> str | None:
    """Return why a file is none that we read, as far as its name says; its bytes may say more."""
    try:
        mode = os.stat(path).st_mode
    except OSError as fault:
        return f"cannot be opened ({(fault.strerror or type(fault).__name__).lower()})"
    if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
        return "is no ordinary file"
    reason = format_of(path).refusal
    return None if reason is None else _text(reason)


def _part_same_keys(walked: Walk) -> None:
    """Keep the first file of each key and list the others under their own paths."""
    walked.files.sort(key=lambda found: found.key)
    walked.unread.sort(key=lambda pair: pair[0].key)
    first: dict[str, str] = {}
    files: list[FoundFile] = []
    for found in walked.files:
        if found.key not in first:
            first[found.key] = found.path
            files.append(found)
            continue
        reason = f"has the same key as {_text(first[found.key])}: load it apart with --name"
        walked.unread.append((FoundFile(_text(found.path), found.path), reason))
    walked.files[:] = files


def _text(path: str) -> str:
    """Return a path as text; bytes that are no UTF-8 are written as ``\\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
