"""How what reads a file for one generation asks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Ask(Protocol):
    """Asks a file, as of the generation that the asker is of."""

    def __call__(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what a function returns that reads.

        Raises:
            UsageError: the file is of another generation by now.
        """
