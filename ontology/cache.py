"""What is compiled of the ontology kept in the user's cache, so that a warm start reads no Turtle.

As text and never pickled: what another program left in the folder is data and cannot run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .atomic import write_whole
from .sources import SourceFile

# To be counted up with every change of what ``compile_turtle`` returns or how it is
# ``stored``: nothing else would notice an old row that is read as a new one.
COMPILE_VERSION = 9


def cached_text(name: str, make: Callable[[], str]) -> str:
    """Return a text in ASCII from a file of the cache, made where it is missing or damaged.

    A cache that cannot be written costs time and nothing else; power lost while it is written may
    damage it, which its first line, a digest of the rest, tells.
    """
    path = _directory() / name
    with suppress(OSError, ValueError):
        digest, _, data = path.read_bytes().partition(b"\n")
        if digest == _digest(data):
            return data.decode("ascii")
    text = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = _digest(text.encode("ascii"))
        write_whole(path, f"{digest.decode()}\n{text}", durable=False)
    return text


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


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
