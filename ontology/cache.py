"""The compiled ontology kept in the user's cache, so that a warm start reads no Turtle."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .atomic import write_whole
from .sources import SourceFile

if TYPE_CHECKING:
    from .turtle import Compiled

COMPILE_VERSION = 1


def compiled(files: Sequence[SourceFile]) -> Compiled:
    """Return the compiled files, from the cache where it has them.

    A cache that is missing, unwritable or damaged costs time and nothing else.
    """
    path = _directory() / f"ontology-{_key(files)}.json"
    found = _read(path)
    if found is None:
        from .turtle import compile_turtle

        found = compile_turtle(files)
        _write(path, found)
    return found


def _directory() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path(os.path.expanduser("~/.cache"))) / "commonground"


def _key(files: Sequence[SourceFile]) -> str:
    digest = hashlib.sha256(f"{COMPILE_VERSION}".encode())
    for file in files:
        digest.update(f"\n{file.name}\n{len(file.data)}\n".encode())
        digest.update(file.data)
    return digest.hexdigest()[:32]


def _read(path: Path) -> Compiled | None:
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    good = isinstance(found, dict) and set(found) == {"concepts", "relations"}
    return found if good else None


def _write(path: Path, content: Compiled) -> None:
    """Keep the compiled files; power lost meanwhile may damage the cache, and nothing else."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_whole(path, text, durable=False)
