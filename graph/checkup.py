"""What a check of a graph found, and what was mended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be, of a document or of the whole graph (key None)."""

    key: str | None
    what: str
    mended: bool = False
    of_pages: bool = False
    """Whether the file's own structure is damaged, so that no part of it can be relied upon."""

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        return {"document": self.key, "fault": self.what, "mended": self.mended}


@dataclass(frozen=True, slots=True)
class Checkup:
    """The faults of a graph; ``salvaged`` is the new file that holds what could be read."""

    faults: tuple[Fault, ...] = ()
    salvaged: Path | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is left to be mended."""
        return all(fault.mended for fault in self.faults)
