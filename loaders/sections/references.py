"""References, as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from ..builder import Builder
from ..layout.lines import Line
from ..resume import Reference


def read_references(builder: Builder, lines: Sequence[Line]) -> list[Reference]:
    """Return references as they stand, one a line."""
    out: list[Reference] = []
    for line in lines:
        text = builder.value(f"/references/{len(out)}/reference", line.text)
        out += [Reference(reference=text)] if text else []
    return out
