"""The compiled ontology kept in the user's cache, so that a warm start reads no Turtle."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .atomic import write_whole
from .sources import SourceFile

if TYPE_CHECKING:
    from .turtle import Compiled

# To be counted up with every change of what ``compile_turtle`` returns: nothing else would notice
# an old row that is read as a new one.
COMPILE_VERSION = 5


def compiled(files: Sequence[SourceFile], key: str) -> Compiled:
    """Return the compiled files, from the cache where it has them under their ``cache_key``.

    A cache that is missing, unwritable or damaged costs time and nothing else.
    """
    path = _directory() / f"ontology-{key}.json"
    found = _read(path)
    if found is None:
        from .turtle import compile_turtle

        found = compile_turtle(files)
        _write(path, found)
    return found


def cached_text(name: str, make: Callable[[], str]) -> str:
    """Return a text from a file of the cache, made where it is missing or damaged."""
    path = _directory() / name
    with suppress(OSError, ValueError):
        kept, _, text = path.read_text("utf-8").partition("\n")
        if kept == _digest(text):
            return text
    text = make()
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{_digest(text)}\n{text}", durable=False)
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _directory() -> Path:
    # Imported here: most who import this module want the types and never load an ontology.
    from platformdirs import user_cache_path

    return user_cache_path("commonground", appauthor=False)


def cache_key(files: Sequence[SourceFile]) -> str:
    """Return what the compiled files are kept under."""
    # By content, so that a cache is never stale and different files share one folder; names belong
    # to it because rows cite them. Lengths keep one file from running into the next.
    digest = hashlib.sha256(f"{COMPILE_VERSION}".encode())
    for file in files:
        digest.update(f"\n{file.name}\n{len(file.data)}\n".encode())
        digest.update(file.data)
    return digest.hexdigest()[:32]


def _read(path: Path) -> Compiled | None:
    # JSON and not pickle: what another program left in the folder is data and cannot run.
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    good = isinstance(found, dict) and set(found) == {"concepts", "types", "relations", "labels"}
    kept: Compiled | None = found if good else None
    return kept


def _write(path: Path, content: Compiled) -> None:
    """Keep the compiled files; power lost meanwhile may damage the cache, and nothing else."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_whole(path, text, durable=False)
