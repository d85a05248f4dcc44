"""A bound on the memory that the reading of one file may take.

Reading takes a few times a file's size. What takes more than any resume needs is no resume, and is
listed as unreadable instead of taking the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from ..errors import UnreadableFile
from .formats.reading import size_text

MAX_MEMORY: Final = 2 * 2**30

_STATM: Final = Path("/proc/self/statm")  # of Linux; its first number is the pages in use


@contextmanager
def bounded_memory(key: str, most: int = MAX_MEMORY) -> Iterator[None]:
    """Read a file within ``most`` bytes more than the process has now.

    The bound is the process's own, of its address space, and is lifted afterwards; other threads
    are under it meanwhile. Where a system has none that works (Windows, macOS), nothing is bound.

    Raises:
        UnreadableFile: reading needs more.
    """
    try:
        with _bound(most):
            yield
    except MemoryError:
        raise UnreadableFile(
            key, f"needs more than {size_text(most)} of memory; raise --max-memory to read it"
        ) from None


@contextmanager
def _bound(most: int) -> Iterator[None]:
    if not _STATM.exists():
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_STATM.read_text().split()[0]) * resource.getpagesize() + most
    # An unlimited one is negative; a tighter one that somebody set stays.
    limits = [wanted, *(limit for limit in (before, hard) if limit != resource.RLIM_INFINITY)]
    hook = sys.unraisablehook
    sys.unraisablehook = partial(_untold, hook)
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
        sys.unraisablehook = hook


def _untold(hook: Callable[[Any], object], unraisable: sys.UnraisableHookArgs) -> None:
    """Let a second want of memory go, in what was left half done: the first one is told."""
    if not issubclass(unraisable.exc_type, MemoryError):
        hook(unraisable)
