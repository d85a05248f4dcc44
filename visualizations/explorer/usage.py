"""How many people had a thing in each year."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ...graph.model import Node
from ...graph.reader import Reader
from ..contraction import ENTRY_KINDS

_READ: Final = 120
"""People whose dates are read; of more a part stands for all."""


def used_by_year(reader: Reader, node: Node) -> list[dict[str, int]]:
    """Return how many people had a thing in each year, from the first to the last.

    Of a thing that more people have than can be read while somebody waits, as many as are read
    stand for all: ids are drawn by a hash, so the first of them are a fair sample.
    """
    if node.kind in ENTRY_KINDS or node.kind in {"Category", "Person"}:
        return []
    people = reader.tied_to_all([node.id], first=_READ)
    ties = reader.ties(people=people, nodes={node.id}) if people else ()
    years: Counter[int] = Counter()
    seen: set[tuple[str, int]] = set()
    for tie in ties:
        seen |= {
            (tie.person, month // 12)
            for first, last in tie.outer
            for month in (*range(first, last, 12), last)
        }
    years.update(year for _, year in seen)
    if not years:
        return []
    whole = reader.counts({"": {node.id}})[""] if len(people) == _READ else len(people)
    scale = max(1.0, whole / len(people))
    span = range(min(years), max(years) + 1)
    return [{"year": year, "people": round(years[year] * scale)} for year in span]
