"""Interests, one a line or several between separators."""

from __future__ import annotations

from collections.abc import Sequence

from ..builder import Builder
from ..layout.lines import Line
from ..resume import Interest
from .body import SEPARATOR, is_list


def read_interests(builder: Builder, lines: Sequence[Line]) -> list[Interest]:
    """Return interests, split where a line lists several."""
    out: list[Interest] = []
    for line in lines:
        for part in line.text.split(SEPARATOR) if is_list(line) else [line.text]:
            name = builder.value(f"/interests/{len(out)}/name", part)
            out += [Interest(name=name)] if name else []
    return out
